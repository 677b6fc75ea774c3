"""Values and paths of a YAML file as a person sees them, and what to write instead."""

import re
from datetime import date
from difflib import get_close_matches
from typing import Any

from playbook.loading.expectations import A_DAY, AN_ID, Expectation
from playbook.wording import plural
from playbook.yaml_text.document import Path

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d")
_TWO = re.compile(r"(\w+)\s*(?:-|–|to|,|;|/|\.\.)\s*(\w+)")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
_PERCENT = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*%")
_LONGEST_QUOTE = 60


def described(value: Any, written: str | None = None) -> str:
    """`'three'`, `the number 3`, `empty`, `a list`."""
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {written or value}"
    if isinstance(value, str):
        return f"'{shortened(value)}'"
    return f"the date {value.isoformat()}" if isinstance(value, date) else _kind_of(value)


def _kind_of(value: Any) -> str:
    return "a list" if isinstance(value, list | tuple) else "a group of keys"


def shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTE else flat[: _LONGEST_QUOTE - 1] + "…"


def key_of(path: Path) -> str:
    names = [part for part in path if isinstance(part, str)]
    return names[-1] if names else "value"


def name_of(path: Path) -> str:
    if not path:
        return "the file"
    return f"item {path[-1] + 1} of '{key_of(path)}'" if isinstance(path[-1], int) else f"'{path[-1]}'"


def whose(entry: dict[str, Any], kind: str = "entry") -> str:
    name = entry.get("id")
    return f"'{name}'" if isinstance(name, str) else f"this {kind}"


def text_finding(kind: str, path: Path, text: str, found: str, words: str) -> tuple[str, str, str]:
    """What is wrong with a text as such: its spelling or its length; found, expected and remedy."""
    if kind == "string_too_short":
        return f"{name_of(path)} is empty", words, ""
    if kind == "string_too_long":
        return f"{name_of(path)} has {len(text)} characters", "at most 80", ""
    spelled = re.sub(r"[^a-z0-9_]+", "-", text.casefold()).strip("-_")
    spelled = re.sub(r"^[^a-z]+", "", spelled)
    return found, AN_ID, f"write '{spelled}'" if spelled else ""


def day_finding(text: str, found: str) -> tuple[str, str]:
    """What is wrong with a text where a day is wanted; found and expected."""
    if _ISO_DAY.fullmatch(text):
        return f"there is no day {text}", A_DAY
    return found, "a date without a time, such as 2026-09-07" if _MOMENT.match(text) else A_DAY


def nearest(word: str, known: tuple[str, ...]) -> str:
    """A question that names the nearest known word; '' where none is near."""
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


OTHER_FILE = "mend the ones above first; or is it the wrong file?"


def more_faults(count: int) -> str:
    """What is said of the faults of a file that are not listed."""
    return f"{plural(count, 'more fault')} from here on"


def comma_in_number(after: str, before: Any) -> str:
    """What to do about `0,12` and `460,000` inside braces, where a comma begins a new key."""
    if isinstance(before, int | float) and not isinstance(before, bool):
        if len(after) == 3 and before:
            return f"write {before}{after}, or {before}.{after} if the comma is a decimal one"
        return f"write {before}.{after}; a comma inside {{…}} begins a new key"
    return "was a decimal comma meant? write the decimal sign as a point"


def remedy_for(value: Any, expected: Expectation) -> str:
    """What to write instead; '' where that is not known."""
    if expected.is_pair and isinstance(value, str):
        two = _TWO.fullmatch(value.strip())
        return f"write [{two[1]}, {two[2]}]" if two else "write both, as in [1, 3]"
    if expected.is_list and isinstance(value, str | int | float):
        item = expected.step(0)
        if item is not None and item.model is not None:
            return "write [] where there is nothing to list"
        return f"write [{value}]" if shortened(str(value)) == str(value) else "put it between [ and ]"
    if expected.is_number and isinstance(value, str):
        if _DECIMAL_COMMA.fullmatch(value):
            return "write the decimal sign as a point"
        percent = _PERCENT.fullmatch(value)
        if percent:
            return f"write {float(percent[1]) / 100:g} for a share of {shortened(value)}"
    return ""
