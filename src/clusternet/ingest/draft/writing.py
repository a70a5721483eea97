"""A drafted mapping as the text of a mapping file, with what was seen and asked in its comments."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from clusternet.findings.sentence import Sentence
from clusternet.ingest.draft.plan import Draft, DraftColumn, DraftFile
from clusternet.ingest.draft.seen import Seen
from clusternet.language.catalog import Catalog
from clusternet.model.tables import TABLES

_NOT_IN_COMMENTS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_WIDTH = 110
_LIKELY = {"decimal": ",", "dates": "day-first"}  # shown with the question
_EXAMPLES, _LONGEST = 3, 30  # texts of a column, and letters of each
_MOST_UNUSED, _MOST_UNKNOWN = 60, 40


def render_draft(draft: Draft, catalog: Catalog) -> str:
    """Return a draft as a mapping file that can be read as it is."""
    return "\n".join(_Text(catalog).draft(draft)) + "\n"


def toml_text(text: str) -> str:
    r"""Return a text as TOML writes it, on one line.

    Examples
    --------
    >>> print(toml_text('a "b"\n'))
    "a \"b\"\n"
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class _Text:
    """Lines of a mapping file, with comments in one language."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def draft(self, draft: Draft) -> Iterator[str]:
        yield from self.comment(Sentence("draft.title", {"source": draft.source}))
        yield from self.comment(Sentence("draft.how"))
        for sentence in draft.refused:
            yield from _wrapped(sentence)
        if draft.is_placeholder:
            yield from self.comment(Sentence("draft.placeholder"))
        yield "schema = 1"
        yield f"name = {toml_text(draft.name)}"
        yield f'license = ""        # {self.catalog.text("draft.license")}'
        if draft.id_prefix:
            yield f"id_prefix = {_inline(draft.id_prefix)}        # {self.catalog.text('draft.prefix')}"
        for file in draft.files:
            yield ""
            yield from self.file(file) if file.tables else self.unused_file(file)

    def file(self, file: DraftFile) -> Iterator[str]:
        yield "[[file]]"
        yield f"match = {toml_text(file.match)}        # {self.seen(file)}"
        if file.sheet.sheet:
            yield f"sheet = {toml_text(file.sheet.sheet)}"
        yield from self.dialect(file)
        for question in file.questions:
            yield from self.comment(question)
        if file.missing:
            counts = ", ".join(f"{toml_text(text)} {rows}" for text, rows in _by_rows(file.missing))
            texts = ", ".join(toml_text(text) for text, _ in _by_rows(file.missing))
            yield f"missing = [{texts}]        # {self.catalog.text('draft.missing', counts=counts)}"
        for table in file.tables:
            yield ""
            yield "[[file.table]]"
            yield f'table = "{table.table}"'
            if table.needs:
                yield f'unless = {{ {toml_text(table.needs)} = [""] }}'
            yield "[file.table.columns]"
            with_values = [column for column in table.columns if column.values or column.unknown]
            for column in table.columns:
                if column not in with_values:
                    yield self.column(column)
            for column in with_values:
                yield from self.choices(column)
        yield from self.unused(file)

    def seen(self, file: DraftFile) -> str:
        key = "draft.whole" if file.sheet.is_whole else "draft.first_rows"
        return self.catalog.text(key, rows=file.sheet.rows, columns=len(file.sheet.columns))

    def dialect(self, file: DraftFile) -> Iterator[str]:
        stated: dict[str, str | int] = {"heading": file.sheet.heading} if file.sheet.heading > 1 else {}
        if file.sheet.dialect is not None:
            stated["delimiter"] = file.sheet.dialect.delimiter
            if not file.sheet.dialect.encoding.startswith("utf"):
                stated["encoding"] = file.sheet.dialect.encoding
        stated |= {key: value for key, value in (("decimal", file.decimal), ("dates", file.dates)) if value}
        if stated:
            yield f"dialect = {_inline(stated)}"
        for key, example in (("decimal", file.amount), ("dates", file.date)):
            if example:
                yield from self.comment(Sentence(f"draft.which_{key}", {"example": example}))
                yield f"# dialect = {_inline(stated | {key: _LIKELY[key]})}"

    def column(self, column: DraftColumn) -> str:
        if not column.headings:
            return f"{column.name} = {{ constant = {toml_text(column.constant)} }}"
        parts = {"column": column.headings[0]}
        parts |= {key: value for key, value in (("clean", column.clean), ("split", column.split)) if value}
        return f"{column.name} = {_inline(parts)}        # {self.said(column.remarks)}"

    def choices(self, column: DraftColumn) -> Iterator[str]:
        yield f"[file.table.columns.{column.name}]"
        yield f"column = {toml_text(column.headings[0])}        # {self.said(column.remarks)}"
        yield f"[file.table.columns.{column.name}.values]"
        for text, choice in column.values.items():
            yield f"{toml_text(text)} = {toml_text(choice)}"
        if not column.unknown:
            return
        yield from self.comment(Sentence("draft.which_choice", {"choices": column.choices}))
        for text, rows in [*column.unknown.items()][:_MOST_UNKNOWN]:
            yield f'# {toml_text(text)} = ""        # {self.catalog.text("draft.in_rows", n=rows)}'
        yield f'"*" = ""        # {self.catalog.text("draft.any_other")}'

    def unused(self, file: DraftFile) -> Iterator[str]:
        if not file.unused:
            return
        yield ""
        yield from self.comment(Sentence("draft.unused"))
        for table in file.tables:
            filled = {column.name for column in table.columns}
            free = [column.name for column in TABLES[table.table].columns if column.name not in filled]
            yield from _wrapped(f"{table.table}: {', '.join(free)}", "#   ")
        yield from self.columns(file.unused)

    def unused_file(self, file: DraftFile) -> Iterator[str]:
        name = file.sheet.name
        yield from self.comment(Sentence("draft.unused_file", {"file": name, "tables": ", ".join(TABLES)}))
        yield f"# [[file]]        # {self.seen(file)}"
        yield f"# match = {toml_text(file.match)}"
        if file.sheet.sheet:
            yield f"# sheet = {toml_text(file.sheet.sheet)}"
        for question in file.questions:
            yield from self.comment(question)
        yield from self.columns(file.unused)

    def columns(self, columns: tuple[Seen, ...]) -> Iterator[str]:
        for column in columns[:_MOST_UNUSED]:
            yield f"#   {{ column = {toml_text(column.heading)} }}        # {self.example(column)}"
        if len(columns) > _MOST_UNUSED:
            yield from self.comment(Sentence("draft.more_columns", {"n": len(columns) - _MOST_UNUSED}))

    def example(self, column: Seen) -> str:
        texts = [toml_text(_short(text)) for text, _ in column.counts.most_common(_EXAMPLES)]
        values = {"distinct": column.distinct, "filled": column.filled, "examples": ", ".join(texts)}
        return self.catalog.text("draft.examples", **values) if texts else self.catalog.text("draft.empty")

    def said(self, remarks: Iterable[Sentence]) -> str:
        return "; ".join(_one_line(self.catalog.say(remark)) for remark in remarks)

    def comment(self, sentence: Sentence) -> Iterator[str]:
        yield from _wrapped(_one_line(self.catalog.say(sentence)))


def _inline(values: Mapping[str, str | int]) -> str:
    written = {
        key: toml_text(value) if isinstance(value, str) else str(value) for key, value in values.items()
    }
    return f"{{ {', '.join(f'{key} = {value}' for key, value in written.items())} }}"


def _by_rows(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _one_line(text: str) -> str:
    """Return a text without what would end a comment or is not allowed in one."""
    return _NOT_IN_COMMENTS.sub("\N{REPLACEMENT CHARACTER}", text)


def _wrapped(text: str, mark: str = "# ") -> Iterator[str]:
    line = mark.rstrip()
    for word in _one_line(text).split():
        if len(line) + 1 + len(word) > _WIDTH and line != mark.rstrip():
            yield line
            line = mark.rstrip()
        line = f"{line}{mark[len(mark.rstrip()) :]}{word}" if line == mark.rstrip() else f"{line} {word}"
    yield line
