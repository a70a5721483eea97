"""The ``dataset.toml`` of a folder: what it says of itself, checked word by word."""

import re
import sys
import tomllib
from pathlib import Path, PurePath
from typing import Any

from clusternet.cleaning.dates import partial_date
from clusternet.cleaning.unclean import Unclean
from clusternet.exceptions import MalformedFile
from clusternet.model.dataset import EVERYTHING, DatasetCard, Period, Threshold
from clusternet.model.indicators import INDICATORS
from clusternet.model.tables import TABLES

SCHEMA = 1
_LANGUAGES = ("en", "it")
_NAMES, _LIMITS = ("indicator", "subject"), ("below", "above")  # of a threshold
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_WORDS = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list between square brackets",
    dict: "a table of name = value",
}


def read_toml(path: Path, *, shown_as: PurePath) -> dict[str, Any]:
    """Read a TOML file.

    Raises
    ------
    MalformedFile
        If it is not UTF-8 or not TOML; the message carries the parser's place in the file.
    """
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise MalformedFile(shown_as, "is not UTF-8", "save it as UTF-8 and try again") from error
    except tomllib.TOMLDecodeError as error:
        raise MalformedFile(shown_as, f"is not TOML ({error})", "mend it there") from error


def read_card(path: Path, *, shown_as: PurePath) -> DatasetCard:
    """Read what a dataset says about itself.

    Raises
    ------
    MalformedFile
        If the file is broken, of a later schema, or holds a key or value that is not known.
    """
    return card_from(read_toml(path, shown_as=shown_as), shown_as=shown_as)


def card_from(content: dict[str, Any], *, shown_as: PurePath) -> DatasetCard:
    """Return what a dataset says about itself, from the keys and values of a ``dataset.toml``.

    Raises
    ------
    MalformedFile
        If they are of a later schema, or hold a key or value that is not known.
    """
    return _Card(content, shown_as).card()


class _Card:
    """The keys of one file, taken one by one so that what is left over is an error."""

    def __init__(self, content: dict[str, Any], shown_as: PurePath) -> None:
        self.content, self.shown_as = dict(content), shown_as

    def card(self) -> DatasetCard:
        if self.take("schema", int, SCHEMA) != SCHEMA:
            raise self.wrong("schema", f"is not {SCHEMA}", "update clusternet or set it to 1")
        card = DatasetCard(
            title=self.title(),
            license=self.take("license", str, ""),
            as_of=self.take("as_of", str, ""),
            region=self.take("region", str, ""),
            made_up=self.take("made_up", bool, False),  # noqa: FBT003  the default of a TOML key
            cluster_kinds=self.choices("cluster_kinds", "clusters", ("cluster", "platform")),
            predecessors=self.predecessors(),
            tie_kinds=self.choices("tie_kinds", "projects", ("project",)),
            cluster_order=self.words("cluster_order", ()),
            colors=self.colors(),
            periods=self.periods(),
            columns=self.columns(),
            indicator_names=self.indicator_names(),
            thresholds=tuple(self.threshold(entry) for entry in self.take("thresholds", list, [])),
        )
        if self.content:
            unknown = sorted(self.content)[0]
            raise self.wrong(unknown, "is not a key of dataset.toml", "correct its spelling or delete it")
        return card

    def wrong(self, key: str, problem: str, advice: str) -> MalformedFile:
        return MalformedFile(self.shown_as, f"has a wrong entry, {key!r} {problem}", advice)

    def take(self, key: str, kind: type, default: Any) -> Any:  # noqa: ANN401  a TOML value
        value = self.content.pop(key, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, f"is not {_WORDS[kind]}", "correct it, or delete the line")
        return value

    def title(self) -> dict[str, str]:
        title = self.content.pop("title", self.shown_as.parent.name)
        if isinstance(title, str):
            return dict.fromkeys(_LANGUAGES, title)
        if (
            not isinstance(title, dict)
            or not title
            or not all(isinstance(text, str) for text in title.values())
        ):
            raise self.wrong("title", "is neither a text nor a text for each language", 'write title = "..."')
        first = next(iter(title.values()))
        return {language: title.get(language, first) for language in _LANGUAGES}

    def words(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        words = self.take(key, list, list(default))
        if not all(isinstance(word, str) for word in words):
            raise self.wrong(key, "is not a list of texts", "put each entry between quotation marks")
        return tuple(words)

    def choices(self, key: str, table: str, default: tuple[str, ...]) -> tuple[str, ...]:
        words = self.words(key, default)
        known = TABLES[table].column("kind").choices
        for word in words:
            if word not in known:
                raise self.wrong(key, f"names {word!r}", f"choose among {', '.join(known)}")
        return words

    def colors(self) -> dict[str, str]:
        colors = self._mapping("colors", self.take("colors", dict, {}))
        for cluster, color in colors.items():
            if not _COLOR.fullmatch(color):
                raise self.wrong("colors", f"gives {cluster!r} the color {color!r}", 'write "#0072B2"')
        return colors

    def predecessors(self) -> Any:  # noqa: ANN401  narrowed to the literal by the check
        word = self.take("predecessors", str, "apart")
        if word not in ("apart", "as_successor"):
            raise self.wrong("predecessors", f"is {word!r}", 'write "apart" or "as_successor"')
        return word

    def periods(self) -> dict[str, Period]:
        return {name: self.period(name, ends) for name, ends in self.take("periods", dict, {}).items()}

    def period(self, name: str, ends: Any) -> Period:  # noqa: ANN401  a TOML value
        if name == EVERYTHING:
            raise self.wrong(
                "periods", f"names one {name!r}, which means all of them", "give it another name"
            )
        problem = self.wrong("periods", f"describes {name!r} badly", 'write { from = "2014", to = "2020" }')
        if not isinstance(ends, dict) or set(ends) != {"from", "to"}:
            raise problem
        try:
            first, last = partial_date(str(ends["from"])), partial_date(str(ends["to"]))
        except Unclean:
            raise problem from None
        if last.last < first.first:
            raise self.wrong("periods", f"ends {name!r} before it begins", "exchange from and to")
        return Period(name=name, first=first.text, last=last.text)

    def columns(self) -> dict[str, dict[str, str]]:
        tables: dict[str, dict[str, str]] = self.take("columns", dict, {})
        for table, headings in tables.items():
            if table not in TABLES:
                raise self.wrong("columns", f"names the table {table!r}", f"choose among {', '.join(TABLES)}")
            known = [column.name for column in TABLES[table].columns]
            for column in self._mapping("columns", headings):
                if column not in known:
                    raise self.wrong(
                        "columns", f"names {column!r} of {table}", f"choose among {', '.join(known)}"
                    )
        return tables

    def indicator_names(self) -> dict[str, str]:
        names: dict[str, str] = self._mapping("indicator_names", self.take("indicator_names", dict, {}))
        for code in names.values():
            if code not in INDICATORS:
                raise self.wrong(
                    "indicator_names", f"names the code {code!r}", f"choose among {', '.join(INDICATORS)}"
                )
        return names

    def threshold(self, entry: Any) -> Threshold:  # noqa: ANN401  a TOML value
        example = 'write { indicator = "members_sme_share", subject = "ict", below = 0.6 }'
        badly = self.wrong("thresholds", "describes a threshold badly", example)
        if not isinstance(entry, dict) or not {*_NAMES} <= set(entry) <= {*_NAMES, *_LIMITS}:
            raise badly
        names = {name: entry[name] for name in _NAMES}
        limits = {name: entry[name] for name in _LIMITS if name in entry}
        are_texts = all(isinstance(text, str) and text for text in names.values())
        if not (are_texts and limits and all(map(_is_number, limits.values()))):
            raise badly
        if names["indicator"] not in INDICATORS:
            problem = f"names the code {names['indicator']!r}"
            raise self.wrong("thresholds", problem, f"choose among {', '.join(INDICATORS)}")
        below, above = (None if limits.get(name) is None else float(limits[name]) for name in _LIMITS)
        return Threshold(**names, below=below, above=above)

    def _mapping(self, key: str, value: Any) -> dict[str, str]:  # noqa: ANN401  a TOML value
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise self.wrong(key, "is not a table of texts", 'write { name = "other name" }')
        return value


def _is_number(value: object) -> bool:
    return (
        isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= sys.float_info.max
    )
