"""The network in other programs' formats."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from clusternet.exceptions import UnknownName
from clusternet.export.described import described_network
from clusternet.export.gexf import render_gexf
from clusternet.export.graph import Looks
from clusternet.export.graphml import render_graphml
from clusternet.export.nodes_edges import render_csv_tables, render_parquet_tables
from clusternet.findings.sentence import Sentence
from clusternet.language.catalog import Catalog, catalog
from clusternet.report.symbols import symbols
from clusternet.study.caveats import counted, scope_caveats
from clusternet.study.cooperation import profiles
from clusternet.study.map import positions
from clusternet.study.subject import Subject
from clusternet.workflow.progress import working_on
from clusternet.workflow.sources import open_network
from clusternet.workflow.writing import write_whole

Target = Literal["gexf", "graphml", "csv", "parquet"]
TARGETS: tuple[Target, ...] = get_args(Target)
Files: TypeAlias = Mapping[str, bytes | Iterable[bytes]]
MOST_PLACED = 5_000  # nodes; a layout of more takes minutes, and programs for networks have faster ones


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What to export.

    ``mapping`` is the mapping file to read the source by. ``period``, ``period_by``, ``level`` and
    ``managers`` say what counts, as for an analysis. ``layers`` are all by default; ``seed`` draws where the
    layout begins; ``language`` is that of what the files say of themselves.
    """

    mapping: Path | None = None
    period: str = "all"
    period_by: Literal["start", "overlap"] = "start"
    level: str | None = None
    managers: Literal["in", "out"] = "in"
    layers: tuple[str, ...] | None = None
    seed: int = 0
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Files of a network.

    Parameters
    ----------
    files : list of Path
        Written, or left alone because they were the same.
    told : tuple of str
        What is not in them, as sentences.
    """

    files: list[Path]
    told: tuple[str, ...] = ()


def export_network(
    source: str | Path, target: Target, output: Path, options: ExportOptions | None = None
) -> Exported:
    """Write the network of a source.

    Parameters
    ----------
    source : str or Path
        What to export.
    target : {"gexf", "graphml", "csv", "parquet"}
        Format. CSV and Parquet are two tables, nodes and edges.
    output : Path
        File to write; for CSV and Parquet, the folder.
    options : ExportOptions, optional
        What counts, layers, seed.

    Raises
    ------
    UnknownName
        If there is no such format, layer or period.
    SourceError
        If the source holds no network.
    NotWritable
        If the files cannot be written.
    """
    if target not in TARGETS:
        raise UnknownName(f"There is no format {target!r}: choose among {', '.join(TARGETS)}.")
    options = options or ExportOptions()
    texts = catalog(options.language)
    opened = open_network(source, mapping=options.mapping)
    with working_on(f"Writing {target}"):
        subject = opened.subject(
            period=options.period,
            period_by=options.period_by,
            level=options.level,
            managers=options.managers,
        )
        aside = counted("caveat.set_aside", opened.reading.rows_set_aside)
        caveats = (*scope_caveats(subject), *aside)
        about = described_network(caveats, opened.provenance(seed=options.seed), texts)
        files = _RENDERERS[target](subject, options, _About(about=about, texts=texts))
        places = {output / name if name else output: content for name, content in files.items()}
        unplaced = () if target != "gexf" or _can_be_placed(subject) else (Sentence("export.unplaced"),)
        told = tuple(texts.say(sentence) for sentence in (*aside, *unplaced))
        return Exported(files=write_whole(places), told=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What the files say of the network, and in which language."""

    about: Mapping[str, object]
    texts: Catalog

    @property
    def caveats(self) -> str:
        """All caveats, one after the other."""
        return " ".join(cast("list[str]", self.about["caveats"]))


def _gexf(subject: Subject, options: ExportOptions, about: _About) -> Files:
    places = positions(subject, seed=options.seed) if _can_be_placed(subject) else {}
    looks = Looks(colors=_colors(subject), positions=places)
    return {"": render_gexf(subject.network, looks, options.layers, about=about.caveats)}


def _can_be_placed(subject: Subject) -> bool:
    return len(subject.network.organizations) + len(subject.network.projects) <= MOST_PLACED


def _graphml(subject: Subject, options: ExportOptions, about: _About) -> Files:
    return {"": render_graphml(subject.network, options.layers, about=about.caveats)}


def _csv(subject: Subject, options: ExportOptions, about: _About) -> Files:
    return render_csv_tables(subject.network, options.layers, about=about.about, catalog=about.texts)


def _parquet(subject: Subject, options: ExportOptions, about: _About) -> Files:
    return render_parquet_tables(subject.network, options.layers, about=about.about)


_RENDERERS: dict[Target, Callable[[Subject, ExportOptions, _About], Files]] = {
    "gexf": _gexf,
    "graphml": _graphml,
    "csv": _csv,
    "parquet": _parquet,
}


def _colors(subject: Subject) -> dict[str, str]:
    """Color clusters as on the page, and organizations as the first of their clusters."""
    drawn = symbols(profiles(subject))
    colors = {f"cluster:{name}": symbol.color for name, symbol in drawn.items()}
    members: Sequence[tuple[str, tuple[str, ...]]] = list(
        zip(subject.network.organizations.ids, subject.clusters_of, strict=True)
    )
    return colors | {
        f"organization:{name}": drawn[clusters[0]].color for name, clusters in members if clusters
    }
