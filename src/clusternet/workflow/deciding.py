"""Decisions about who is the same, written into a store or taken back."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clusternet.cleaning.dates import partial_date
from clusternet.cleaning.unclean import Unclean
from clusternet.exceptions import MalformedFile, UnknownName
from clusternet.findings.sentence import Sentence
from clusternet.identity.answers import Statement, answered, asked_for, numbered
from clusternet.identity.bands import SAME
from clusternet.identity.decisions import Action, Decision
from clusternet.identity.replay import Outcome, Replayed
from clusternet.identity.review import read_review
from clusternet.ingest.dialect import find_dialect
from clusternet.study.duplicates import identity
from clusternet.workflow.held_store import HeldStore, held_store
from clusternet.workflow.progress import working_on

ALL = "all"  # every decision made in a store
_TOLD = 10  # decisions of which it is said one by one what became of them


def stated(*, on: str, by: str = "", reason: str = "") -> Statement:
    """Return who decides, when and why.

    Raises
    ------
    UnknownName
        If it is no date.
    """
    try:
        partial_date(on)
    except Unclean as problem:
        raise UnknownName(f"{on!r} is no date: write 2026-05-31, 2026-05 or 2026.") from problem
    return Statement(decided_on=on, decided_by=by, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What people answer.

    Parameters
    ----------
    statement : Statement
        Who decides, when and why.
    accept, reject : tuple of str
        Ids of proposals; ``same`` among those to accept stands for all that are safe to merge.
    review : Path, optional
        Proposals as CSV, filled in.
    """

    statement: Statement
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    review: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideOutcome:
    """What became of answers: sentences, and whether they were refused, all of them, for a mistake in one."""

    said: tuple[Sentence, ...]
    refused: bool = False


def decide(store: str | Path, answers: Answers) -> DecideOutcome:
    """Write decisions into a store, all or none.

    What was decided before in just the same way is left out.

    Parameters
    ----------
    store : str or Path
        The store; it is made anew beside itself, as by an ingest.
    answers : Answers
        The decisions.

    Raises
    ------
    SourceError
        If there is no store.
    UnknownName
        If there is no proposal of an id.
    MalformedFile
        If the filled-in proposals cannot be read.
    StoreBusy, NotAStore, NotWritable
        As `clusternet.workflow.ingest.ingest`.
    """
    target = Path(store)
    with held_store(target) as held:
        reviewed, problems = _reviewed(answers)
        if problems:
            return _refusal(problems)
        drafts = [*reviewed, *_answered(held, answers)]
        standing = {asked_for(outcome.decision) for outcome in held.replayed.outcomes if _stands(outcome)}
        fresh = [one for one in drafts if asked_for(one) not in standing]
        new = numbered(fresh, [one.decision_id for one in held.decisions])
        after = held.after([*held.decisions, *new])
        mine = _outcomes(after, new)
        impossible = [outcome.said for outcome in mine if outcome.set_aside]
        if impossible:
            return _refusal(impossible)
        if new:
            held.write([*held.made_here, *new])
    said = [*_told(mine)]
    if not drafts:
        said.append(Sentence("resolve.nothing"))
    if len(fresh) < len(drafts):
        said.append(Sentence("resolve.known", {"n": len(drafts) - len(fresh)}))
    return DecideOutcome(said=(*said, _state(target, after)))


def take_back(store: str | Path, decision_ids: Sequence[str], statement: Statement) -> DecideOutcome:
    """Take decisions of a store back, so that the questions are open again.

    A decision made in the store leaves it. A merge that came with a source stays with the source, and
    decisions that part its organizations follow it.

    Parameters
    ----------
    store : str or Path
        The store.
    decision_ids : sequence of str
        Ids of decisions; `ALL` stands for all that were made in the store.
    statement : Statement
        Who takes them back, when and why; it is kept for merges that came with a source only.

    Raises
    ------
    SourceError
        If there is no store.
    UnknownName
        If there is no such decision, or it came with a source and joins nothing, or is of a later day.
    StoreBusy, NotAStore, NotWritable
        As `clusternet.workflow.ingest.ingest`.
    """
    target = Path(store)
    with held_store(target) as held:
        here = {one.decision_id for one in held.made_here}
        wanted = here.union(decision_ids) - {ALL} if ALL in decision_ids else set(decision_ids)
        parting = _parting(held.replayed, sorted(wanted - here), statement)
        kept = [one for one in held.decisions if one.decision_id not in here & wanted]
        new = numbered(parting, [one.decision_id for one in held.decisions])
        after = held.after([*kept, *new])
        lasting = sorted(wanted.intersection(after.undoing))
        if lasting:
            raise UnknownName(
                f"{lasting[0]} was decided after {statement.decided_on}, and the later decision holds: "
                "give a later day with --on."
            )
        if wanted:
            held.write([*(one for one in held.made_here if one.decision_id not in wanted), *new])
    return DecideOutcome(said=(Sentence("resolve.taken_back", {"n": len(wanted)}), _state(target, after)))


def _reviewed(answers: Answers) -> tuple[tuple[Decision, ...], tuple[Sentence, ...]]:
    path = answers.review
    if path is None:
        return (), ()
    try:
        dialect = find_dialect(path, shown_as=path)
        text = path.read_text(encoding=dialect.encoding)
    except OSError as error:
        raise MalformedFile(path, f"cannot be read ({error.strerror})", "check its path") from error
    except UnicodeDecodeError as error:
        raise MalformedFile(path, "is damaged: it is not all UTF-8", "save it as CSV in UTF-8") from error
    reviewed = read_review(text, answers.statement)
    return reviewed.decisions, reviewed.problems


def _answered(held: HeldStore, answers: Answers) -> Iterator[Decision]:
    """Return the decisions that ids of proposals make, those of each answer in the order of the proposals."""
    if not answers.accept and not answers.reject:
        return
    with working_on("Comparing organizations"):
        proposed = {row["proposal_id"]: row for row in identity(held.tables).shown.to_pylist()}
    safe = [name for name, row in proposed.items() if row["band"] == SAME]
    accepted = {*answers.accept, *safe} - {SAME} if SAME in answers.accept else set(answers.accept)
    both = sorted(accepted.intersection(answers.reject))
    if both:
        raise UnknownName(f"{both[0]} is both accepted and rejected: decide for one.")
    for wanted in (*sorted(accepted), *answers.reject):
        if wanted not in proposed:
            raise UnknownName(
                f"There is no proposal {wanted!r} any more, or never was: "
                f"list them with `clusternet resolve {held.now.target}`."
            )
    given: tuple[tuple[Action, Collection[str]], ...] = (("merge", accepted), ("split", answers.reject))
    for action, ids in given:
        for name in (one for one in proposed if one in ids):
            yield from answered(action, proposed[name], answers.statement)


def _parting(now: Replayed, merges: Sequence[str], statement: Statement) -> Iterator[Decision]:
    """Return decisions that part what merges joined which came with a source."""
    for name in merges:
        if name not in now.undoing:
            raise UnknownName(
                f"There is no decision {name!r} to take back that was made here or joins anything: "
                "list decisions with --decisions."
            )
        for organizations in now.undoing[name]:
            yield Decision(
                decision_id="",
                action="split",
                organization_ids=organizations,
                reason=statement.reason,
                evidence=name,
                decided_on=statement.decided_on,
                decided_by=statement.decided_by,
            )


def _stands(outcome: Outcome) -> bool:
    return not outcome.set_aside and not outcome.overruled_by


def _outcomes(after: Replayed, decisions: Iterable[Decision]) -> list[Outcome]:
    mine = {one.decision_id for one in decisions}
    return [outcome for outcome in after.outcomes if outcome.decision.decision_id in mine]


def _refusal(problems: Sequence[Sentence]) -> DecideOutcome:
    return DecideOutcome(said=(*problems, Sentence("resolve.refused")), refused=True)


def _told(outcomes: Sequence[Outcome]) -> Iterator[Sentence]:
    yield from (outcome.said for outcome in outcomes[:_TOLD])
    if len(outcomes) > _TOLD:
        yield Sentence("resolve.more", {"n": len(outcomes) - _TOLD})
    for outcome in outcomes:
        if outcome.overruled_by:
            values = {"decision": outcome.decision.decision_id, "by": outcome.overruled_by}
            yield Sentence("resolve.overruled", values)


def _state(target: Path, after: Replayed) -> Sentence:
    values = {"store": target.name, "n": len(after.outcomes), "merged": len(after.into)}
    return Sentence("resolve.state", values)
