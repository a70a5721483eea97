"""Identifiers of organizations, each checked by its check digits where it has them."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.options import NOTHING_STATED, Options
from clusternet.cleaning.unclean import Unclean
from clusternet.cleaning.vocabulary import toml_vocabulary

_SEPARATORS = re.compile(r"[\s.\-/]")
_PIC = re.compile(r"(?:PIC\s*[:#]?\s*)?(?P<digits>\d{9})(?P<decimals>\.0+)?", re.ASCII | re.IGNORECASE)
_ROR = re.compile(
    r"(?:https?://)?(?:(?:www\.)?ror\.org/)?(?:ror:)?(?P<id>0[0-9a-z]{8})/?", re.ASCII | re.IGNORECASE
)
_ROR_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_MASKED = re.compile(r"\*.*\*", re.DOTALL)
_LONGEST = 60  # characters


class _Checker(Protocol):
    """A module of stdnum for one kind of number."""

    def validate(self, number: str) -> str:
        """Return the number in its usual form, or raise what is wrong with it."""


@dataclass(frozen=True, slots=True)
class _WithoutSuffix:
    """A checker of numbers that may have letters behind them, and that it knows with letters in front."""

    start: str
    checker: _Checker

    def validate(self, number: str) -> str:
        suffixes = toml_vocabulary("vat_prefixes")["suffixes"]
        suffix = next((one for one in suffixes if number.endswith(one)), "")
        return self.checker.validate(self.start + number.removesuffix(suffix)).removeprefix(self.start)


def clean_vat(text: str, options: Options = NOTHING_STATED) -> Cleaned:
    """Return a VAT number of the EU, Norway, Switzerland or the United Kingdom, its check digits right.

    Eleven digits without prefix are Italian, unless `Options.country` says another country. Greece is
    ``EL``, the United Kingdom ``GB``.

    Raises
    ------
    Unclean
        With the rule ``choice``; its reason is ``check_digit``, ``length`` or ``masked`` where it is one of
        these.

    Examples
    --------
    >>> clean_vat("00488410010").text, clean_vat("IT 00488410010").text
    ('IT00488410010', 'IT00488410010')
    """
    text = text.strip()
    if not text:
        return Cleaned("")
    plain = _plain(text)
    country, number = _country_of_vat(plain, options.country or "IT")
    checker = _vat_checkers().get(country)
    if checker is None:
        raise Unclean("choice")
    found = country + _checked(checker, number)
    prefixed = "" if plain.startswith(country) else "country_prefix"
    return cleaned(found, prefixed, "identifier_marks" if _differs(text, found) else "", _case(text))


def clean_tax_code(text: str, options: Options = NOTHING_STATED) -> Cleaned:  # noqa: ARG001 (one signature for all)
    """Return an Italian tax code: eleven digits for organizations, sixteen characters for persons.

    Raises
    ------
    Unclean
        With the rule ``choice``; its reason is ``check_digit``, ``length`` or ``masked`` where it is one of
        these.

    Examples
    --------
    >>> clean_tax_code("IT00488410010")
    Cleaned(text='00488410010', change='country_prefix')
    """
    from stdnum.it import codicefiscale, iva

    text = text.strip()
    if not text:
        return Cleaned("")
    plain = _plain(text)
    number = plain.removeprefix("IT") if plain[2:].isdigit() else plain
    found = _checked(iva if number.isdigit() else codicefiscale, number)
    return cleaned(
        found,
        "country_prefix" if number != plain else "",
        "identifier_marks" if _differs(text, plain) else "",
        _case(text),
    )


def clean_pic(text: str, options: Options = NOTHING_STATED) -> Cleaned:  # noqa: ARG001
    """Return a participant identification code of the Commission: nine digits, without check digit.

    Raises
    ------
    Unclean
        With the rule ``choice``, for anything else.

    Examples
    --------
    >>> clean_pic("999984059.0")
    Cleaned(text='999984059', change='whole_number')
    """
    text = text.strip()
    if not text:
        return Cleaned("")
    found = _PIC.fullmatch(text)
    if found is None:
        raise Unclean("choice", "length" if text.isascii() and text.isdigit() else "")
    number, decimals = found["digits"], found["decimals"] or ""
    marks = "identifier_marks" if text != number + decimals else ""
    return cleaned(number, marks, "whole_number" if decimals else "")


def clean_ror(text: str, options: Options = NOTHING_STATED) -> Cleaned:  # noqa: ARG001
    """Return an identifier of the Research Organization Registry: nine characters, without its address.

    The last two are a check sum of ISO/IEC 7064, MOD 97-10, over the others as digits of Crockford's base 32.

    Raises
    ------
    Unclean
        With the rule ``choice``, reason ``check_digit`` if the check sum is wrong.

    Examples
    --------
    >>> clean_ror("https://ror.org/00bgk9508").text
    '00bgk9508'
    """
    text = text.strip()
    if not text:
        return Cleaned("")
    found = _ROR.fullmatch(text)
    if found is None:
        raise Unclean("choice")
    identifier = found["id"].lower()
    digits, check = identifier[:7], identifier[7:]
    if not set(digits) <= set(_ROR_DIGITS) or not check.isdigit():
        raise Unclean("choice")
    value = 0
    for digit in digits:
        value = value * len(_ROR_DIGITS) + _ROR_DIGITS.index(digit)
    if int(check) != 98 - value * 100 % 97:
        raise Unclean("choice", "check_digit")
    marks = "identifier_marks" if len(text) != len(identifier) else ""
    return cleaned(identifier, marks, "" if found["id"] == identifier else "letter_case")


def _plain(text: str) -> str:
    """Return an identifier in capitals without separators; nothing beyond ASCII is one."""
    if _MASKED.fullmatch(text):
        raise Unclean("choice", "masked")
    if not text.isascii() or len(text) > _LONGEST:
        raise Unclean("choice")
    return _SEPARATORS.sub("", text).upper()


def _country_of_vat(plain: str, country: str) -> tuple[str, str]:
    """Return prefix and rest of a VAT number; without prefix, that of the country."""
    prefixes = toml_vocabulary("vat_prefixes")["prefixes"]
    for letters in (3, 2):
        prefix = prefixes.get(plain[:letters])
        if prefix:
            return prefix, plain[letters:]
    return prefixes.get(country, ""), plain


@cache
def _vat_checkers() -> dict[str, _Checker]:
    """Return what checks the VAT numbers of each prefix."""
    from stdnum.ch import uid
    from stdnum.no import orgnr
    from stdnum.util import get_cc_module

    vocabulary = toml_vocabulary("vat_prefixes")
    countries = {
        prefix: vocabulary["countries"].get(prefix, prefix) for prefix in vocabulary["prefixes"].values()
    }
    found = {prefix: get_cc_module(country.lower(), "vat") for prefix, country in countries.items()}
    checkers: dict[str, _Checker] = {
        prefix: checker for prefix, checker in found.items() if checker is not None
    }
    return checkers | {"CHE": _WithoutSuffix("CHE", uid), "NO": _WithoutSuffix("", orgnr)}


def _checked(checker: _Checker, number: str) -> str:
    from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

    try:
        return checker.validate(number)
    except InvalidChecksum:
        raise Unclean("choice", "check_digit") from None
    except InvalidLength:
        raise Unclean("choice", "length") from None
    except ValidationError:
        raise Unclean("choice") from None


def _differs(text: str, found: str) -> bool:
    """Whether separators were taken out of a text; spaces around it are none."""
    return len(_SEPARATORS.sub("", text)) != len(text) or len(text) > len(found)


def _case(text: str) -> str:
    return "letter_case" if text != text.upper() else ""
