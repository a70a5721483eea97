"""What the made-up projects are, when they run and what they cost."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clusternet.ingest.simulated.participations import ROLES, Participations
from clusternet.ingest.simulated.texts import Integers, chosen, joined, numbered, padded, unknown, whole
from clusternet.ingest.simulated.vocabulary import Floats, vocabulary
from clusternet.model.tables import TABLES

FIRST_YEAR, LAST_YEAR = 2009, 2027

_GROWTH = 0.08  # a year, of the number of projects
_PRECISIONS = (0.6, 0.2, 0.17, 0.03)  # day, month, year, unknown
_DAY, _MONTH, _YEAR, _UNKNOWN = range(4)
_WITHOUT_END_SHARE, _WITHOUT_FUNDING_SHARE = 0.1, 0.15
_SHORTEST, _LONGEST = 12, 48  # months
_NAMED_SHARE = 0.12  # of the projects, that name their cluster
_NO_SYSTEM_SHARE = 0.1
_TWO_LINES_SHARE = 0.05  # of the titles, as whoever copies them from a page has them
_EVENT_KINDS = ("network", "event", "course")
_FUNDED = (0.5, 1.0)  # of the costs
_SPREAD = 0.7  # of the logarithm of funding
_ROUNDED_TO = 100  # EUR
_COORDINATOR = 1.6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Projects:
    """Arrays of one entry a project; the events stand after those that make ties.

    Parameters
    ----------
    number : numpy.ndarray
        From 1, in no order.
    kind : numpy.ndarray
        Place among the kinds of the contract.
    level, component : numpy.ndarray
        Places in the vocabulary; -1 unknown.
    topics : numpy.ndarray
        Shape (n, 2), places among the topics.
    start, end : numpy.ndarray
        Days, as months from the year 0 times 32, plus the day.
    precision, end_precision : numpy.ndarray
        Whether a day, a month, a year or nothing is stated.
    names_cluster, states_funding, names_system : numpy.ndarray
        Whether it does.
    two_lines : numpy.ndarray
        Whether its title has two lines.
    paid : numpy.ndarray
        Shape (n_participations,): EUR to each participant.
    costs : numpy.ndarray
        EUR.
    """

    number: Integers
    kind: Integers
    level: Integers
    component: Integers
    topics: Integers
    start: Integers
    end: Integers
    precision: Integers
    end_precision: Integers
    names_cluster: NDArray[np.bool_]
    states_funding: NDArray[np.bool_]
    names_system: NDArray[np.bool_]
    two_lines: NDArray[np.bool_]
    paid: Integers
    costs: Integers

    def ids(self) -> pa.Array:
        """Return the ids."""
        return numbered("made-up-project-", self.number, digits=6)


def draw_projects(participations: Participations, rng: np.random.Generator) -> Projects:
    """Draw what the projects are.

    Parameters
    ----------
    participations : Participations
        Who takes part in what, which says how many there are.
    rng : numpy.random.Generator
        Source of chance.
    """
    words = vocabulary()
    n = len(participations.cluster_of)
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    weights = (1 + _GROWTH) ** (years - FIRST_YEAR)
    month = rng.choice(years, size=n, p=weights / weights.sum()) * 12 + rng.integers(12, size=n)
    last = month + rng.integers(_SHORTEST, _LONGEST + 1, size=n)
    precision = rng.choice(4, size=n, p=_PRECISIONS)
    level = rng.choice(len(words.levels), size=n, p=words.level_shares)
    paid = _paid(participations, words.thousands[level], rng)
    funding = np.bincount(participations.project, weights=paid, minlength=n)
    kinds = TABLES["projects"].column("kind").choices
    is_event = np.arange(n) >= participations.n_projects
    event_kind = rng.choice([kinds.index(kind) for kind in _EVENT_KINDS], size=n)
    return Projects(
        number=1 + rng.permutation(n),
        kind=np.where(is_event, event_kind, kinds.index("project")),
        level=level,
        component=rng.integers(-1, len(words.components), size=n),
        topics=rng.integers(len(words.topics), size=(n, 2)),
        start=month * 32 + rng.integers(1, 29, size=n),
        end=last * 32 + rng.integers(1, 29, size=n),
        precision=precision,
        end_precision=np.where(rng.random(n) < _WITHOUT_END_SHARE, _UNKNOWN, precision),
        names_cluster=rng.random(n) < _NAMED_SHARE,
        states_funding=rng.random(n) >= _WITHOUT_FUNDING_SHARE,
        names_system=rng.random(n) >= _NO_SYSTEM_SHARE,
        two_lines=rng.random(n) < _TWO_LINES_SHARE,
        paid=paid,
        costs=_rounded(funding / rng.uniform(*_FUNDED, size=n)),
    )


def projects_table(projects: Projects, participations: Participations, *, source: str) -> pa.Table:
    """Return the projects as text, by id."""
    words = vocabulary()
    clusters = words.clusters
    kinds = TABLES["projects"].column("kind").choices
    n = len(projects.number)
    funding = np.bincount(participations.project, weights=projects.paid, minlength=n).astype(np.int64)
    states = projects.states_funding
    themes = chosen([cluster.theme for cluster in clusters], participations.cluster_of)
    first, second = (chosen(words.topics, projects.topics[:, place]) for place in range(2))
    between = chosen([", seen from ", ",\nseen from "], projects.two_lines.astype(np.int8))
    same = projects.topics[:, 0] == projects.topics[:, 1]
    systems = chosen([cluster.system for cluster in clusters], participations.cluster_of)
    table = pa.table(
        {
            "project_id": projects.ids(),
            "acronym": joined("MADE-UP-", whole(projects.number)),
            "title": joined("Made-up project on ", first, between, themes),
            "programme": chosen(words.programmes, projects.level),
            "level": chosen(words.levels, projects.level),
            "kind": chosen(kinds, projects.kind),
            "start_date": _dates(projects.start, projects.precision),
            "end_date": _dates(projects.end, projects.end_precision),
            "total_cost_eur": whole(np.where(states, projects.costs, -1)),
            "funding_eur": whole(np.where(states, funding, -1)),
            "priority_system": unknown(joined("made-up-", systems), ~projects.names_system),
            "transversal_component": chosen(words.components, projects.component),
            "topics": pc.if_else(pa.array(same), first, pc.binary_join_element_wise(first, second, ";")),
            "source": chosen([source], np.zeros(n, np.int8)),
        }
    )
    return table.take(pa.array(np.argsort(projects.number)))


def participations_table(
    projects: Projects, participations: Participations, organization_ids: pa.Array, *, source: str
) -> pa.Table:
    """Return the participations as text, by project and organization.

    Parameters
    ----------
    projects, participations : Projects, Participations
        Who takes part in what, and for how much.
    organization_ids : pyarrow.Array
        Shape (n_participations,), as others know who takes part.
    source : str
        Where the rows come from.
    """
    stated = projects.states_funding[participations.project]
    table = pa.table(
        {
            "project_id": projects.ids().take(pa.array(participations.project)),
            "organization_id": organization_ids,
            "role": chosen(ROLES, participations.role),
            "funding_eur": whole(np.where(stated, projects.paid, -1)),
            "source": chosen([source], np.zeros(len(stated), np.int8)),
        }
    )
    return table.sort_by([("project_id", "ascending"), ("organization_id", "ascending")])


def named_clusters_table(projects: Projects, participations: Participations, *, source: str) -> pa.Table:
    """Return which projects name their cluster, by project."""
    named = np.flatnonzero(projects.names_cluster)
    named = named[np.argsort(projects.number[named])]
    return pa.table(
        {
            "project_id": projects.ids().take(pa.array(named)),
            "cluster_id": chosen(
                [cluster.id for cluster in vocabulary().clusters], participations.cluster_of[named]
            ),
            "source": chosen([source], np.zeros(len(named), np.int8)),
        }
    )


def _paid(participations: Participations, thousands: Floats, rng: np.random.Generator) -> Integers:
    """Draw what each participant is paid: more to coordinators."""
    factor = np.where(participations.role == ROLES.index("coordinator"), _COORDINATOR, 1.0)
    drawn = rng.lognormal(sigma=_SPREAD, size=len(factor))
    return _rounded(1_000 * thousands[participations.project] * factor * drawn)


def _rounded(euros: Floats) -> Integers:
    return np.round(euros / _ROUNDED_TO).astype(np.int64) * _ROUNDED_TO


def _dates(days: Integers, precision: Integers) -> pa.Array:
    months, day = np.divmod(days, 32)
    years, month = np.divmod(months, 12)
    year = whole(years)
    to_month = pc.binary_join_element_wise(year, padded(month + 1, 2), "-")
    to_day = pc.binary_join_element_wise(to_month, padded(day, 2), "-")
    nothing = pa.nulls(len(days), pa.string())
    return pc.choose(pa.array(precision, pa.int64()), to_day, to_month, year, nothing)
