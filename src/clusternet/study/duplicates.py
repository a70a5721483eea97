"""Which organizations may be in the data twice, for a person to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.identity.bands import ASK, BANDS, SAME
from clusternet.identity.matching import matched_pairs
from clusternet.identity.proposals import proposals
from clusternet.identity.resolved import Resolved, resolved
from clusternet.queries.scope import Tables
from clusternet.study.caveats import counted

COLUMNS = (
    ResultColumn(name="proposal_id", unit="id"),
    ResultColumn(name="band", unit="same or ask"),
    ResultColumn(name="names", unit="names"),
    ResultColumn(name="places", unit="names"),
    ResultColumn(name="moved", unit="participations"),
    ResultColumn(name="participations", unit="participations"),
    ResultColumn(name="rule", unit="text"),
    ResultColumn(name="agrees", unit="text"),
    ResultColumn(name="contradicts", unit="text"),
    ResultColumn(name="letters", unit="percent"),
    ResultColumn(name="words", unit="share"),
    ResultColumn(name="shared_word", unit="text"),
    ResultColumn(name="other_name", unit="text"),
    ResultColumn(name="joint_projects", unit="projects"),
    ResultColumn(name="into", unit="id"),
    ResultColumn(name="organization_ids", unit="ids"),
    ResultColumn(name="other_ids", unit="ids"),
)
_TOLD_BY_NAMES = ("shared_word", "other_name")


@dataclass(frozen=True, kw_only=True, eq=False)
class Identity:
    """The tables of a dataset, after its own decisions about who is the same, and what is left to decide.

    Parameters
    ----------
    resolved : Resolved
        The tables after the decisions of the dataset, and what became of these.
    pairs : pyarrow.Table
        Organizations that may be the same, pair by pair, with the evidence.
    """

    resolved: Resolved
    pairs: pa.Table

    @cached_property
    def proposals(self) -> pa.Table:
        """What to decide, the ones that matter most first."""
        return proposals(self.pairs, self.resolved.tables)

    @cached_property
    def shown(self) -> pa.Table:
        """The proposals as they may be shown: the names of persons are left out, their ids stand for them."""
        persons = _persons(self.resolved.tables["organizations"])
        rows = [_without_persons(row, persons) for row in self.proposals.to_pylist()]
        return pa.Table.from_pylist(rows, schema=self.proposals.schema)

    @cached_property
    def bands(self) -> dict[str, int]:
        """How many pairs of organizations are in each band."""
        found = self.pairs["band"].to_pylist()
        return {band: found.count(band) for band in BANDS}


def identity(tables: Tables) -> Identity:
    """Find out who may be the same.

    Parameters
    ----------
    tables : mapping of str to ibis table
        All of the dataset as it was read, its decisions among them.
    """
    after = resolved(arrow_of(tables))
    return Identity(resolved=after, pairs=matched_pairs(after.tables, after.replayed.apart))


def arrow_of(tables: Mapping[str, ir.Table]) -> dict[str, pa.Table]:
    """Return tables in memory."""
    return {name: table.to_pyarrow() for name, table in tables.items()}


def duplicates_table(found: Identity, *, band: str | None = None) -> ResultTable:
    """Return what to decide as a table.

    Parameters
    ----------
    found : Identity
        What there is to decide.
    band : {"same", "ask"}, optional
        Only proposals of that band.
    """
    frame = asked(found, band=band).select([column.name for column in COLUMNS]).to_pandas()
    return ResultTable(
        name="duplicates",
        columns=COLUMNS,
        frame=frame.astype({"joint_projects": "int64"}),
        n=len(frame),
        caveats=_caveats(found),
    )


def asked(found: Identity, *, band: str | None = None) -> pa.Table:
    """Return the proposals, of all bands or one, as they may be shown."""
    return found.shown if band is None else found.shown.filter(pc.equal(found.shown["band"], band))


def _caveats(found: Identity) -> tuple[Sentence, ...]:
    replayed = found.resolved.replayed
    bands = found.proposals["band"].to_pylist()
    values = {"same": bands.count(SAME), "ask": bands.count(ASK)}
    return (
        Sentence("caveat.duplicates", values),
        *counted("caveat.alike_but_two", found.bands["different"]),
        *counted("caveat.merged", len(replayed.into)),
        *counted("caveat.decisions_set_aside", replayed.set_aside),
        *counted("caveat.decisions_overruled", replayed.overruled),
    )


def _persons(organizations: pa.Table) -> frozenset[str]:
    rows = organizations.select(["organization_id", "person"]).to_pylist()
    return frozenset(row["organization_id"] for row in rows if row["person"])


def _without_persons(row: dict[str, Any], persons: frozenset[str]) -> dict[str, Any]:
    ids = row["organization_ids"].split(";")
    if persons.isdisjoint(ids):
        return row
    return row | dict.fromkeys(_TOLD_BY_NAMES) | {"names": " | ".join(ids)}
