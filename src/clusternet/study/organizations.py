"""Tables with one row an organization."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from numpy.typing import NDArray

from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.study.groups import Grouping
from clusternet.study.subject import Subject

WHO = (
    ResultColumn(name="organization_id", unit="id"),
    ResultColumn(name="name", unit="text"),
    ResultColumn(name="cluster", unit="ids"),
)
GROUP = ResultColumn(name="group", unit="text")


def organization_table(  # noqa: PLR0913  a table is made of this much
    subject: Subject,
    groups: Grouping,
    *,
    name: str,
    columns: tuple[ResultColumn, ...],
    measures: Mapping[str, NDArray[Any]],
    sort_by: str,
    caveats: tuple[Sentence, ...],
) -> ResultTable:
    """Return measures of all organizations, the largest first, then by id, undefined last.

    Parameters
    ----------
    subject : Subject
        What counts.
    groups : Grouping
        What the question was asked by; other groups than clusters get a last column that names them.
    name : str
        Name of the question.
    columns : tuple of ResultColumn
        `WHO` and one for each measure.
    measures : mapping of str to array, shape (n,)
        In node order.
    sort_by : str
        Measure to sort by.
    caveats : tuple of Sentence
        What a reader must know.
    """
    who = {
        "organization_id": pd.array(subject.network.organizations.ids, dtype="string"),
        "name": pd.array(subject.names, dtype="string"),
        "cluster": pd.array([";".join(ids) for ids in subject.clusters_of], dtype="string"),
    }
    frame = pd.DataFrame({**who, **measures})
    if groups.by != "cluster":
        columns = (*columns, GROUP)
        labels = groups.labels
        frame["group"] = pd.array([groups.names[label] if label >= 0 else "" for label in labels], "string")
    frame = frame.sort_values([sort_by, "organization_id"], ascending=[False, True], ignore_index=True)
    return ResultTable(name=name, columns=columns, frame=frame, n=len(frame), caveats=caveats)
