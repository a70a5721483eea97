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
from clusternet.findings.table import ResultColumn, ResultNumber, ResultTable
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
    summary = _summary(ties, groups)
    return ResultTable(
        name="mixing",
        columns=COLUMNS,
        frame=frame.sort_values("ties", ascending=False, kind="stable", ignore_index=True),
        n=found.counted,
        summary=tuple(ResultNumber(name=name, value=value, unit="index") for name, value in summary.items()),
        caveats=(
            *scope_caveats(subject),
            *groups.caveats,
            *counted("caveat.ties_left_out", found.left_out),
            *_in_words(summary),
        ),
    )


def _mixed(ties: Matrix, groups: Grouping) -> NDArray[np.float64]:
    both_ways: NDArray[np.float64] = (groups.shares.T @ _pairs(ties) @ groups.shares).toarray()
    np.fill_diagonal(both_ways, both_ways.diagonal() / 2)
    return both_ways


def _pairs(ties: Matrix) -> Matrix:
    """Count a pair once, however many projects it shares."""
    return csr_array(ties.astype(bool).astype(np.float64))


def _summary(ties: Matrix, groups: Grouping) -> dict[str, float]:
    """Return what is defined of the whole; only a partition has an assortativity."""
    expected: EiExpectation = fractional_ei_expected(ties, groups.shares)
    numbers = {
        "ei_index": fractional_ei(ties, groups.shares),
        "expected_ei_index": expected.expected,
        "lowest_ei_index": expected.low,
        "highest_ei_index": expected.high,
        "assortativity": np.nan if groups.overlaps else assortativity(_pairs(ties), groups.labels),
    }
    return {name: float(value) for name, value in numbers.items() if not np.isnan(value)}


def _in_words(summary: dict[str, float]) -> list[Sentence]:
    said = []
    if "ei_index" in summary:
        values = {
            "ei": summary["ei_index"],
            "expected": summary["expected_ei_index"],
            "low": summary["lowest_ei_index"],
            "high": summary["highest_ei_index"],
        }
        said.append(Sentence("caveat.ei", values))
    if "assortativity" in summary:
        said.append(Sentence("caveat.assortativity", {"r": summary["assortativity"]}))
    return said
