"""What speaks for and against two organizations being the same, measured for each pair."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.sparse import csr_array

from clusternet.cleaning.legal_forms import legal_form
from clusternet.cleaning.unclean import Unclean
from clusternet.identity.blocks import Rows
from clusternet.identity.identifiers import Identifiers, column, identifiers_of
from clusternet.identity.names import Names, Texts, each, names_of
from clusternet.identity.other_names import NamedAlike, named_alike
from clusternet.identity.places import city_key, compared, compared_cities
from clusternet.identity.words import Words, words_of

_AT_ONCE = 200_000  # pairs whose words are compared together, for memory


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
    stated = column(organizations, "legal_form")
    forms = np.where(names.forms == "", each(stated, _form), names.forms)
    names = Names(keys=names.keys, spellings=names.spellings, forms=forms)
    cities = each(column(organizations, "city"), city_key)
    persons = organizations["person"].to_pylist() if "person" in organizations.column_names else []
    return Known(
        ids=ids,
        names=names,
        words=words_of(names, cities),
        identifiers=identifiers_of(organizations),
        alike=named_alike(names, countries, ids, aliases),
        facts={
            "country": countries,
            "city": cities,
            "province": column(organizations, "province"),
            "kind": column(organizations, "kind"),
        },
        persons=np.array([bool(person) for person in persons] or [False] * len(ids), dtype=np.bool_),
    )


def measured(known: Known, left: Rows, right: Rows) -> pd.DataFrame:
    """Return what names, words, places and identifiers say about pairs.

    Parameters
    ----------
    known : Known
        What is known of the organizations.
    left, right : array of int
        Rows of each pair, the smaller first.

    Returns
    -------
    pandas.DataFrame
        ``left, right``; ``same_name``; ``letters``, the share of letters in the same order with words as they
        stand, sorted, or without spaces, whichever is highest, 0 to 100; ``shared``, the weight of the words
        in both names, ``words``, the same over that of the words in either, 0 to 1, ``rest``, the weight of
        what is left of the name with less, and ``telling``, what the less telling name says as a whole;
        ``other_name`` they share, empty: none; ``country, city, province, kind, form, numbers``: how far they agree, as in
        `clusternet.identity.places`; by column, ``agrees_COLUMN`` and ``contradicts_COLUMN`` of identifiers.
    """
    names, words = known.names, known.words
    shared = _in_parts(words.shared, left, right)
    least = np.minimum(words.totals[left], words.totals[right])
    either = words.totals[left] + words.totals[right] - shared
    spellings = names.spellings
    frame = pd.DataFrame(
        {
            "left": left,
            "right": right,
            "same_name": (spellings[left] == spellings[right]) & (spellings[left] != ""),
            "letters": _letters(names, left, right),
            "shared": shared,
            "words": np.divide(shared, either, out=np.zeros_like(shared), where=either > 0),
            "rest": least - shared,
            "telling": np.minimum(words.telling[left], words.telling[right]),
            "other_name": _other_names(known.alike, left, right),
            "form": compared(names.forms[left], names.forms[right]),
            "numbers": compared(words.numbers[left], words.numbers[right]),
        }
    )
    for name, values in known.facts.items():
        compare = compared_cities if name == "city" else compared
        frame[name] = compare(values[left], values[right])
    for name, agree in known.identifiers.agreeing(left, right).items():
        frame[f"agrees_{name}"] = agree
    for name, differ in known.identifiers.contradicting(left, right).items():
        frame[f"contradicts_{name}"] = differ
    frame["person"] = known.persons[left] | known.persons[right]
    return frame


def joint_projects(ids: Texts, participations: pa.Table, left: Rows, right: Rows) -> NDArray[np.int64]:
    """Return in how many projects both organizations of each pair take part."""
    organizations = pd.Categorical(column(participations, "organization_id"), categories=pd.Index(ids))
    projects, _ = pd.factorize(column(participations, "project_id"))
    found = organizations.codes >= 0
    ones = np.ones(int(found.sum()), dtype=np.int64)
    shape = (len(ids), int(projects.max(initial=-1)) + 1)
    incidence = csr_array((ones, (organizations.codes[found], projects[found])), shape=shape)
    incidence.data[:] = 1
    return np.asarray(_in_parts(lambda a, b: incidence[a].multiply(incidence[b]).sum(axis=1), left, right))


def _in_parts(measure: Callable[[Rows, Rows], Any], left: Rows, right: Rows) -> NDArray[Any]:
    parts = [
        np.asarray(measure(left[start : start + _AT_ONCE], right[start : start + _AT_ONCE])).ravel()
        for start in range(0, max(len(left), 1), _AT_ONCE)
    ]
    return np.concatenate(parts)


def _letters(names: Names, left: Rows, right: Rows) -> NDArray[np.float32]:
    if not len(left):
        return np.empty(0, dtype=np.float32)
    whole = process.cpdist(names.spellings[left].tolist(), names.spellings[right].tolist(), scorer=fuzz.ratio)
    ordered = process.cpdist(names.keys[left].tolist(), names.keys[right].tolist(), scorer=fuzz.token_sort_ratio)
    return np.maximum(whole, ordered)


def _other_names(alike: NamedAlike, left: Rows, right: Rows) -> Texts:
    known = pd.DataFrame({"left": alike.left, "right": alike.right, "other": alike.name})
    pairs = pd.DataFrame({"left": left, "right": right}).merge(known, on=["left", "right"], how="left")
    return np.asarray(pairs["other"].fillna("").to_numpy(dtype=object))


def _form(text: str) -> str:
    try:
        return legal_form(text)
    except Unclean:
        return ""
