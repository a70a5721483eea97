"""How well duplicates are found: on pairs judged by reading, and on duplicates that were planted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from benchmarks.identity.judged import Judged, Pair, Tally, tallied
from clusternet.identity.bands import ASK, SAME
from clusternet.identity.matching import matched_pairs
from clusternet.ingest.source import read_source
from clusternet.model.tables import TABLES

OURS, SPLINK = "clusternet", "splink"
SHORT_NAMES, NAMES_ALONE = "names and short names", "names alone"
PROBABILITIES = (0.99, 0.9, 0.5, 0.1)
_SCALE = 1.0  # of a made-up region


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """What became of duplicates planted by one kind of edit, in all regions together."""

    edit: str
    shares_identifier: bool
    planted: int
    same: int
    ask: int


def our_tallies(folder: Path, judged: Sequence[Judged]) -> list[Tally]:
    """Return what our bands get right, with short names as aliases and without."""
    tables = dict(read_source(folder).tables)
    without = tables | {"aliases": tables["aliases"].slice(0, 0)}
    tallies: list[Tally] = []
    for given, read in ((SHORT_NAMES, tables), (NAMES_ALONE, without)):
        pairs = matched_pairs(read)
        for answer, bands in (("same", [SAME]), ("same or ask", [SAME, ASK])):
            answered = _in_bands(pairs, bands)
            tallies += tallied(answered, judged, matcher=OURS, given=given, answer=answer)
    return tallies


def splink_tallies(found: Path, judged: Sequence[Judged], *, given: str) -> list[Tally]:
    """Return what pairs that splink wrote get right, from several probabilities on."""
    table = parquet.read_table(found)
    tallies: list[Tally] = []
    for least in PROBABILITIES:
        likely = table.filter(pc.greater_equal(table["match_probability"], least))
        ends = zip(likely["unique_id_l"].to_pylist(), likely["unique_id_r"].to_pylist(), strict=True)
        answered = frozenset((min(pair), max(pair)) for pair in ends)
        answer = f"probability from {least}"
        tallies += tallied(answered, judged, matcher=SPLINK, given=given, answer=answer)
    return tallies


def planted(regions: int) -> tuple[list[Planted], dict[str, int]]:
    """Return what becomes of duplicates planted in made-up regions, and how many other pairs are in a band.

    Names of made-up regions come from a vocabulary and are told apart more easily than real ones.
    """
    from clusternet.ingest.simulated.region import made_up_region

    bands: dict[tuple[str, bool], list[str]] = {}
    others = {SAME: 0, ASK: 0}
    for seed in range(regions):
        region = made_up_region(seed=seed, scale=_SCALE)
        tables = {name: make() for name, make in region.tables.items()}
        empty = {name: _empty(name) for name in ("aliases", "successions") if name not in tables}
        pairs = matched_pairs(tables | empty)
        met = {band: _in_bands(pairs, [band]) for band in others}
        truth = set()
        for row in region.truth["duplicates"].to_pylist():
            pair = _ordered(row["organization_id"], row["duplicate_of"])
            truth.add(pair)
            band = next((band for band, answered in met.items() if pair in answered), "")
            bands.setdefault((row["edit"], row["shares_identifier"] == "true"), []).append(band)
        for band, answered in met.items():
            others[band] += len(answered - truth)
    return [_planted(edit, found) for edit, found in sorted(bands.items())], others


def _planted(edit: tuple[str, bool], found: Sequence[str]) -> Planted:
    return Planted(
        edit=edit[0],
        shares_identifier=edit[1],
        planted=len(found),
        same=found.count(SAME),
        ask=found.count(ASK),
    )


def _in_bands(pairs: pa.Table, bands: Sequence[str]) -> frozenset[Pair]:
    chosen = pairs.filter(pc.is_in(pairs["band"], value_set=pa.array(bands)))
    ends = (chosen[name].to_pylist() for name in ("organization_a", "organization_b"))
    return frozenset(_ordered(*pair) for pair in zip(*ends, strict=True))


def _ordered(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


def _empty(name: str) -> pa.Table:
    return pa.table({column.name: pa.array([], pa.string()) for column in TABLES[name].columns})
