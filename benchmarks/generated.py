"""A seeded network with the tails of European research programmes, at any scale.

Scale 1 is the size of one framework programme: 35,000 projects, about 31,000 organizations and 180,000
participations. A third of the projects have one participant, and a few more than a hundred; a few
organizations take part in thousands of projects, and a third in one.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Incidence: TypeAlias = "csr_array[np.float64, tuple[int, int]]"

PROJECTS, ORGANIZATIONS, PARTICIPATIONS = 35_000, 33_000, 187_000
THEMES = 10
ALONE = 0.35
"""Share of projects with one participant."""
LARGEST = 160
"""Participants of the largest projects."""
AT_HOME = 0.45
"""Share of places taken by an organization of the project's own theme."""
NEWCOMERS = 0.85
"""Share of organizations that get a place whatever their size."""


def generate(scale: float, *, seed: int = 7) -> Incidence:
    """Draw who takes part in what.

    Parameters
    ----------
    scale : float
        Size; 1 is one framework programme.
    seed : int
        Of everything that is drawn.

    Returns
    -------
    csr_array of float64, shape (33,000 x scale, 35,000 x scale)
        1 where an organization takes part. Some organizations take part in nothing.
    """
    rng = np.random.default_rng(seed)
    n_projects, n_organizations = int(PROJECTS * scale), int(ORGANIZATIONS * scale)
    size = _sizes(n_projects, int(PARTICIPATIONS * scale), rng)
    project = np.repeat(np.arange(n_projects), size)
    organization = _participants(project, n_projects, n_organizations, rng)
    placed = rng.choice(project.size, min(n_organizations, project.size), replace=False)
    newcomer = rng.random(placed.size) < NEWCOMERS
    organization[placed[newcomer]] = np.flatnonzero(newcomer)
    pairs = np.unique(organization.astype(np.int64) * n_projects + project)
    return csr_array(
        (np.ones(pairs.size), (pairs // n_projects, pairs % n_projects)), shape=(n_organizations, n_projects)
    )


def _sizes(n_projects: int, n_places: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw how many places each project has: one, or a body with a Pareto tail."""
    size = np.ones(n_projects, dtype=np.int64)
    joint = rng.random(n_projects) > ALONE
    body = np.minimum(2 + rng.pareto(2.6, np.count_nonzero(joint)) * 9, LARGEST)
    stretch = (n_places - np.count_nonzero(~joint)) / body.sum()
    size[joint] = np.clip(np.round(body * stretch), 2, LARGEST)
    return size


def _participants(
    project: NDArray[np.int64], n_projects: int, n_organizations: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Fill the places, by a propensity that falls with the rank and with a taste for one's own theme."""
    share = 1 / np.sqrt(np.arange(1, THEMES + 1))
    theme = rng.choice(THEMES, n_organizations, p=share / share.sum())
    theme_of_place = rng.choice(THEMES, n_projects, p=share / share.sum())[project]
    propensity = 1 / (rng.permutation(n_organizations) + 3.0) ** 1.02
    at_home = rng.random(project.size) < AT_HOME
    taken = np.empty(project.size, dtype=np.int64)
    taken[~at_home] = _drawn(np.arange(n_organizations), propensity, np.count_nonzero(~at_home), rng)
    for own in range(THEMES):
        places = at_home & (theme_of_place == own)
        candidates = np.flatnonzero(theme == own)
        candidates = candidates if candidates.size else np.arange(n_organizations)
        taken[places] = _drawn(candidates, propensity, np.count_nonzero(places), rng)
    return taken


def _drawn(
    candidates: NDArray[np.intp], propensity: NDArray[np.float64], n: int, rng: np.random.Generator
) -> NDArray[np.intp]:
    rising = np.cumsum(propensity[candidates])
    place = np.searchsorted(rising, rng.random(n) * rising[-1], side="right")
    return candidates[np.minimum(place, candidates.size - 1)]
