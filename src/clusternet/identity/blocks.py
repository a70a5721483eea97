"""Pairs of rows with something in common, and never more of them than can be looked at."""

import numpy as np
import pandas as pd

from clusternet.identity.columns import Rows, Texts


def pairs_in_blocks(keys: Texts, rows: Rows, *, most: int) -> tuple[Rows, Rows]:
    """Return all pairs of different rows with the same key, from blocks of at most so many.

    What many rows share says little about any two of them, and its pairs grow with the square: a larger
    block gives none.

    Parameters
    ----------
    keys : array of str
        Empty for nothing in common with anybody.
    rows : array of int, shape of keys
        A row may come with several keys.
    most : int
        Rows in a block.

    Returns
    -------
    tuple of array
        The smaller and the larger row of each pair; a pair may come more than once.
    """
    blocks = pd.DataFrame({"key": keys[keys != ""], "row": rows[keys != ""]}).drop_duplicates()
    size = blocks.groupby("key", sort=False)["row"].transform("size")
    small = blocks[(size > 1) & (size <= most)]
    pairs = small.merge(small, on="key")
    pairs = pairs[pairs["row_x"] < pairs["row_y"]]
    return pairs["row_x"].to_numpy(np.intp), pairs["row_y"].to_numpy(np.intp)


def chained_blocks(keys: Texts, rows: Rows, order: Texts, *, most: int) -> tuple[Rows, Rows]:
    """Return pairs that join all rows with the same key: all pairs of small blocks, a chain in larger ones.

    A chain has one pair fewer than rows, next to each other in the order given, and joins as well what is
    one and the same.

    Parameters
    ----------
    keys : array of str
        Empty for nothing in common with anybody.
    rows : array of int, shape of keys
        A row may come with several keys.
    order : array of str, one a row
        What puts rows that belong together more closely next to each other.
    most : int
        Rows in a block of which all pairs are returned.
    """
    blocks = pd.DataFrame({"key": keys, "order": order[rows], "row": rows})[keys != ""].drop_duplicates()
    blocks = blocks.sort_values(["key", "order", "row"], kind="stable")
    size = blocks.groupby("key", sort=False)["row"].transform("size")
    large = blocks[size > most]
    next_alike = large["key"].eq(large["key"].shift(-1)).to_numpy()
    first = large["row"].to_numpy(np.intp)
    second = np.roll(first, -1)
    chained = np.sort(np.column_stack([first[next_alike], second[next_alike]]), axis=1)
    left, right = pairs_in_blocks(keys, rows, most=most)
    return np.concatenate([left, chained[:, 0]]), np.concatenate([right, chained[:, 1]])


def distinct(pairs: list[tuple[Rows, Rows]]) -> tuple[Rows, Rows]:
    """Return pairs once each, ordered by the smaller and then by the larger row."""
    left = np.concatenate([first for first, _ in pairs])
    right = np.concatenate([second for _, second in pairs])
    once = np.unique(np.column_stack([left, right]), axis=0) if len(left) else np.empty((0, 2), dtype=np.intp)
    return once[:, 0].astype(np.intp), once[:, 1].astype(np.intp)
