"""Method and limits: what every word and number means, what cannot be told, what was read."""

from collections import Counter
from dataclasses import dataclass

from clusternet.findings.provenance import InputFile
from clusternet.findings.report import CooperationReport
from clusternet.language.catalog import LANGUAGES, Catalog, catalog
from clusternet.report.fingerprint import SHOWN
from clusternet.report.sections.cover import ALL_YEARS

# Said only where there are clusters; the words are all about them.
DEFINED = ("cluster", "managing_body", "member", "directly", "through_members", "joint", "tie", "expected")
LIMITS = ("silence", "members", "overlap", "expected", "position")
LIMITS_WITHOUT_CLUSTERS = ("silence", "position")
PAIRED = ("cluster", "managing_body", "member", "research_body", "grouping", "sme", "partner", "tie")
PAIRED_WITHOUT_CLUSTERS = ("research_body", "sme", "partner", "tie")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One file that was read; numbers are written for the reader.

    ``left_out`` counts rows that the mapping leaves out and those a repaired row stands for; empty: there are
    none in any file.
    """

    file: str
    read: str
    loaded: str
    set_aside: str
    duplicate: str
    left_out: str
    digest: str
    short_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """The section, in the reader's language; ``pairs`` has one row a notion, one text a language.

    ``files`` has one row a file, however many tables it feeds.
    """

    definitions: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    license: str
    command: str
    languages: tuple[str, ...]
    pairs: tuple[tuple[str, ...], ...]
    files: tuple[FileRow, ...]


def method(report: CooperationReport, words: Catalog) -> MethodView:
    """Return the section on method."""
    names = [profile.name for profile in report.profiles]
    limits, paired = (LIMITS, PAIRED) if names else (LIMITS_WITHOUT_CLUSTERS, PAIRED_WITHOUT_CLUSTERS)
    files = {one.file: one for one in reversed(report.provenance.inputs)}
    return MethodView(
        definitions=tuple(
            (
                words.text(f"page.method.define.{notion}.term"),
                words.text(
                    f"page.method.define.{notion}.text",
                    clusters=words.text("page.method.counted", names=names),
                ),
            )
            for notion in (DEFINED if names else ())
        ),
        limits=(*_caveats(report, words), *(words.text(f"page.method.limit.{limit}") for limit in limits)),
        license=words.text("page.method.license", license=report.cover.license)
        if report.cover.license
        else words.text("page.method.license_unstated"),
        command=_command(report, words),
        languages=LANGUAGES,
        pairs=tuple(
            tuple(catalog(language).text(f"page.glossary.{notion}") for language in LANGUAGES)
            for notion in paired
        ),
        files=tuple(_file_row(one, one.file, words) for one in reversed(files.values())),
    )


def file_rows(report: CooperationReport, words: Catalog) -> tuple[FileRow, ...]:
    """Return the files that were read, in the order they were, once for each table they feed."""
    inputs = report.provenance.inputs
    tables = Counter(one.file for one in inputs)
    names = [f"{one.file} ({one.table})" if tables[one.file] > 1 else one.file for one in inputs]
    any_left_out = any(one.rows > one.rows_read for one in inputs)
    return tuple(
        _file_row(one, name, words, any_left_out=any_left_out)
        for one, name in zip(inputs, names, strict=True)
    )


def _file_row(one: InputFile, name: str, words: Catalog, *, any_left_out: bool = False) -> FileRow:
    return FileRow(
        file=name,
        read=words.number(one.rows),
        loaded=words.number(one.rows_loaded),
        set_aside=words.number(one.rows_set_aside),
        duplicate=words.number(one.rows_duplicate),
        left_out=words.number(one.rows - one.rows_read) if any_left_out else "",
        digest=one.sha256,
        short_digest=one.sha256[:SHOWN],
    )


def _caveats(report: CooperationReport, words: Catalog) -> tuple[str, ...]:
    """Say what the scope left out, once however many tables carry it."""
    said = (words.say(caveat) for table in report.tables for caveat in table.caveats)
    return tuple(dict.fromkeys(said))


def _command(report: CooperationReport, words: Catalog) -> str:
    source = words.text("page.method.source")
    period = "" if report.cover.period == ALL_YEARS else f" --period {report.cover.period}"
    return f"clusternet report cooperation {source}{period} --lang {words.language}"
