"""The firms of the made-up region, and which of them take part in projects."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.cleaning.places import nuts3_of
from clusternet.ingest.simulated.texts import (
    Integers,
    chosen,
    joined,
    name_texts,
    numbered,
    padded,
    unknown,
    whole,
    yes_or_no,
)
from clusternet.ingest.simulated.vocabulary import Floats, vocabulary

MARK = "Made-up"  # begins every name
FIRST_SERIAL = 5_000_000  # of VAT numbers: far above those that were given out
_OFFICE = (8, 8, 8)  # of no province, so that no VAT number is that of a firm
_LOWERED_SHARES = (0.07, 0.2)  # of the firms: too few would show nothing, too many would be the rule
_PERSON_SHARE = 0.1  # of the smallest firms
_LARGE = 3  # place among the sizes
SOLE_TRADER = "Ditta individuale"

RELATIVE_RATE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Firms:
    """The register: arrays of one entry a firm, codes as places in the vocabulary.

    Parameters
    ----------
    province, size, sector : numpy.ndarray
        Shape (n,).
    form : numpy.ndarray
        Legal form; -1 for sole traders.
    founded : numpy.ndarray
        Year.
    names : numpy.ndarray
        Shape (n, 6).
    takes_part : numpy.ndarray
        Whether it takes part in some project.
    lowered : int
        The province whose firms take part less often.
    """

    province: Integers
    size: Integers
    sector: Integers
    form: Integers
    founded: Integers
    names: Integers
    takes_part: NDArray[np.bool_]
    lowered: int

    def __len__(self) -> int:
        return len(self.province)

    @property
    def is_sme(self) -> NDArray[np.bool_]:
        """Whether each is micro, small or medium."""
        return np.asarray(self.size != _LARGE)


def draw_firms(n: int, names: Integers, rng: np.random.Generator) -> Firms:
    """Draw the firms of a region.

    Whether a firm takes part depends on its size and its sector, and in one province it does so
    `RELATIVE_RATE` times as often as firms of the same size and sector elsewhere. Provinces differ in what
    firms they have, so that rates compared without regard to size and sector mislead.

    Parameters
    ----------
    n : int
        How many.
    names : numpy.ndarray
        Shape (n, 6), their names.
    rng : numpy.random.Generator
        Source of chance.
    """
    words = vocabulary()
    shares = np.array([province.share for province in words.provinces])
    middling = np.flatnonzero((shares > _LOWERED_SHARES[0]) & (shares < _LOWERED_SHARES[1]))
    lowered = int(rng.choice(middling))
    province = rng.choice(len(shares), size=n, p=shares / shares.sum()).astype(np.int8)
    tilts = np.array([province.tilt for province in words.provinces])
    size = _tilted(words.size_shares, words.rates.mean(axis=1), tilts, province, rng)
    sector = _tilted(words.sector_shares, words.rates.mean(axis=0), tilts, province, rng)
    relative = np.where(province == lowered, RELATIVE_RATE, 1.0)
    person = (size == 0) & (rng.random(n) < _PERSON_SHARE)
    form = rng.choice(len(words.company_forms), size=n, p=(0.7, 0.14, 0.1, 0.06)).astype(np.int8)
    return Firms(
        province=province,
        size=size,
        sector=sector,
        form=np.where(person, np.int8(-1), form),
        founded=rng.integers(1950, 2025, size=n, dtype=np.int16),
        names=names,
        takes_part=rng.random(n) < words.rates[size, sector] * relative,
        lowered=lowered,
    )


def register_table(firms: Firms, *, source: str) -> pa.Table:
    """Return the register as text."""
    words = vocabulary()
    person = firms.form < 0
    provinces = [province.code for province in words.provinces]
    return pa.table(
        {
            "register_id": numbered("made-up-firm-", np.arange(1, len(firms) + 1), digits=7),
            "name": firm_names(firms.names, chosen(words.company_forms, firms.form)),
            "kind": chosen(["company"], np.zeros(len(firms), np.int8)),
            "size": chosen(words.sizes, firms.size),
            "is_sme": yes_or_no(firms.is_sme.astype(np.int8)),
            "legal_form": chosen(
                [*words.company_forms, SOLE_TRADER], np.where(person, len(words.company_forms), firms.form)
            ),
            "vat_number": vat_numbers(FIRST_SERIAL + np.arange(len(firms))),
            "city": chosen([province.town for province in words.provinces], firms.province),
            "province": chosen(provinces, firms.province),
            "nuts3": chosen([nuts3_of(code) or "" for code in provinces], firms.province),
            "country": chosen(["IT"], np.zeros(len(firms), np.int8)),
            "sector": chosen(words.sectors, firms.sector),
            "founded": whole(firms.founded),
            "person": yes_or_no(person.astype(np.int8)),
            "source": chosen([source], np.zeros(len(firms), np.int8)),
        }
    )


def firm_names(names: Integers, forms: pa.Array) -> pa.Array:
    """Return names of firms with their legal forms, if they have one."""
    return pc.coalesce(
        joined(f"{MARK} ", name_texts(names), " ", forms), joined(f"{MARK} ", name_texts(names))
    )


def vat_numbers(serials: Integers) -> pa.Array:
    """Return Italian VAT numbers with right check digits that no firm has; null for serials below 0.

    Parameters
    ----------
    serials : numpy.ndarray
        Seven digits, the first of them 5 or more: serial numbers of an office begin with 0 and 1.
    """
    known = np.where(serials < 0, FIRST_SERIAL, serials).astype(np.int64)
    digits = known[:, np.newaxis] // 10 ** np.arange(6, -1, -1) % 10
    digits = np.column_stack([digits, np.broadcast_to(_OFFICE, (len(known), 3))])
    doubled = 2 * digits[:, 1::2]
    check = -(digits[:, ::2].sum(axis=1) + (doubled - 9 * (doubled > 9)).sum(axis=1)) % 10
    office = "".join(map(str, _OFFICE))
    return unknown(joined("IT", padded(known, 7), office, whole(check)), serials < 0)


def _tilted(
    shares: Floats, rates: Floats, tilts: Floats, province: Integers, rng: np.random.Generator
) -> Integers:
    """Draw a code for each firm; a tilt above 1 makes codes of higher rates more frequent in a province."""
    weights = shares * (rates / rates.mean()) ** (tilts[:, np.newaxis] - 1)
    ends = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    drawn = rng.random(len(province))
    codes = np.zeros(len(province), np.int8)
    for end in ends.T[:-1]:
        codes += drawn >= end[province]
    return codes
