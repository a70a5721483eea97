"""Which reader a SOURCE gets: a mapping file, a dataset, a layout that comes with the program."""

import hashlib
from dataclasses import replace
from pathlib import Path

from clusternet.exceptions import NoTables, SourceError
from clusternet.findings.provenance import InputFile
from clusternet.ingest.beside import Beside, See
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
from clusternet.ingest.layouts import layout_of, shipped_layouts, stated_mapping
from clusternet.ingest.mapped import read_mapped
from clusternet.ingest.mapping import Layout
from clusternet.ingest.mapping_file import read_mapping
from clusternet.ingest.places import Place, file_format, opened_place
from clusternet.ingest.repairs import read_repaired

_OTHER_WORKBOOKS = (".xls", ".xlsb", ".ods", ".numbers")
_DRAFT = "(`clusternet mapping --from` begins one)"
_NAMED = 5  # files of a stranger's source that a sentence names


def read_source(path: Path, *, mapping: Path | None = None, see: See | None = None) -> Dataset:
    """Read whatever a source is, and the rows of it that were repaired.

    Parameters
    ----------
    path : Path
        A folder, a zip archive, a workbook or a file.
    mapping : Path, optional
        A mapping file that says what the files hold, or the name of a layout that comes with the program.
    see : callable, optional
        Told what each file says for each table, before any rule is applied.

    Raises
    ------
    SourceError
        If it is nothing that is known, or cannot be read.
    """
    with readable(path):
        repaired, unread = read_repaired(path, shown_as=place_name(path))
    dataset = _read(path, mapping, Beside(repaired, see=see))
    return replace(dataset, unread=(*dataset.unread, *unread))


def _read(path: Path, mapping: Path | None, beside: Beside) -> Dataset:
    if mapping is not None:
        mapping = stated_mapping(mapping)
        layout = read_mapping(mapping, shown_as=mapping)
        with readable(path), opened_place(path, shown_as=place_name(path)) as place:
            return _with(_mapped(path, place, layout, beside), _stated_by(mapping, "mapping"))
    with readable(path), opened_place(path, shown_as=place_name(path)) as place:
        if place.is_one_file and file_format(place.names[0]) in WORKBOOK:
            found = layout_of(place)
            return _mapped(path, place, found, beside) if found else read_workbook(path, beside)
        if place.is_one_file and file_format(place.names[0]) not in READABLE:
            raise _unread_kind(path)
        if path.is_dir() and holds_tables(child.name for child in path.iterdir()):
            return read_folder(path, beside)
        if path.suffix.lower() == ".zip" and holds_tables(place.names):
            return read_archived(path, beside)
        found = layout_of(place)
        if found is None:
            raise _unknown(path, place)
        return _mapped(path, place, found, beside)


def _mapped(path: Path, place: Place, layout: Layout, beside: Beside) -> Dataset:
    dataset = read_mapped(place, layout, read_card_of(path), beside)
    card = path / CARD
    return _with(dataset, _stated_by(card, "card")) if card.is_file() else dataset


def _with(dataset: Dataset, file: InputFile) -> Dataset:
    return replace(dataset, inputs=(*dataset.inputs, file))


def _stated_by(path: Path, layout: str) -> InputFile:
    """Return the description of a file that says something about others."""
    return InputFile(file=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest(), layout=layout)


def _unread_kind(path: Path) -> SourceError:
    """Return the sentence about a file of a kind that is not read."""
    kind = file_format(path.name) or "no ending"
    return SourceError(f"{path} is of a kind that is not read ({kind}): save it as CSV, Parquet or .xlsx.")


def _unknown(path: Path, place: Place) -> SourceError:
    """Return the sentence about a source that fits nothing."""
    layouts = ", ".join(layout.name for layout in shipped_layouts())
    if place.is_one_file:
        return SourceError(
            f"{path} is no folder and fits no layout ({layouts}): give the folder that holds "
            f"organizations.csv and the others, or say with a mapping file what its columns are {_DRAFT}."
        )
    tables = [name for name in place.names if file_format(name) in READABLE]
    for name in tables:
        place.path(name)  # what is broken is told rather than what it might have held
    if tables:
        return NoTables(
            f"{path} holds no table of a dataset and fits no layout ({layouts}), only {_named(tables)}: "
            f"say with a mapping file what their columns are {_DRAFT}, or with --mapping which layout it is."
        )
    unread = [name for name in place.names if file_format(name) in _OTHER_WORKBOOKS]
    if unread:
        return NoTables(
            f"{path} holds no table that is read, only {_named(unread)}: save it as .xlsx or CSV."
        )
    return NoTables(
        f"{path} holds no table of a dataset: put organizations.csv, projects.csv and "
        "participations.csv there, or write a template with `clusternet init FOLDER`."
    )


def _named(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
