"""What was read, what was set aside, how complete it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from clusternet.export.check import render_check
from clusternet.export.check_json import render_check_json
from clusternet.language.catalog import catalog
from clusternet.study.quality import quality
from clusternet.workflow.repairs import write_repairs
from clusternet.workflow.sources import open_source

CheckFormat = Literal["table", "json"]
CHECK_FORMATS: tuple[CheckFormat, ...] = get_args(CheckFormat)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """How to read a source and how to say what became of it.

    ``mapping`` is the mapping file to read it by; ``rejected`` the folder to write the rows set aside to.
    """

    mapping: Path | None = None
    rejected: Path | None = None
    format: CheckFormat = "table"
    language: str = "en"
    width: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """What a check says.

    ``missing`` says why no network can be built from the source; empty: one can. ``told`` are sentences about
    the rows that were written to be repaired.
    """

    text: str
    rows_set_aside: int
    missing: str
    told: tuple[str, ...] = ()


def check_source(source: str | Path, options: CheckOptions | None = None) -> CheckOutcome:
    """Read a source and say what became of it.

    Raises
    ------
    SourceError
        If it cannot be read at all, or rows to repair are asked of a store, which keeps none.
    NotWritable
        If rows to repair cannot be written.
    """
    options = options or CheckOptions()
    texts = catalog(options.language)
    opened = open_source(source, mapping=options.mapping)
    found = quality(opened.reading, opened.subject())
    text = (
        render_check_json(found, opened.provenance(), texts)
        if options.format == "json"
        else render_check(found, texts, width=options.width)
    )
    told: tuple[str, ...] = ()
    if options.rejected is not None:
        repairs = write_repairs(
            Path(source), opened.reading, options.rejected, mapping=options.mapping, texts=texts
        )
        told = tuple(texts.say(sentence) for sentence in repairs.told)
    return CheckOutcome(
        text=text, rows_set_aside=opened.reading.rows_set_aside, missing=opened.missing, told=told
    )
