"""A dataset to begin with: a template to fill in, or the example."""

import shutil
import tempfile
from importlib import resources
from pathlib import Path

from clusternet.exceptions import NotWritable, UnknownName
from clusternet.model.tables import TABLES

EXAMPLES = ("piemonte",)
_RECIPE = "cooperation.toml"


def init_dataset(folder: Path, *, example: str | None = None) -> list[str]:
    """Make a dataset folder.

    Parameters
    ----------
    folder : Path
        Folder to make; it may exist if it is empty.
    example : str, optional
        Copy that dataset and its recipe instead of writing a template.

    Returns
    -------
    list of str
        Names of the files in it.

    Raises
    ------
    UnknownName
        If there is no such example.
    NotWritable
        If the folder holds something, or cannot be made.
    """
    if example is not None and example not in EXAMPLES:
        raise UnknownName(f"There is no example {example!r}: choose among {', '.join(EXAMPLES)}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotWritable(f"{folder} is not empty: choose a new folder, so that nothing of yours is changed.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            if example is None:
                _write_template(beside)
            else:
                _copy_example(example, beside)
            beside.chmod(0o755)
            _move(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise NotWritable(f"{folder} cannot be made ({error.strerror}): choose another place.") from error
    return sorted(path.name for path in folder.iterdir())


def _move(beside: Path, folder: Path) -> None:
    if not folder.exists():
        beside.replace(folder)
        return
    for path in sorted(beside.iterdir()):  # into an empty folder, which may be the one we stand in
        path.replace(folder / path.name)


def _write_template(folder: Path) -> None:
    for table in TABLES.values():
        heading = ",".join(column.name for column in table.columns)
        (folder / f"{table.name}.csv").write_text(heading + "\n", encoding="utf-8")
    template = resources.files("clusternet.workflow") / "template"
    for name in ("dataset.toml", "README.md"):
        (folder / name).write_text((template / name).read_text(encoding="utf-8"), encoding="utf-8")


def _copy_example(example: str, folder: Path) -> None:
    examples = Path(str(resources.files("clusternet"))) / "examples"
    if examples.is_dir():
        dataset, recipe = examples / example, examples / "recipes" / _RECIPE
    else:  # run from a checkout, where the example stands at the top
        checkout = Path(__file__).parents[3]
        dataset, recipe = checkout / "datasets" / example, checkout / "reports" / _RECIPE
    for path in (*sorted(dataset.iterdir()), recipe):
        if path.is_file():
            shutil.copyfile(path, folder / path.name)
