"""Whether ties stay within groups or lead across them."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.mixing import (
    EiExpectation,
    assortativity,
    counted_ties,
    fractional_ei,
    fractional_ei_expected,
)
from clusternet.analysis.projection import project
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.study.caveats import counted, scope_caveats
from clusternet.study.groups import Grouping
from clusternet.study.subject import Matrix, Subject

COLUMNS = (
    ResultColumn(name="group_a", unit="text"),
    ResultColumn(name="group_b", unit="text"),
    ResultColumn(name="ties", unit="pairs of organizations"),
    ResultColumn(name="share", unit="share"),
)


def mixing_table(subject: Subject, groups: Grouping) -> ResultTable:
    """Return the pairs of organizations that share a project, by the groups of the two.

    A pair counts once; where organizations are in several groups it is split evenly over them, so that the
    table adds up to the pairs between organizations in some group.
    """
    ties = project(subject.network.incidence)
    mixed = _mixed(ties, groups)
    first, second = np.triu_indices(len(groups.names))
    names = np.array(groups.names, dtype=object)
    between = mixed[first, second]
    total = between.sum()
    frame = pd.DataFrame(
        {
            "group_a": pd.array(names[first], dtype="string"),
            "group_b": pd.array(names[second], dtype="string"),
            "ties": between,
            "share": between / total if total else np.full(len(between), np.nan),
        }
    )
    found = counted_ties(ties, np.diff(groups.shares.indptr) > 0)
    return ResultTable(
        name="mixing",
        columns=COLUMNS,
        frame=frame.sort_values("ties", ascending=False, kind="stable", ignore_index=True),
        n=found.counted,
        caveats=(
            *scope_caveats(subject),
            *groups.caveats,
            *counted("caveat.ties_left_out", found.left_out),
            *_summary(ties, groups),
        ),
    )


def _mixed(ties: Matrix, groups: Grouping) -> NDArray[np.float64]:
    both_ways: NDArray[np.float64] = (groups.shares.T @ _pairs(ties) @ groups.shares).toarray()
    np.fill_diagonal(both_ways, both_ways.diagonal() / 2)
    return both_ways


def _pairs(ties: Matrix) -> Matrix:
    """Count a pair once, however many projects it shares."""
    return csr_array(ties.astype(bool).astype(np.float64))


def _summary(ties: Matrix, groups: Grouping) -> tuple[Sentence, ...]:
    ei = fractional_ei(ties, groups.shares)
    if np.isnan(ei):
        return ()
    expected: EiExpectation = fractional_ei_expected(ties, groups.shares)
    values = {"ei": ei, "expected": expected.expected, "low": expected.low, "high": expected.high}
    sentences = [Sentence("caveat.ei", values)]
    if not groups.overlaps:
        alike = assortativity(_pairs(ties), groups.labels)
        sentences += [] if np.isnan(alike) else [Sentence("caveat.assortativity", {"r": alike})]
    return tuple(sentences)
