"""Labels, icons and number formats that every face shares; the sentences of one page stand in `wording_<page>.py`."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from pydantic import computed_field

from metrics.change import moved
from metrics.definition import Kind, Metric
from metrics.weeks import week_text as week_text
from playbook.model.charter import State
from playbook.verdict import Area, ChangeKind, Outcome, Verdict


def of_product(product: str, reason: str) -> str:
    """One product's part of a metric."""
    return f"{product}: {reason}"


OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.MET: "met",
    Outcome.WARNING: "warning",
    Outcome.NOT_MET: "not met",
    Outcome.INCONCLUSIVE: "inconclusive",
    Outcome.NO_DATA: "no data",
    Outcome.STALE: "stale",
    Outcome.EXEMPT: "exempt",
    Outcome.NOT_APPLICABLE: "not applicable",
    Outcome.OBSERVING: "observing",
}
VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.GO: "GO",
    Verdict.GO_WITH_CONDITIONS: "GO WITH CONDITIONS",
    Verdict.INCONCLUSIVE: "INCONCLUSIVE",
    Verdict.NOT_EVALUATED: "NOT EVALUATED",
    Verdict.NO_GO: "NO-GO",
}
STATE_WORDS: dict[State, str] = {
    State.NOT_STARTED: "not started",
    State.IN_PROGRESS: "in progress",
    State.DONE: "done",
    State.BLOCKED: "blocked",
    State.DROPPED: "dropped",
}
AREA_WORDS: dict[Area, str] = {
    Area.CHARTER: "Charter",
    Area.EXPERIMENTS: "Experiments",
    Area.METRICS: "Metrics",
    Area.STACK: "Stack",
    Area.GATES: "Gates",
}
CHANGE_WORDS: dict[ChangeKind, str] = {
    ChangeKind.PERFORMANCE: "performance",
    ChangeKind.SCOPE: "scope",
    ChangeKind.RULE: "rule changed",
    ChangeKind.DATA: "data arrived or went stale",
    ChangeKind.DATED_BACK: "records dated back",
}


class Worded:
    """Has an outcome; documents say it in words beside it."""

    __slots__ = ()
    outcome: Outcome

    @computed_field
    @property
    def words(self) -> str:
        """The outcome in words."""
        return OUTCOME_WORDS[self.outcome]


CURRENCY_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
NO_OWNER = "no owner assigned"
MINUS = "\N{MINUS SIGN}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 week`, `3 weeks`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def join_words(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    parts = list(words)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def day_text(day: date, today: date | None = None) -> str:
    """`Nov 12`, with the year where it is not the year of `today` (`Nov 12, 2025`)."""
    short = f"{day:%b} {day.day}"
    return short if today is not None and day.year == today.year else f"{short}, {day.year}"


_WEEKS_NAMED = 3


def weeks_text(last_days: Sequence[date], today: date | None = None) -> str:
    """Weeks by their dates, a few of them each, more as a span: `Nov 2-8 and Nov 9-15`, `Oct 5-11 to Nov 9-15`."""
    if len(last_days) <= _WEEKS_NAMED:
        return join_words(week_text(day, today) for day in last_days)
    return f"{week_text(last_days[0], today)} to {week_text(last_days[-1], today)}"


def in_days(days: int) -> str:
    """`today`, `in 3 days`, `in 10 weeks`, `9 days late`."""
    if days == 0:
        return "today"
    if days < 0:
        return f"{plural(-days, 'day')} late"
    return f"in {plural(days // 7, 'week')}" if days >= 28 else f"in {plural(days, 'day')}"


def signed_text(number: float, digits: int, unit: str = "") -> str:
    """A difference with its sign, none where nothing is left of it: `−2.1 pp`."""
    text = f"{number:+,.{digits}f}"
    return f"{text.replace('-', MINUS) if text.strip('+-0.,') else text[1:]}{unit}"


def number_text(value: float, digits: int = 3) -> str:
    """A number with `digits` significant digits and thousands separators, never in exponent form."""
    if value <= 0:
        return f"{MINUS}{number_text(-value, digits)}" if value else "0"
    if value >= 10 ** (digits - 1) or float(value).is_integer():
        return f"{value:,.0f}"
    decimals = digits
    while decimals < 9 and value < 10 ** (digits - 1 - decimals):
        decimals += 1
    for places in range(decimals + 1):
        if float(f"{value:.{places}f}") == float(f"{value:.{digits}g}"):
            return f"{value:,.{places}f}"
    return f"{value:,.{decimals}f}"


def age_text(days: int, off: int) -> str:
    """`19 days`, or `19 days, 14 of them in weeks without reporting,` before `ago`."""
    return f"{plural(days, 'day')}, {off} of them in weeks without reporting," if off else plural(days, "day")


def set_aside_text(weeks: int) -> str:
    """Why numbers that are in the store do not count."""
    counted = plural(weeks, "week sent under another definition does", "weeks sent under another definition do")
    return f"{counted} not count until records/meaning_changes.yaml says what becomes of them"


def percent_text(share: float, digits: int = 1) -> str:
    """0.041 as `4.1%`."""
    number = f"{100 * share:.{digits}f}"
    return f"{number.rstrip('0').rstrip('.') if digits else number}%".replace("-", MINUS)


NO_VALUE = "no data"


class Measured(Protocol):
    """What is measured: a metric, or how one stands."""

    @property
    def kind(self) -> Kind: ...

    @property
    def unit(self) -> str: ...

    @property
    def decimals(self) -> int | None: ...


def value_text(value: float | None, of: Measured) -> str:
    """A measured value as people read it: `4.1%`, `$18,000`, `3.4 s`; `no data` for None."""
    if value is None:
        return NO_VALUE
    if of.kind is Kind.RATE and of.decimals is not None:
        return f"{100 * value:.{of.decimals}f}%"
    if of.kind is Kind.RATE:
        return percent_text(value, 2 if abs(value) < 0.01 else 1)
    if of.kind is Kind.NPS:
        return signed_text(value, of.decimals or 0)
    return _with_unit(value, of.unit, of.decimals)


def range_text(low: float | None, high: float | None, of: Measured) -> str:
    """`18.2 to 24.4 s`: the unit once, and one value where both ends read alike."""
    first, last = value_text(low, of), value_text(high, of)
    if first == last:
        return last
    counted = of.kind not in (Kind.RATE, Kind.NPS) and of.unit not in (*CURRENCY_SIGNS, "%", "percent")
    if not counted or low is None or high is None:
        return f"{first} to {last}"
    ends = (_with_unit(end, "", of.decimals) for end in (low, high))
    return f"{' to '.join(ends)} {_UNITS.get(of.unit, of.unit)}".strip()


_SHORT = ((1e9, "B"), (1e6, "M"), (1e3, "K"))
_SHORT_FROM = 10_000


def short_text(value: float | None, of: Measured) -> str:
    """A value where there is little room: money and counts from ten thousand on as `$13.4K`, `1.2M users`."""
    if value is None or of.kind not in (Kind.AMOUNT, Kind.COUNT) or abs(value) < _SHORT_FROM:
        return value_text(value, of)
    size, letter = next((size, letter) for size, letter in _SHORT if abs(value) >= size)
    number = number_text(abs(value) / size)
    return _with_unit(value, of.unit, None, f"{number}{letter}")


def money_text(amount: float | None, currency: str) -> str:
    """`$18,000`; `no data` for None."""
    return NO_VALUE if amount is None else _with_unit(amount, currency, None)


def _with_unit(value: float, unit: str, decimals: int | None, number: str = "") -> str:
    number = number or (number_text(abs(value)) if decimals is None else f"{abs(value):,.{decimals}f}")
    sign = MINUS if value < 0 and number.strip("0.,") else ""
    if unit in CURRENCY_SIGNS:
        return f"{sign}{CURRENCY_SIGNS[unit]}{number}"
    shown = _one_of(unit) if number == "1" else _UNITS.get(unit, unit)
    return f"{sign}{number}%" if shown == "%" else f"{sign}{number} {shown}".strip()


_UNITS = {"second": "s", "seconds": "s", "milliseconds": "ms", "percent": "%"}
_ENOUGH_DIGITS = 6


def _one_of(unit: str) -> str:
    """A unit beside the number 1: `incident` of `incidents`; one that is no plain English word stays as it is."""
    if unit in _UNITS or not re.fullmatch("[a-z]{4,}", unit):
        return _UNITS.get(unit, unit)
    return re.sub("(?<=ss|.x|ch|sh)es$|(?<=[^su])s$", "", re.sub("ies$", "y", unit))


def bar_text(line: float, metric: Metric, *, wants_high: bool) -> str:
    """A line to reach as people read it: in full where six digits say it, else rounded to its strict side. Who comes
    to what it says has come to the line."""
    shown = 100 * line if metric.kind is Kind.RATE else line
    rounded = float(f"{shown:.{_ENOUGH_DIGITS}g}")
    if not math.isclose(shown, rounded, rel_tol=1e-12):
        usual = 0 if metric.kind is Kind.NPS else 2 if metric.kind is Kind.RATE and abs(shown) < 1 else 1
        if metric.kind not in (Kind.RATE, Kind.NPS):
            usual = max(0, 3 - math.floor(math.log10(abs(shown))))
        step = 10.0**-usual
        rounded = float(f"{(math.ceil if wants_high else math.floor)(shown / step) * step:.{_ENOUGH_DIGITS}g}")
    if metric.kind is Kind.RATE:
        return f"{number_text(rounded, _ENOUGH_DIGITS)}%"
    if metric.kind is Kind.NPS:
        return f"{'+' if rounded > 0 else ''}{number_text(rounded, _ENOUGH_DIGITS)}"
    if metric.decimals is not None and math.isclose(rounded, round(rounded, metric.decimals), rel_tol=1e-12):
        return value_text(rounded, metric)
    return _with_unit(rounded, metric.unit, None, number_text(abs(rounded), _ENOUGH_DIGITS))


def change_text(change: float | None, previous: float | None, of: Measured) -> str:
    """A change against an earlier value: points for rates and NPS, percent for volumes and money."""
    if not change:
        return "" if change is None else "no change"
    move = moved(of.kind, previous or 0.0, change)
    if move.points is not None:
        return signed_text(move.points, 1, " pp") if of.kind is Kind.RATE else signed_text(move.points, 0, " points")
    if of.kind in (Kind.AMOUNT, Kind.COUNT) and move.percent is not None:
        return signed_text(move.percent, 0, "%")
    return f"{'+' if change > 0 else MINUS}{difference_text(abs(change), of)}"


def difference_text(size: float, of: Measured) -> str:
    """How far two values are apart, in their unit: of percent in points, so that nobody takes it for a share of one."""
    text = value_text(size, of)
    return f"{text.removesuffix('%')} pp" if _UNITS.get(of.unit, of.unit) == "%" else text


def score_text(score: float | None) -> str:
    """A score 0..100 without decimals; `–` for None."""
    return "–" if score is None else f"{score:.0f}"


def sentence_case(text: str) -> str:
    """A first capital."""
    return text[:1].upper() + text[1:]


def seat_text(seat: str) -> str:
    """A seat as people read it: `lead-ai-engineer` as `lead AI engineer`."""
    capitals = {"ai", "vp", "cto", "ceo", "cfo", "ciso", "ml", "ux"}
    return " ".join(word.upper() if word in capitals else word for word in seat.replace("_", "-").split("-") if word)


def owner_text(seat: str) -> str:
    """Who owns something, as people read it; that nobody was assigned where nobody was."""
    return seat_text(seat) or NO_OWNER


def worst_words(product: str, products: int) -> str:
    """Products that do not roll up: the worst of them speaks for all."""
    return f"worst of {plural(products, 'product')}: {product}"
