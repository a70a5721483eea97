"""Rows that break a rule, one rule each, to be put among the good rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from clusternet.model.tables import MAX_ID_LENGTH, MAX_TEXT_LENGTH, TABLES

_NOWHERE = "made-up-nowhere-{}"  # an id of nothing
_BROKEN_BYTE = "\udce9"  # of Windows-1252, as the error handler "surrogateescape" writes it
_FIELDS_CUT = 2
_WITH_EVERY_FAULT = ("organizations", "projects", "participations", "register")

Damage = Literal["cells", "cut", "longer", "again"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row and the rule it breaks.

    Parameters
    ----------
    cells : tuple of str
        Its fields; bytes that are no UTF-8 as the error handler "surrogateescape" writes them.
    column : str
        The column, or columns joined by commas, that the rule is about; empty for too many fields.
    rule : str
        The rule.
    place : int
        Good rows of the table that stand before it.
    """

    cells: tuple[str, ...]
    column: str
    rule: str
    place: int


@dataclass(frozen=True, slots=True)
class _Site:
    """How a good row of a table is damaged; in a cell, ``{}`` stands for a number of its own."""

    table: str
    column: str
    rule: str
    cells: tuple[tuple[str, str], ...] = ()
    damage: Damage = "cells"


def _cell(table: str, column: str, rule: str, text: str, **others: str) -> _Site:
    return _Site(table, column, rule, ((column, text), *others.items()))


_SITES = (
    _cell("organizations", "name", "required", ""),
    _cell("organizations", "kind", "choice", "guild"),
    _cell("organizations", "country", "choice", "Nowhere"),
    _cell("organizations", "is_sme", "boolean", "perhaps"),
    _cell("organizations", "founded", "date", "2019-13"),
    _cell("organizations", "latitude", "number", "north"),
    _cell("organizations", "name", "control_character", "Made-up \x1b[31m row"),
    _cell("organizations", "name", "too_long", "Made-up " + "x" * MAX_TEXT_LENGTH),
    _cell("organizations", "name", "encoding", f"Made-up é {_BROKEN_BYTE}"),
    _cell("memberships", "organization_id", "required", ""),
    _cell("memberships", "role", "choice", "fan"),
    _cell("memberships", "cluster_id", "reference", _NOWHERE),
    _cell("memberships", "organization_id", "reference", _NOWHERE),
    _cell("memberships", "valid_to", "date_order", "2019-12", valid_from="2020"),
    _cell("projects", "level", "choice", "galactic"),
    _cell("projects", "start_date", "date", "31/12/2019"),
    _cell("projects", "end_date", "date_order", "2019-05-02", start_date="2019-05-03"),
    _cell("projects", "total_cost_eur", "negative", "-1"),
    _cell("projects", "funding_eur", "money", "1.234,56"),
    _cell("projects", "title", "encoding", f"Made-up é\n{_BROKEN_BYTE}"),
    _cell("participations", "organization_id", "reference", _NOWHERE),
    _cell("participations", "project_id", "reference", _NOWHERE),
    _cell("participations", "role", "choice", "spectator"),
    _cell("participations", "funding_eur", "money", "a lot"),
    _cell("participations", "funding_eur", "negative", "-0.01"),
    _cell("project_clusters", "cluster_id", "reference", _NOWHERE),
    _cell("register", "size", "choice", "gigantic"),
    _cell("register", "person", "boolean", "one"),
    _cell("register", "register_id", "too_long", "made-up-{}" + "x" * MAX_ID_LENGTH),
    _cell("figures", "value", "number", "dozens"),
    _cell("figures", "unit", "required", ""),
    *(_Site(table, "", "missing_field", damage="cut") for table in _WITH_EVERY_FAULT),
    *(_Site(table, "", "extra_field", damage="longer") for table in _WITH_EVERY_FAULT),
    *(
        _Site(table, ",".join(TABLES[table].key), "duplicate_id", damage="again")
        for table in _WITH_EVERY_FAULT
    ),
)


def bad_rows(name: str, rows: pa.Table, copies: int, rng: np.random.Generator) -> list[BadRow]:
    """Make bad rows of a table from good ones.

    A bad row that has an id of its own has one that no good row has, but for those whose id is the fault:
    they stand somewhere after the row that has it by right.

    Parameters
    ----------
    name : str
        The table.
    rows : pyarrow.Table
        Its good rows, as text.
    copies : int
        How many for each fault.
    rng : numpy.random.Generator
        Which rows, and where the bad ones stand.

    Returns
    -------
    list of BadRow
        In the order of their places.
    """
    made: list[BadRow] = []
    for site in _SITES:
        if site.table == name:
            for row in rng.choice(rows.num_rows, min(copies, rows.num_rows), replace=False).tolist():
                made.append(_damaged(site, rows, row, f"{len(made) + 1:05d}", rng))
    return sorted(made, key=lambda bad: bad.place)


def circular_rows(
    rows: pa.Table, organization_ids: Sequence[str], copies: int, rng: np.random.Generator
) -> list[BadRow]:
    """Make successions by which organizations succeed themselves, directly or through another.

    Parameters
    ----------
    rows : pyarrow.Table
        The good successions, as text.
    organization_ids : sequence of str
        Organizations that succeed nobody.
    copies : int
        How many of both.
    rng : numpy.random.Generator
        Whom, and where the rows stand.
    """
    chosen = [
        organization_ids[row] for row in rng.choice(len(organization_ids), 3 * copies, replace=False).tolist()
    ]
    pairs = [
        pair
        for alone, one, other in zip(chosen[::3], chosen[1::3], chosen[2::3], strict=True)
        for pair in ((alone, alone), (one, other), (other, one))
    ]
    source = rows["source"][0].as_py()
    places = sorted(rng.integers(rows.num_rows + 1, size=len(pairs)).tolist())
    return [
        BadRow(
            cells=("organization", *pair, "2020", source), column="successor_id", rule="circular", place=place
        )
        for pair, place in zip(pairs, places, strict=True)
    ]


def _damaged(site: _Site, rows: pa.Table, row: int, number: str, rng: np.random.Generator) -> BadRow:
    cells = {name: rows[name][row].as_py() or "" for name in rows.column_names}
    key = TABLES[site.table].key
    if len(key) == 1 and site.damage != "again":
        cells[key[0]] = f"made-up-faulty-{number}"
    cells |= {name: text.replace("{}", number) for name, text in site.cells}
    column, first = site.column, 0
    if site.damage == "again":
        cells["source"] = f"{cells['source']}: another row of this name"
        first = row + 1
    fields = [*cells.values()]
    if site.damage == "cut":
        fields = fields[:-_FIELDS_CUT]
        column = rows.column_names[-_FIELDS_CUT]
    if site.damage == "longer":
        fields.append("one field too many")
    return BadRow(
        cells=tuple(fields), column=column, rule=site.rule, place=int(rng.integers(first, rows.num_rows + 1))
    )
