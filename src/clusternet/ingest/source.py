"""Which reader a SOURCE gets: a mapping file, a dataset, a layout that comes with the program."""

import hashlib
from dataclasses import replace
from pathlib import Path

from clusternet.exceptions import NoTables, SourceError
from clusternet.findings.provenance import InputFile
from clusternet.ingest.dataset import Dataset
from clusternet.ingest.files import READABLE, WORKBOOK
from clusternet.ingest.folder import (
    CARD,
    holds_tables,
    place_name,
    read_archived,
    read_card_of,
    read_folder,
    read_workbook,
    readable,
)
from clusternet.ingest.layouts import layout_of, shipped_layouts
from clusternet.ingest.mapped import read_mapped
from clusternet.ingest.mapping import Layout
from clusternet.ingest.mapping_file import read_mapping
from clusternet.ingest.places import Place, file_format, opened_place

_NAMED = 5  # files of a stranger's source that a sentence names


def read_source(path: Path, *, mapping: Path | None = None) -> Dataset:
    """Read whatever a source is.

    Parameters
    ----------
    path : Path
        A folder, a zip archive, a workbook or a file.
    mapping : Path, optional
        A mapping file that says what the files hold.

    Raises
    ------
    SourceError
        If it is nothing that is known, or cannot be read.
    """
    if mapping is not None:
        layout = read_mapping(mapping, shown_as=mapping)
        with readable(path), opened_place(path, shown_as=place_name(path)) as place:
            return _with(_mapped(path, place, layout), _stated_by(mapping, "mapping"))
    if path.suffix.lower() in WORKBOOK and path.is_file():
        return read_workbook(path)
    with readable(path), opened_place(path, shown_as=place_name(path)) as place:
        if path.is_dir() and holds_tables(child.name for child in path.iterdir()):
            return read_folder(path)
        if path.suffix.lower() == ".zip" and holds_tables(place.names):
            return read_archived(path)
        found = layout_of(place)
        if found is None:
            raise _unknown(path, place)
        return _mapped(path, place, found)


def _mapped(path: Path, place: Place, layout: Layout) -> Dataset:
    dataset = read_mapped(place, layout, read_card_of(path))
    card = path / CARD
    return _with(dataset, _stated_by(card, "card")) if card.is_file() else dataset


def _with(dataset: Dataset, file: InputFile) -> Dataset:
    return replace(dataset, inputs=(*dataset.inputs, file))


def _stated_by(path: Path, layout: str) -> InputFile:
    """Return the description of a file that says something about others."""
    return InputFile(file=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest(), layout=layout)


def _unknown(path: Path, place: Place) -> SourceError:
    """Return the sentence about a source that fits nothing."""
    layouts = ", ".join(layout.name for layout in shipped_layouts())
    if path.is_file() and path.suffix.lower() != ".zip":
        return SourceError(
            f"{path} is no folder and fits no layout ({layouts}): give the folder that holds "
            "organizations.csv and the others, or say with a mapping file what its columns are."
        )
    tables = [name for name in place.names if file_format(name) in READABLE]
    if not tables:
        return NoTables(
            f"{path} holds no table of a dataset: put organizations.csv, projects.csv and "
            "participations.csv there, or write a template with `clusternet init FOLDER`."
        )
    found = ", ".join(tables[:_NAMED]) + (f" and {len(tables) - _NAMED} more" if len(tables) > _NAMED else "")
    return NoTables(
        f"{path} holds no table of a dataset and fits no layout ({layouts}), only {found}: "
        "say with a mapping file what their columns are."
    )
