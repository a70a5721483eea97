"""Vocabularies that cleaners share, read once from the files in ``data``."""

import csv
import io
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def toml_vocabulary(name: str) -> dict[str, Any]:
    """Return the content of ``data/NAME.toml``; not to be changed by whoever asks."""
    return tomllib.loads(_text(f"{name}.toml"))


@cache
def csv_vocabulary(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``data/NAME.csv``; not to be changed by whoever asks."""
    return tuple(csv.DictReader(io.StringIO(_text(f"{name}.csv"))))


def _text(file: str) -> str:
    return (resources.files("clusternet.cleaning") / "data" / file).read_text(encoding="utf-8")
