"""Proposals as a file that people fill in, and what they filled in as decisions."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

import pyarrow as pa

from clusternet.cleaning.formulas import guarded, unguarded
from clusternet.exceptions import UnknownName
from clusternet.findings.sentence import Sentence
from clusternet.identity.answers import Statement, answered, ids_in
from clusternet.identity.decisions import Action, Decision

# What may stand in the column decision, and what it stands for; leave, as an empty cell, decides nothing.
WORDS: dict[str, Action | None] = {"merge": "merge", "split": "split", "leave": None, "": None}
_NEEDED = ("proposal_id", "decision", "into", "organization_ids")
_DELIMITERS = ",;\t"
_FEWEST = 2  # organizations that a question can be about


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What people decided about proposals.

    Parameters
    ----------
    decisions : tuple of Decision
        Of the rows with ``merge`` or ``split``, in the order of the file; they have no ids yet.
    left : int
        Rows without a decision.
    problems : tuple of Sentence
        Rows that could not be understood, with their lines; nothing was decided by them.
    """

    decisions: tuple[Decision, ...]
    left: int
    problems: tuple[Sentence, ...]


def review_csv(proposals: pa.Table) -> str:
    """Return proposals as CSV, texts that a spreadsheet would run guarded."""
    texts = {
        field.name: guarded(proposals[field.name].combine_chunks())
        for field in proposals.schema
        if pa.types.is_string(field.type)
    }
    columns = [texts.get(name, proposals[name]).to_pylist() for name in proposals.column_names]
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(proposals.column_names)
    rows.writerows(zip(*columns, strict=True))
    return file.getvalue()


def read_review(text: str, statement: Statement) -> Reviewed:
    """Return what people filled in.

    ``merge`` makes the listed organizations one under ``into``, ``split`` says that they are different, and
    ``leave`` leaves the question open. Rows and columns may be in any order, and rows may be missing; ids
    taken out of ``organization_ids`` are not part of the decision.

    Parameters
    ----------
    text : str
        The file as `review_csv` wrote it and a person changed it, with commas, semicolons or tabs.
    statement : Statement
        Who decides and when, for all decisions; its reason for those that the file gives none for.

    Raises
    ------
    UnknownName
        If a column is missing that the decisions are made of.
    """
    decisions: list[Decision] = []
    problems: list[Sentence] = []
    left = 0
    for line, row in _rows(text):
        word = row["decision"].strip().lower()
        problem = _problem(line, word, row["into"].strip(), ids_in(row["organization_ids"]))
        if problem is not None:
            problems.append(problem)
            continue
        action = WORDS[word]
        if action is None:
            left += 1
            continue
        reason = row.get("reason", "").strip() or statement.reason
        decisions += answered(action, row, replace(statement, reason=reason))
    return Reviewed(decisions=tuple(decisions), left=left, problems=tuple(problems))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Return the rows of a file with the line each ends on."""
    text = text.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip().lower() for name in next(reader, [])]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise UnknownName(
            f"The reviewed proposals have no column {', '.join(missing)}: keep the headings as they were."
        )
    for cells in reader:
        if any(cells):
            plain = unguarded(pa.array(cells, pa.string())).to_pylist()
            yield reader.line_num, dict(zip_longest(names, plain[: len(names)], fillvalue=""))


def _problem(line: int, word: str, into: str, listed: tuple[str, ...]) -> Sentence | None:
    if word not in WORDS:
        return Sentence("review.word", {"line": line, "word": word})
    if WORDS[word] is not None and len(set(listed)) < _FEWEST:
        return Sentence("review.few", {"line": line})
    if WORDS[word] == "merge" and into and into not in listed:
        return Sentence("review.into", {"line": line, "into": into})
    return None
