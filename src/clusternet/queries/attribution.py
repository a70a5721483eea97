"""To which clusters a project belongs, and on what ground."""

import ibis
import ibis.expr.types as ir

from clusternet.queries.scope import Scope


def attribution(scope: Scope) -> ir.Table:
    """Attribute the projects in scope to counted clusters.

    A project belongs to a cluster *directly* when an organization that manages the cluster takes part or when
    the project names the cluster, and *through its members* when an affiliated organization takes part.

    Returns
    -------
    ibis table
        One row a project and cluster: ``project_id, cluster_id``; ``by_manager``, ``by_name``, ``by_member``
        (an affiliated organization that does not manage this cluster takes part); ``share``, 1/number of
        clusters the project belongs to on any ground, which adds up to 1 a project.
    """
    taking_part = scope.participations.join(scope.affiliations, "organization_id")
    no = ibis.literal(value=False)
    grounds = taking_part.select(
        "project_id",
        "cluster_id",
        by_manager=taking_part.manages,
        by_name=no,
        by_member=~taking_part.manages,
    ).union(scope.named.select("project_id", "cluster_id", by_manager=no, by_name=~no, by_member=no))
    attributed = grounds.group_by("project_id", "cluster_id").agg(
        by_manager=grounds.by_manager.any(),
        by_name=grounds.by_name.any(),
        by_member=grounds.by_member.any(),
    )
    return attributed.mutate(share=1 / attributed.count().over(group_by="project_id").cast("float64"))
