"""How a cluster is known on the page: a color, a shape and a code, always the three together."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clusternet.findings.cooperation import ClusterProfile
from clusternet.report.colors import PAPER, contrast, is_color

#: Each at least 3:1 on paper, and told apart under the three common color blindnesses with the shape's help.
PALETTE = ("#458F1F", "#982241", "#07696B", "#834F00", "#168FDF", "#334057", "#7D479D", "#F23F2E")

#: Outlines around the origin, of about equal area; the first eight go with the eight colors.
SHAPES: Mapping[str, str] = {
    "circle": "M-7.6 0A7.6 7.6 0 1 1 7.6 0A7.6 7.6 0 1 1-7.6 0Z",
    "square": "M-6.8-6.8H6.8V6.8H-6.8Z",
    "triangle": "M0-8.6L8.9 6.8H-8.9Z",
    "diamond": "M0-9.6L9.6 0L0 9.6L-9.6 0Z",
    "triangle-down": "M0 8.6L8.9-6.8H-8.9Z",
    "hexagon": "M0-8.6L7.45-4.3V4.3L0 8.6L-7.45 4.3V-4.3Z",
    "cross": "M-3.1-8.6H3.1V-3.1H8.6V3.1H3.1V8.6H-3.1V3.1H-8.6V-3.1H-3.1Z",
    "star": "M0-10.2L2.76-3.8L9.7-3.15L4.46 1.45L6 8.25L0 4.69L-6 8.25L-4.46 1.45L-9.7-3.15L-2.76-3.8Z",
    "half-disc": "M-9.6 4.6A9.6 9.6 0 0 1 9.6 4.6Z",
    "hourglass": "M-7.8-8.4H7.8L2.6 0L7.8 8.4H-7.8L-2.6 0Z",
    "saltire": "M-4.4-8.8L0-4.4L4.4-8.8L8.8-4.4L4.4 0L8.8 4.4L4.4 8.8L0 4.4"
    "L-4.4 8.8L-8.8 4.4L-4.4 0L-8.8-4.4Z",
    "flag": "M-7.6-7.6H7.6L2.8 0L7.6 7.6H-7.6Z",
}

#: Shifts that keep neighbors in the palette apart when the shapes come round again.
_SHIFTS = (0, 3, 5, 2, 6, 1, 4, 7)
_CONTRAST_OF_GRAPHICS = 3.0
_CODE_LENGTH = 3
_ACRONYM_LENGTH = 4
_NAME_ENDS = (" - ", " – ", " — ", " (", ": ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One cluster as it is drawn and written.

    Parameters
    ----------
    ref : str
        Id of the drawing in the page; safe in markup whatever the cluster is called.
    code : str
        Three letters or digits, no two alike.
    color, shape : str
        ``#rrggbb`` and a name of `SHAPES`.
    name : str
        As the data state it.
    short, rest : str
        The name up to where its explanation begins, and that explanation.
    """

    ref: str
    code: str
    color: str
    shape: str
    name: str
    short: str
    rest: str

    @property
    def outline(self) -> str:
        """The path of the shape."""
        return SHAPES[self.shape]


def symbols(profiles: Sequence[ClusterProfile]) -> dict[str, Symbol]:
    """Give every cluster its color, shape and code, in their order.

    A color that the data ask for is used if it can be seen on paper and makes no two clusters look alike.

    Returns
    -------
    dict of Symbol
        By cluster id.
    """
    shorts = _short_names([profile.name for profile in profiles])
    taken: set[tuple[str, str]] = set()
    codes: list[str] = []
    found: dict[str, Symbol] = {}
    for place, (profile, (color, shape)) in enumerate(zip(profiles, _looks(), strict=False)):
        if _usable(profile.color) and (profile.color.upper(), shape) not in taken:
            color = profile.color.upper()  # noqa: PLW2901  the data's wish replaces the palette's turn
        taken.add((color, shape))
        short, rest = shorts[place]
        codes.append(_code(short, profile.cluster_id, codes))
        found[profile.cluster_id] = Symbol(
            ref=f"s{place}",
            code=codes[-1],
            color=color,
            shape=shape,
            name=profile.name,
            short=short,
            rest=rest,
        )
    return found


def _looks() -> Iterator[tuple[str, str]]:
    """Yield every color with every shape, shapes in turn; after 96 looks come again, but codes never do."""
    while True:
        for shift in _SHIFTS:
            for place, shape in enumerate(SHAPES):
                yield PALETTE[(place + shift) % len(PALETTE)], shape


def _usable(color: str) -> bool:
    return is_color(color) and contrast(color, PAPER) >= _CONTRAST_OF_GRAPHICS


def _short_names(names: Sequence[str]) -> list[tuple[str, str]]:
    """Cut names where their explanation begins, unless two would then be called the same."""
    cut = [_cut(name) for name in names]
    heads = [head for head, _ in cut]
    return [
        (head, rest) if heads.count(head) == 1 else (name, "")
        for name, (head, rest) in zip(names, cut, strict=True)
    ]


def _cut(name: str) -> tuple[str, str]:
    places = [name.find(end) for end in _NAME_ENDS]
    begins = min((place for place in places if place >= _CODE_LENGTH), default=len(name))
    rest = name[begins:].strip(" -–—:")
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    return name[:begins], rest


def _code(name: str, cluster_id: str, taken: Collection[str]) -> str:
    words = _words(name) or _words(cluster_id) or ["X"]
    letters = "".join(words).upper()
    first = (_first_code(words) + "XX")[:_CODE_LENGTH]
    return next(code for code in _candidates(first, letters) if code not in taken)


def _first_code(words: Sequence[str]) -> str:
    """Take an acronym among several words, else their initials, else the first letters."""
    acronyms = [word for word in words if word.isupper() and 1 < len(word) <= _ACRONYM_LENGTH]
    if len(words) > 1 and acronyms:
        others = "".join(word for word in words if word != acronyms[0])
        return (acronyms[0] + others).upper()
    weighty = [word for word in words if not (word.islower() and len(word) <= _CODE_LENGTH)] or list(words)
    if len(weighty) >= _CODE_LENGTH:
        return "".join(word[0] for word in weighty).upper()
    if len(weighty) > 1:
        return (weighty[0][0] + weighty[1]).upper()
    return weighty[0].upper()


def _candidates(first: str, letters: str) -> Iterator[str]:
    """Yield the code, then with its last letter replaced by others of the name, then with numbers."""
    yield first
    for letter in letters:
        yield first[:2] + letter
    for number in range(1, 10):
        yield f"{first[:2]}{number}"
    for number in range(10, 100):
        yield f"{first[:1]}{number}"
    number = 100
    while True:
        yield str(number)
        number += 1


def _words(text: str) -> list[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()
