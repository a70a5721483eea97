"""The headline numbers of a scope, each with its denominator and, where facts are missing, its doubt."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.analysis.cooperation import projects_across
from clusternet.analysis.mixing import counted_ties, fractional_ei
from clusternet.analysis.projection import project
from clusternet.exceptions import UnknownName
from clusternet.findings.numbers import Number
from clusternet.study.groups import grouping
from clusternet.study.subject import Subject

SYSTEM = "system"
_RESEARCH = ("university", "research")
_TOP = 10


def numbers(subject: Subject, codes: Sequence[str]) -> tuple[Number, ...]:
    """Return the indicators asked for, of all clusters together.

    Raises
    ------
    UnknownName
        If a code names no indicator that can be computed for the whole system.
    """
    for code in codes:
        if code not in _COMPUTED:
            raise UnknownName(f"There is no headline number {code!r}: choose among {', '.join(_COMPUTED)}.")
    return tuple(_COMPUTED[code](subject) for code in codes)


def _number(code: str, value: float | None, n: int, *, high: float | None = None, unknown: int = 0) -> Number:
    return Number(code=code, subject=SYSTEM, value=value, n=n, high=high, unknown=unknown)


def _members(subject: Subject) -> Number:
    return _number("members", _if_clusters(subject, int(subject.affiliated.sum())), len(subject.affiliated))


def _projects_any(subject: Subject) -> Number:
    attributed = len(pc.unique(subject.attributed["project_id"]))
    return _number("projects_any", _if_clusters(subject, attributed), len(subject.network.projects))


def _partners(subject: Subject) -> Number:
    partners = subject.takes_part & ~subject.affiliated
    return _number("partners", int(partners.sum()), int(subject.takes_part.sum()))


def _joint_projects(subject: Subject) -> Number:
    network = subject.network
    joint = projects_across(network.incidence, network.membership)
    return _number(
        "joint_projects", _if_clusters(subject, int(joint.sum())), int((_participants(subject) > 0).sum())
    )


def _external_share(subject: Subject) -> Number:
    """Share of the ties between members that link two clusters; split evenly where members have several."""
    ties = project(subject.network.incidence)
    ei = fractional_ei(ties, grouping(subject, "cluster").shares)
    n = counted_ties(ties, subject.affiliated).counted
    return _number("external_share", None if np.isnan(ei) else (1 + ei) / 2, n)


def _sme_projects_share(subject: Subject) -> Number:
    flag = subject.fact("is_sme")
    if not _is_stated(subject, "is_sme"):
        return _unstated(subject, "sme_projects_share")
    smes, unknown = (_participants(subject, who) for who in (_where(flag), _unknown(flag)))
    return _share(subject, "sme_projects_share", surely=smes > 0, perhaps=smes + unknown > 0)


def _firm_research_projects_share(subject: Subject) -> Number:
    kind = subject.fact("kind")
    if not _is_stated(subject, "kind"):
        return _unstated(subject, "firm_research_projects_share")
    firms, research, unknown = (
        _participants(subject, who)
        for who in (
            _where(pc.equal(kind, "company")),
            _where(pc.is_in(kind, value_set=pa.array(_RESEARCH))),
            _unknown(kind),
        )
    )
    both = (firms > 0).astype(np.int64) + (research > 0)
    # One organization of unknown kind can stand for what is missing, not for two things at once.
    return _share(subject, "firm_research_projects_share", surely=both == 2, perhaps=both + unknown >= 2)


def _top10_share(subject: Subject) -> Number:
    most = np.sort(subject.projects_of)[::-1][:_TOP]
    participations = int(subject.projects_of.sum())
    return _number(
        "top10_share", float(most.sum() / participations) if participations else None, participations
    )


def _countries(subject: Subject) -> Number:
    countries = subject.fact("country").filter(pa.array(subject.takes_part))
    return _number(
        "countries", len(pc.unique(countries.drop_null())), len(countries), unknown=countries.null_count
    )


_COMPUTED: dict[str, Callable[[Subject], Number]] = {
    "members": _members,
    "projects_any": _projects_any,
    "partners": _partners,
    "joint_projects": _joint_projects,
    "external_share": _external_share,
    "sme_projects_share": _sme_projects_share,
    "firm_research_projects_share": _firm_research_projects_share,
    "top10_share": _top10_share,
    "countries": _countries,
}


def _share(subject: Subject, code: str, *, surely: NDArray[np.bool_], perhaps: NDArray[np.bool_]) -> Number:
    """Share of the projects with a participant; at most, were the unknown ones what is looked for."""
    n = int((_participants(subject) > 0).sum())
    if not n:
        return _number(code, None, 0)
    return _number(
        code,
        float(surely.sum() / n),
        n,
        high=float(perhaps.sum() / n),
        unknown=int((perhaps & ~surely).sum()),
    )


def _is_stated(subject: Subject, fact: str) -> bool:
    """Whether a fact is known of any participant; where there is none, nobody says that it is not."""
    of_participants = subject.fact(fact).filter(pa.array(subject.takes_part))
    return not len(of_participants) or bool(of_participants.null_count < len(of_participants))


def _unstated(subject: Subject, code: str) -> Number:
    n = int((_participants(subject) > 0).sum())
    return _number(code, None, n, unknown=n)


def _participants(subject: Subject, who: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """Participants of each project; only those of a sort, if one is given."""
    counted = np.ones(subject.network.incidence.shape[0]) if who is None else who.astype(np.float64)
    return np.asarray(subject.network.incidence.T @ counted, dtype=np.int64)


def _where(flag: pa.ChunkedArray) -> NDArray[np.bool_]:
    return np.asarray(pc.fill_null(flag, False), dtype=np.bool_)  # noqa: FBT003  unknown is not yes


def _unknown(flag: pa.ChunkedArray) -> NDArray[np.bool_]:
    return np.asarray(pc.is_null(flag), dtype=np.bool_)


def _if_clusters(subject: Subject, value: int) -> float | None:
    return float(value) if subject.clusters else None
