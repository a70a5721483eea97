"""How much headline numbers move when somebody else is taken for the same, worked by hand."""

import pandas as pd
import pytest

from clusternet.language.catalog import LANGUAGES, catalog
from clusternet.study.duplicates import identity
from clusternet.study.effect import ALL, COLUMNS, Headlines, effect_table, merging, undoing

CODES = ("members", "projects_any", "partners", "joint_projects", "countries", "sme_projects_share")
# m is in cluster a, o and v in b; n (perhaps m) meets o in 2 and q in 3; w (perhaps v) is alone in 4.
DATASET = {
    "clusters": "cluster_id,name,kind\na,A,cluster\nb,B,cluster\n",
    "organizations": (
        "organization_id,name,country,city,is_sme\n"
        "m,Arvenio Lab,IT,Torino,\nn,Arvennio Lab,IT,Torino,true\n"
        "o,Olmo,IT,Bari,false\nq,Quercia,FR,Lyon,false\n"
        "v,Vetralba Consorzio,IT,Roma,false\nw,Vetralba,IT,Roma,false\n"
    ),
    "memberships": "organization_id,cluster_id\nm,a\no,b\nv,b\n",
    "projects": "project_id\n1\n2\n3\n4\n",
    "participations": "project_id,organization_id\n1,m\n1,o\n2,n\n2,o\n3,n\n3,q\n4,w\n",
}


@pytest.fixture
def asked(asked_of):
    def ask(**tables):
        subject = asked_of(**DATASET | tables)
        found = identity(subject.tables)
        return found, Headlines(tables=subject.tables, card=subject.card, codes=CODES)

    return ask


def moved(table):
    columns = ["trial", "indicator", "before", "after", "difference"]
    return [tuple(row) for row in table.frame[columns].itertuples(index=False)]


def test_each_doubtful_merge_moves_what_it_moves(asked):
    found, headlines = asked()
    trials = merging(found.proposals)
    assert [trial.organization_ids for trial in trials] == ["m;n", "v;w"]
    first, second = (trial.name for trial in trials)
    told = []
    table = effect_table(headlines, trials, progress=lambda done, of: told.append((done, of)))
    # As they stand: 1 and 2 are of members, n, q and w are partners, 1 is joint; n is an SME, m may be one.
    assert moved(table) == [
        (first, "projects_any", 2, 3, 1),
        (first, "partners", 3, 2, -1),
        (first, "joint_projects", 1, 2, 1),
        (first, "sme_projects_share", 0.5, 0.75, 0.25),
        (second, "projects_any", 2, 3, 1),
        (second, "partners", 3, 2, -1),
        (ALL, "projects_any", 2, 4, 2),
        (ALL, "partners", 3, 1, -2),
        (ALL, "joint_projects", 1, 2, 1),
        (ALL, "sme_projects_share", 0.5, 0.75, 0.25),
    ]
    assert table.frame.loc[3, ["high_before", "high_after"]].tolist() == [0.75, 0.75]
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [dict(caveat.values) for caveat in table.caveats] == [
        {"n": 2, "moving": 2, "indicators": 4, "of": 6}
    ]


def test_what_is_not_tried_alone_counts_together_and_is_told(asked):
    found, headlines = asked()
    table = effect_table(headlines, merging(found.proposals), most=1)
    assert set(table.frame["trial"]) == {found.proposals["proposal_id"][0].as_py(), ALL}
    assert table.frame["after"].tolist()[-4:] == [4, 1, 2, 0.75]
    assert [caveat.key for caveat in table.caveats] == ["caveat.effect", "caveat.effect_together_only"]
    assert dict(table.caveats[1].values) == {"n": 1}
    for texts in map(catalog, LANGUAGES):
        assert all(texts.say(caveat) for caveat in table.caveats)
        assert all(texts.has(f"column.effect.{column.name}") for column in COLUMNS)


def test_merges_that_were_decided_are_tried_undone(asked):
    found, headlines = asked(decisions="decision_id,action,organization_ids,into\nd1,merge,m;n,m\n")
    trials = undoing(found.resolved.replayed)
    assert [(trial.name, trial.organization_ids) for trial in trials] == [("d1", "m;n")]
    assert moved(effect_table(headlines, trials))[:4] == [
        ("d1", "projects_any", 3, 2, -1),
        ("d1", "partners", 2, 3, 1),
        ("d1", "joint_projects", 2, 1, -1),
        ("d1", "sme_projects_share", 0.75, 0.5, -0.25),
    ]


def test_a_trial_comes_after_all_that_was_decided_whatever_its_date(asked):
    found, headlines = asked(
        decisions="decision_id,action,organization_ids,into,decided_on\nd1,merge,v;w,v,2998-12-31\n"
    )
    trials = merging(found.proposals)
    assert [trial.organization_ids for trial in trials] == ["m;n"]
    table = effect_table(headlines, [*trials, *undoing(found.resolved.replayed)])
    assert moved(table)[4:6] == [("d1", "projects_any", 3, 2, -1), ("d1", "partners", 2, 3, 1)]


def test_nothing_tried_moves_nothing(asked):
    _, headlines = asked()
    table = effect_table(headlines, ())
    assert (table.n, len(table.frame)) == (0, 0)
    assert isinstance(table.frame, pd.DataFrame)


def test_without_clusters_numbers_of_clusters_cannot_be_had_and_do_not_move(asked_of):
    kept = ("organizations", "projects", "participations")
    subject = asked_of(**{name: DATASET[name] for name in kept})
    found = identity(subject.tables)
    headlines = Headlines(tables=subject.tables, card=subject.card, codes=CODES)
    table = effect_table(headlines, merging(found.proposals))
    assert set(table.frame["indicator"]) == {"partners", "sme_projects_share"}
