"""Which tables of a dataset a table of other people's feeds, and with which of its columns."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clusternet.findings.sentence import Sentence
from clusternet.ingest.draft.columns import described, drafted
from clusternet.ingest.draft.keys import Key, Keys, own_key
from clusternet.ingest.draft.plan import DraftColumn, DraftTable
from clusternet.ingest.draft.seen import Seen
from clusternet.ingest.draft.understanding import ORGANIZATION_NAMES, Understood
from clusternet.model.tables import TABLES

# Meaning to column of the table, empty: of the same name; but for the names of rows.
_PROJECT = {
    **dict.fromkeys(
        ("acronym", "title", "programme", "level", "start_date", "end_date", "topics", "source"), ""
    ),
    "total_cost": "total_cost_eur",
    "funding": "funding_eur",
}
_ORGANIZATION = {
    **dict.fromkeys(("size", "is_sme", "legal_form", "vat_number", "tax_code", "pic", "ror_id", "city"), ""),
    **dict.fromkeys(
        ("province", "nuts3", "country", "sector", "founded", "latitude", "longitude", "source"), ""
    ),
    "organization_kind": "kind",
}
_PARTICIPATION = {"role": "", "funding": "funding_eur", "source": ""}
_MEMBERSHIP = {"member_role": "role", "valid_from": "", "valid_to": "", "source": ""}


@dataclass(frozen=True, kw_only=True)
class Names:
    """What names projects, organizations and clusters, in every table."""

    projects: Keys
    organizations: Keys
    clusters: Keys


def feedings(table: Understood, names: Names) -> list[DraftTable]:
    """Return what a table feeds; nothing where it was not understood."""
    project = names.projects.get(table.sheet.name)
    organization = names.organizations.get(table.sheet.name)
    cluster = names.clusters.get(table.sheet.name)
    match table.subject:
        case "projects":
            found = [*_projects(table, project), *_coordinators(table, project, names.projects)]
        case "organizations":
            found = [*_organizations(table, organization)]
        case "register":
            found = [*_register(table)]
        case "clusters":
            found = [*_clusters(table, cluster)]
        case "memberships":
            found = [*_memberships(table, organization, cluster)]
        case "participations":
            found = [*_participations(table, project, organization)]
            if organization and cluster and _is_alike_within(organization.guess.seen, cluster.guess.seen):
                found += _belonging(table, organization, cluster, {})
        case _:
            found = []
    order = [*TABLES]
    return sorted(found, key=lambda fed: order.index(fed.table))


def _projects(table: Understood, key: Key | None, *, without: tuple[str, ...] = ()) -> Iterator[DraftTable]:
    if key is not None:
        facts = {meaning: filled for meaning, filled in _PROJECT.items() if meaning not in without}
        yield _table("projects", [described("project_id", key), *_facts(table, facts)])


def _organizations(table: Understood, key: Key | None) -> Iterator[DraftTable]:
    if key is not None:
        name = _name(table, key)
        facts = _facts(table, _ORGANIZATION)
        yield _table("organizations", [described("organization_id", key), name, *facts])


def _register(table: Understood) -> Iterator[DraftTable]:
    key = own_key(table, ORGANIZATION_NAMES)
    if key is not None:
        facts = _facts(table, _ORGANIZATION)
        yield _table("register", [described("register_id", key), _name(table, key), *facts])


def _clusters(table: Understood, key: Key | None) -> Iterator[DraftTable]:
    if key is not None:
        name = drafted("name", table.first("cluster") or key.guess)
        yield _table(
            "clusters", [described("cluster_id", key, without="left_out"), name], needs=key.guess.seen
        )


def _memberships(table: Understood, organization: Key | None, cluster: Key | None) -> Iterator[DraftTable]:
    if organization is None or cluster is None:
        yield from _organizations(table, organization)
        return
    if not organization.is_found_elsewhere:
        yield from _organizations(table, organization)
    yield from _belonging(table, organization, cluster, _MEMBERSHIP)


def _belonging(
    table: Understood, organization: Key, cluster: Key, facts: Mapping[str, str]
) -> Iterator[DraftTable]:
    if not cluster.is_found_elsewhere:
        yield from _clusters(table, cluster)
    named = described("cluster_id", cluster, without="left_out")
    names = [described("organization_id", organization), named]
    yield _table("memberships", [*names, *_facts(table, facts)], needs=cluster.guess.seen)


def _participations(table: Understood, project: Key | None, organization: Key | None) -> Iterator[DraftTable]:
    if project is None or organization is None:
        yield from _projects(table, project)
        yield from _organizations(table, organization)
        return
    if not organization.is_found_elsewhere:
        yield from _organizations(table, organization)
    of_projects = _amounts_of_projects(table, project)
    if not project.is_found_elsewhere:
        yield from _projects(table, project, without=tuple({"total_cost", "funding"} - of_projects))
    facts = {name: filled for name, filled in _PARTICIPATION.items() if name not in of_projects}
    names = [described("project_id", project), described("organization_id", organization)]
    yield _table("participations", [*names, *_facts(table, facts)])


def _coordinators(table: Understood, project: Key | None, projects: Keys) -> Iterator[DraftTable]:
    """Yield who coordinates, of projects whose participants are in no table of their own."""
    guess = table.first("coordinator")
    if guess is None or project is None or len(projects) > 1:
        return
    key = Key(guess=guess, kind="organization_name")
    yield _table("organizations", [described("organization_id", key), drafted("name", guess)])
    role = DraftColumn(name="role", constant="coordinator")
    names = [described("project_id", project), described("organization_id", key)]
    yield _table("participations", [*names, role])


def _name(table: Understood, key: Key) -> DraftColumn:
    guess = table.first("organization_name")
    if guess is None:
        return replace(drafted("name", key.guess), remarks=(Sentence("draft.name_is_key"),))
    return drafted("name", guess)


def _facts(table: Understood, facts: Mapping[str, str]) -> list[DraftColumn]:
    return [
        drafted(filled or meaning, table.guesses[meaning])
        for meaning, filled in facts.items()
        if meaning in table.guesses
    ]


def _table(name: str, columns: Sequence[DraftColumn], *, needs: Seen | None = None) -> DraftTable:
    order = [column.name for column in TABLES[name].columns]
    has_gaps = needs is not None and needs.filled < len(needs.texts)
    return DraftTable(
        table=name,
        columns=tuple(sorted(columns, key=lambda column: order.index(column.name))),
        needs=needs.heading if needs is not None and has_gaps else "",
    )


def _amounts_of_projects(table: Understood, project: Key) -> set[str]:
    """Return the amounts that stand alike in every row of a project, so that they are the project's."""
    if project.owner is not None:
        return set()
    return {
        meaning
        for meaning in ("total_cost", "funding")
        if meaning in table.guesses and _is_alike_within(project.guess.seen, table.guesses[meaning].seen)
    }


def _is_alike_within(names: Seen, values: Seen) -> bool:
    """Whether one value goes with each name, and some name stands in several rows."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, value in zip(names.texts, values.texts, strict=True):
        found[name].add(value)
    return len(found) < len(names.texts) and all(len(values_of_one) == 1 for values_of_one in found.values())
