"""Organizations that stand in the list twice, written in another way the second time."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.ingest.simulated.organizations import Organizations
from clusternet.ingest.simulated.participations import Participations
from clusternet.ingest.simulated.ranks import rank_within
from clusternet.ingest.simulated.texts import Integers, name_words
from clusternet.ingest.simulated.vocabulary import vocabulary

EDITS = ("legal_form", "case_and_accents", "typo", "city")
_LEGAL_FORM, _CASE, _TYPO, _CITY = range(len(EDITS))
_SHARED = 0.5  # of the duplicates, as far as originals have a VAT number


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Duplicates:
    """Arrays of one entry a duplicate; they stand after all organizations.

    Parameters
    ----------
    original : numpy.ndarray
        Place of the organization it is.
    edit : numpy.ndarray
        Place among `EDITS`.
    shares_identifier : numpy.ndarray
        Whether it has the VAT number of the original; the others have none.
    """

    original: Integers
    edit: Integers
    shares_identifier: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.original)


def draw_duplicates(
    n: int, organizations: Organizations, participations: Participations, rng: np.random.Generator
) -> tuple[Duplicates, Integers]:
    """Draw duplicates and hand over to them some participations of their originals.

    An original keeps one participation in a project that makes ties, and those around which a project was
    made, so that nothing else that is planted changes. Neither managing bodies nor brokers have duplicates.

    Parameters
    ----------
    n : int
        How many; as many by each edit.
    organizations : Organizations
        Whom they may be of.
    participations : Participations
        What these take part in.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    tuple of Duplicates and numpy.ndarray
        The duplicates, and who takes part in each of the participations now.
    """
    movable = np.flatnonzero(participations.makes_ties & ~participations.leads)
    owner = participations.organization[movable]
    held = np.bincount(participations.organization[participations.makes_ties], minlength=len(organizations))
    can_move = np.bincount(owner, minlength=len(organizations))
    eligible = (held >= 2) & (can_move >= 1)
    eligible[: organizations.n_managers + len(organizations.brokers)] = False
    original, edit = _originals(n, eligible, organizations, rng)
    duplicate_of = np.full(len(organizations), -1)
    duplicate_of[original] = len(organizations) + np.arange(n)
    moved = rng.permutation(len(movable))
    moved = moved[rank_within(owner[moved]) < np.maximum(held[owner[moved]] // 2, 1)]
    moved = moved[duplicate_of[owner[moved]] >= 0]
    handed_over = participations.organization.copy()
    handed_over[movable[moved]] = duplicate_of[owner[moved]]
    known = organizations.serial[original] >= 0
    shares = np.zeros(n, np.bool_)
    n_shared = min(round(_SHARED * n), int(known.sum()))
    shares[rng.choice(np.flatnonzero(known), n_shared, replace=False)] = True
    return Duplicates(original=original, edit=edit, shares_identifier=shares), handed_over


def edited_names(
    duplicates: Duplicates,
    names: Sequence[str],
    places: Sequence[str],
    organizations: Organizations,
    rng: np.random.Generator,
) -> list[str]:
    """Write the names of the originals in another way.

    Parameters
    ----------
    duplicates : Duplicates
        What is done to each.
    names, places : sequence of str
        Of the originals: their names, and the signs of their provinces or countries.
    organizations : Organizations
        With the legal forms and the words of their names.
    rng : numpy.random.Generator
        Source of chance.
    """
    words = vocabulary()
    forms = [*words.company_forms, *words.foreign_forms]
    first_words = name_words(organizations.names[duplicates.original], 0).to_pylist()
    drawn = rng.integers(2**31, size=len(duplicates)).tolist()
    edited = []
    for name, place, word, form, edit, draw in zip(
        names,
        places,
        first_words,
        organizations.form[duplicates.original].tolist(),
        duplicates.edit.tolist(),
        drawn,
        strict=True,
    ):
        if edit == _LEGAL_FORM:
            edited.append(_other_form(name, forms[form], words.variants.get(forms[form], [""]), draw))
        elif edit == _CASE:
            edited.append(_plain_capitals(name))
        elif edit == _TYPO:
            edited.append(name.replace(word, _swapped(word, draw), 1))
        else:
            edited.append(f"{name} ({place})")
    return edited


def _originals(
    n: int, eligible: NDArray[np.bool_], organizations: Organizations, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Draw originals and edits; a legal form can be written in another way only where there is one."""
    edit = np.sort(np.arange(n) % len(EDITS))
    with_form = np.flatnonzero(eligible & (organizations.form >= 0))
    of_form = rng.choice(with_form, int((edit == _LEGAL_FORM).sum()), replace=False)
    others = rng.choice(np.setdiff1d(np.flatnonzero(eligible), of_form), n - len(of_form), replace=False)
    return np.concatenate([of_form, others]), edit


def _other_form(name: str, form: str, variants: Sequence[str], draw: int) -> str:
    return f"{name.removesuffix(form)}{variants[draw % len(variants)]}".strip()


def _plain_capitals(name: str) -> str:
    """Write a name as old registers do: capitals without accents."""
    letters = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()


def _swapped(word: str, draw: int) -> str:
    """Exchange two letters side by side behind the first; they differ, consonants and vowels take turns."""
    place = 1 + draw % (len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
