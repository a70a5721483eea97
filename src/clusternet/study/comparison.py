"""The clusters side by side: what is known of each, and how much of it is known."""

from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clusternet.analysis.cooperation import projects_across
from clusternet.analysis.projection import project
from clusternet.findings.cooperation import ClusterProfile
from clusternet.findings.quality import PublishedMembers
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.study.caveats import scope_caveats
from clusternet.study.cooperation import profiles
from clusternet.study.quality import completeness
from clusternet.study.subject import Matrix, Subject

COLUMNS = (
    ResultColumn(name="cluster", unit="id"),
    ResultColumn(name="name", unit="text"),
    ResultColumn(name="members", unit="organizations"),
    ResultColumn(name="companies", unit="organizations"),
    ResultColumn(name="sme_known", unit="organizations"),
    ResultColumn(name="sme_share", unit="share"),
    ResultColumn(name="projects_direct", unit="projects"),
    ResultColumn(name="projects_through_members", unit="projects"),
    ResultColumn(name="projects_any", unit="projects"),
    ResultColumn(name="joint_projects", unit="projects"),
    ResultColumn(name="internal_ties", unit="pairs of organizations"),
    ResultColumn(name="external_ties", unit="pairs of organizations"),
    ResultColumn(name="partners", unit="organizations"),
    ResultColumn(name="countries", unit="countries"),
    ResultColumn(name="published_members", unit="organizations"),
    ResultColumn(name="completeness", unit="share"),
)
_TYPES = {
    "cluster": "string",
    "name": "string",
    "sme_share": "float64",
    "published_members": "float64",
    "completeness": "float64",
}


@lru_cache(maxsize=2)  # several answers about one subject start from it
def comparison_table(subject: Subject) -> ResultTable:
    """Return one row a counted cluster, in cluster order: counts that are only incomplete are no ranking."""
    ties = project(subject.network.incidence)
    rows = [
        _row(subject, column, profile, published, ties)
        for column, (profile, published) in enumerate(
            zip(profiles(subject), completeness(subject).clusters, strict=True)
        )
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in COLUMNS]).astype(_TYPES)
    return ResultTable(
        name="comparison", columns=COLUMNS, frame=frame, n=len(frame), caveats=scope_caveats(subject)
    )


def _row(
    subject: Subject, column: int, profile: ClusterProfile, published: PublishedMembers, ties: Matrix
) -> dict[str, object]:
    members = np.asarray(subject.network.membership[:, [column]].toarray().ravel() > 0, dtype=np.bool_)
    return {
        "cluster": profile.cluster_id,
        "name": profile.name,
        "members": profile.members,
        **_kinds(subject, members),
        "projects_direct": profile.projects_direct,
        "projects_through_members": profile.projects_through_members,
        "projects_any": profile.projects_any,
        "joint_projects": _joint_projects(subject, members),
        **_reach(subject, members, ties),
        "published_members": published.high,
        "completeness": published.completeness,
    }


def _kinds(subject: Subject, members: NDArray[np.bool_]) -> dict[str, object]:
    mine = pa.array(members)
    is_sme = subject.fact("is_sme").filter(mine).drop_null()
    companies = pc.equal(subject.fact("kind").filter(mine), "company")
    return {
        "companies": pc.sum(companies).as_py() or 0,
        "sme_known": len(is_sme),
        "sme_share": pc.mean(is_sme).as_py(),
    }


def _joint_projects(subject: Subject, members: NDArray[np.bool_]) -> int:
    """Count the projects in which a member meets a different organization of any other cluster."""
    elsewhere = np.diff(subject.network.membership.indptr) - members > 0
    two_sides = csr_array(np.column_stack([members, elsewhere]).astype(np.float64))
    return int(projects_across(subject.network.incidence, two_sides).sum())


def _reach(subject: Subject, members: NDArray[np.bool_], ties: Matrix) -> dict[str, object]:
    """Count ties inside and outwards, and whom they lead to."""
    of_members = ties[members]
    inside = of_members[:, members].nnz // 2
    reached = np.asarray(of_members.sum(axis=0) > 0) & ~members
    countries = subject.fact("country").filter(pa.array(reached)).drop_null()
    return {
        "internal_ties": inside,
        "external_ties": of_members.nnz - 2 * inside,
        "partners": int((reached & ~subject.affiliated).sum()),
        "countries": len(pc.unique(countries)),
    }
