"""The organizations of the made-up region as text, those that stand there twice among them."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.cleaning.places import nuts3_of
from clusternet.ingest.simulated.duplicates import Duplicates, edited_names
from clusternet.ingest.simulated.firms import MARK, SOLE_TRADER, firm_names, vat_numbers
from clusternet.ingest.simulated.organizations import KINDS, Organizations
from clusternet.ingest.simulated.texts import (
    Integers,
    chosen,
    decimals,
    joined,
    name_texts,
    unknown,
    whole,
    yes_or_no,
)
from clusternet.ingest.simulated.vocabulary import vocabulary

_STRAY = 0.15  # degrees, around the town of a province
_TITLES = {
    "university": "University of",
    "research": "Institute",
    "public": "Municipality of",
    "association": "Association",
    "foundation": "Foundation",
    "social_enterprise": "Cooperative",
    "intermediary": "Agency",
    "other": "Body",
}


def organizations_table(organizations: Organizations, rng: np.random.Generator, *, source: str) -> pa.Table:
    """Return the organizations as text, without their ids and in their own order."""
    words = vocabulary()
    known = organizations.firm >= 0
    person = known & (organizations.form < 0)
    provinces = [province.code for province in words.provinces]
    nothing = np.zeros(len(organizations), np.int8)
    in_region = organizations.province
    forms = [*words.company_forms, *words.foreign_forms, SOLE_TRADER]
    return pa.table(
        {
            "name": _names(organizations),
            "kind": chosen(KINDS, organizations.kind),
            "size": chosen(words.sizes, organizations.size),
            "is_sme": yes_or_no(organizations.is_sme),
            "legal_form": chosen(forms, np.where(person, len(forms) - 1, organizations.form)),
            "vat_number": vat_numbers(organizations.serial),
            "city": chosen([province.town for province in words.provinces], in_region),
            "province": pc.coalesce(
                chosen(provinces, in_region), chosen(words.italian_provinces, organizations.elsewhere)
            ),
            "nuts3": pc.coalesce(
                chosen([nuts3_of(code) or "" for code in provinces], in_region),
                chosen([nuts3_of(code) or "" for code in words.italian_provinces], organizations.elsewhere),
            ),
            "country": pc.coalesce(chosen(words.countries, organizations.country), chosen(["IT"], nothing)),
            "sector": chosen(words.sectors, organizations.sector),
            "founded": whole(organizations.founded),
            "latitude": _around([one.latitude for one in words.provinces], in_region, rng),
            "longitude": _around([one.longitude for one in words.provinces], in_region, rng),
            "person": unknown(yes_or_no(person.astype(np.int8)), ~known),
            "confidence": chosen(["stated"], nothing),
            "source": chosen([source], nothing),
        }
    )


def duplicates_table(
    duplicates: Duplicates, originals: pa.Table, organizations: Organizations, rng: np.random.Generator
) -> pa.Table:
    """Return the duplicates as text: another name, half of the facts, an identifier for some.

    Parameters
    ----------
    duplicates : Duplicates
        What is done to each.
    originals : pyarrow.Table
        All organizations as text.
    organizations : Organizations
        The same as arrays.
    rng : numpy.random.Generator
        Source of chance.
    """
    rows = originals.take(pa.array(duplicates.original))
    columns = {name: rows[name].combine_chunks() for name in rows.column_names}
    place = pc.coalesce(columns["province"], columns["country"])
    names = edited_names(duplicates, columns["name"].to_pylist(), place.to_pylist(), organizations, rng)
    forgotten = {"size", "is_sme", "legal_form", "sector", "founded", "latitude", "longitude", "person"}
    columns |= {name: pa.nulls(rows.num_rows, pa.string()) for name in forgotten}
    for name in ("kind", "city"):
        columns[name] = unknown(columns[name], rng.random(rows.num_rows) < 0.5)
    columns["name"] = pa.array(names, pa.string())
    columns["vat_number"] = unknown(columns["vat_number"], ~duplicates.shares_identifier)
    columns["confidence"] = chosen(["inferred"], np.zeros(rows.num_rows, np.int8))
    return pa.table(columns)


def _names(organizations: Organizations) -> pa.Array:
    words = vocabulary()
    forms = chosen([*words.company_forms, *words.foreign_forms], organizations.form)
    titled = np.where(organizations.kind == KINDS.index("company"), -1, organizations.kind)
    title = chosen([_TITLES.get(kind, "") for kind in KINDS], titled)
    names = joined(f"{MARK} ", title, " ", name_texts(organizations.names))
    return pc.coalesce(names, firm_names(organizations.names, forms))


def _around(degrees: list[float], province: Integers, rng: np.random.Generator) -> pa.Array:
    known: NDArray[np.float64] = np.array([*degrees, np.nan])[province]
    return decimals(known + rng.normal(scale=_STRAY, size=len(province)), 4)
