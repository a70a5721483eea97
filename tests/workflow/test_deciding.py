"""Questions answered by people: what goes into a store, what follows it, what comes back."""

import csv
import io
import json
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from clusternet.exceptions import MalformedFile, SourceError, StoreBusy, UnknownName
from clusternet.store.beside import only_writer
from clusternet.workflow.analyze import AnalyzeOptions, analyze
from clusternet.workflow.deciding import ALL, Answers, decide, stated, take_back
from clusternet.workflow.export_tables import export_tables
from clusternet.workflow.ingest import IngestOptions, ingest
from clusternet.workflow.resolve import (
    ResolveOptions,
    decisions,
    effect_of_decisions,
    effect_of_questions,
    questions,
)
from clusternet.workflow.sources import open_source

ORGANIZATIONS = (
    "organization_id,name,country,city\n"
    "a,Arvenio Lab,IT,Torino\nb,ARVENIO LAB,IT,Torino\nc,Arvennio Lab,IT,Torino\n"
    "m,Bellisola,IT,Roma\nn,BELLISOLA S.p.A.,IT,Roma\nz,Zarqua,IT,Bari\n"
)
PROJECTS = "project_id\n1\n2\n3\n4\n"
PARTICIPATIONS = "project_id,organization_id\n1,a\n1,z\n2,b\n2,m\n3,c\n3,z\n4,n\n4,a\n"
ANNA = stated(on="2024-05-03", by="Anna", reason="the same site")


def written(folder, **tables):
    folder.mkdir(exist_ok=True)
    given = {"organizations": ORGANIZATIONS, "projects": PROJECTS, "participations": PARTICIPATIONS}
    for table, content in (given | tables).items():
        (folder / f"{table}.csv").write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def source(tmp_path):
    return lambda name="region", **tables: written(tmp_path / name, **tables)


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    folder = tmp_path_factory.mktemp("once") / "region"
    place = folder.with_name("made.duckdb")
    ingest([written(folder)], place)
    return place


@pytest.fixture
def store(ingested, source, tmp_path):
    source()
    return Path(shutil.copy(ingested, tmp_path))


def asked(place, **options):
    text = questions(place, ResolveOptions(format="csv", **options)).content.decode()
    return {row["organization_ids"]: row for row in csv.DictReader(io.StringIO(text))}


def made(place):
    text = decisions(place, ResolveOptions(format="csv")).content.decode()
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)


def degrees(place):
    answer = analyze("centrality", place, AnalyzeOptions(format="csv"))
    frame = pd.read_csv(io.BytesIO(answer.content))
    return dict(zip(frame["organization_id"], frame["degree"], strict=True))


def tables(place, folder):
    export_tables(place, "dataset", folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def keys(outcome):
    return [sentence.key for sentence in outcome.said]


def test_what_is_accepted_counts_as_one_wherever_the_store_is_asked(store):
    same = asked(store)["a;b"]
    assert same["band"] == "same"
    before = degrees(store)
    assert (before["a"], before["b"]) == (2, 1)
    outcome = decide(store, Answers(statement=ANNA, accept=(same["proposal_id"],)))
    assert keys(outcome) == ["decision.merged", "resolve.state"]
    after = degrees(store)
    assert after == {"a": 3, "c": 1, "m": 1, "n": 1, "z": 2}
    answer = analyze("centrality", store, AnalyzeOptions(format="json"))
    assert any("went into another" in one for one in json.loads(answer.content)["caveats"])
    with duckdb.connect(store, read_only=True) as connection:
        one = connection.execute('SELECT organization_id, "into" FROM organization_of').fetchall()
        rows = connection.execute("SELECT count(*) FROM organizations").fetchall()
    assert (one, rows) == ([("b", "a")], [(6,)])


def test_a_decision_says_who_when_why_and_on_what_ground(store):
    decide(store, Answers(statement=ANNA, accept=(asked(store)["a;b"]["proposal_id"],)))
    row = made(store).to_dict("records")[0]
    assert (row["action"], row["outcome"], row["into"]) == ("merge", "merged", "a")
    assert (row["decided_on"], row["decided_by"], row["reason"]) == ("2024-05-03", "Anna", "the same site")
    assert row["evidence"].startswith("p-")
    assert "rule: name; agrees: name;country;city" in row["evidence"]


def test_everything_taken_back_leaves_the_tables_as_they_were(store, tmp_path):
    before, content = tables(store, tmp_path / "before"), degrees(store)
    all_asked = {row["proposal_id"]: row["band"] for row in asked(store).values()}
    decide(store, Answers(statement=ANNA, accept=("same",)))
    remaining = [row["proposal_id"] for row in asked(store).values()]
    decide(store, Answers(statement=ANNA, accept=tuple(remaining[:1]), reject=tuple(remaining[1:])))
    assert asked(store) == {}
    assert tables(store, tmp_path / "decided") != before
    outcome = take_back(store, [ALL], ANNA)
    assert keys(outcome) == ["resolve.taken_back", "resolve.state"]
    assert tables(store, tmp_path / "after") == before
    assert degrees(store) == content
    assert {row["proposal_id"]: row["band"] for row in asked(store).values()} == all_asked


def test_one_decision_taken_back_leaves_the_others(store):
    decide(store, Answers(statement=ANNA, accept=("same",)))
    first = made(store)["decision_id"][0]
    rest = asked(store)
    decide(store, Answers(statement=ANNA, reject=tuple(row["proposal_id"] for row in rest.values())))
    n = len(made(store))
    take_back(store, [first], ANNA)
    assert len(made(store)) == n - 1
    assert "a;b" in asked(store)
    with pytest.raises(UnknownName, match="There is no decision 'd9999'"):
        take_back(store, ["d9999"], ANNA)


def test_what_is_rejected_is_not_asked_again(store):
    row = asked(store)["m;n"]
    decide(store, Answers(statement=ANNA, reject=(row["proposal_id"],)))
    assert "m;n" not in asked(store)
    assert degrees(store)["m"] == 1
    assert made(store)["outcome"].tolist() == ["kept_apart"]


def test_the_same_answer_twice_is_one_decision(store):
    row = asked(store)["a;b"]
    review = "proposal_id,decision,into,organization_ids\np-1,merge,a,a;b\n"
    path = store.with_name("review.csv")
    path.write_text(review)
    decide(store, Answers(statement=ANNA, accept=(row["proposal_id"],)))
    outcome = decide(store, Answers(statement=ANNA, review=path))
    assert keys(outcome) == ["resolve.known", "resolve.state"]
    assert len(made(store)) == 1


def test_nothing_to_decide_is_said_and_writes_nothing(store):
    decide(store, Answers(statement=ANNA, accept=("same",)))
    before = store.read_bytes()
    assert keys(decide(store, Answers(statement=ANNA, accept=("same",)))) == [
        "resolve.nothing",
        "resolve.state",
    ]
    assert store.read_bytes() == before


def test_a_changed_mind_holds_and_says_what_it_overrules(store):
    path = store.with_name("review.csv")
    for answer in ("merge", "split", "merge"):
        path.write_text(f"proposal_id,decision,into,organization_ids\np-1,{answer},,a;b\n")
        decide(store, Answers(statement=ANNA, review=path))
    assert made(store)["overruled_by"].ne("").tolist() == [True, True, False]
    assert degrees(store)["a"] == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_review_is_read_as_a_spreadsheet_saves_it(store, encoding):
    path = store.with_name("review.csv")
    text = "proposal_id;decision;into;reason;organization_ids\np-1;merge;;è la stessa;a;b\n"
    path.write_bytes(text.replace("a;b", '"a;b"').encode(encoding))
    decide(store, Answers(statement=ANNA, review=path))
    assert made(store)["reason"].tolist() == ["è la stessa"]


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ("p-1,merge,,a;b\np-2,perhaps,,m;n\n", "review.word"),
        ("p-1,merge,,a;b\np-2,merge,,m;gone\n", "decision.gone"),
        ("p-1,merge,a,a;b\np-2,merge,b,a;b\n", "decision.circular"),
    ],
)
def test_a_mistake_in_one_row_refuses_all(store, rows, key):
    path = store.with_name("review.csv")
    path.write_text(f"proposal_id,decision,into,organization_ids\n{rows}")
    before = store.read_bytes()
    outcome = decide(store, Answers(statement=ANNA, review=path))
    assert outcome.refused
    assert keys(outcome) == [key, "resolve.refused"]
    assert store.read_bytes() == before


def test_every_mistake_is_named(store):
    path = store.with_name("review.csv")
    path.write_text("proposal_id,decision,into,organization_ids\n" + "p-1,perhaps,,a;b\n" * 15)
    outcome = decide(store, Answers(statement=ANNA, review=path))
    assert keys(outcome) == ["review.word"] * 15 + ["resolve.refused"]


@pytest.mark.parametrize("name", ["none.csv", "folder"])
def test_a_review_that_cannot_be_read_is_named(store, name):
    (store.parent / "folder").mkdir()
    with pytest.raises(MalformedFile, match="cannot be read"):
        decide(store, Answers(statement=ANNA, review=store.with_name(name)))


def test_proposals_that_are_not_there_or_answered_twice_are_refused(store):
    row = asked(store)["a;b"]["proposal_id"]
    with pytest.raises(UnknownName, match=r"no proposal 'p-nothing' .*`clusternet resolve "):
        decide(store, Answers(statement=ANNA, accept=("p-nothing",)))
    with pytest.raises(UnknownName, match="both accepted and rejected"):
        decide(store, Answers(statement=ANNA, accept=("same",), reject=(row,)))
    with pytest.raises(UnknownName, match="'yesterday' is no date: write 2026-05-31"):
        stated(on="yesterday")


def test_only_a_store_keeps_decisions(source):
    with pytest.raises(SourceError, match="is no store, and decisions are kept in one: make it with"):
        decide(source(), Answers(statement=ANNA, accept=("same",)))
    with pytest.raises(SourceError, match="There is no"):
        take_back("nowhere.duckdb", [ALL], ANNA)
    assert "a;b" in asked(source())  # but everything can be asked


def test_a_second_writer_is_told_to_wait(store):
    with only_writer(store, shown_as=store), pytest.raises(StoreBusy, match="is being written by another"):
        decide(store, Answers(statement=ANNA, accept=("same",)))


def test_decisions_stay_when_sources_change_and_say_when_one_is_gone(store, source):
    decide(store, Answers(statement=ANNA, accept=("same",)))
    more = source(organizations=ORGANIZATIONS + "q,Quadrivio,IT,Asti\n")
    assert "ingest.decisions_set_aside" not in keys(ingest([more], store))
    assert "b" not in degrees(store)
    fewer = source(
        organizations=ORGANIZATIONS.replace("b,ARVENIO LAB,IT,Torino\n", ""),
        participations=PARTICIPATIONS.replace("2,b\n", ""),
    )
    outcome = ingest([fewer], store)
    assert "ingest.decisions_set_aside" in keys(outcome)
    assert "gone" in made(store)["outcome"].tolist()
    assert degrees(store)["a"] == 2


def test_how_a_store_came_about_does_not_matter_to_its_decisions(store, source, tmp_path):
    decide(store, Answers(statement=ANNA, accept=("same",)))
    other = source(
        "other",
        organizations="organization_id,name\nx,Ics\n",
        projects="project_id\n",
        participations="project_id,organization_id\n",
    )
    ingest([other], store)
    once = tmp_path / "once.duckdb"
    ingest([tmp_path / "region", other], once)
    decide(once, Answers(statement=ANNA, accept=("same",)))
    assert tables(store, tmp_path / "t1") == tables(once, tmp_path / "t2")
    assert degrees(store) == degrees(once)


def test_decisions_are_portable_as_a_table_of_the_dataset(store, tmp_path):
    decide(store, Answers(statement=ANNA, accept=("same",)))
    tables(store, tmp_path / "portable")
    assert degrees(tmp_path / "portable") == degrees(store)
    again = tmp_path / "again.duckdb"
    ingest([tmp_path / "portable"], again)
    assert degrees(again) == degrees(store)
    assert made(again).equals(made(store))


def test_a_merge_that_came_with_a_source_is_parted_by_a_decision_of_its_own(source, tmp_path):
    given = "decision_id,action,organization_ids,into,decided_on\nd1,merge,a;b,a,2020\nd2,split,m;n,,2020\n"
    folder, store = source(decisions=given), tmp_path / "made.duckdb"
    ingest([folder], store)
    assert "b" not in degrees(store)
    with pytest.raises(UnknownName, match=r"d1 was decided after 2019.*give a later day with --on"):
        take_back(store, ["d1"], stated(on="2019"))
    take_back(store, ["d1"], ANNA)
    assert degrees(store)["b"] == 1
    assert made(store)["overruled_by"].ne("").tolist() == [True, False, False]
    with pytest.raises(UnknownName, match="no decision 'd2' to take back"):
        take_back(store, ["d2"], ANNA)
    take_back(store, [ALL], ANNA)
    assert "b" not in degrees(store)


def test_results_say_which_decisions_they_rest_on(store):
    before = open_source(store).provenance().inputs
    decide(store, Answers(statement=ANNA, accept=("same",)))
    after = open_source(store).provenance().inputs
    assert [file.file for file in after] == [*(file.file for file in before), "decisions"]
    assert after[-1].layout == "resolve"
    take_back(store, [ALL], ANNA)
    assert open_source(store).provenance().inputs == before


def test_a_source_cannot_take_the_name_of_the_decisions(store, source):
    with pytest.raises(SourceError, match=r"cannot go by the name 'resolve'.*--as NAME"):
        ingest([source("resolve")], store)
    with pytest.raises(SourceError, match="cannot go by the name 'resolve'"):
        ingest([source("other")], store, IngestOptions(name="resolve"))


def test_names_of_persons_are_neither_shown_nor_kept(source, tmp_path):
    people = (
        "organization_id,name,country,city,person\n"
        "a,Zosimo Quellarte,IT,Torino,true\nb,ZOSIMO QUELLARTE,IT,Torino,true\n"
    )
    store = tmp_path / "made.duckdb"
    ingest([source(organizations=people, participations="project_id,organization_id\n")], store)
    text = questions(store, ResolveOptions(format="csv")).content.decode()
    assert "a | b" in text
    assert "quellarte" not in text.lower()
    decide(store, Answers(statement=ANNA, accept=(asked(store)["a;b"]["proposal_id"],)))
    assert "quellarte" not in made(store).to_csv().lower()


def test_what_depends_on_an_answer_is_computed_with_and_without_it(store):
    def effect(show):
        frame = pd.read_csv(io.BytesIO(show(store, ResolveOptions(format="csv")).content))
        partners = frame[frame["indicator"] == "partners"]
        return dict(zip(partners["trial"], partners["difference"], strict=True))

    row = asked(store)["a;b;c"]
    doubtful = effect(effect_of_questions)
    assert doubtful[row["proposal_id"]] == -2  # a, b and c take part: one instead of three
    assert doubtful["all"] == -2  # m and n are not doubtful
    assert effect(effect_of_decisions) == {}
    decide(store, Answers(statement=ANNA, accept=(row["proposal_id"],)))
    name = made(store)["decision_id"][0]
    assert effect(effect_of_decisions) == {name: 2, "all": 2}


def test_a_link_to_a_store_stays_a_link(store, tmp_path):
    link = tmp_path / "link.duckdb"
    link.symlink_to(store)
    decide(link, Answers(statement=ANNA, accept=("same",)))
    assert link.is_symlink()
    assert len(made(store)) == 2
