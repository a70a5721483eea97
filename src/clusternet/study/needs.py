"""What a question needs that the data may lack, so that no empty table is taken for an answer."""

from collections.abc import Callable

import numpy as np

from clusternet.exceptions import MissingTable
from clusternet.study.groups import GROUPINGS, Grouping
from clusternet.study.missing import concerned
from clusternet.study.subject import Subject

_ADD_CLUSTERS = "add clusters and memberships"


def check_needs(question: str, subject: Subject, groups: Grouping) -> None:
    """Check that the data have what a question is about.

    Parameters
    ----------
    question : str
        Name of the analysis.
    subject : Subject
        What it is asked of.
    groups : Grouping
        The groups it is asked by.

    Raises
    ------
    MissingTable
        If they lack it; the message says what it is and what can be asked instead.
    """
    if question in _NEEDS:
        _NEEDS[question](question, subject, groups)


def _needs_clusters(question: str, subject: Subject, _groups: Grouping) -> None:
    if not subject.clusters:
        raise MissingTable(f"These data name no cluster, and {question} is about clusters: {_ADD_CLUSTERS}.")


def _needs_groups(question: str, subject: Subject, groups: Grouping) -> None:
    if _is_known(subject, groups.by):
        return
    by = "NUTS-3 region" if groups.by == "nuts3" else groups.by
    known = [other for other in GROUPINGS if _is_known(subject, other)]
    if known:
        advice = f"choose other groups with --group-by {'|'.join(known)}"
    else:
        advice = _ADD_CLUSTERS if by == "cluster" else f"state the {by} of organizations"
    raise MissingTable(
        f"No organization has a known {by} here, by which {question} tells groups apart: {advice}."
    )


def _is_known(subject: Subject, by: str) -> bool:
    if by == "cluster":
        return bool(subject.affiliated.any())
    facts = subject.fact(by)
    return bool(facts.null_count < len(facts))


def _needs_concerned(_question: str, subject: Subject, _groups: Grouping) -> None:
    if not np.any(concerned(subject)):
        raise MissingTable(
            "Nobody can be missing where no organization belongs to a cluster or lies in the region of the "
            f"data: {_ADD_CLUSTERS}, or state the region in dataset.toml and the province of organizations."
        )


_NEEDS: dict[str, Callable[[str, Subject, Grouping], None]] = {
    "brokerage": _needs_groups,
    "participation": _needs_groups,
    "mixing": _needs_groups,
    "cooperation": _needs_clusters,
    "comparison": _needs_clusters,
    "missing": _needs_concerned,
}
