"""Decisions replayed: who is one with whom, and what became of each, worked by hand."""

import random

import pytest

from clusternet.identity.decisions import Decision, decisions_of, table_of
from clusternet.identity.replay import replayed
from clusternet.language.catalog import LANGUAGES, catalog

IDS = tuple("abcdef")


def decisions(*words):
    """Make decisions of words such as ``merge a b into a``, one a day."""
    made = []
    for number, text in enumerate(words, start=1):
        action, _, rest = text.partition(" ")
        listed, _, into = rest.partition(" into ")
        made.append(
            Decision(
                decision_id=f"d{number}",
                action=action,
                organization_ids=tuple(listed.split()),
                into=into,
                decided_on=f"2024-01-{number:02}",
            )
        )
    return made


def after(*words):
    return replayed(decisions(*words), IDS)


def said(state):
    return [outcome.said.key.removeprefix("decision.") for outcome in state.outcomes]


@pytest.mark.parametrize(
    ("words", "into"),
    [
        ([], {}),
        (["merge a b into a"], {"b": "a"}),
        (["merge a b into b"], {"a": "b"}),
        (["merge b c into a"], {"b": "a", "c": "a"}),
        (["merge a b c"], {"b": "a", "c": "a"}),
        (["merge a b into a", "merge c d into c"], {"b": "a", "d": "c"}),
        (["merge a b into a", "merge a c into c"], {"a": "c", "b": "c"}),
        (["merge a b into b", "merge c a into a"], {"a": "b", "c": "b"}),
        (["merge a b into a", "merge c d into c", "merge b d into b"], {"b": "a", "c": "a", "d": "a"}),
        # a split takes back what joined those it parts, and nothing else
        (["merge a b into a", "split a b"], {}),
        (["merge a b into a", "merge a c into c", "split a c"], {"b": "a"}),
        (["merge a b into a", "merge a c into c", "split a b"], {"a": "c"}),
        (["merge a b c into a", "split b c"], {}),
        (["merge a b c into a", "split a b"], {"c": "a"}),
        (["merge a b into a", "merge b c into b", "merge c d into c", "split a d"], {"b": "a", "c": "a"}),
        # a single organization leaves, the others stay
        (["merge a b c into a", "split b"], {"c": "a"}),
        (["merge a b c into a", "split a"], {"c": "b"}),
        # what is merged again is merged
        (["merge a b into a", "split a b", "merge a b into b"], {"a": "b"}),
    ],
)
def test_what_goes_into_what(words, into):
    assert after(*words).into == into


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["merge a b into a", "merge a b into a"], ["merged", "merged_before"]),
        (["merge a z into a"], ["gone"]),
        (["merge a b into z"], ["gone"]),
        (["split a z"], ["gone"]),
        (["merge a into a"], ["alone"]),
        (["merge a a"], ["alone"]),
        (["split "], ["alone"]),
        (["merge a b into a", "merge b a into b"], ["merged", "circular"]),
        (["merge a b into b", "merge b c into c", "merge c a into a"], ["merged", "merged", "circular"]),
        (["merge a b into a", "split a b"], ["merged", "split"]),
        (["split a b"], ["kept_apart"]),
        (["split a"], ["not_merged"]),
    ],
)
def test_every_decision_is_answered_for_in_both_languages(words, keys):
    state = after(*words)
    assert said(state) == keys
    assert state.set_aside == sum(key in ("gone", "alone", "circular") for key in keys)
    for outcome in state.outcomes:
        for language in LANGUAGES:
            assert outcome.decision.decision_id in catalog(language).say(outcome.said)


def test_a_circle_changes_nothing():
    assert after("merge a b into b", "merge b c into c", "merge c a into a").into == {"a": "c", "b": "c"}


@pytest.mark.parametrize(
    ("words", "overruled"),
    [
        (["split a b", "merge a b into a"], [("d2",), ()]),
        (["merge a b into a", "split a b"], [("d2",), ()]),
        (["split a b", "merge a c into a", "merge c b into c"], [("d3",), (), ()]),
        (["merge a b into a", "split a b", "merge a b into a"], [("d2",), ("d3",), ()]),
        (["split a b", "merge a c into a"], [(), ()]),
    ],
)
def test_of_two_that_contradict_each_other_the_later_wins_and_is_named(words, overruled):
    state = after(*words)
    assert [outcome.overruled_by for outcome in state.outcomes] == overruled
    assert state.overruled == sum(map(bool, overruled))


@pytest.mark.parametrize(
    ("words", "apart"),
    [
        (["split a b"], {("a", "b")}),
        (["split c a b"], {("a", "b"), ("a", "c"), ("b", "c")}),
        (["merge a b into a", "split b"], {("a", "b")}),
        (["split a b", "merge b c into c"], {("a", "c")}),
        (["split a b", "merge a b into a"], set()),
        (["split a b", "merge a c into c", "merge b d into d"], {("c", "d")}),
    ],
)
def test_who_is_two_goes_by_the_ids_of_now(words, apart):
    assert after(*words).apart == apart


def test_undoing_names_whom_to_split():
    state = after("merge a b into a", "merge c d e into c", "merge b d into b")
    assert state.undoing == {"d1": (("a", "b"),), "d2": (("c", "d", "e"),), "d3": (("b", "d"),)}
    assert after("merge a b into a", "split a b").undoing == {}
    assert after("split a b").undoing == {}


def test_the_order_of_rows_does_not_matter_the_day_does():
    made = decisions("merge a b into a", "split a b", "merge b c into b", "merge a c into a")
    expected = replayed(made, IDS)
    rows = list(made)
    for seed in range(5):
        random.Random(seed).shuffle(rows)  # noqa: S311
        again = decisions_of(table_of(rows))
        assert again == tuple(made)
        assert replayed(again, IDS) == expected


def test_undated_decisions_come_first_and_numbers_in_ids_count_by_value():
    made = [
        Decision(decision_id=name, action="merge", organization_ids=("a", "b"), decided_on=day)
        for name, day in [
            ("d9", "2024"),
            ("d10", "2024"),
            ("d2", "2024-02"),
            ("d7", "2023-12-31"),
            ("d8", ""),
            ("x²", ""),
        ]
    ]
    assert [one.decision_id for one in decisions_of(table_of(made))] == ["d8", "x²", "d7", "d9", "d10", "d2"]


def test_decisions_come_back_from_their_table():
    made = Decision(
        decision_id="d1",
        action="merge",
        organization_ids=("a", "b"),
        into="b",
        reason="same tax code",
        evidence="register",
        decided_on="2024-05",
        decided_by="Anna",
        source="https://example.org",
    )
    assert decisions_of(table_of([made])) == (made,)
