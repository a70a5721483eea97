"""A made-up region, put together: its tables, its bad rows, its truth."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from importlib import resources
from string import Template

import numpy as np
import pyarrow as pa

from clusternet.ingest.simulated.bad_rows import BadRow, bad_rows, circular_rows
from clusternet.ingest.simulated.duplicates import draw_duplicates
from clusternet.ingest.simulated.firms import draw_firms, register_table
from clusternet.ingest.simulated.memberships import (
    clusters_table,
    figures_table,
    memberships_table,
    successions_table,
)
from clusternet.ingest.simulated.organization_rows import duplicates_table, organizations_table
from clusternet.ingest.simulated.organizations import draw_organizations
from clusternet.ingest.simulated.participations import draw_participations
from clusternet.ingest.simulated.projects import (
    FIRST_YEAR,
    LAST_YEAR,
    draw_projects,
    named_clusters_table,
    participations_table,
    projects_table,
)
from clusternet.ingest.simulated.sizes import Sizes, sizes_at
from clusternet.ingest.simulated.texts import draw_names, numbered
from clusternet.ingest.simulated.truth import brokers_truth, duplicates_truth, provinces_truth, rates_truth
from clusternet.ingest.simulated.vocabulary import vocabulary
from clusternet.model.dataset import DatasetCard, Period

_SYSTEM = "made-up-region"
_SOURCE = "made up by clusternet simulate --seed {seed} --scale {scale:g}: true of nobody"
_PUBLISHERS = ("published nowhere, by the made-up region", "published nowhere, by a made-up newspaper")
_MOST_COPIES = 20  # of each fault
_PERIODS = (("2009-2013", "2009", "2013"), ("2014-2020", "2014", "2020"), ("2021-2027", "2021", "2027"))
_STREAMS = (
    "names",
    "firms",
    "organizations",
    "participations",
    "duplicates",
    "numbers",
    "projects",
    "rows",
    "copies",
    "memberships",
    "figures",
    "faults",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpRegion:
    """A made-up region.

    Parameters
    ----------
    card : DatasetCard
        What the dataset says about itself.
    sizes : Sizes
        How much of everything it has.
    tables : dict of callable
        Table of the contract to a function that returns its good rows as text, the same at each call; they
        are made when they are asked for, so that not all stand in memory at once.
    faults : callable
        Returns the bad rows of a table, given its name and its good rows.
    truth : dict of pyarrow.Table
        What was planted but for the bad rows, as text.
    readme : str
        What all of it is, in words.
    """

    card: DatasetCard
    sizes: Sizes
    tables: dict[str, Callable[[], pa.Table]]
    faults: Callable[[str, pa.Table], list[BadRow]]
    truth: dict[str, pa.Table]
    readme: str


def made_up_region(*, seed: int, scale: float = 1.0) -> MadeUpRegion:
    """Make up a region.

    Parameters
    ----------
    seed : int
        From which everything is drawn: the same seed and scale give the same region.
    scale : float
        How large it is, 0.01 to 100; 1 is as large as Piedmont with its clusters is published to be.

    Raises
    ------
    UnknownName
        If the scale is beyond that.
    """
    sizes = sizes_at(scale)
    streams = dict(zip(_STREAMS, np.random.SeedSequence(seed).spawn(len(_STREAMS)), strict=True))
    rng = {name: np.random.default_rng(stream) for name, stream in streams.items()}
    names = draw_names(sizes.register + sizes.members + sizes.partners, rng["names"])
    firms = draw_firms(sizes.register, names[: sizes.register], rng["firms"])
    organizations = draw_organizations(sizes, firms, names[sizes.register :], rng["organizations"])
    drawn = draw_participations(organizations, sizes, len(vocabulary().clusters), rng["participations"])
    duplicates, taking_part = draw_duplicates(sizes.duplicates, organizations, drawn, rng["duplicates"])
    projects = draw_projects(drawn, rng["projects"])
    source = _SOURCE.format(seed=seed, scale=scale)
    originals = organizations_table(organizations, rng["rows"], source=source)
    copies = duplicates_table(duplicates, originals, organizations, rng["copies"])
    number = 1 + rng["numbers"].permutation(sizes.members + sizes.partners + sizes.duplicates)
    ids = numbered("made-up-org-", number, digits=7)
    rows = pa.concat_tables([originals, copies]).add_column(0, "organization_id", ids)

    def memberships() -> pa.Table:
        drawing = np.random.default_rng(streams["memberships"])
        return memberships_table(organizations, ids, drawing, source=source)

    def figures() -> pa.Table:
        drawing = np.random.default_rng(streams["figures"])
        return figures_table(organizations, drawing, region=_SYSTEM, sources=_PUBLISHERS)

    def participations() -> pa.Table:
        return participations_table(projects, drawn, ids.take(pa.array(taking_part)), source=source)

    def faults(name: str, good: pa.Table) -> list[BadRow]:
        n = int(np.clip(round(2 * scale**0.5), 1, _MOST_COPIES))
        drawing = np.random.default_rng([seed, *name.encode()])
        if name == "successions":
            return circular_rows(good, ids.to_pylist(), n, drawing)
        return bad_rows(name, good, n, drawing)

    return MadeUpRegion(
        card=_card(seed, scale),
        sizes=sizes,
        tables={
            "clusters": partial(clusters_table, source=source),
            "organizations": lambda: rows.take(pa.array(np.argsort(number))),
            "memberships": memberships,
            "projects": partial(projects_table, projects, drawn, source=source),
            "participations": participations,
            "project_clusters": partial(named_clusters_table, projects, drawn, source=source),
            "successions": partial(successions_table, source=source),
            "register": partial(register_table, firms, source=source),
            "figures": figures,
            "sources": partial(_sources, source),
        },
        faults=faults,
        truth={
            "brokers": brokers_truth(organizations, drawn, taking_part, projects, rows),
            "provinces": provinces_truth(firms),
            "rates": rates_truth(),
            "duplicates": duplicates_truth(duplicates, rows),
        },
        readme=_readme(seed, scale, sizes),
    )


def _card(seed: int, scale: float) -> DatasetCard:
    return DatasetCard(
        title={
            "en": f"A made-up region (seed {seed}, scale {scale:g})",
            "it": f"Una regione inventata (seme {seed}, scala {scale:g})",
        },
        license="CC0-1.0",
        as_of=str(LAST_YEAR),
        region="Piemonte (made up)",
        made_up=True,
        predecessors="as_successor",
        cluster_order=tuple(cluster.id for cluster in vocabulary().clusters),
        periods={name: Period(name=name, first=first, last=last) for name, first, last in _PERIODS},
    )


def _sources(source: str) -> pa.Table:
    names = [source, *_PUBLISHERS]
    notes = ["everything but the figures", "figures that are exact", "figures that are a little beside"]
    return pa.table(
        {"source": pa.array(names), "publisher": pa.array(["nobody"] * 3), "note": pa.array(notes)}
    )


def _readme(seed: int, scale: float, sizes: Sizes) -> str:
    text = (resources.files("clusternet.ingest.simulated") / "README.md").read_text(encoding="utf-8")
    return Template(text).substitute(
        seed=seed,
        scale=f"{scale:g}",
        first=FIRST_YEAR,
        last=LAST_YEAR,
        **{name: f"{count:,}" for name, count in asdict(sizes).items()},
    )
