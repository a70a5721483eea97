"""A dataset to begin with: a template to fill in, or the example."""

import shutil
from importlib import resources
from pathlib import Path

from clusternet.exceptions import UnknownName
from clusternet.model.tables import TABLES
from clusternet.workflow.writing import new_folder

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
    with new_folder(folder) as beside:
        if example is None:
            _write_template(beside)
        else:
            _copy_example(example, beside)
    return sorted(path.name for path in folder.iterdir())


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
