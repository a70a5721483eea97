"""One card of several: what adds up, and what only a person can decide."""

from dataclasses import fields, replace

import pytest

from clusternet.exceptions import CardsDisagree
from clusternet.model.dataset import DatasetCard, Period, Threshold
from clusternet.store.cards import SourceCard, card_from, settings_of, together

PERIOD = Period(name="now", first="2020", last="2024-06")
FULL = DatasetCard(
    title={"en": "Here", "it": "Qui"},
    license="CC-BY-4.0",
    as_of="2025-11",
    region="Piemonte",
    made_up=True,
    cluster_kinds=("cluster",),
    predecessors="as_successor",
    tie_kinds=("project", "network"),
    cluster_order=("b", "a"),
    colors={"a": "#0072B2"},
    periods={"now": PERIOD},
    columns={"organizations": {"organization_id": "org_id"}},
    indicator_names={"aderenti": "members"},
    thresholds=(Threshold(indicator="members", subject="a", below=3.0),),
)
PLAIN = DatasetCard(title={"en": "Plain", "it": "Semplice"})


def of(name, card, **about):
    return SourceCard(name=name, card=card, **about)


def test_a_card_survives_being_stored():
    assert card_from(settings_of(FULL)) == FULL
    assert card_from(settings_of(PLAIN)) == PLAIN


def test_an_entry_of_a_later_version_is_left_out():
    assert card_from(settings_of(FULL) | {"weather": '"fair"'}) == FULL


def test_every_entry_of_two_equal_cards_holds():
    other = replace(FULL, title={"en": "There", "it": "Qui"})
    both = together([of("a", FULL, has_successions=True), of("b", other)])
    assert both == replace(FULL, title={"en": "Here + There", "it": "Qui"}, columns={})
    default = DatasetCard(title={})
    assert {
        field.name
        for field in fields(DatasetCard)
        if getattr(both, field.name) != getattr(default, field.name)
    } == {field.name for field in fields(DatasetCard)} - {
        "columns"
    }  # headings of files, which nobody reads any more


def test_cards_add_to_each_other():
    more = DatasetCard(
        title={"en": "More", "it": "Altro"},
        license="ODbL",
        as_of="2024",
        cluster_kinds=("platform", "cluster"),
        cluster_order=("c", "a"),
        colors={"a": "#000000", "c": "#111111"},
        periods={"then": Period(name="then", first="2010", last="2013")},
        indicator_names={"soci": "members"},
    )
    first = replace(FULL, predecessors="apart", tie_kinds=("project",))
    both = together([of("here", first), of("more", more)])
    assert both.license == "here: CC-BY-4.0; more: ODbL"
    assert both.as_of == "2024"
    assert both.cluster_kinds == ("cluster", "platform")
    assert both.cluster_order == ("b", "a", "c")
    assert both.colors == {"a": "#0072B2", "c": "#111111"}
    assert list(both.periods) == ["now", "then"]
    assert both.indicator_names == {"aderenti": "members", "soci": "members"}
    assert together([of("here", first), of("plain", PLAIN)]).license == "here: CC-BY-4.0"


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        (
            [
                of(
                    "a",
                    replace(PLAIN, cluster_kinds=("cluster",)),
                    cluster_kinds=frozenset({"cluster", "platform"}),
                ),
                of("b", PLAIN),
            ],
            "`cluster_kinds`: 'platform' counts in b, but not in a, which has such rows",
        ),
        (
            [
                of("a", PLAIN, project_kinds=frozenset({"network"})),
                of("b", replace(PLAIN, tie_kinds=("network",))),
            ],
            "`tie_kinds`: 'network' counts in b, but not in a, which has such rows",
        ),
        (
            [
                of("a", PLAIN, has_successions=True),
                of("b", replace(PLAIN, predecessors="as_successor"), has_successions=True),
            ],
            "`predecessors`: it is 'apart' in a and 'as_successor' in b",
        ),
        (
            [of("a", replace(PLAIN, region="Piemonte")), of("b", replace(PLAIN, region="Umbria"))],
            "`region`: it is 'Piemonte' in a and 'Umbria' in b",
        ),
        (
            [of("a", FULL), of("b", replace(PLAIN, periods={"now": replace(PERIOD, last="2025")}))],
            "`periods`: 'now' is not the same in a and in b",
        ),
        (
            [of("a", FULL), of("b", replace(PLAIN, indicator_names={"aderenti": "partners"}))],
            "`indicator_names`: 'aderenti' is not the same in a and in b",
        ),
    ],
)
def test_what_would_have_other_things_counted_asks_for_a_card(sources, words):
    with pytest.raises(CardsDisagree, match="give it with --card") as error:
        together(sources)
    assert words in str(error.value)


def test_rules_about_rows_that_a_source_lacks_are_no_matter():
    strict = replace(PLAIN, cluster_kinds=("cluster",), predecessors="as_successor")
    both = together(
        [of("a", strict, cluster_kinds=frozenset({"cluster"}), has_successions=True), of("b", PLAIN)]
    )
    assert both.cluster_kinds == ("cluster", "platform")
    assert both.predecessors == "as_successor"
