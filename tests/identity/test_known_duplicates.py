"""Organizations of FP7 and H2020 that are known to be there twice, in one store."""

from pathlib import Path

import pytest

from clusternet.study.duplicates import identity
from clusternet.workflow.ingest import ingest
from clusternet.workflow.sources import open_source

CORDIS = Path(__file__).parents[3] / "shared" / "data" / "cordis"


@pytest.fixture(scope="module")
def bands(tmp_path_factory):
    """Give the band of pairs of names in the Piedmont part of both programmes."""
    if not CORDIS.is_dir():
        pytest.skip("the files of CORDIS are not here")
    store = tmp_path_factory.mktemp("store") / "both.duckdb"
    ingest([CORDIS / "fp7", CORDIS / "h2020-2020"], store)
    opened = open_source(store)
    found = identity(opened.tables)
    organizations = opened.tables["organizations"].to_pyarrow()
    name_of = dict(
        zip(organizations["organization_id"].to_pylist(), organizations["name"].to_pylist(), strict=True)
    )
    return {
        (frozenset((name_of[pair["organization_a"]], name_of[pair["organization_b"]])), pair["band"])
        for pair in found.pairs.to_pylist()
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "PROPLAST CONSORZIO PER LA PROMOZIONE DELLA CULTURA PLASTICA",
            "CONSORZIO PER LA PROMOZIONE DELLA CULTURA PLASTICA PROPLAST",
        ),
        ("AVIO S P A", "GE AVIO SRL"),
        ("DIAD SRL", "DIAD GROUP SRL"),
        ("CITTA DI TORINO", "COMUNE DI TORINO"),
    ],
)
def test_what_needs_a_person_is_asked(bands, one, other):
    assert (frozenset((one, other)), "ask") in bands
    assert (frozenset((one, other)), "same") not in bands


@pytest.mark.parametrize("name", ["DIAD GROUP SRL", "GE AVIO SRL"])
def test_one_name_in_one_place_is_the_same_in_both_programmes(bands, name):
    assert (frozenset((name,)), "same") in bands


def test_who_went_into_somebody_else_is_not_taken_for_the_same(bands):
    boella = "ISTITUTO SUPERIORE MARIO BOELLA"
    siti = "SITI  ISTITUTO SUPERIORE SUI SISTEMI TERRITORIALI PER L'INNOVAZIONE"
    assert not any(siti in names and any(boella in one for one in names) for names, _ in bands)
