"""What organizations did outside the period asked for."""

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from clusternet.model.dataset import DatasetCard
from clusternet.queries.scope import ScopeOptions, Tables, period_bounds, scope


def history(tables: Tables, card: DatasetCard, options: ScopeOptions) -> ir.Table:
    """Count the projects of organizations before a period, and those that may belong to it.

    Parameters
    ----------
    tables : mapping of str to ibis table
        The tables of a dataset.
    card : DatasetCard
        Its rules.
    options : ScopeOptions
        Level and managing bodies as asked; without a period nothing lies outside it.

    Returns
    -------
    ibis table
        One row an organization with a project: ``organization_id``; ``before``, projects that began before
        the period; ``undated``, projects of which it is unknown whether they began before it;
        ``priority_system`` of most of its projects, the first in order among equals, null where none states
        one.
    """
    everything = scope(tables, card, replace(options, period=None))
    seen = everything.participations.join(
        everything.projects.select("project_id", "start_date_first", "start_date_last", "priority_system"),
        "project_id",
    )
    if options.period is None:
        seen = seen.mutate(before=False, undated=False)
    else:
        first, _ = period_bounds(options.period)
        seen = seen.mutate(
            before=(seen.start_date_last < first).fill_null(False),  # noqa: FBT003  unknown is not before
            undated=seen.start_date_first.isnull()
            | ((seen.start_date_first < first) & (seen.start_date_last >= first)),
        )
    counts = seen.group_by("organization_id").agg(
        before=seen.before.cast("int64").sum(), undated=seen.undated.cast("int64").sum()
    )
    return counts.left_join(_main_system(seen), "organization_id").drop("organization_id_right")


def _main_system(seen: ir.Table) -> ir.Table:
    stated = seen.filter(seen.priority_system.notnull())
    systems = stated.group_by("organization_id", "priority_system").agg(projects=stated.count())
    place = ibis.row_number().over(
        group_by="organization_id", order_by=[ibis.desc("projects"), "priority_system"]
    )
    return systems.mutate(place=place).filter(ibis._.place == 0).select("organization_id", "priority_system")
