"""One sheet for each cluster."""

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.analysis.cooperation import projects_across
from clusternet.findings.cards import ClusterCard, Counterpart, YearCount
from clusternet.study.comparison import comparison_table
from clusternet.study.cooperation import DIRECT, profiles
from clusternet.study.quality import completeness
from clusternet.study.subject import Subject

_TOP = 8


def cards(subject: Subject) -> tuple[ClusterCard, ...]:
    """Return what is known of each counted cluster, in cluster order."""
    compared = comparison_table(subject).frame.to_dict("records")
    published = completeness(subject).clusters
    belongs = subject.attribution_matrix(*DIRECT, "by_member").toarray().astype(np.bool_)
    joint = projects_across(subject.network.incidence, subject.network.membership)
    found = []
    for column, profile in enumerate(profiles(subject)):
        members = np.asarray(subject.network.membership[:, [column]].toarray().ravel() > 0, dtype=np.bool_)
        row = compared[column]
        years, undated = years_of(subject, belongs[:, column], joint)
        found.append(
            ClusterCard(
                profile=profile,
                published=published[column],
                companies=int(row["companies"]),
                sme_known=int(row["sme_known"]),
                smes=round(row["sme_share"] * row["sme_known"]) if row["sme_known"] else 0,
                joint_projects=int(row["joint_projects"]),
                internal_ties=int(row["internal_ties"]),
                external_ties=int(row["external_ties"]),
                partners=int(row["partners"]),
                countries=int(row["countries"]),
                top_members=_most(subject, np.where(members, subject.projects_of, 0)),
                top_partners=_most(subject, np.where(members, 0, _shared_with(subject, members))),
                years=years,
                undated=undated,
                missing=int((members & ~subject.takes_part).sum()),
            )
        )
    return tuple(found)


def years_of(
    subject: Subject, chosen: NDArray[np.bool_], joint: NDArray[np.bool_]
) -> tuple[tuple[YearCount, ...], int]:
    """Count projects by the year of their start, without gaps, and those of unknown start."""
    starts = pc.year(subject.network.projects.facts["start_date_first"])
    years = starts.filter(pa.array(chosen)).to_pylist()
    both = starts.filter(pa.array(chosen & joint)).to_pylist()
    counts, joint_counts = Counter(years), Counter(both)
    known = [year for year in counts if year is not None]
    return (
        tuple(
            YearCount(year=year, projects=counts[year], joint=joint_counts[year])
            for year in range(min(known, default=0), max(known, default=-1) + 1)
        ),
        counts[None],
    )


def _shared_with(subject: Subject, members: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Projects of each organization in which a member takes part."""
    incidence = subject.network.incidence
    with_member = (incidence.T @ members.astype(np.float64) > 0).astype(np.float64)
    return np.asarray(incidence @ with_member, dtype=np.int64)


def _most(subject: Subject, projects: NDArray[np.int64]) -> tuple[Counterpart, ...]:
    first = np.argsort(-projects, kind="stable")[:_TOP]
    return tuple(
        Counterpart(
            organization_id=subject.network.organizations.ids[row],
            name=subject.names[row],
            clusters=subject.clusters_of[row],
            manages=bool(subject.network.manages[row]),
            projects=int(projects[row]),
        )
        for row in first.tolist()
        if projects[row] > 0
    )
