"""Groups of organizations that a question may be asked by."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, hstack

from clusternet.findings.sentence import Sentence
from clusternet.queries.scope import check_word
from clusternet.study.caveats import counted
from clusternet.study.subject import Matrix, Subject

GroupBy = Literal["cluster", "country", "kind", "province", "nuts3"]
GROUPINGS: tuple[GroupBy, ...] = get_args(GroupBy)
Outside = Literal["left-out", "as-group"]
OUTSIDE = "outside"


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """Organizations by group; a partition, or for clusters perhaps a cover.

    Parameters
    ----------
    by : str
        What the groups are.
    names : tuple of str
        The groups, in order.
    shares : csr_array, shape (n, n_groups)
        Share of each organization in each group; rows add up to 1, or 0 for none.
    outside : {"left-out", "as-group"}
        What organizations in no group are taken for.
    """

    by: GroupBy
    names: tuple[str, ...]
    shares: Matrix
    outside: Outside

    @property
    def overlaps(self) -> bool:
        """Whether some organization is in several groups."""
        return bool((np.diff(self.shares.indptr) > 1).any())

    @property
    def labels(self) -> NDArray[np.intp]:
        """Group of each organization; -1 for none, and for those in several."""
        counts = np.diff(self.shares.indptr)
        labels = np.full(len(counts), -1, dtype=np.intp)
        labels[counts == 1] = self.shares[counts == 1].indices
        return labels

    @property
    def without(self) -> int:
        """Organizations in no group."""
        return int((np.diff(self.shares.indptr) == 0).sum())

    @property
    def caveats(self) -> tuple[Sentence, ...]:
        """How many organizations are in no group, and that some are in several."""
        several = int((np.diff(self.shares.indptr) > 1).sum())
        by = Sentence(f"group.{self.by}")
        return (
            *((Sentence("caveat.outside_as_group", {"by": by}),) if self.outside == "as-group" else ()),
            *counted("caveat.without_group", self.without, by=by),
            *counted("caveat.several_groups", several),
        )


def grouping(
    subject: Subject, by: GroupBy, *, outside: Literal["left-out", "as-group"] = "left-out"
) -> Grouping:
    """Return the organizations by cluster, country, kind, province or NUTS-3 region.

    Parameters
    ----------
    subject : Subject
        What counts.
    by : {"cluster", "country", "kind", "province", "nuts3"}
        What the groups are. An organization in several clusters belongs to each in equal parts.
    outside : {"left-out", "as-group"}
        Whether organizations in no group form one of their own.
    """
    check_word("group", by, GROUPINGS)
    check_word("outside", outside, get_args(Outside))
    if by == "cluster":
        names, membership = subject.clusters, subject.network.membership
    else:
        names, membership = _by_fact(subject.fact(by))
    if outside == "as-group":
        alone = (np.diff(membership.indptr) == 0).astype(np.float64)
        membership = csr_array(hstack([membership, csr_array(alone[:, np.newaxis])]))
        names = (*names, OUTSIDE if OUTSIDE not in names else f"{OUTSIDE} (no {by})")
    counts = np.maximum(np.diff(membership.indptr), 1)
    shares = csr_array(diags_array(1.0 / counts) @ (membership > 0).astype(np.float64))
    return Grouping(by=by, names=names, shares=shares, outside=outside)


def _by_fact(values: pa.ChunkedArray) -> tuple[tuple[str, ...], Matrix]:
    names = tuple(sorted(pc.unique(values.drop_null()).to_pylist()))
    places = pc.index_in(values.combine_chunks(), value_set=pa.array(names, pa.string()))
    rows = np.flatnonzero(pc.is_valid(places).to_numpy(zero_copy_only=False))
    columns = places.drop_null().to_numpy()
    return names, csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(values), len(names)))
