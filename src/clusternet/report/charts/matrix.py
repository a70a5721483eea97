"""The half matrix of clusters: the table is the chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clusternet.findings.cooperation import ClusterPair
from clusternet.report.charts.scale import Bin, shade, shades


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: a number, perhaps a second one below it, and the step of its shade.

    ``kind`` is ``own`` on the diagonal, ``zero`` where there is nothing, ``some`` elsewhere.
    """

    kind: str
    value: int
    below: int | None = None
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfMatrix:
    """Lower half with diagonal, rows and columns in cluster order; ``cells[i]`` has i + 1 cells."""

    clusters: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    bins: tuple[Bin, ...]

    @property
    def has_zero(self) -> bool:
        """Whether any pair has nothing."""
        return any(cell.kind == "zero" for row in self.cells for cell in row)

    @property
    def crowded(self) -> bool:
        """Whether there are too many clusters for names and full-size cells."""
        return len(self.clusters) > 9


def half_matrix(
    clusters: Sequence[str],
    pairs: Sequence[ClusterPair],
    value: Callable[[ClusterPair], int],
    below: Callable[[ClusterPair], int] | None = None,
) -> HalfMatrix:
    """Lay pairs out as a half matrix.

    Parameters
    ----------
    clusters : sequence of str
        In order.
    pairs : sequence of ClusterPair
        Every pair once, each cluster with itself included.
    value, below : callable
        The number of a cell and, for two different clusters, the smaller one below it.
    """
    by_ends = {(pair.cluster_a, pair.cluster_b): pair for pair in pairs}
    bins = shades([value(pair) for pair in pairs if pair.cluster_a != pair.cluster_b])

    def cell(row: int, column: int) -> Cell:
        pair = by_ends[clusters[column], clusters[row]]
        number = value(pair)
        if row == column:
            return Cell(kind="own", value=number)
        return Cell(
            kind="some" if number else "zero",
            value=number,
            below=below(pair) if below is not None and number else None,
            step=shade(number, bins),
        )

    return HalfMatrix(
        clusters=tuple(clusters),
        cells=tuple(tuple(cell(row, column) for column in range(row + 1)) for row in range(len(clusters))),
        bins=bins,
    )
