"""A map of organizations and the projects they take part in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OrganizationMap:
    """Organizations and projects as points, participations as lines; columns, in node order.

    Parameters
    ----------
    organization_ids, organizations : tuple of str
        Ids and names of the organizations drawn.
    clusters : tuple of tuple of str
        Counted clusters of each.
    manages : ndarray of bool
        Whether each manages a counted cluster.
    projects_of, partners_of : ndarray of int64
        Projects in scope and partners of each, drawn or not.
    project_ids, projects : tuple of str
        Ids and names of the projects drawn.
    x, y : ndarray of float64
        Places, organizations first, then projects; each from 0 to 1, the larger extent filling it.
    source, target : ndarray of intp
        Lines: row of the organization, row of the project.
    together : int
        Organizations drawn that a project has at least: 1 on a map of everything.
    participating, projects_in_scope : int
        Organizations in a project and projects with a participant, drawn or not.
    """

    organization_ids: tuple[str, ...]
    organizations: tuple[str, ...]
    clusters: tuple[tuple[str, ...], ...]
    manages: NDArray[np.bool_]
    projects_of: NDArray[np.int64]
    partners_of: NDArray[np.int64]
    project_ids: tuple[str, ...]
    projects: tuple[str, ...]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    together: int
    participating: int
    projects_in_scope: int
