"""Which organizations and projects a map shows when there are too many."""

import numpy as np
import pytest

from clusternet.study.map import LEAST_ORGANIZATIONS, MOST_LINES, organization_map


@pytest.fixture
def subject_of(asked_of):
    """The subject of pairs of organization and project, by number."""

    def make(organization, project):
        pairs = sorted(set(zip(np.asarray(organization).tolist(), np.asarray(project).tolist(), strict=True)))
        names = "".join(f"o{number},O{number}\n" for number in sorted({pair[0] for pair in pairs}))
        projects = "".join(f"p{number}\n" for number in sorted({pair[1] for pair in pairs}))
        return asked_of(
            organizations=f"organization_id,name\n{names}",
            projects=f"project_id\n{projects}",
            participations="project_id,organization_id\n" + "".join(f"p{p},o{o}\n" for o, p in pairs),
        )

    return make


def drawn_of_each_project(drawn):
    return np.bincount(drawn.target, minlength=len(drawn.projects))


def test_of_a_large_network_those_with_most_projects_are_drawn_with_what_they_share(subject_of):
    rng = np.random.default_rng(1)
    drawn = organization_map(
        subject_of((3000 * rng.random(9000) ** 2).astype(int), rng.integers(0, 2500, 9000))
    )
    assert MOST_LINES * 0.9 < len(drawn.source) <= MOST_LINES
    assert drawn.together == drawn_of_each_project(drawn).min() == 2
    assert set(drawn.source.tolist()) == set(range(len(drawn.organizations)))
    assert len(drawn.organizations) < drawn.participating
    assert np.isfinite(drawn.x).all()


def test_a_few_that_share_thousands_of_projects_do_not_fill_the_map_alone(subject_of):
    rng = np.random.default_rng(2)
    hubs = np.repeat(np.arange(10), 1000)
    rest = rng.integers(10, 400, 6000)
    projects = np.concatenate([rng.integers(0, 2000, hubs.size), rng.integers(0, 2000, rest.size)])
    drawn = organization_map(subject_of(np.concatenate([hubs, rest]), projects))
    assert len(drawn.organizations) == LEAST_ORGANIZATIONS
    assert drawn.together > 2
    assert drawn_of_each_project(drawn).min() >= drawn.together
    assert 0 < len(drawn.source) <= MOST_LINES


def test_where_everybody_meets_in_every_project_fewer_organizations_are_drawn(subject_of):
    organization, project = np.divmod(np.arange(150 * 100), 100)
    drawn = organization_map(subject_of(organization, project))
    assert (len(drawn.organizations), len(drawn.projects)) == (MOST_LINES // 100, 100)
