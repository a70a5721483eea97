"""What is known of each organization, in the form in which it is compared."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clusternet.cleaning.legal_forms import legal_form
from clusternet.cleaning.unclean import Unclean
from clusternet.identity.columns import Texts, column, each, texts
from clusternet.identity.identifiers import Identifiers, identifiers_of
from clusternet.identity.names import Names, names_of, without_place
from clusternet.identity.other_names import NamedAlike, named_alike
from clusternet.identity.places import city_key
from clusternet.identity.words import Words, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of each organization, as it is compared.

    Parameters
    ----------
    ids : array of str
        Ids of the organizations; everything else is in their order.
    names : Names
        Names and legal forms.
    words : Words
        Words in the names and their weights.
    identifiers : Identifiers
        Valid identifiers.
    alike : NamedAlike
        Pairs with a further name in common.
    facts : dict of str to array of str
        ``country``, ``city`` (as a key), ``province``, ``kind``; empty for unknown.
    persons : array of bool
        Sole traders: two people may have one name.
    """

    ids: Texts
    names: Names
    words: Words
    identifiers: Identifiers
    alike: NamedAlike
    facts: dict[str, Texts]
    persons: NDArray[np.bool_]


def known_of(organizations: pa.Table, aliases: pa.Table) -> Known:
    """Return what is known of organizations, as it is compared."""
    ids, countries = column(organizations, "organization_id"), column(organizations, "country")
    names = names_of(column(organizations, "name").tolist(), countries.tolist())
    stated = [_form(*one) for one in zip(column(organizations, "legal_form"), countries, strict=True)]
    forms = np.where(names.forms == "", texts(stated), names.forms)
    names = Names(keys=names.keys, spellings=names.spellings, forms=forms)
    cities = each(column(organizations, "city"), city_key)
    return Known(
        ids=ids,
        names=names,
        words=words_of(names, cities),
        identifiers=identifiers_of(organizations),
        alike=named_alike(names, countries, cities, ids, aliases),
        facts={
            "country": countries,
            "city": cities,
            "province": _provinces(organizations),
            "kind": column(organizations, "kind"),
        },
        persons=_persons(organizations),
    )


def _persons(organizations: pa.Table) -> NDArray[np.bool_]:
    stated = organizations["person"].to_pylist() if "person" in organizations.column_names else []
    return np.array([one in (True, "true") for one in stated] or [False] * len(organizations), dtype=np.bool_)


def _provinces(organizations: pa.Table) -> Texts:
    """Return the provinces, of those that state none that in brackets behind their names."""
    stated, names, countries = (column(organizations, name) for name in ("province", "name", "country"))
    named = [without_place(name, country)[1] for name, country in zip(names, countries, strict=True)]
    return np.where(stated == "", texts(named), stated)


@lru_cache(maxsize=10_000)
def _form(text: str, country: str) -> str:
    try:
        return legal_form(text, country=country)
    except Unclean:
        return ""
