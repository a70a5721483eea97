"""How evenly an organization's ties spread over the groups, and how strong it is in its own."""

import numpy as np

from clusternet.analysis.participation import fractional_participation, within_group_z
from clusternet.analysis.projection import project
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable
from clusternet.study.caveats import scope_caveats
from clusternet.study.groups import Grouping
from clusternet.study.organizations import WHO, organization_table
from clusternet.study.subject import Subject

COLUMNS = (
    *WHO,
    ResultColumn(name="participation_coefficient", unit="1"),
    ResultColumn(name="within_group_z", unit="standard deviations"),
)


def participation_table(subject: Subject, groups: Grouping) -> ResultTable:
    """Return participation coefficient and within-group z of every organization.

    Ties to organizations in no group are left out. The z needs one group: it is undefined for organizations
    in several or in none.
    """
    ties = project(subject.network.incidence)
    alone = np.flatnonzero(groups.labels >= 0)
    z = np.full(len(groups.labels), np.nan)
    z[alone] = within_group_z(ties[alone][:, alone], groups.labels[alone])
    coefficient = fractional_participation(ties, groups.shares)
    undefined = Sentence(
        "caveat.undefined_participation",
        {"n": int(np.isnan(coefficient).sum()), "z": int(np.isnan(z).sum())},
    )
    return organization_table(
        subject,
        groups,
        name="participation",
        columns=COLUMNS,
        measures={"participation_coefficient": coefficient, "within_group_z": z},
        sort_by="participation_coefficient",
        caveats=(*scope_caveats(subject), *groups.caveats, undefined),
    )
