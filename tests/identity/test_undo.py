"""Whatever was decided, taking it back gives back the tables as they were."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.identity.decisions import Decision, table_of
from clusternet.identity.resolved import resolved

IDS = "abcdef"
LISTED = st.lists(st.sampled_from(f"{IDS}z"), min_size=1, max_size=4, unique=True).map(tuple)
MADE = st.lists(
    st.tuples(st.sampled_from(["merge", "merge", "split"]), LISTED, st.sampled_from(f"{IDS}____")), max_size=7
)


@pytest.fixture(scope="module")
def tables(tables_of):
    pairs = [(project, one) for project in range(4) for place, one in enumerate(IDS) if (place + project) % 3]
    return tables_of(
        organizations="organization_id,name,city,is_sme\n"
        + "".join(f"{one},Name {one},{'Torino' * (one in 'ace')},{'true' * (one in 'bd')}\n" for one in IDS),
        projects="project_id\n" + "".join(f"{project}\n" for project in range(4)),
        participations="project_id,organization_id,role,funding_eur\n"
        + "".join(f"{project},{one},partner,{ord(one)}\n" for project, one in pairs),
        clusters="cluster_id,name\nc,C\nd,D\n",
        memberships="organization_id,cluster_id,role,valid_from\n"
        + "".join(
            f"{one},{cluster},member,201{place}\n" for place, one in enumerate(IDS) for cluster in "cd"
        ),
        aliases="organization_id,alias\na,A\nb,A\nc,C\n",
        figures="subject_kind,subject,indicator,value,unit\norganization,a,x,1,y\norganization,b,x,1,y\n",
        successions="kind,predecessor_id,successor_id\norganization,a,b\norganization,c,d\n",
        agreements="agreement_id,organizations\ng,a;b;c\n",
    )


def decided(made):
    return [
        Decision(
            decision_id=f"d{number}",
            action=action,
            organization_ids=listed,
            into=into.strip("_") if action == "merge" else "",
        )
        for number, (action, listed, into) in enumerate(made, start=1)
    ]


def as_bytes(tables):
    """Write tables byte for byte."""
    written = {}
    for name, table in tables.items():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table.combine_chunks())
        written[name] = sink.getvalue().to_pybytes()
    return written


def after(tables, decisions):
    return resolved(tables, table_of(decisions))


@given(made=MADE, listed=LISTED, into=st.sampled_from(f"{IDS}____"))
@settings(max_examples=150, deadline=None)
def test_a_merge_taken_back_leaves_the_tables_as_they_were(tables, made, listed, into):
    before = decided(made)
    merge = decided([*made, ("merge", listed, into)])
    state = after(tables, merge).replayed
    splits = state.undoing.get(merge[-1].decision_id, ())
    undone = merge + [
        Decision(decision_id=f"d{len(merge) + number}", action="split", organization_ids=split)
        for number, split in enumerate(splits, start=1)
    ]
    again = after(tables, undone)
    assert again.replayed.into == after(tables, before).replayed.into
    assert as_bytes(again.tables) == as_bytes(after(tables, before).tables)


@given(made=MADE)
@settings(max_examples=100, deadline=None)
def test_splitting_everybody_gives_the_tables_that_were_read(tables, made):
    everybody = Decision(decision_id="d99", action="split", organization_ids=tuple(IDS))
    assert as_bytes(after(tables, [*decided(made), everybody]).tables) == as_bytes(tables)


@given(made=MADE, chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_neither_the_order_of_decisions_in_their_table_nor_repeating_the_replay_matters(tables, made, chance):
    decisions = decided(made)
    expected = after(tables, decisions)
    shuffled = list(decisions)
    chance.shuffle(shuffled)
    again = after(tables, shuffled)
    assert again.replayed == expected.replayed
    assert as_bytes(again.tables) == as_bytes(expected.tables)


@given(made=MADE)
@settings(max_examples=100, deadline=None)
def test_nothing_is_lost_or_invented(tables, made):
    found = after(tables, decided(made))
    into = found.replayed.into
    assert set(into.values()).isdisjoint(into)
    kept = found.tables["organizations"]["organization_id"].to_pylist()
    assert kept == [one for one in IDS if one not in into]
    for name in ("participations", "memberships", "aliases"):
        assert set(found.tables[name]["organization_id"].to_pylist()) <= set(kept)
    money = [sum(table["participations"]["funding_eur"].to_pylist()) for table in (tables, found.tables)]
    assert money[0] == money[1]
    projects = {
        (project, into.get(one, one))
        for project, one in zip(
            *(tables["participations"][name].to_pylist() for name in ("project_id", "organization_id")),
            strict=True,
        )
    }
    assert found.tables["participations"].num_rows == len(projects)
    for one, other in found.replayed.apart:
        assert {one, other} <= set(kept)
        assert one != other


@given(made=MADE, copies=st.permutations(IDS))
@settings(max_examples=40, deadline=None)
def test_the_order_of_organizations_does_not_matter(tables, made, copies):
    place = {one: row for row, one in enumerate(IDS)}
    organizations = tables["organizations"].take([place[one] for one in copies])
    found = after({**tables, "organizations": organizations}, decided(made))
    expected = after(tables, decided(made))
    one, other = (
        table.tables["organizations"].sort_by("organization_id").to_pylist() for table in (found, expected)
    )
    assert one == other
