"""What became of the rows of a source, as text for a terminal: what needs a hand first."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from rich.console import RenderableType

from clusternet.export.console import UNKNOWN, as_text, cut, grid, indented
from clusternet.findings.provenance import Difference, InputFile, RejectedRow
from clusternet.findings.quality import BrokenRule, Completeness, KindOfChange, Reading, SourceQuality
from clusternet.language.catalog import Catalog
from clusternet.model.repairs import REPAIRED
from clusternet.model.tables import TABLES, Kind

_INDENT = 2
_LISTED = 8  # names in a sentence
_KINDS = 12  # of change
_LONGEST = 48  # characters of a value
_GAP = 3  # between two columns
_SIGNS = "/_-"
_NARROWEST = 12  # characters of a line of a file's name


def render_check(quality: SourceQuality, catalog: Catalog, *, width: int) -> str:
    """Return what was read, what was set aside and why, and how complete it is.

    Parameters
    ----------
    quality : SourceQuality
        What is to be said.
    catalog : Catalog
        In which language.
    width : int
        Columns of the terminal.
    """
    reading = quality.reading
    sections: list[Iterable[RenderableType]] = [
        [*_rows(reading, catalog)],
        [*_set_aside(quality.broken_rules, catalog)],
        [*_unread(reading, catalog)],
        [_files(reading, catalog, width=width)],
        [*_differences(reading, catalog)],
        [*_changes(quality.changes, catalog)],
        [*_columns(reading, catalog)],
        [*_complete(quality.completeness, catalog)],
    ]
    return as_text(width, *sections)


def _rows(reading: Reading, catalog: Catalog) -> Iterator[str]:
    parts = [
        catalog.text("check.part.loaded", n=reading.rows_loaded),
        catalog.text("check.part.aside", n=reading.rows_set_aside),
        catalog.text("check.part.duplicate", n=reading.rows_duplicate),
    ]
    if reading.rows_left_out:
        parts.append(catalog.text("check.part.left_out", n=reading.rows_left_out))
    if reading.rows_repaired:
        parts.append(catalog.text("check.part.repaired", n=reading.rows_repaired))
    yield catalog.text("check.rows", read=reading.rows, parts=" + ".join(parts))
    fed = [file.file for file in reading.inputs if file.table]
    if len(set(fed)) < len(fed):
        yield catalog.text("check.once_a_table")


def _set_aside(rules: Sequence[BrokenRule], catalog: Catalog) -> Iterator[RenderableType]:
    if not rules:
        return
    yield catalog.text("check.rejected", n=sum(rule.count for rule in rules))
    for rule in rules:
        why, advice = catalog.text(f"rule.{rule.rule}"), catalog.text(f"repair.{rule.rule}")
        yield indented(catalog.text("check.rule", n=rule.count, why=why, advice=advice), _INDENT)
        for example in (*(_example(row, catalog) for row in rule.examples), *_allowed(rule, catalog)):
            yield indented(example, 2 * _INDENT)
        if rule.count > len(rule.examples):
            more = catalog.text("check.more", n=rule.count - len(rule.examples))
            yield indented(more, 2 * _INDENT)
    if any(row.table and not row.file.startswith(f"{REPAIRED}/") for rule in rules for row in rule.examples):
        yield catalog.text("check.how_to_repair")


def _example(row: RejectedRow, catalog: Catalog) -> str:
    key = f"check.example.{'value' if row.value else 'nothing'}{'' if row.column else '_in_row'}"
    column = row.column.replace(",", ", ")
    return catalog.text(key, file=row.file, line=str(row.line), column=column, value=cut(row.value, _LONGEST))


def _allowed(rule: BrokenRule, catalog: Catalog) -> Iterator[str]:
    """Yield the values that the columns of the examples may hold."""
    columns = dict.fromkeys((row.table, row.column) for row in rule.examples if rule.rule == "choice")
    for table, name in columns:
        column = TABLES[table].column(name)
        if column.kind is Kind.COUNTRY:
            yield catalog.text("check.allowed_countries", column=name)
        else:
            yield catalog.text("check.allowed", column=name, choices=", ".join(column.choices))


def _unread(reading: Reading, catalog: Catalog) -> Iterator[str]:
    if reading.unread:
        names = _listed(reading.unread, catalog)
        yield catalog.text("check.unread", n=len(reading.unread), names=names)


def _files(reading: Reading, catalog: Catalog, *, width: int) -> RenderableType:
    """Return a row for each file and table; those of a row add up to its first number."""
    heads = ["rows", "loaded", "aside", "duplicate"]
    heads += ["left_out"] if reading.rows_left_out else []
    heads += ["repaired"] if reading.rows_repaired else []
    files = [file for file in reading.inputs if file.rows or file.table]
    rows = [
        [
            file.file,
            file.table or catalog.text("check.looked_up"),
            *_counts(file, heads, catalog),
            _written(file),
        ]
        for file in files
    ]
    if len(files) > 1:
        rows.append([catalog.text("check.total"), "", *_counts(reading, heads, catalog), ""])
    shown = ["file", "table", *heads, "written"]
    if all(PurePath(file.file).stem == file.table for file in files):
        shown.remove("table")
        rows = [[row[0], *row[2:]] for row in rows]
    titles = [catalog.text(f"check.head.{head}") for head in shown]
    others = [max(map(len, column)) + _GAP for column in zip(titles, *rows, strict=True)][1:]
    rows = [[_broken(name, max(_NARROWEST, width - sum(others))), *cells] for name, *cells in rows]
    return grid([(title, head in heads) for title, head in zip(titles, shown, strict=True)], rows)


def _broken(name: str, room: int) -> str:
    """Return the name of a file on lines no longer than that, broken behind a sign where it has one."""
    end = max(name.rfind(sign, 0, room) for sign in _SIGNS) + 1
    return name if len(name) <= room or not end else f"{name[:end]}\n{_broken(name[end:], room)}"


def _counts(of: InputFile | Reading, heads: Sequence[str], catalog: Catalog) -> list[str]:
    counts = {
        "rows": of.rows,
        "loaded": of.rows_loaded,
        "aside": of.rows_set_aside,
        "duplicate": of.rows_duplicate,
        "left_out": of.rows_left_out,
        "repaired": of.rows_repaired,
    }
    return [catalog.number(counts[head]) for head in heads]


def _written(file: InputFile) -> str:
    delimiter = "tab" if file.delimiter == "\t" else file.delimiter
    return f"{file.encoding} {delimiter}"


def _differences(reading: Reading, catalog: Catalog) -> Iterator[RenderableType]:
    for file in reading.inputs:
        if file.described_differently:
            yield catalog.text(
                "check.differently", n=file.described_differently, table=file.table, file=file.file
            )
            for difference in file.differences:
                yield indented(_difference(difference, catalog), _INDENT)


def _difference(difference: Difference, catalog: Catalog) -> str:
    key = "check.difference.other" if difference.first else "check.difference.added"
    return catalog.text(
        key,
        key=cut(difference.key, _LONGEST),
        column=difference.column,
        first=cut(difference.first, _LONGEST),
        later=cut(difference.later, _LONGEST),
    )


def _changes(changes: Sequence[KindOfChange], catalog: Catalog) -> Iterator[RenderableType]:
    if not changes:
        return
    yield catalog.text("check.changes", n=sum(change.count for change in changes))
    for change in changes[:_KINDS]:
        yield indented(
            catalog.text(
                "check.change",
                n=change.count,
                what=catalog.text(f"change.{change.code}"),
                cleaner=change.cleaner,
                columns=change.columns,
                examples=", ".join(_pair(before, after, catalog) for before, after in change.examples),
            ),
            _INDENT,
        )
    if len(changes) > _KINDS:
        yield indented(catalog.text("check.more_kinds", n=len(changes) - _KINDS), _INDENT)


def _pair(before: str, after: str, catalog: Catalog) -> str:
    made = f'"{cut(after, _LONGEST)}"' if after else catalog.text("check.unknown")
    return f'"{cut(before, _LONGEST)}" -> {made}'


def _columns(reading: Reading, catalog: Catalog) -> Iterator[str]:
    for key, columns in (
        ("check.unknown_columns", {file.file: file.unknown_columns for file in reading.inputs}),
        ("check.unread_columns", {file.file: file.unread_columns for file in reading.inputs if file.table}),
    ):
        for name, found in columns.items():
            if found:
                yield catalog.text(key, file=name, columns=_listed(found, catalog))


def _listed(names: Sequence[str], catalog: Catalog) -> str:
    """Return names as in a sentence, a long list cut with how many more there are."""
    if len(names) <= _LISTED + 1:
        return catalog.list(names)
    return catalog.text("check.and_more", names=", ".join(names[:_LISTED]), n=len(names) - _LISTED)


def _complete(completeness: Completeness, catalog: Catalog) -> Iterable[RenderableType]:
    if completeness.clusters:
        if completeness.share is None:
            yield catalog.text("check.nothing_published")
        else:
            yield catalog.text(
                "check.complete",
                known=completeness.known,
                published=completeness.published,
                share=completeness.share,
            )
        heads = [
            (catalog.text(f"check.head.{head}"), head != "cluster")
            for head in ("cluster", "known", "published", "share")
        ]
        yield grid(
            heads,
            (
                [
                    cluster.name,
                    catalog.number(cluster.known),
                    _range(cluster.low, cluster.high, catalog),
                    UNKNOWN if cluster.completeness is None else catalog.percent(cluster.completeness),
                ]
                for cluster in completeness.clusters
            ),
        )
    yield _projects(completeness, catalog)


def _projects(completeness: Completeness, catalog: Catalog) -> str:
    known = {"none": completeness.projects_without_participants, "one": completeness.projects_with_one}
    parts = [catalog.text(f"check.known.{many}", n=n) for many, n in known.items() if n]
    ties = catalog.text("check.projects", n=completeness.projects)
    return f"{'; '.join([ties, ', '.join(parts)] if parts else [ties])}."


def _range(low: float | None, high: float | None, catalog: Catalog) -> str:
    if low is None or high is None:
        return UNKNOWN
    return catalog.number(low) if low == high else f"{catalog.number(low)}–{catalog.number(high)}"
