"""Whole commands, each a process of its own, with as many threads as it takes by itself."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import ROOT, account_of

PIEDMONT = ROOT / "datasets" / "piemonte"
FIRST_REPORT = "report cooperation datasets/piemonte, first use"
SMALL_CENTRALITY = "analyze centrality datasets/piemonte"
CENTRALITY = "analyze centrality, {}"
REPEATS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What one command took from its start to its end."""

    name: str
    processor: list[float]
    wall: list[float]
    memory: float
    """Megabytes at the peak."""


def measured(sources: Mapping[str, Path]) -> list[Command]:
    """Run the commands that we promise something about.

    Parameters
    ----------
    sources : mapping of str to Path
        Names of programmes and where their files lie.
    """
    centrality = ["analyze", "centrality", "--top", "3"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # As installed: Python keeps what it compiles of the program itself.
        usual = {"PYTHONPYCACHEPREFIX": name, "PYTHONDONTWRITEBYTECODE": "", "XDG_CACHE_HOME": name}
        page = ["--output", str(folder / "page.html")]
        report = ["report", "cooperation", str(PIEDMONT), *page]
        _timed("", report, usual)  # which is how Python comes to keep it
        commands = [
            _timed(FIRST_REPORT, report, usual, REPEATS, forgetful=folder / "empty"),
            _timed("report cooperation datasets/piemonte, any later use", report, usual, REPEATS),
            _timed(SMALL_CENTRALITY, [*centrality, str(PIEDMONT)], usual, REPEATS),
        ]
        return commands + [
            _timed(CENTRALITY.format(source), [*centrality, str(path)], usual)
            for source, path in sources.items()
        ]


def _timed(
    name: str,
    command: list[str],
    environment: dict[str, str],
    repeats: int = 1,
    *,
    forgetful: Path | None = None,
) -> Command:
    """Run a command some times, each with an empty cache below a folder if one is given."""
    accounts = [
        account_of(
            "clusternet",
            *command,
            environment=environment
            | ({} if forgetful is None else {"XDG_CACHE_HOME": str(forgetful / str(run))}),
        )
        for run in range(repeats)
    ]
    return Command(
        name=name,
        processor=[one.processor for one in accounts],
        wall=[one.wall for one in accounts],
        memory=max(one.memory for one in accounts),
    )
