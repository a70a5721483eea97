"""Every error a caller may want to catch.

A message is one plain sentence for the person who ran the command: what is wrong, where, and what to do.
The facts it is made of stay on the exception, for callers that want to act on them.
"""

import re
from pathlib import PurePath

_NOT_ON_ONE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class ClusternetError(Exception):
    """Something a user can understand and mend."""

    def __str__(self) -> str:
        """Return the message on one line, whatever stands in the names it holds."""
        return _NOT_ON_ONE_LINE.sub("\N{REPLACEMENT CHARACTER}", super().__str__())


class SourceError(ClusternetError):
    """A SOURCE cannot be read at all."""


class NoTables(SourceError):
    """A folder holds none of the tables a dataset is made of."""


class MissingTable(SourceError):
    """A table is absent that another table, or the question asked, needs."""


class MalformedFile(SourceError, ValueError):
    """A file cannot be read as what its name says it is.

    Parameters
    ----------
    path : PurePath
        The file, as the user named it.
    problem : str
        What is wrong, as the predicate of a sentence about the file: "is empty".
    advice : str
        What to do, as an imperative clause: "save it as UTF-8".
    line : int, optional
        First physical line concerned, counted from 1.
    """

    def __init__(self, path: PurePath, problem: str, advice: str, *, line: int | None = None) -> None:
        self.path, self.problem, self.advice, self.line = path, problem, advice, line
        where = f"{path}" if line is None else f"{path}, line {line},"
        super().__init__(f"{where} {problem}: {advice}.")


class UnknownName(ClusternetError, LookupError):
    """A cluster, period, table or other name that the data do not have."""


class NotWritable(ClusternetError, OSError):
    """A file or folder that should be written cannot be."""


class NotAStore(SourceError):
    """A file that should be a store is none, or none that this version can read."""


class StoreBusy(ClusternetError):
    """A store that another process writes."""


class CardsDisagree(SourceError):
    """Sources of one store that would have different things counted."""


class DownloadFailed(ClusternetError):
    """A published file cannot be fetched, or what came is not what was asked for."""


class MeasureError(ClusternetError, ValueError):
    """Input that a measure is not defined on; raised before anything is computed."""


class ShapeMismatch(MeasureError):
    """Arrays whose shapes do not fit each other or the measure."""


class NotBinary(MeasureError):
    """An incidence with an entry other than 0 or 1."""


class NotSymmetric(MeasureError):
    """An adjacency of undirected ties that is not equal to its transpose."""


class NotFinite(MeasureError):
    """A matrix with a NaN or an infinite entry."""


class NegativeWeight(MeasureError):
    """A weight below zero, or of zero where a length is needed."""


class PartitionMismatch(MeasureError):
    """Group labels that do not cover the nodes as the measure needs."""


class EmptyNetwork(MeasureError):
    """A measure of a whole network asked of one without nodes."""
