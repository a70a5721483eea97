"""`clusternet resolve`."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clusternet.cli.options import (
    Format,
    Language,
    LanguageOption,
    MappingOption,
    OutputOption,
    SourceArgument,
)
from clusternet.cli.outcome import Exit, exit_on_known_errors, note, print_bytes, terminal_width

if TYPE_CHECKING:
    from clusternet.workflow.deciding import DecideOutcome
    from clusternet.workflow.rendering import Answer
    from clusternet.workflow.resolve import ResolveOptions


class Band(StrEnum):
    """Bands that there is something to decide about."""

    SAME = "same"
    ASK = "ask"


def resolve(  # noqa: PLR0913  one argument an option
    source: SourceArgument,
    *,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            metavar="ID",
            help="Merge the organizations of this proposal; same: of all that are safe to merge. Repeatable.",
            show_default=False,
        ),
    ] = None,
    reject: Annotated[
        list[str] | None,
        typer.Option(
            "--reject",
            metavar="ID",
            help="The organizations of this proposal are different. Repeatable.",
            show_default=False,
        ),
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option(
            "--review",
            metavar="FILE",
            help="Decide as filled in, in what --format csv gave.",
            show_default=False,
        ),
    ] = None,
    undo: Annotated[
        list[str] | None,
        typer.Option(
            "--undo",
            metavar="ID",
            help="Take a decision back; all: every one made here. Repeatable.",
            show_default=False,
        ),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why, kept with what is decided.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides, kept with it.")] = "",
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="DATE", help="When it was decided; by default today.", show_default=False
        ),
    ] = None,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="What was decided, and what became of it.")
    ] = False,
    effect: Annotated[
        bool,
        typer.Option(
            "--effect",
            help="Headline numbers that would move with each answer; with --decisions, with each taken back.",
        ),
    ] = False,
    band: Annotated[
        Band | None, typer.Option("--band", help="Only proposals of this band.", show_default=False)
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, help="Only the first rows.", show_default=False)] = None,
    mapping: MappingOption = None,
    output_format: Annotated[Format, typer.Option("--format", help="How to give the table.")] = Format.TABLE,
    output: OutputOption = None,
    lang: LanguageOption = Language.EN,
) -> None:
    """Show which organizations may be the same, and keep what people decide about them in a store.

    Example: clusternet resolve piemonte.duckdb --format csv --output review.csv
    """
    deciding = bool(accept or reject or review)
    if sum((deciding, bool(undo), decisions or effect)) > 1:
        raise typer.BadParameter(
            "deciding, taking back and showing are three things: do one at a time",
            param_hint="--accept, --reject, --review, --undo, --decisions, --effect",
        )
    if (deciding or undo) and (output or mapping or top or band or output_format is not Format.TABLE):
        raise typer.BadParameter(
            "they say what to show: leave them out where something is decided or taken back",
            param_hint="--output, --format, --mapping, --top, --band",
        )
    if decisions and band:
        raise typer.BadParameter("bands are of proposals, not of decisions", param_hint="--band")
    if (reason or by or on) and not (deciding or undo):
        raise typer.BadParameter(
            "they are kept with a decision: give one with --accept, --reject, --review or --undo",
            param_hint="--reason, --by, --on",
        )
    if output_format is Format.PARQUET and output is None:
        raise typer.BadParameter("parquet is no text: give a file with --output", param_hint="--format")
    with exit_on_known_errors():
        if deciding or undo:
            from clusternet.workflow.deciding import Answers, decide, stated, take_back

            day = datetime.now(UTC).astimezone().date().isoformat() if on is None else on
            statement = stated(on=day, by=by, reason=reason)
            answers = Answers(
                statement=statement, accept=tuple(accept or ()), reject=tuple(reject or ()), review=review
            )
            _say(take_back(source, undo, statement) if undo else decide(source, answers), lang)
            return
        from clusternet.workflow.resolve import ResolveOptions

        options = ResolveOptions(
            mapping=mapping,
            band=None if band is None else band.value,
            top=top,
            format=output_format.value,
            language=lang,
            width=terminal_width(),
        )
        _give(_shown(source, options, decisions=decisions, effect=effect), output)


def _shown(source: Path, options: "ResolveOptions", *, decisions: bool, effect: bool) -> "Answer":
    from clusternet.workflow import resolve as shows

    if effect:
        return (shows.effect_of_decisions if decisions else shows.effect_of_questions)(source, options)
    return (shows.decisions if decisions else shows.questions)(source, options)


def _give(answer: "Answer", output: Path | None) -> None:
    if output is None:
        print_bytes(answer.content)
    else:
        from clusternet.workflow.rendering import write_answer

        for path in write_answer(answer, output):
            typer.echo(path)
    for sentence in answer.told:
        note(sentence)


def _say(outcome: "DecideOutcome", lang: Language) -> None:
    from clusternet.language.catalog import catalog

    texts = catalog(lang)
    for sentence in outcome.said:
        note(texts.say(sentence))
    if outcome.refused:
        raise typer.Exit(Exit.PROBLEM)
