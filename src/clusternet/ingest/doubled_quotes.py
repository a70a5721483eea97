"""Fields that open with a doubled quotation mark, as tables of CORDIS have them.

A field such as ``""The action ""X"" works""`` is quoted inside and not outside. A plain reader takes the
first two marks for an empty value and cuts the rest at the next delimiter. Such a field is given its outer
marks where it ends on its own line and all of that line can then be cut into fields; any other line is left
as it is, and what a plain reader makes of it does not fit the heading.
"""

import re
from collections.abc import Iterable, Iterator


class WithOuterQuotes:
    """Lines of a file, with outer quotation marks around fields that open with a doubled one.

    Parameters
    ----------
    lines : iterable of str
        Physical lines with their ends.
    delimiter, quote : str
        One character each.

    Attributes
    ----------
    width : int
        Fields of the heading; until it is known (0) no line is touched.
    """

    def __init__(self, lines: Iterable[str], *, delimiter: str, quote: str) -> None:
        self.width = 0
        self._lines = lines
        self._delimiter, self._quote = delimiter, quote
        mark, sign = re.escape(quote), re.escape(delimiter)
        text, after = rf"(?:[^{mark}]|{mark}{mark})*+", rf"(?={sign}|$)"
        self._suspect = re.compile(rf"{sign}{mark}{mark}[^{mark}{sign}\r\n]")
        self._suspect_at_once = re.compile(rf"{mark}{mark}[^{mark}{sign}\r\n]")
        self._field = re.compile(
            rf"{mark}{text}{mark}{after}"
            rf"|(?P<doubled>{mark}{mark}[^{mark}{sign}].*?{mark}{mark})(?={sign}{mark}|$)"
            rf"|[^{mark}{sign}]*{after}"
        )
        self._end_of_field = re.compile(rf"{text}{mark}{after}")
        self._start_of_field = re.compile(rf"{mark}{text}$")

    def __iter__(self) -> Iterator[str]:
        """Yield each line, mended where needed."""
        inside = False  # a field that began on an earlier line
        for line in self._lines:
            suspect = self._suspect_at_once.match(line) or self._suspect.search(line)
            mended = self._mended(line, inside=inside) if suspect and self.width else line
            inside ^= mended.count(self._quote) % 2 == 1
            yield mended

    def _mended(self, line: str, *, inside: bool) -> str:
        body = line.rstrip("\r\n")
        fields = self._fields(body)
        if fields is None or len(fields) != self.width:
            fields = self._fields_of_part(body, inside=inside)
        return line if fields is None else self._delimiter.join(fields) + line[len(body) :]

    def _fields(self, body: str, place: int = 0) -> list[str] | None:
        """Cut a text into whole fields; None where it cannot be."""
        fields: list[str] = []
        while place <= len(body):
            field = self._field.match(body, place)
            if field is None:
                return None
            fields.append(f"{self._quote}{field[0]}{self._quote}" if field["doubled"] else field[0])
            place = field.end() + 1
        return fields

    def _fields_of_part(self, body: str, *, inside: bool) -> list[str] | None:
        """Cut a line that begins inside a field, or ends inside one, or both; None where it cannot be."""
        first: list[str] = []
        place = 0
        if inside:
            end = self._end_of_field.match(body)
            if end is None:
                return None
            first, place = [end[0]], end.end() + 1
        last: list[str] = []
        for start in range(len(body) - 1, place, -1):
            if body[start - 1] == self._delimiter and self._start_of_field.match(body, start):
                last, body = [body[start:]], body[: start - 1]
                break
        middle = self._fields(body, place)
        if middle is None or not (first or last) or len(first + middle + last) > self.width:
            return None
        return [*first, *middle, *last]
