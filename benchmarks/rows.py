"""What one engine took: the rows of every table."""

import statistics
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one engine took for one measure on one network.

    Parameters
    ----------
    network, size, measure, engine : str
    share : float
        Which part of the work was done; the rest is extrapolated.
    threads : int
        Threads it worked in.
    processor, wall : list of float
        Seconds of every run that counts, of that part.
    memory : float, optional
        Megabytes that a run adds at its peak. None: it worked in another process.
    difference : float, optional
        Largest difference to our result, relative to the largest figure. None: ours, or not the same figure.
    """

    network: str
    size: str
    measure: str
    engine: str
    share: float
    threads: int
    processor: list[float]
    wall: list[float]
    memory: float | None
    difference: float | None

    @property
    def seconds(self) -> float:
        """Processor seconds of the whole work."""
        return statistics.median(self.processor) / self.share

    @property
    def clock(self) -> float:
        """Seconds on the clock of the whole work."""
        return statistics.median(self.wall) / self.share


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one engine took to read one source, from its first import on."""

    source: str
    engine: str
    rows: int
    processor: float
    wall: float
    memory: float
