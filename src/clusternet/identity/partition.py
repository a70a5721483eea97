"""Groups of organizations that are one, and which decision joined whom.

A group is a tree: each tie joins two organizations and remembers the decision it is owed to, so that a later
decision can take back exactly what an earlier one did.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass
class Partition:
    """A forest of organizations.

    Parameters
    ----------
    ties : dict of str to dict of str to int
        Neighbors of each organization that has any, and the number of the decision that joined the two.
    """

    ties: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def group(self, organization: str) -> set[str]:
        """Return the organizations that are one with this one, itself among them."""
        found, waiting = {organization}, [organization]
        while waiting:
            new = set(self.ties.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return found

    def join(self, organizations: Iterable[str], to: str, decision: int) -> list[str]:
        """Make organizations one with another; return those that were not yet."""
        joined = []
        for organization in organizations:
            if organization not in self.group(to):
                self._tie(organization, to, decision)
                joined.append(organization)
        return joined

    def part(self, organizations: tuple[str, ...]) -> set[int]:
        """Make no two of the organizations one, taking back as little as possible.

        On the way from one to another the ties of the latest decision go, all of them: which of two that it
        joined through a third is to stay with that third, nobody said.

        Returns
        -------
        set of int
            Decisions of which a tie was taken back.
        """
        taken_back = set()
        for place, one in enumerate(organizations):
            for other in organizations[place + 1 :]:
                while way := self._way(one, other):
                    owed_to = {ends: self.ties[ends[0]][ends[1]] for ends in pairwise(way)}
                    latest = max(owed_to.values())
                    taken_back.add(latest)
                    for ends in [ends for ends, decision in owed_to.items() if decision == latest]:
                        self._untie(*ends)
        return taken_back

    def leave(self, organization: str) -> set[int]:
        """Take an organization out of its group, the others of which stay together.

        Returns
        -------
        set of int
            Decisions of which a tie was taken back.
        """
        neighbors = sorted(self.ties[organization].items(), key=lambda tie: (tie[1], tie[0]))
        taken_back = {self._untie(organization, neighbor) for neighbor, _ in neighbors}
        for (one, _), (other, decision) in pairwise(neighbors):
            self._tie(one, other, decision)
        return taken_back

    def standing(self) -> dict[int, list[tuple[str, str]]]:
        """Return the ties of each decision that has any left, decisions in order."""
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for one, neighbors in self.ties.items():
            for other, decision in neighbors.items():
                if one < other:
                    found[decision].append((one, other))
        return {decision: sorted(found[decision]) for decision in sorted(found)}

    def _tie(self, one: str, other: str, decision: int) -> None:
        self.ties[one][other] = self.ties[other][one] = decision

    def _untie(self, one: str, other: str) -> int:
        del self.ties[other][one]
        return self.ties[one].pop(other)

    def _way(self, one: str, other: str) -> list[str]:
        """Return the organizations on the only way from one to another, empty if there is none."""
        came_from, waiting = {one: one}, [one]
        while waiting and other not in came_from:
            here = waiting.pop()
            for there in self.ties.get(here, ()):
                if there not in came_from:
                    came_from[there] = here
                    waiting.append(there)
        if other not in came_from:
            return []
        way = [other]
        while way[-1] != one:
            way.append(came_from[way[-1]])
        return way
