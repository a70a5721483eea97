"""Options that several commands share, each described once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """Languages of what people read."""

    EN = "en"
    IT = "it"


class PeriodBy(StrEnum):
    """When a project belongs to a period."""

    START = "start"
    OVERLAP = "overlap"


class Level(StrEnum):
    """Levels of programmes."""

    EU = "eu"
    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


class GroupBy(StrEnum):
    """Groups of organizations."""

    CLUSTER = "cluster"
    COUNTRY = "country"
    KIND = "kind"
    PROVINCE = "province"
    NUTS3 = "nuts3"


class Outside(StrEnum):
    """What organizations in no group are taken for."""

    LEFT_OUT = "left-out"
    AS_GROUP = "as-group"


class Target(StrEnum):
    """Formats a network is exported to, and those that hold all of a source."""

    GEXF = "gexf"
    GRAPHML = "graphml"
    CSV = "csv"
    PARQUET = "parquet"
    DATASET = "dataset"
    XLSX = "xlsx"


class Format(StrEnum):
    """Ways to give a table of results."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def no_dash(output: Path | None) -> Path | None:
    """Refuse `-`, which elsewhere stands for the terminal, before a file of that name is written."""
    if output == Path("-"):
        raise typer.BadParameter("'-' is no file: name one. What can be printed is printed without --output.")
    return output


SourceArgument = Annotated[
    Path,
    typer.Argument(
        metavar="SOURCE",
        help="A store, a dataset (folder, .xlsx, .zip), or files of another layout (folder, .zip, one file).",
        show_default=False,
    ),
]
MappingOption = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        metavar="FILE|LAYOUT",
        help="Mapping file (.toml) that says what the files of SOURCE hold, or the name of a known layout.",
        show_default=False,
    ),
]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the sentences.")]
PeriodOption = Annotated[
    str,
    typer.Option("--period", help="A period of the dataset, or two years: 2014-2020.", metavar="NAME|A-B"),
]
PeriodByOption = Annotated[
    PeriodBy, typer.Option("--period-by", help="Projects that start in the period, or that overlap it.")
]
LevelOption = Annotated[
    Level | None, typer.Option("--level", help="Only projects of this level.", show_default=False)
]
WithoutManagersOption = Annotated[
    bool,
    typer.Option(
        "--without-managers", help="Leave out the organizations that manage a cluster, with all their ties."
    ),
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Seed of whatever is drawn at random.")]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="File to write.", show_default=False, dir_okay=False, callback=no_dash
    ),
]
