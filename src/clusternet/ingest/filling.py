"""Columns of a file turned into columns of a table, as a mapping says: by column, never row by row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.cleaning.cleaned import Cleaned
from clusternet.cleaning.options import Options
from clusternet.cleaning.registry import CLEANERS
from clusternet.cleaning.unclean import Unclean
from clusternet.ingest.mapping import ANYTHING_ELSE, Feeding, Filling
from clusternet.ingest.values import slices
from clusternet.model.tables import Kind

_NOTHING = pa.scalar(None, pa.string())
_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The values of one column of a table, as text.

    Parameters
    ----------
    text : pyarrow.Array
        The values; of a cell that could not be cleaned, what stands in the file.
    rules : pyarrow.Array, optional
        The rule that each cell breaks, null where it breaks none; without one, no cell does.
    changes : pyarrow.Array, optional
        Codes of what was changed, joined by ``;``, null where nothing was; without one, nothing was.
    examples : mapping of str to tuple of (str, str)
        Code of a change to a few texts of the file and what was made of them.
    """

    text: pa.Array
    rules: pa.Array | None = None
    changes: pa.Array | None = None
    examples: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileText:
    """The text of a file's rows, and how it is to be read.

    Parameters
    ----------
    columns : dict of pyarrow.Array
        Heading to trimmed text.
    lines : pyarrow.Array
        First physical line of each row.
    missing : tuple of str
        Texts that mean that nothing is known.
    options : Options
        How cleaners should read what can be read in several ways.
    """

    columns: dict[str, pa.Array]
    lines: pa.Array
    missing: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)

    def stated(self, heading: str) -> pa.Array:
        """Return a column with null where its text means that nothing is known."""
        text = self.columns[heading]
        if not self.missing:
            return text
        return pc.if_else(pc.is_in(text, value_set=pa.array(self.missing, pa.string())), _NOTHING, text)

    def that_count(self, feeding: Feeding) -> "FileText":
        """Return the rows a table is fed with.

        Its ``where`` names columns and the texts they may hold, its ``unless`` those they may not; the empty
        text stands for nothing known.
        """
        checks = [self._holds(heading, texts) for heading, texts in feeding.where.items()]
        checks += [pc.invert(self._holds(heading, texts)) for heading, texts in feeding.unless.items()]
        if not checks:
            return self
        mask = reduce(pc.and_, checks)
        columns = {heading: text.filter(mask) for heading, text in self.columns.items()}
        return replace(self, columns=columns, lines=self.lines.filter(mask))

    def _holds(self, heading: str, texts: tuple[str, ...]) -> pa.Array:
        """Return whether each row holds one of these texts."""
        held = pc.is_in(self.columns[heading], value_set=pa.array(texts, pa.string()))
        return pc.or_(held, pc.is_null(self.stated(heading))) if "" in texts else held


def filled(filling: Filling, text: FileText, *, kind: Kind, prefix: str) -> Filled:
    """Return the values of one column.

    Parameters
    ----------
    filling : Filling
        Where they come from.
    text : FileText
        What the file says.
    kind : Kind
        What the values are.
    prefix : str
        Put before every id.
    """
    if filling.constant:
        value = f"{prefix}{filling.constant}"
        return Filled(text=pc.if_else(pc.is_valid(text.lines), value, _NOTHING))
    first_stated = pc.coalesce(*(text.stated(heading) for heading in filling.columns))
    if filling.is_plain and not (prefix and kind is Kind.LIST):
        return Filled(text=_prefixed(first_stated, prefix))
    # `values` may give a meaning to a text that elsewhere means that nothing is known.
    raw = text.columns[filling.columns[0]] if len(filling.columns) == 1 else first_stated
    return _by_distinct_text(raw, _Cell(filling, text, kind=kind, prefix=prefix))


class _Cell:
    """What becomes of one text."""

    def __init__(self, filling: Filling, text: FileText, *, kind: Kind, prefix: str) -> None:
        self.filling, self.prefix = filling, prefix
        self.missing, self.options = frozenset(text.missing), text.options
        self.separator = filling.split or (";" if kind is Kind.LIST else "")
        self.clean = CLEANERS[filling.clean] if filling.clean else None

    def __call__(self, text: str) -> tuple[str | None, str | None, str | None]:
        """Return value, rule broken and changes of a text."""
        items = [text]
        if self.separator and text not in self.filling.values:
            items = [item.strip() for item in text.split(self.separator) if item.strip()]
        if self.filling.split and self.filling.keep != "all":
            items = items[:1] if self.filling.keep == "first" else items[-1:]
        try:
            cleaned = [self.item(item) for item in items]
        except Unclean as reason:
            return text, reason.rule, None
        values = [f"{self.prefix}{item.text}" for item in cleaned if item.text]
        changes = dict.fromkeys(code for item in cleaned for code in item.changes)
        return ";".join(values) or None, None, ";".join(changes) or None

    def item(self, text: str) -> Cleaned:
        values = self.filling.values
        if text in values:
            text = values[text]
        elif not text or text in self.missing:
            return Cleaned("")
        elif ANYTHING_ELSE in values:
            text = values[ANYTHING_ELSE]
        return self.clean(text, self.options) if self.clean and text else Cleaned(text)


def _by_distinct_text(
    text: pa.Array, cell: Callable[[str], tuple[str | None, str | None, str | None]]
) -> Filled:
    """Apply a function to every distinct text once, however many rows hold it."""
    encoded = pc.fill_null(text, "").dictionary_encode()
    columns: tuple[list[pa.Array], ...] = ([], [], [])
    examples: dict[str, list[tuple[str, str]]] = {}
    for texts in slices(encoded.dictionary):
        outcomes = [cell(value) for value in texts]
        for part, column in enumerate(columns):
            column.append(pa.array([outcome[part] for outcome in outcomes], pa.string()))
        _note_examples(examples, texts, outcomes)
    values, rules, changes = (pa.chunked_array(column, pa.string()).combine_chunks() for column in columns)
    return Filled(
        text=values.take(encoded.indices),
        rules=rules.dictionary_encode().take(encoded.indices),
        changes=changes.dictionary_encode().take(encoded.indices),
        examples={code: tuple(found) for code, found in examples.items()},
    )


def _note_examples(
    examples: dict[str, list[tuple[str, str]]],
    texts: Sequence[str],
    outcomes: Sequence[tuple[str | None, str | None, str | None]],
) -> None:
    """Remember, for each code of a change, the first texts it was made in and what became of them."""
    for text, (value, _, changes) in zip(texts, outcomes, strict=True):
        for code in changes.split(";") if changes else ():
            found = examples.setdefault(code, [])
            if len(found) < _EXAMPLES:
                found.append((text, value or ""))


def _prefixed(text: pa.Array, prefix: str) -> pa.Array:
    return pc.binary_join_element_wise(prefix, text, "") if prefix else text
