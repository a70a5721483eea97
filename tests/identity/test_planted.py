"""Duplicates that were planted are found, and nobody else; the example dataset asks few questions."""

from pathlib import Path

import pyarrow as pa
import pytest

from clusternet.identity.matching import matched_pairs
from clusternet.identity.proposals import proposals
from clusternet.ingest.folder import read_folder
from clusternet.ingest.simulated.region import made_up_region
from clusternet.model.tables import TABLES

PIEMONTE = Path(__file__).parents[2] / "datasets" / "piemonte"


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_duplicates_are_found_and_nobody_else(seed):
    region = made_up_region(seed=seed, scale=0.2)
    tables = {name: make() for name, make in region.tables.items()}
    for name in ("aliases", "successions"):
        empty = pa.table({column.name: pa.array([], pa.string()) for column in TABLES[name].columns})
        tables.setdefault(name, empty)
    planted = {
        frozenset((row["organization_id"], row["duplicate_of"])): row
        for row in region.truth["duplicates"].to_pylist()
    }
    found = {
        frozenset((pair["organization_a"], pair["organization_b"])): pair["band"]
        for pair in matched_pairs(tables).to_pylist()
        if pair["band"] != "different"
    }
    assert set(found) == set(planted)
    assert all(found[pair] == "same" for pair, row in planted.items() if row["shares_identifier"] == "true")
    # A name that was written wrong is never enough.
    assert {found[pair] for pair, row in planted.items() if row["edit"] == "typo"} <= {"same", "ask"}
    assert all(
        found[pair] == "ask"
        for pair, row in planted.items()
        if row["edit"] == "typo" and row["shares_identifier"] != "true"
    )


def test_the_example_dataset_asks_a_person_and_merges_nobody():
    tables = read_folder(PIEMONTE).tables
    asked = {
        frozenset(row["organization_ids"].split(";")): row["band"]
        for row in proposals(matched_pairs(tables), tables).to_pylist()
    }
    assert set(asked.values()) == {"ask"}
    assert len(asked) < 30
    zooprofilattico = "istituto-zooprofilattico-sperimentale"
    assert frozenset((zooprofilattico, f"{zooprofilattico}-del-piemonte-liguria-e-valle-d-aosta")) in asked
