"""Coverage-guided fuzzing of the readers: text, workbook, Parquet and zip, by whatever the first byte says.

Not collected by pytest; CONTRIBUTING.md says how to run it.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["clusternet.ingest", "clusternet.cleaning"]):
    from clusternet.exceptions import ClusternetError
    from clusternet.ingest.draft.draft import draft_mapping
    from clusternet.ingest.draft.writing import render_draft
    from clusternet.ingest.mapping_file import read_mapping
    from clusternet.ingest.source import read_source
    from clusternet.language.catalog import catalog

FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
NAMES = ("organizations.csv", "projects.tsv", "x.csv", "x.zip", "x.xlsx", "organizations.parquet", "x.csv.gz")
TEXTS = catalog("en")


def one_input(data: bytes) -> None:
    """Read a file that holds these bytes, and draft a mapping for it."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    for path in FOLDER.iterdir():
        path.unlink()
    path = FOLDER / name
    path.write_bytes(data[1:])
    source = FOLDER if path.stem in ("organizations", "projects") else path
    try:
        found = read_source(source)
    except ClusternetError as error:
        if "\n" in str(error) or not str(error).endswith("."):
            raise AssertionError(f"no sentence: {error}") from error
    else:
        for file in found.inputs:
            if file.rows_read != file.rows_loaded + file.rows_set_aside + file.rows_duplicate:
                raise AssertionError(f"rows were lost: {file}")
    try:
        text = render_draft(draft_mapping(source), TEXTS)
    except ClusternetError:
        return
    (FOLDER / "m.toml").write_text(text, encoding="utf-8")
    read_mapping(FOLDER / "m.toml", shown_as=Path("m.toml"))


atheris.Setup(sys.argv, one_input)
atheris.Fuzz()
