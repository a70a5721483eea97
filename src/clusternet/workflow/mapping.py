"""A mapping file drafted from tables, for a person to finish."""

from pathlib import Path

from clusternet.exceptions import SourceError
from clusternet.ingest.draft.draft import draft_mapping
from clusternet.ingest.draft.writing import render_draft
from clusternet.language.catalog import catalog


def draft_mapping_file(source: str | Path, *, language: str = "en") -> str:
    """Draft a mapping file for the tables of a source.

    Parameters
    ----------
    source : str or Path
        A folder, a zip archive, a workbook or another file.
    language : str
        Language of the comments.

    Returns
    -------
    str
        A mapping file that can be used as it is; its comments say how each column was guessed and ask what
        could not be.

    Raises
    ------
    SourceError
        If there is no table that can be read.
    """
    path = Path(source)
    if not path.exists():
        raise SourceError(f"There is no {path}: check the spelling.")
    return render_draft(draft_mapping(path), catalog(language))
