"""A table of results: columns with units, caveats, and the null in words."""

from dataclasses import dataclass

import pandas as pd

from clusternet.findings.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultColumn:
    """A column and its unit; its definition stands in the catalogs under ``column.TABLE.NAME``."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultNumber:
    """A number about all rows; its definition stands in the catalogs under ``summary.TABLE.NAME``."""

    name: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """The answer to one question, row by row.

    Parameters
    ----------
    name : str
        Name of the question.
    columns : tuple of ResultColumn
        In order.
    frame : pandas.DataFrame
        One column each, in that order; unknown and undefined are missing, never 0.
    n : int
        How many units the table is about.
    summary : tuple of ResultNumber
        What holds of the whole and has no row; undefined numbers are not among them.
    null : Sentence, optional
        What expected values are expected under.
    caveats : tuple of Sentence
        What a reader must know before using a number.
    """

    name: str
    columns: tuple[ResultColumn, ...]
    frame: pd.DataFrame
    n: int
    summary: tuple[ResultNumber, ...] = ()
    null: Sentence | None = None
    caveats: tuple[Sentence, ...] = ()
