"""What a bare YAML scalar means here: empty, true or false, a number, a day, or the text as it stands."""

import re
from datetime import date
from math import isfinite

Scalar = str | int | float | bool | date | None

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,18})")
_NUMBER = re.compile(r"[-+]?(?:(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER_BEGINS = frozenset("0123456789+-.")
_MOST_DIGITS = 40


def meaning_of_scalar(text: str) -> Scalar:
    """Value of a scalar without quotes.

    Narrower than YAML 1.1 on purpose: `yes`, `no`, `on` and `off` stay text (`on: 2026-09-09` is a key of every
    record), and so do `1:30`, `010`, `0x1F`, `1_000`, `.inf` and `.nan`, each of which YAML 1.1 reads as a number.
    """
    if text in _EMPTY:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    return _number_or_day(text) if text[0] in _NUMBER_BEGINS and len(text) <= _MOST_DIGITS else text


def _number_or_day(text: str) -> Scalar:
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DAY.fullmatch(text):
        return _day(text)
    if _NUMBER.fullmatch(text) and not _has_leading_zero(text):
        number = float(text)
        return number if isfinite(number) else text
    return text


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _has_leading_zero(text: str) -> bool:
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()
