"""Rows set aside as CSV files that are opened in a spreadsheet, repaired and read again."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.cleaning.formulas import guarded
from clusternet.export.delimited import bytes_of, csv_lines, heading_line
from clusternet.language.catalog import Catalog
from clusternet.model.repairs import RULE, SIGNED_OFF, WHY

_UTF8 = b"\xef\xbb\xbf"  # tells a spreadsheet the encoding


def repairs_heading(columns: Sequence[str]) -> bytes:
    """Return the beginning of a file of rows with these columns."""
    return _UTF8 + heading_line([WHY, *columns])


def repairs_lines(rows: pa.Table, catalog: Catalog, *, file: PurePath) -> Iterator[bytes]:
    """Yield rows set aside as lines of a CSV file, piece by piece.

    Parameters
    ----------
    rows : pyarrow.Table
        Text: why each row was set aside, then its columns.
    catalog : Catalog
        Language of the sentence that says why.
    file : PurePath
        What to call the file in messages.

    Raises
    ------
    NotWritable
        If a text cannot stand in a CSV file.
    """
    rules = rows[RULE].combine_chunks().dictionary_encode()
    sentences = pa.array([_why(rule, catalog) for rule in rules.dictionary.to_pylist()], pa.string())
    texts = {name: guarded(_without_nul(rows[name].combine_chunks())) for name in rows.column_names}
    text = pa.table({WHY: sentences.take(rules.indices), **texts})
    yield from map(bytes_of, csv_lines(text, file=file))


def _why(rule: str, catalog: Catalog) -> str:
    why = catalog.text(f"rule.{rule}")
    return catalog.text("repairs.sign_off", why=why, column=RULE) if rule in SIGNED_OFF else why


def _without_nul(texts: pa.Array) -> pa.Array:
    """Return texts without the one character that no text file may hold."""
    return pc.replace_substring(texts, "\0", "\N{REPLACEMENT CHARACTER}")
