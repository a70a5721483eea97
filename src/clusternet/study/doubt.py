"""Which names are unresolved, which merges doubtful, and which headline numbers depend on them."""

from collections.abc import Mapping, Sequence
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.findings.doubt import Dependence, IdentityDoubt, ends, relative_change
from clusternet.findings.numbers import Number
from clusternet.identity.bands import ASK, SAME
from clusternet.identity.decisions import Decision
from clusternet.identity.matching import matched_pairs
from clusternet.identity.proposals import proposals
from clusternet.identity.replay import Replayed
from clusternet.study.duplicates import Identity
from clusternet.study.effect import Headlines, Trial, merging, moves, undoing

#: Cases that are tried one by one: each takes as long as reading what counts, and the heaviest move most.
MOST_ALONE = 10


def identity_doubt(found: Identity, headlines: Headlines, *, most: int = MOST_ALONE) -> IdentityDoubt:
    """Return what is unresolved and doubtful about who is who, and how far headline numbers depend on it.

    Three sorts of cases are decided the other way: questions that nobody has answered are answered with yes,
    merges that suggest themselves are made, and doubtful merges that were made are taken back. Each number is
    computed anew with each of the cases that concern most participations alone, with all merges together,
    with all that is taken back together, and with everything together; nothing is approximated, and no other
    combination is tried.

    Parameters
    ----------
    found : Identity
        Who may be the same in the tables as they were read.
    headlines : Headlines
        The numbers, of the same tables.
    most : int
        How many cases are tried alone.
    """
    replayed = found.resolved.replayed
    doubtful = _doubtful(headlines.read, replayed)
    merges = [*merging(found.proposals), *merging(found.proposals, band=SAME)]
    splits = [trial for trial in undoing(replayed) if trial.name in doubtful]
    moved = _moved(found, splits, headlines.read["participations"])
    by_weight = sorted([*merges, *splits], key=lambda trial: -moved[trial.name])  # stable among equals
    alone = list(islice(by_weight, most))
    questions = found.proposals.filter(pc.equal(found.proposals["band"], ASK))
    return IdentityDoubt(
        organizations=found.resolved.tables["organizations"].num_rows,
        questions=questions.num_rows,
        questioned=len(_ids(questions)),
        suggested=len(merges) - questions.num_rows,
        merges=len(replayed.undoing),
        doubtful=len(splits),
        alone=len(alone),
        numbers=_dependences(headlines, alone, [merges, splits]),
    )


def _doubtful(read: Mapping[str, pa.Table], replayed: Replayed) -> frozenset[str]:
    """Return the merges that the matcher, had nobody decided anything, would not call safe."""
    if not replayed.undoing:
        return frozenset()
    safe = proposals(matched_pairs(read), read)
    groups = [
        frozenset(ids.split(";"))
        for ids in safe.filter(pc.equal(safe["band"], SAME))["organization_ids"].to_pylist()
    ]
    stand = [one.decision for one in replayed.outcomes if one.decision.decision_id in replayed.undoing]
    return frozenset(
        merge.decision_id for merge in stand if not any(group.issuperset(merge.concerned) for group in groups)
    )


def _moved(found: Identity, splits: Sequence[Trial], participations: pa.Table) -> dict[str, int]:
    """Return how many participations would count for another organization, by the name of a trial."""
    proposed = found.proposals
    moved = dict(zip(proposed["proposal_id"].to_pylist(), proposed["moved"].to_pylist(), strict=True))
    taken_part = pc.value_counts(participations["organization_id"]).to_pylist()
    counts = {entry["values"]: entry["counts"] for entry in taken_part}
    for trial in splits:
        each = [counts.get(one, 0) for one in trial.organization_ids.split(";")]
        moved[trial.name] = sum(each) - max(each)
    return moved


def _ids(proposed: pa.Table) -> set[str]:
    return {one for ids in proposed["organization_ids"].to_pylist() for one in ids.split(";")}


def _dependences(
    headlines: Headlines, alone: Sequence[Trial], kinds: Sequence[Sequence[Trial]]
) -> tuple[Dependence, ...]:
    """Compute the numbers with each trial alone, with those of each kind, and with all of them."""
    several = [_decisions(trials) for trials in kinds if trials]
    if len(several) != 1:
        several.append(_decisions([trial for trials in kinds for trial in trials]))
    before = headlines.after()
    tried = [headlines.after(trial.decisions) for trial in alone]
    tried += [headlines.after(decisions) if decisions else before for decisions in several]
    return tuple(
        _dependence(number, [numbers[place] for numbers in tried]) for place, number in enumerate(before)
    )


def _decisions(trials: Sequence[Trial]) -> list[Decision]:
    return [decision for trial in trials for decision in trial.decisions]


def _dependence(number: Number, tried: Sequence[Number]) -> Dependence:
    """Say how far a number moves; the last trial is that of everything together."""
    values = [value for one in (number, *tried) for value in ends(one)]
    return Dependence(
        number=number,
        together=tried[-1],
        farthest=max(tried, key=lambda one: relative_change(number, one)),
        least=min(values, default=None),
        most=max(values, default=None),
        moves=any(moves(number, one) for one in tried),
    )
