"""The table of what to decide, and what its caveats say."""

import pytest

from clusternet.identity.bands import BANDS
from clusternet.identity.rules import RULES
from clusternet.language.catalog import LANGUAGES, catalog
from clusternet.study.duplicates import COLUMNS, duplicates_table, identity

DATASET = {
    "organizations": (
        "organization_id,name,country,city,person\n"
        "a,Arvenio Lab,IT,Torino,\nb,ARVENIO LAB,IT,Turin,\nc,Arvenio Lab,FR,Lyon,\n"
        "m,Bellisola Consorzio,IT,Roma,\nn,Belisola Consorzio,IT,Roma,\n"
        "p,Anna Verdalba,IT,Bari,true\nq,ANNA VERDALBA,IT,Bari,true\n"
        "x,Zarqua,IT,Bari,\ny,ZARQUA,IT,Bari,\n"
    ),
    "projects": "project_id\n1\n2\n",
    "participations": "project_id,organization_id\n1,a\n2,m\n1,n\n2,q\n",
    "decisions": (
        "decision_id,action,organization_ids,into,decided_on\n"
        "1,merge,x;y,x,2024\n2,merge,a;gone,a,2024\n3,split,a;c,,2024\n4,merge,a;c,a,2025\n5,split,a;c,,2026\n"
    ),
}


@pytest.fixture
def found(asked_of):
    return identity(asked_of(**DATASET).tables)


def test_what_is_left_to_decide_is_listed_by_weight_without_names_of_persons(found):
    table = duplicates_table(found)
    assert table.name == "duplicates"
    assert table.frame[["band", "names", "moved", "rule"]].to_numpy().tolist() == [
        ["ask", "Bellisola Consorzio | Belisola Consorzio", 1, "letters"],
        ["ask", "p | q", 0, "name"],
        ["same", "Arvenio Lab | ARVENIO LAB", 0, "name"],
    ]
    assert table.frame["into"].tolist() == ["m", "q", "a"]


def test_caveats_count_what_was_decided_and_what_is_two(found):
    caveats = {caveat.key: dict(caveat.values) for caveat in duplicates_table(found).caveats}
    assert caveats == {
        "caveat.duplicates": {"same": 1, "ask": 2},
        "caveat.alike_but_two": {"n": 2},  # c with a and with b: another country, and a decision
        "caveat.merged": {"n": 1},
        "caveat.decisions_set_aside": {"n": 1},
        "caveat.decisions_overruled": {"n": 2},
    }
    assert found.bands == {"same": 1, "ask": 2, "different": 2}


def test_everything_has_a_text_in_both_languages(found):
    table = duplicates_table(found)
    for texts in map(catalog, LANGUAGES):
        assert all(texts.say(caveat) for caveat in table.caveats)
        assert all(texts.has(f"column.duplicates.{column.name}") for column in COLUMNS)
        assert all(texts.has(f"identity.band.{band}") for band in BANDS)
        assert all(texts.has(f"identity.rule.{rule}") for rule in RULES)
        codes = {
            code
            for row in found.pairs.to_pylist()
            for code in (*row["agrees"].split(";"), *row["contradicts"].split(";"))
        }
        assert all(texts.has(f"identity.evidence.{code}") for code in codes - {""})


def test_a_dataset_without_organizations_has_nothing_to_decide(asked_of):
    table = duplicates_table(
        identity(asked_of(organizations="organization_id,name\n", projects="project_id\n").tables)
    )
    assert (table.n, len(table.frame), [caveat.key for caveat in table.caveats]) == (
        0,
        0,
        ["caveat.duplicates"],
    )
