"""Which pairs of organizations are worth comparing."""

import numpy as np
from scipy.sparse import coo_array

from clusternet.identity.blocks import chained_blocks, distinct, pairs_in_blocks
from clusternet.identity.columns import Rows, Texts, texts
from clusternet.identity.known import Known

_MOST = 40  # organizations in a block: what more of them share tells too little
_BEGINNING = 7  # letters: a misspelling usually comes later


def candidate_pairs(known: Known) -> tuple[Rows, Rows]:
    """Return the pairs of organizations that have anything in common that few others have.

    That is an identifier; the name; a further name; in one country, a stem that at most 40 names there have,
    or the first letters; in one city, a stem that at most 40 names there have. Organizations of one name are
    all joined, however many there are, by chains where there are more than 40.

    Parameters
    ----------
    known : Known
        What is known of the organizations.

    Returns
    -------
    tuple of array
        Rows of each pair, the smaller first, each pair once, in order.
    """
    spellings, countries, cities = known.names.spellings, known.facts["country"], known.facts["city"]
    everybody = np.arange(len(spellings), dtype=np.intp)
    by_place = texts([f"{country}\t{city}" for country, city in zip(countries, cities, strict=True)])
    same_name = chained_blocks(spellings, everybody, by_place, most=_MOST)
    same_number = [
        chained_blocks(keys, rows, by_place, most=_MOST) for keys, rows in known.identifiers.shareable()
    ]
    stems = coo_array(known.words.weights)
    with_stem = stems.row.astype(np.intp)
    stem = np.array(known.words.stems, dtype=np.object_)[stems.col]
    in_city = np.where(cities[with_stem] == "", "", by_place[with_stem])
    beginnings = texts([name[:_BEGINNING] for name in spellings.tolist()])
    return distinct(
        [
            same_name,
            *same_number,
            (known.alike.left, known.alike.right),
            pairs_in_blocks(_together(countries[with_stem], stem), with_stem, most=_MOST),
            pairs_in_blocks(_together(in_city, stem), with_stem, most=_MOST),
            pairs_in_blocks(_together(countries, beginnings), everybody, most=_MOST),
        ]
    )


def _together(place: Texts, text: Texts) -> Texts:
    """Join place and text to one key, empty where either is unknown."""
    return np.asarray(np.where((place == "") | (text == ""), "", place + "\t" + text), dtype=np.object_)
