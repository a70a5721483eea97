"""Numbers as people and programs of many countries write them, turned into decimal text with a point."""

import re
from decimal import Decimal

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.options import Options
from clusternet.cleaning.unclean import Unclean

_SPACES = " \u00a0\u2007\u2009\u202f"
_APOSTROPHES = "'’"
_MINUS = r"\-\u2212"  # escaped for a character class
_SIGNED = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[+{_MINUS}]?)\s*(?P<body>[0-9.,].*?)\s*(?P<last>[{_MINUS}]?)(?(open)\))"
)
_USUAL = re.compile(r"(?P<whole>\d{1,30})(?:(?P<mark>[.,])(?P<decimals>\d{1,2}))?", re.ASCII)
_BODY = re.compile(rf"[0-9{_SPACES}{_APOSTROPHES}.,]*")
_EXPONENT = re.compile(r"(?P<mantissa>\d+(?:[.,]\d*)?|[.,]\d+)[eE](?P<power>[+-]?\d{1,3})", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+", re.ASCII)
_LARGEST_POWER = 30
_LONGEST = 100  # characters; more is no number anybody means


def usual_number(text: str, options: Options) -> Cleaned | None:
    """Return the same as `decimal_text` for digits with at most two decimals, as most numbers are; else None.

    Examples
    --------
    >>> usual_number("198480,06", Options())
    Cleaned(text='198480.06', change='decimal_comma')
    >>> usual_number("1.234", Options())
    """
    found = _USUAL.fullmatch(text)
    if found is None:
        return None
    whole, mark, decimals = found.groups()
    if mark is None:
        return Cleaned(whole)
    return cleaned(
        f"{whole}.{decimals}",
        "decimal_comma" if mark == "," else "",
        "other_decimal" if options.decimal not in (None, mark) else "",
    )


def decimal_text(text: str, options: Options, *, rule: str) -> Cleaned:
    """Return a number in decimal text with a point and without separators, none of its digits changed.

    The last of two different marks is that of the decimals, a mark that comes twice separates thousands,
    and so does one before three digits unless something says otherwise: without `Options.decimal`,
    ``1.234`` is refused. What has one reading only is read that way whatever `Options.decimal` says, and
    the change ``other_decimal`` tells.

    Parameters
    ----------
    text : str
        Without white space around it.
    options : Options
        ``decimal`` matters.
    rule : str
        What to raise with.

    Raises
    ------
    Unclean
        With that rule.

    Examples
    --------
    >>> decimal_text("1'234.50", Options(), rule="number")
    Cleaned(text='1234.50', change='thousands_separators')
    """
    sign, body, change = _signed(text, rule)
    exponent = _EXPONENT.fullmatch(body)
    found = _expanded(exponent, rule) if exponent else _plain(body, options, rule)
    return cleaned(sign + found.text, *found.changes, change)


def _signed(text: str, rule: str) -> tuple[str, str, str]:
    """Return sign, digits and change of a number; a minus may stand behind it, and parentheses mean one."""
    found = _SIGNED.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise Unclean(rule)
    minuses = [mark for mark in (found["open"], found["sign"], found["last"]) if mark]
    after_mark = found["last"] and found["body"][-1] in ".,"  # 100,- is no cents, not below zero
    if len(minuses) > 1 or after_mark:
        raise Unclean(rule)
    if not minuses or minuses == ["+"]:
        return found["sign"], found["body"], ""
    return "-", found["body"], "" if found["sign"] == "-" else "minus_sign"


def _expanded(found: re.Match[str], rule: str) -> Cleaned:
    """Return a number with an exponent written out; the mark in its mantissa is always that of decimals."""
    if abs(int(found["power"])) > _LARGEST_POWER:
        raise Unclean(rule)
    mantissa = found["mantissa"].replace(",", ".")
    text = format(Decimal(f"{mantissa}E{found['power']}"), "f")
    return cleaned(text, "exponent", "decimal_comma" if "," in found["mantissa"] else "")


def _plain(body: str, options: Options, rule: str) -> Cleaned:
    if not _BODY.fullmatch(body):
        raise Unclean(rule)
    mark = _decimal_mark(body, options, rule)
    head, point, tail = body.rpartition(mark) if mark else (body, "", "")
    whole = _without_separators(head, rule)
    if point and not (tail.isdigit() or (not tail and whole)):
        raise Unclean(rule)
    other = point and options.decimal not in (None, mark)
    return cleaned(
        f"{whole}.{tail}" if point else whole,
        "thousands_separators" if whole != head else "",
        "decimal_comma" if point == "," else "",
        "other_decimal" if other else "",
    )


def _decimal_mark(body: str, options: Options, rule: str) -> str:
    """Return the mark of decimals, empty if there is none."""
    marks = [letter for letter in body if letter in ".,"]
    if not marks or len(marks) > 1:
        last_differs = len(set(marks)) == 2 and marks.count(marks[-1]) == 1
        return marks[-1] if last_differs else ""
    mark = marks[0]
    if not _may_be_thousands(body, mark):
        return mark
    if options.decimal is None:
        raise Unclean(rule, "decimal_or_thousands")
    return mark if options.decimal == mark else ""


def _may_be_thousands(body: str, mark: str) -> bool:
    head, _, tail = body.partition(mark)
    return head.isdigit() and 0 < len(head) <= 3 and head != "0" and len(tail) == 3


def _without_separators(head: str, rule: str) -> str:
    """Return the digits before the decimals; separators must all be alike and make groups of three."""
    separators = {letter for letter in head if not letter.isdigit()}
    if not separators:
        return head
    if len(separators) > 1 or not _GROUPED.fullmatch(head.replace(separators.pop(), " ")):
        raise Unclean(rule)
    return re.sub(r"\D", "", head)
