"""What people answer to a proposal, as decisions."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from clusternet.identity.decisions import Action, Decision

_EVIDENCE = ("rule", "agrees", "contradicts", "letters", "words", "shared_word", "other_name")
_NUMBERED = re.compile(r"d(\d+)(?:-[0-9a-f]+)?", re.ASCII)
_DIGITS_OF_DIGEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who decides, when and why.

    Parameters
    ----------
    decided_on : str
        A date of the contract.
    decided_by, reason : str
        Free text; empty for unknown.
    """

    decided_on: str
    decided_by: str = ""
    reason: str = ""


def answered(action: Action, proposal: Mapping[str, Any], statement: Statement) -> tuple[Decision, ...]:
    """Return the decisions that an answer to a proposal makes; they have no ids yet.

    ``merge`` makes all organizations of the proposal one. ``split`` says of those on one side of the question
    that they are none of those on the other, and nothing about two of one side; where a proposal is about
    one group, it says that no two of them are one.

    Parameters
    ----------
    action : {"merge", "split"}
        The answer.
    proposal : mapping of str to object
        A row of `clusternet.identity.proposals.proposals`, or of what a person made of it.
    statement : Statement
        Who, when and why.
    """
    listed = ids_in(proposal["organization_ids"])
    other = [one for one in ids_in(proposal.get("other_ids")) if one in listed]
    one_side = [one for one in listed if one not in other]
    made = Decision(
        decision_id="",
        action=action,
        organization_ids=listed,
        into=(proposal.get("into") or "").strip() if action == "merge" else "",
        reason=statement.reason,
        evidence=_evidence(proposal),
        decided_on=statement.decided_on,
        decided_by=statement.decided_by,
    )
    if action == "merge" or not other or not one_side:
        return (made,)
    return tuple(replace(made, organization_ids=pair) for pair in product(one_side, other))


def numbered(decisions: Iterable[Decision], taken: Collection[str]) -> tuple[Decision, ...]:
    """Return decisions with ids, which count on from the highest number taken.

    The number says in which order decisions of one day were made. Behind it stands a digest of what is
    decided, so that two datasets whose decisions come together do not mean different ones by one id.

    Parameters
    ----------
    decisions : iterable of Decision
        In the order in which they hold.
    taken : collection of str
        Ids of decisions that exist.

    Examples
    --------
    >>> merge = Decision(decision_id="", action="merge", organization_ids=("a", "b"))
    >>> [one.decision_id for one in numbered([merge], ["d0007-1f2e3d", "other"])]
    ['d0008-be9fbd']
    """
    first = 1 + max((int(found[1]) for one in taken if (found := _NUMBERED.fullmatch(one))), default=0)
    return tuple(
        replace(one, decision_id=f"d{number:04d}-{_digest(one)}")
        for number, one in enumerate(decisions, start=first)
    )


def asked_for(decision: Decision) -> tuple[str, str, frozenset[str]]:
    """Return what a decision asks for, which is the same for two that say the same, whoever made them."""
    goes_on = decision.concerned[0] if decision.action == "merge" else ""
    return decision.action, goes_on, frozenset(decision.concerned)


def ids_in(text: str | None) -> tuple[str, ...]:
    """Return the ids that a cell lists, once each."""
    return tuple(dict.fromkeys(filter(None, (one.strip() for one in (text or "").split(";")))))


def _digest(decision: Decision) -> str:
    action, goes_on, concerned = asked_for(decision)
    text = "\n".join((decision.decided_on, action, goes_on, *sorted(concerned)))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS_OF_DIGEST]


def _evidence(proposal: Mapping[str, Any]) -> str:
    """Return what the proposal was made on, so that the decision says why without the proposal."""
    parts = [f"{name}: {proposal[name]}" for name in _EVIDENCE if proposal.get(name) not in (None, "")]
    return "; ".join([proposal["proposal_id"], *parts])
