"""Who takes part in no project, and the nearest participant that could bring them in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.analysis.introductions import Introductions, introductions
from clusternet.cleaning.regions import provinces_of
from clusternet.findings.missing import MissingOrganization
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.queries.missing import history
from clusternet.study.bodies import Bodies, bodies
from clusternet.study.caveats import counted, scope_caveats
from clusternet.study.subject import Subject

COLUMNS = (
    ResultColumn(name="organization_id", unit="id"),
    ResultColumn(name="name", unit="text"),
    ResultColumn(name="cluster", unit="ids"),
    ResultColumn(name="status", unit="never or lapsed"),
    ResultColumn(name="size", unit="text"),
    ResultColumn(name="province", unit="text"),
    ResultColumn(name="sector", unit="text"),
    ResultColumn(name="distance", unit="steps"),
    ResultColumn(name="introducer_id", unit="id"),
    ResultColumn(name="introducer", unit="text"),
    ResultColumn(name="path", unit="names"),
    ResultColumn(name="priority_system", unit="text"),
    ResultColumn(name="is_sme", unit="true or false"),
)
_URGENCY = {True: 0, None: 1, False: 2}  # known SMEs first, then those that may be one


@lru_cache(maxsize=2)  # several answers about one subject start from it
def missing(subject: Subject) -> tuple[MissingOrganization, ...]:
    """Return the organizations without a project in scope that concern the clusters or their region.

    These are the affiliated ones, and others in a province of the dataset's region. An organization that
    takes part only in projects of unknown start is not listed when a period is asked for: it may have taken
    part in it.

    Returns
    -------
    tuple of MissingOrganization
        Those known to be SMEs first, then those of unknown status, then others; nearest to a participant
        first, then by id.
    """
    past = _past(subject)
    absent = concerned(subject) & ~subject.takes_part & (past.undated == 0)
    known_bodies = bodies(subject)
    ways = introductions(known_bodies.belonging, subject.takes_part, subject.projects_of.astype(np.intp))
    found = (_missing(subject, row, past, known_bodies, ways) for row in np.flatnonzero(absent).tolist())
    return tuple(sorted(found, key=_by_urgency))


def missing_table(subject: Subject) -> ResultTable:
    """Return the missing organizations as a table."""
    found = missing(subject)
    frame = pd.DataFrame(
        {
            "organization_id": _texts(one.organization_id for one in found),
            "name": _texts(one.name for one in found),
            "cluster": _texts(";".join(one.clusters) for one in found),
            "status": _texts(one.status for one in found),
            "size": _texts(one.size for one in found),
            "province": _texts(one.province for one in found),
            "sector": _texts(one.sector for one in found),
            "distance": pd.array([one.distance for one in found], dtype="Int64"),
            "introducer_id": _texts(one.introducer_id for one in found),
            "introducer": _texts(one.introducer for one in found),
            "path": _texts(" > ".join(one.path) for one in found),
            "priority_system": _texts(one.priority_system for one in found),
            "is_sme": pd.array([one.is_sme for one in found], dtype="boolean"),
        }
    )
    listed = Sentence(
        "caveat.missing",
        {
            "n": len(found),
            "lapsed": sum(one.status == "lapsed" for one in found),
            "unknown": sum(one.is_sme is None for one in found),
        },
    )
    undecided = counted("caveat.undecided", int(_undecided(subject).sum()))
    region = () if _provinces(subject) else (Sentence("caveat.no_region"),)
    return ResultTable(
        name="missing",
        columns=COLUMNS,
        frame=frame,
        n=len(frame),
        caveats=(*scope_caveats(subject), listed, *undecided, *region),
    )


@dataclass(frozen=True, kw_only=True)
class _Past:
    """Projects of each organization outside the period, in node order."""

    before: NDArray[np.int64]
    undated: NDArray[np.int64]
    priority_system: tuple[str, ...]


def _past(subject: Subject) -> _Past:
    rows = history(subject.tables, subject.card, subject.scope.options).to_pyarrow()
    places = pc.index_in(
        pa.array(subject.network.organizations.ids, pa.string()),
        value_set=rows["organization_id"].combine_chunks(),
    )
    taken = rows.take(places)  # null for organizations without any project
    return _Past(
        before=np.asarray(pc.fill_null(taken["before"], 0), dtype=np.int64),
        undated=np.asarray(pc.fill_null(taken["undated"], 0), dtype=np.int64),
        priority_system=tuple(pc.fill_null(taken["priority_system"], "").to_pylist()),
    )


def _missing(
    subject: Subject, row: int, past: _Past, known_bodies: Bodies, ways: Introductions
) -> MissingOrganization:
    is_sme, size, province, sector = (
        subject.fact(name)[row].as_py() for name in ("is_sme", "size", "province", "sector")
    )
    end = int(ways.introducer[row])
    return MissingOrganization(
        organization_id=subject.network.organizations.ids[row],
        name=subject.names[row],
        clusters=subject.clusters_of[row],
        status="lapsed" if past.before[row] else "never",
        is_sme=is_sme,
        size=size or "",
        province=province or "",
        sector=sector or "",
        distance=None if end < 0 else int(ways.distance[row]),
        introducer_id="" if end < 0 else subject.network.organizations.ids[end],
        introducer="" if end < 0 else subject.names[end],
        path=() if end < 0 else _path(row, subject.names, known_bodies, ways),
        priority_system=past.priority_system[row],
    )


def _path(row: int, names: tuple[str, ...], known_bodies: Bodies, ways: Introductions) -> tuple[str, ...]:
    path = [names[row]]
    while ways.next_organization[row] >= 0:
        path.append(known_bodies.names[ways.body[row]])
        row = int(ways.next_organization[row])
        path.append(names[row])
    return tuple(path)


def _by_urgency(one: MissingOrganization) -> tuple[int, float, str]:
    distance = float("inf") if one.distance is None else one.distance
    return _URGENCY[one.is_sme], distance, one.organization_id


def _undecided(subject: Subject) -> NDArray[np.bool_]:
    """Find the organizations of which it is unknown whether they took part in the period."""
    return concerned(subject) & ~subject.takes_part & (_past(subject).undated > 0)


def concerned(subject: Subject) -> NDArray[np.bool_]:
    """Return which organizations are affiliated or in a province of the dataset's region, shape (n,)."""
    return np.asarray(subject.affiliated | _in_region(subject), dtype=np.bool_)


def _in_region(subject: Subject) -> NDArray[np.bool_]:
    provinces = pa.array(sorted(_provinces(subject)), pa.string())
    return np.asarray(pc.is_in(subject.fact("province"), value_set=provinces), dtype=np.bool_)


def _provinces(subject: Subject) -> frozenset[str]:
    return provinces_of(subject.card.region)


def _texts(values: Iterable[str]) -> pd.api.extensions.ExtensionArray:
    return pd.array(list(values), dtype="string")
