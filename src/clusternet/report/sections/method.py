"""Method and limits: what every word and number means, what cannot be told, what was read."""

from dataclasses import dataclass

from clusternet.findings.report import CooperationReport
from clusternet.language.catalog import LANGUAGES, Catalog, catalog
from clusternet.report.fingerprint import SHOWN
from clusternet.report.sections.cover import ALL_YEARS

DEFINED = ("cluster", "managing_body", "member", "directly", "through_members", "joint", "tie", "expected")
LIMITS = ("silence", "members", "overlap", "expected", "position")
PAIRED = ("cluster", "managing_body", "member", "research_body", "grouping", "sme", "partner", "tie")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One file that was read; numbers are written for the reader."""

    file: str
    read: str
    loaded: str
    set_aside: str
    duplicate: str
    digest: str
    short_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """The section, in the reader's language; ``pairs`` has one row a notion, one text a language."""

    definitions: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    license: str
    command: str
    languages: tuple[str, ...]
    pairs: tuple[tuple[str, ...], ...]


def method(report: CooperationReport, words: Catalog) -> MethodView:
    """Return the section on method."""
    names = [profile.name for profile in report.profiles]
    clusters = words.text("page.method.counted", names=names) if names else words.text("caveat.no_clusters")
    return MethodView(
        definitions=tuple(
            (
                words.text(f"page.method.define.{notion}.term"),
                words.text(f"page.method.define.{notion}.text", clusters=clusters),
            )
            for notion in DEFINED
        ),
        limits=(*_caveats(report, words), *(words.text(f"page.method.limit.{limit}") for limit in LIMITS)),
        license=words.text("page.method.license", license=report.cover.license)
        if report.cover.license
        else words.text("page.method.license_unstated"),
        command=_command(report, words),
        languages=LANGUAGES,
        pairs=tuple(
            tuple(catalog(language).text(f"page.glossary.{notion}") for language in LANGUAGES)
            for notion in PAIRED
        ),
    )


def file_rows(report: CooperationReport, words: Catalog) -> tuple[FileRow, ...]:
    """Return the files that were read, in the order they were."""
    return tuple(
        FileRow(
            file=one.file,
            read=words.number(one.rows_read),
            loaded=words.number(one.rows_loaded),
            set_aside=words.number(one.rows_set_aside),
            duplicate=words.number(one.rows_duplicate),
            digest=one.sha256,
            short_digest=one.sha256[:SHOWN],
        )
        for one in report.provenance.inputs
    )


def _caveats(report: CooperationReport, words: Catalog) -> tuple[str, ...]:
    """Say what the scope left out, once however many tables carry it."""
    said = (words.say(caveat) for table in report.tables for caveat in table.caveats)
    return tuple(dict.fromkeys(said))


def _command(report: CooperationReport, words: Catalog) -> str:
    source = words.text("page.method.source")
    period = "" if report.cover.period == ALL_YEARS else f" --period {report.cover.period}"
    return f"clusternet report cooperation {source}{period} --lang {words.language}"
