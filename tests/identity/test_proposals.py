"""What a person is asked, in which order, and what comes back."""

import csv
import io

import pytest

from clusternet.exceptions import UnknownName
from clusternet.identity.answers import Statement, answered, numbered
from clusternet.identity.decisions import table_of
from clusternet.identity.matching import matched_pairs
from clusternet.identity.proposals import SCHEMA, proposal_id, proposals
from clusternet.identity.resolved import resolved
from clusternet.identity.review import read_review, review_csv
from clusternet.language.catalog import LANGUAGES, catalog

ANNA = Statement(decided_on="2024-05-03", decided_by="Anna")
ORGANIZATIONS = (
    "organization_id,name,country,city\n"
    "a,Arvenio Lab,IT,Torino\nb,ARVENIO LAB,IT,Turin\nc,Arvenio Lab,IT,Torino\nd,Arvennio Lab,IT,Torino\n"
    "m,Bellisola,IT,Roma\nn,BELLISOLA,IT,Roma\n"
    "p,=Zarqua & Co,IT,Bari\nq,Zarqua,IT,Bari\n"
    "y,Lonely,IT,Bari\nz,Arvenio Lab,FR,Lyon\n"
)
PARTICIPATIONS = "project_id,organization_id\n" + "".join(
    f"{project},{one}\n"
    for one, projects in {
        "a": "1",
        "b": "23",
        "c": "4",
        "d": "567",
        "m": "1234",
        "n": "56789",
        "y": "123",
    }.items()
    for project in projects
)


@pytest.fixture(scope="module")
def tables(tables_of):
    projects = "project_id\n" + "".join(f"{number}\n" for number in range(1, 10))
    return tables_of(organizations=ORGANIZATIONS, projects=projects, participations=PARTICIPATIONS)


@pytest.fixture(scope="module")
def proposed(tables):
    return proposals(matched_pairs(tables), tables)


def test_groups_that_are_the_same_are_one_proposal_and_doubts_name_whole_groups(proposed):
    listed = [(row["band"], row["organization_ids"], row["into"]) for row in proposed.to_pylist()]
    assert listed == [
        ("same", "m;n", "n"),  # moves 4 participations
        ("ask", "a;b;c;d", "d"),  # also 4, of 7 in all against 9
        ("same", "a;b;c", "b"),  # moves 2
        ("ask", "p;q", "p"),  # moves none
    ]
    assert [(row["moved"], row["participations"]) for row in proposed.to_pylist()] == [
        (4, 9),
        (4, 7),
        (2, 4),
        (0, 0),
    ]


def test_a_proposal_shows_the_one_that_goes_on_first(proposed):
    group = proposed.to_pylist()[2]
    assert group["names"] == "ARVENIO LAB | Arvenio Lab | Arvenio Lab"
    assert group["places"] == "Turin, IT | Torino, IT | Torino, IT"
    assert (group["rule"], group["agrees"], group["decision"]) == ("name", "name;country;city", None)


def test_a_question_between_two_groups_says_which_is_which(proposed):
    sides = [(row["organization_ids"], row["other_ids"]) for row in proposed.to_pylist()]
    assert sides == [("m;n", None), ("a;b;c;d", "d"), ("a;b;c", None), ("p;q", "q")]


def test_a_rejected_question_parts_the_groups_and_leaves_each_together(proposed, tables):
    question = proposed.to_pylist()[1]
    no = numbered(answered("split", question, ANNA), [])
    assert [one.organization_ids for one in no] == [("a", "d"), ("b", "d"), ("c", "d")]
    after = resolved(tables, table_of(no))
    again = proposals(matched_pairs(after.tables, after.replayed.apart), after.tables).to_pylist()
    assert [row["organization_ids"] for row in again] == ["m;n", "a;b;c", "p;q"]
    whole = answered("split", proposed.to_pylist()[2], ANNA)
    assert [one.organization_ids for one in whole] == [("a", "b", "c")]


def test_decisions_of_different_content_never_share_an_id(proposed):
    yes, no = (answered(action, proposed.to_pylist()[0], ANNA) for action in ("merge", "split"))
    ids = [numbered(made, ["d0041-0aff12", "d7", "x9"])[0].decision_id for made in (yes, no, yes)]
    assert ids[0] == ids[2] != ids[1]
    assert all(one.startswith("d0042-") for one in ids)


def test_ids_depend_on_the_organizations_alone(proposed, tables):
    assert proposed["proposal_id"].to_pylist()[0] == proposal_id(["n", "m"])
    turned = {**tables, "organizations": tables["organizations"].take(list(range(9, -1, -1)))}
    assert proposals(matched_pairs(turned), turned).equals(proposed)


def test_nothing_to_ask_is_an_empty_table_of_the_same_columns(tables):
    few = {**tables, "organizations": tables["organizations"].slice(8, 1)}
    assert proposals(matched_pairs(few), few).equals(SCHEMA.empty_table())


def reviewed(proposed, **decisions):
    """Fill in a review: ``p=...`` by first organization."""
    rows = list(csv.DictReader(io.StringIO(review_csv(proposed))))
    for row in rows:
        row["decision"] = decisions.get(row["organization_ids"].replace(";", ""), "")
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def test_texts_that_a_spreadsheet_would_run_are_guarded(proposed):
    assert "'=Zarqua & Co | Zarqua" in review_csv(proposed)


def test_what_a_person_fills_in_comes_back_as_decisions_that_hold(proposed, tables):
    text = reviewed(proposed, mn="Merge ", pq="split", abc="leave", abcd="")
    found = read_review(text, ANNA)
    assert (found.left, found.problems) == (2, ())
    assert [(one.action, one.organization_ids, one.into) for one in found.decisions] == [
        ("merge", ("m", "n"), "n"),
        ("split", ("p", "q"), ""),
    ]
    assert {(one.decided_on, one.decided_by) for one in found.decisions} == {("2024-05-03", "Anna")}
    assert found.decisions[0].evidence.startswith(
        f"{proposal_id(['m', 'n'])}; rule: name; agrees: name;country"
    )
    after = resolved(tables, table_of(numbered(found.decisions, [])))
    assert after.replayed.into == {"m": "n"}
    again = proposals(matched_pairs(after.tables, after.replayed.apart), after.tables)
    assert [row["organization_ids"] for row in again.to_pylist()] == ["a;b;c;d", "a;b;c"]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("p-1,maybe,a,a;b", "word"),
        ("p-1,merge,a,a", "few"),
        ("p-1,split,,a;", "few"),
        ("p-1,merge,c,a;b", "into"),
    ],
)
def test_rows_that_cannot_be_understood_are_told_with_their_line(row, key):
    text = f"proposal_id,decision,into,organization_ids\n\np-0,leave,,\n{row}\n"
    found = read_review(text, Statement(decided_on="2024"))
    assert found.decisions == ()
    assert [problem.key for problem in found.problems] == [f"review.{key}"]
    for language in LANGUAGES:
        assert "4" in catalog(language).say(found.problems[0])


def test_columns_in_any_order_and_a_byte_order_mark_are_read():
    text = "\ufeffOrganization_ids\tDECISION\tnote\tproposal_id\tinto\na;b;c\tmerge\tx\tp-1\t\n"
    found = read_review(text, ANNA)
    assert [(one.organization_ids, one.into, one.evidence) for one in found.decisions] == [
        (("a", "b", "c"), "", "p-1")
    ]


@pytest.mark.parametrize("text", ["", "proposal_id,into\n", "a;b;c\n1;2;3\n"])
def test_a_file_without_the_columns_is_refused_with_their_names(text):
    with pytest.raises(UnknownName, match=r"no column .*decision.*: keep the headings"):
        read_review(text, Statement(decided_on="2024"))
