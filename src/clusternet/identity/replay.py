"""Decisions replayed one after the other: who is one with whom, and what became of each decision."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from clusternet.findings.sentence import Sentence
from clusternet.identity.decisions import Decision
from clusternet.identity.partition import Partition

_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a decision.

    Parameters
    ----------
    decision : Decision
        The decision.
    said : Sentence
        That it was carried out, why it was set aside, or why it changed nothing.
    set_aside : bool
        Whether it could not be carried out.
    overruled_by : tuple of str
        Later decisions that say the opposite of all or part of it, in order; they win.
    """

    decision: Decision
    said: Sentence
    set_aside: bool
    overruled_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """The state after all decisions.

    Parameters
    ----------
    into : dict of str to str
        Organizations that went into another, and into which; never a chain.
    apart : frozenset of (str, str)
        Pairs that a decision which nothing overruled says are two, under the ids they go by now, the smaller
        first.
    undoing : dict of str to tuple of tuple of str
        For each merge that still joins organizations, the organizations that splits must name, each in one
        decision, to take it back and nothing else.
    outcomes : tuple of Outcome
        One a decision, in the order in which they hold.
    """

    into: dict[str, str]
    apart: frozenset[tuple[str, str]]
    undoing: dict[str, tuple[tuple[str, ...], ...]]
    outcomes: tuple[Outcome, ...]

    @property
    def set_aside(self) -> int:
        """How many decisions could not be carried out."""
        return sum(outcome.set_aside for outcome in self.outcomes)

    @property
    def overruled(self) -> int:
        """How many decisions a later one contradicts."""
        return sum(bool(outcome.overruled_by) for outcome in self.outcomes)


def replayed(decisions: Iterable[Decision], organization_ids: Collection[str]) -> Replayed:
    """Return what holds after decisions, each carried out on what those before it left.

    A merge goes on under its ``into``, or under what that has gone into since. One that would put an
    organization into another which went into it is a circle and set aside, and so is any decision about an
    organization that the tables do not have (any more). A split takes back the merges that joined what it
    parts. Of two decisions that contradict each other the later wins, and the earlier says by which it was
    overruled.

    Parameters
    ----------
    decisions : iterable of Decision
        In the order in which they hold, as from `clusternet.identity.decisions.decisions_of`.
    organization_ids : collection of str
        Ids of the tables as they were read.
    """
    state = _State(decisions=tuple(decisions), known=frozenset(organization_ids))
    for number, decision in enumerate(state.decisions):
        problem = state.problem(decision)
        state.set_aside.append(problem is not None)
        carry_out = state.merge if decision.action == "merge" else state.split
        state.said.append(problem or carry_out(number, decision))
    into = {one: goes_on for one, goes_on in sorted(state.goes_on.items()) if one != goes_on}
    now = [tuple(sorted(into.get(one, one) for one in pair)) for pair in state.apart]
    return Replayed(
        into=into,
        apart=frozenset((one, other) for one, other in now),
        undoing=state.undoing(),
        outcomes=tuple(
            Outcome(
                decision=decision,
                said=state.said[number],
                set_aside=state.set_aside[number],
                overruled_by=tuple(state.decisions[later].decision_id for later in state.overruled[number]),
            )
            for number, decision in enumerate(state.decisions)
        ),
    )


@dataclass(kw_only=True)
class _State:
    """What holds after the decisions carried out so far; decisions go by their number in order."""

    decisions: Sequence[Decision]
    known: frozenset[str]
    groups: Partition = field(default_factory=Partition)
    goes_on: dict[str, str] = field(default_factory=dict)
    apart: dict[tuple[str, str], int] = field(default_factory=dict)
    overruled: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    said: list[Sentence] = field(default_factory=list)
    set_aside: list[bool] = field(default_factory=list)

    def problem(self, decision: Decision) -> Sentence | None:
        """Return why a decision cannot be carried out, None if it can."""
        concerned = decision.concerned
        gone = sorted(set(concerned) - self.known)
        if gone:
            return Sentence("decision.gone", {"decision": decision.decision_id, "organizations": tuple(gone)})
        if len(concerned) < (_TWO if decision.action == "merge" else 1):
            return Sentence("decision.alone", {"decision": decision.decision_id})
        first = self.goes_on.get(concerned[0], concerned[0])
        if decision.action == "merge" and first != concerned[0] and first in concerned:
            values = {"decision": decision.decision_id, "into": concerned[0], "organization": first}
            return Sentence("decision.circular", values)
        return None

    def merge(self, number: int, decision: Decision) -> Sentence:
        """Join the organizations of a merge."""
        into, *others = decision.concerned
        joined = self.groups.join(others, into, number)
        group = self.groups.group(into)
        goes_on = self.goes_on.get(into, into)
        self.goes_on |= dict.fromkeys(group, goes_on)
        for pair, split in [(pair, split) for pair, split in self.apart.items() if group.issuperset(pair)]:
            del self.apart[pair]
            self._overrule(split, number)
        values = {"decision": decision.decision_id, "n": len(joined), "into": goes_on}
        return Sentence("decision.merged" if joined else "decision.merged_before", values)

    def split(self, number: int, decision: Decision) -> Sentence:
        """Part the organizations of a split, or take its only one out of its group."""
        listed = decision.concerned
        if len(listed) == 1:
            pairs = [(listed[0], other) for other in sorted(self.groups.group(listed[0]) - {listed[0]})]
            taken_back = self.groups.leave(listed[0])
        else:
            pairs = [(one, other) for one, other in combinations(listed, _TWO)]
            taken_back = self.groups.part(listed)
        for pair in pairs:
            self.apart[min(pair), max(pair)] = number
        for merge in sorted(taken_back):
            self._overrule(merge, number)
        if taken_back:
            self.goes_on = self._survivors()
        values = {"decision": decision.decision_id, "n": len(listed)}
        if not pairs:
            return Sentence("decision.not_merged", {"decision": decision.decision_id})
        return Sentence("decision.split" if taken_back else "decision.kept_apart", values)

    def undoing(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Return, for each merge that stands, the organizations that splits must name to undo it."""
        found: dict[str, tuple[tuple[str, ...], ...]] = {}
        for number, ties in self.groups.standing().items():
            middle = set(ties[0]).intersection(*ties)
            ends = {end for tie in ties for end in tie}
            splits = (tuple(sorted(ends)),) if middle else tuple(ties)
            found[self.decisions[number].decision_id] = splits
        return found

    def _overrule(self, earlier: int, later: int) -> None:
        if later not in self.overruled[earlier]:
            self.overruled[earlier].append(later)

    def _survivors(self) -> dict[str, str]:
        """Return what each organization goes by when only what stands had ever been decided."""
        goes_on: dict[str, str] = {}
        groups = Partition()
        for number, ties in self.groups.standing().items():
            into = self.decisions[number].concerned[0]
            for one, other in ties:
                groups.join([one], other, number)
            for tie in ties:
                group = groups.group(tie[0])
                first = into if into in group else tie[0]
                goes_on |= dict.fromkeys(group, goes_on.get(first, first))
        return goes_on
