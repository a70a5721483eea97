"""Recipe files: what a report shall contain, checked word by word."""

from pathlib import Path, PurePath
from typing import Any

from clusternet.exceptions import MalformedFile, UnknownName
from clusternet.ingest.card import read_toml
from clusternet.model.recipe import NUMBERS, SECTIONS, Recipe, Section

_SCHEMA = 1
_KEYS = {"schema", "report", "languages", "period", "edition", "seed", "numbers", "section"}


def read_recipe(path: Path) -> Recipe:
    """Read a recipe.

    Raises
    ------
    UnknownName
        If there is no such file.
    MalformedFile
        If it is broken or asks for something that is not known.
    """
    if not path.is_file():
        raise UnknownName(f"There is no recipe {path}: check the spelling, or leave --recipe out.")
    shown_as = PurePath(path.name)
    content = read_toml(path, shown_as=shown_as)
    for key in content:
        if key not in _KEYS:
            raise MalformedFile(shown_as, f"has the unknown key {key!r}", "correct its spelling or delete it")
    if content.get("schema", _SCHEMA) != _SCHEMA:
        raise MalformedFile(shown_as, "is of another schema than 1", "update clusternet")
    default = Recipe()
    return Recipe(
        report=_one_of(content, "report", ("cooperation",), default.report, shown_as),
        languages=_all_of(content, "languages", ("en", "it"), default.languages, shown_as),
        period=str(content.get("period", default.period)),
        edition=_one_of(content, "edition", ("public",), default.edition, shown_as),
        seed=_whole(content, "seed", default.seed, shown_as),
        numbers=_all_of(content, "numbers", NUMBERS, NUMBERS, shown_as),
        sections=_sections(content, default, shown_as),
    )


def _sections(content: dict[str, Any], default: Recipe, shown_as: PurePath) -> tuple[Section, ...]:
    sections = content.get("section")
    if sections is None:
        return default.sections
    if not isinstance(sections, list):
        raise MalformedFile(shown_as, "has a section that is no list", "write [[section]] before each")
    return tuple(_section(section, shown_as) for section in sections)


def _section(content: Any, shown_as: PurePath) -> Section:  # noqa: ANN401  a TOML value
    if not isinstance(content, dict) or set(content) - {"name", "top"}:
        raise MalformedFile(shown_as, "has a [[section]] with other keys than name and top", "delete them")
    return Section(
        name=_one_of(content, "name", SECTIONS, "", shown_as),
        top=_whole(content, "top", Section(name="").top, shown_as),
    )


def _one_of(
    content: dict[str, Any], key: str, choices: tuple[str, ...], default: str, shown_as: PurePath
) -> Any:  # noqa: ANN401  narrowed by the check
    word = content.get(key, default)
    if word not in choices:
        raise MalformedFile(shown_as, f"asks for {key} {word!r}", f"choose among {', '.join(choices)}")
    return word


def _all_of(
    content: dict[str, Any], key: str, choices: tuple[str, ...], default: tuple[str, ...], shown_as: PurePath
) -> tuple[str, ...]:
    words = content.get(key, list(default))
    if not isinstance(words, list) or not words:
        raise MalformedFile(shown_as, f"has no list under {key}", f"choose among {', '.join(choices)}")
    return tuple(_one_of({key: word}, key, choices, "", shown_as) for word in words)


def _whole(content: dict[str, Any], key: str, default: int, shown_as: PurePath) -> int:
    number = content.get(key, default)
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise MalformedFile(shown_as, f"has {key} = {number!r}", "write a whole number of at least 0")
    return number
