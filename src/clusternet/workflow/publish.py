"""Reports: findings turned into pages, written whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clusternet.language.catalog import catalog
from clusternet.model.recipe import Recipe
from clusternet.report.page import render_page
from clusternet.study.report import cooperation_report
from clusternet.workflow.progress import working_on
from clusternet.workflow.recipes import read_recipe
from clusternet.workflow.sources import open_network
from clusternet.workflow.writing import write_whole

DEFAULT_FOLDER = Path("reports/out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Pages written, or left alone because they were the same, and how many rows were set aside for them."""

    pages: tuple[Path, ...]
    rows_set_aside: int


def publish_cooperation(  # noqa: PLR0913  what a report may be asked for
    source: str | Path,
    *,
    output: Path | None = None,
    languages: Sequence[str] = (),
    period: str | None = None,
    recipe_file: Path | None = None,
    mapping: Path | None = None,
) -> Published:
    """Write the cooperation report of a source.

    Parameters
    ----------
    source : str or Path
        What to report on.
    output : Path, optional
        Page of the first language; others are written beside it, as ``NAME.it.html``. By default
        ``reports/out/cooperation.html``.
    languages : sequence of str
        Languages to write; by default those of the recipe, or English without one.
    period : str, optional
        Period of the report, instead of the recipe's.
    recipe_file : Path, optional
        What the report shall contain.
    mapping : Path, optional
        A mapping file that says what the files of the source hold.
    """
    recipe = read_recipe(recipe_file) if recipe_file else replace(Recipe(), languages=("en",))
    recipe = replace(recipe, languages=tuple(languages) or recipe.languages, period=period or recipe.period)
    for language in recipe.languages:
        catalog(language)
    opened = open_network(source, mapping=mapping)
    with working_on("Measuring cooperation") as progress:
        findings = cooperation_report(
            replace(opened.subject(period=recipe.period), progress=progress),
            recipe,
            reading=opened.reading,
            provenance=opened.provenance(seed=recipe.seed),
            read=opened.tables,
        )
    places = _places(recipe.languages, output)
    with working_on("Writing the pages"):
        pages = {
            place: render_page(findings, language=language, other_edition=_other(language, places)).encode()
            for language, place in places.items()
        }
        written = write_whole(pages)
    return Published(pages=tuple(written), rows_set_aside=opened.reading.rows_set_aside)


def _places(languages: Sequence[str], output: Path | None) -> dict[str, Path]:
    """Where each language's page goes: English keeps the plain name, unless another is asked for by name."""
    if output is None:
        return {
            language: _in_language(DEFAULT_FOLDER / "cooperation.html", language) for language in languages
        }
    first, *others = languages
    return {first: output} | {other: output.with_suffix(f".{other}{output.suffix}") for other in others}


def _in_language(page: Path, language: str) -> Path:
    return page if language == "en" else page.with_suffix(f".{language}{page.suffix}")


def _other(language: str, places: dict[str, Path]) -> str | None:
    return next((place.name for other, place in places.items() if other != language), None)
