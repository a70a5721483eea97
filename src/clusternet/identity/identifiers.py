"""Identifiers of organizations: where they agree, where they contradict, and which are worth nothing."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clusternet.cleaning.cleaned import Cleaned
from clusternet.cleaning.identifiers import clean_pic, clean_ror, clean_tax_code, clean_vat
from clusternet.cleaning.options import Options
from clusternet.cleaning.unclean import Unclean
from clusternet.identity.columns import Texts, column, texts

_CLEANERS: dict[str, Callable[[str, Options], Cleaned]] = {
    "vat_number": clean_vat,
    "tax_code": clean_tax_code,
    "pic": clean_pic,
    "ror_id": clean_ror,
}
CHECKED = tuple(_CLEANERS)
# One body has one of these. Not so the PIC: the Commission's own register has organizations under several.
TELLING_APART = ("vat_number", "tax_code", "ror_id")
_ITALIAN = "IT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """Valid identifiers, one entry an organization; empty where there is none.

    Parameters
    ----------
    columns : dict of str to array of str
        Identifiers by column, in their usual form.
    invalid : dict of str to int
        How many values of each column are none, their check digits wrong or too few: no evidence.
    """

    columns: dict[str, Texts]
    invalid: dict[str, int]

    def agreeing(self, left: NDArray[np.intp], right: NDArray[np.intp]) -> dict[str, NDArray[np.bool_]]:
        """Return, by column, which pairs have the same identifier.

        An Italian VAT number agrees with the tax code of the same digits: most companies have one number for
        both.
        """
        agree = {
            name: (values[left] != "") & (values[left] == values[right])
            for name, values in self.columns.items()
        }
        digits, codes = self._italian_vat_digits(), self.columns["tax_code"]
        crossed = (digits[left] != "") & (digits[left] == codes[right])
        crossed |= (digits[right] != "") & (digits[right] == codes[left])
        return agree | {"tax_code": agree["tax_code"] | crossed}

    def contradicting(self, left: NDArray[np.intp], right: NDArray[np.intp]) -> dict[str, NDArray[np.bool_]]:
        """Return, by column, which pairs have two different identifiers of one register.

        VAT numbers of two countries do not contradict each other: a company may have one in each.
        """
        return {
            name: (values[left] != "") & (values[right] != "") & (values[left] != values[right])
            & (register[left] == register[right])
            for name, values in self.columns.items()
            for register in (self.registers(name),)
        }  # fmt: skip

    def shareable(self) -> list[tuple[Texts, NDArray[np.intp]]]:
        """Return what organizations of one identifier share and their rows, register by register."""
        rows = np.arange(len(self.columns["tax_code"]), dtype=np.intp)
        numbers = np.concatenate([self.columns["tax_code"], self._italian_vat_digits()])
        others = [(values, rows) for name, values in self.columns.items() if name != "tax_code"]
        return [(numbers, np.concatenate([rows, rows])), *others]

    def registers(self, name: str) -> Texts:
        """Return which register of a column each identifier is from; empty where there is no identifier."""
        values = self.columns[name].tolist()
        return texts([value[:2] if name == "vat_number" else name * bool(value) for value in values])

    def _italian_vat_digits(self) -> Texts:
        values = self.columns["vat_number"].tolist()
        return texts([value[2:] if value.startswith(_ITALIAN) else "" for value in values])


def identifiers_of(organizations: pa.Table) -> Identifiers:
    """Return the valid identifiers of organizations.

    Parameters
    ----------
    organizations : pyarrow.Table
        With the columns of the contract; one that is missing holds nothing.
    """
    countries = column(organizations, "country")
    columns, invalid = {}, {}
    for name, clean in _CLEANERS.items():
        written = column(organizations, name)
        columns[name], invalid[name] = _valid(written, countries, clean)
    return Identifiers(columns=columns, invalid=invalid)


def _valid(written: Texts, countries: Texts, clean: Callable[[str, Options], Cleaned]) -> tuple[Texts, int]:
    found, wrong = [], 0
    for text, country in zip(written.tolist(), countries.tolist(), strict=True):
        try:
            found.append(clean(text, Options(country=country)).text if text else "")
        except Unclean:
            found.append("")
            wrong += 1
    return texts(found), wrong
