"""Places of entries among those that share a label."""

import numpy as np
from numpy.typing import NDArray

from clusternet.ingest.simulated.texts import Integers


def rank_within(labels: Integers) -> NDArray[np.int64]:
    """Return the place of each entry among those of its label, from 0.

    Examples
    --------
    >>> rank_within(np.array([7, 3, 7, 7, 3])).tolist()
    [0, 0, 1, 2, 1]
    """
    order = np.argsort(labels, kind="stable")
    ordered = labels[order]
    ranks = np.empty(len(labels), np.int64)
    ranks[order] = np.arange(len(labels)) - np.searchsorted(ordered, ordered)
    return ranks
