"""Sentences about what a tool's file holds: what was left out and why, and the one sentence that sums it up."""

from collections.abc import Sequence
from datetime import date, datetime
from math import fsum

from metrics.readers.tools.shared.measures import Measure, Measures

NO_DAY = "the file names no day; say the week when you send it"
UTC_DAYS = "days are UTC days"
ROUNDED = "values are as the panel showed them, rounded"
ONE_CASE = "one case is no evidence for a rate"
CACHED_FREE = "an answer from the cache is no new measurement of latency or cost"
NO_SAMPLE_SIZE = "no sample size in the file, so a rate cannot be proven"
CUMULATIVE = "counted since the process started, not over a period of its own"
SEND_A_WHOLE_ONE = "send a whole one"
MAP_IT = "say in definitions/sources.yaml which of its numbers is which metric"
NO_TOOL = "this is no file of an evaluation or cost tool that is known here"
SEND_A_TABLE = "send a table with 'playbook upload'"
MORE_PAGES = "there are more pages than this one"


def not_priced(unpriced: int, of: int, priced: float, what: str = "answers") -> str:
    """Some answers have no price."""
    if unpriced >= of:
        return "nothing in the file is priced, so cost is unknown"
    return f"{unpriced:,} of {of:,} {what} have no price, so cost is unknown; the others come to ${money(priced)}"


def money(value: float) -> str:
    """Dollars with as many decimals as a small amount needs."""
    if abs(value) >= 0.1 or value == 0:
        return f"{value:,.2f}"
    return f"{value:.2g}" if abs(value) >= 1e-4 else f"{value:.1e}"


def unscored(missing: int, total: int, why: str = "") -> str:
    """Cases without a score."""
    have = "has" if missing == 1 else "have"
    return f"{missing:,} of {total:,} cases {have} no score" + (f" ({why})" if why else "")


def missing(there: int, wanted: int, what: str = "cases") -> str:
    """A run that is not whole."""
    return f"{wanted - there:,} of {wanted:,} {what} are missing"


def subset(n: int, of: int) -> str:
    """A run over some cases of a data set only."""
    return f"{n:,} of the {of:,} cases of the data set were run"


def parts_of_days(count: int) -> str:
    """Buckets that are shorter or longer than a day."""
    many = f"{count:,} buckets are" if count != 1 else "1 bucket is"
    return f"{many} not of one whole day; buckets of a day are added up"


def repeated(runs: int) -> str:
    """Cases that were run several times."""
    return f"each case was run up to {runs} times; scores are averaged over the runs first"


def cached(count: int, of: int) -> str:
    """Answers that were not made anew."""
    return f"{count:,} of {of:,} answers came from the cache; {CACHED_FREE}"


def failed_run(status: str, done: str = "") -> str:
    """A run that did not finish."""
    return f"the run did not finish (status '{status}')" + (f"; {done}" if done else "")


def no_proportion(name: str) -> str:
    """A graded score."""
    return f"{name} is a graded score: its mean is no share of cases"


def summary(found: Measures) -> str:
    """What was found in one sentence: 'promptfoo, Nov 3, 120 cases, gpt-4o-mini: 109 passed, 3 errors, $0.41'."""
    head = [found.tool]
    if days := _days(found):
        head.append(days)
    cases = found.counted.get("cases")
    if cases is not None:
        head.append(f"{cases:,} {'case' if cases == 1 else 'cases'}")
    if found.models:
        head.append(
            " and ".join(found.models[:2]) + (f" and {len(found.models) - 2} more" if len(found.models) > 2 else "")
        )
    said = ", ".join(head)
    if found.refused:
        return f"{said}. Not usable: {found.refused}"
    facts = _facts(found)
    return said + (": " + ", ".join(facts) if facts else "")


def found(file: Measures) -> str:
    """What a file is that nobody mapped: the one sentence, and everything that has to be known beside it."""
    return "; ".join((f"this is a file of {summary(file)}", *file.notes[:_MOST_NOTES]))


_MOST_NOTES = 4


def _days(found: Measures) -> str:
    days = [day for one in found.measures for day in (one.first, one.last) if day is not None]
    if found.when is not None and not days:
        return _day(found.when.date() if isinstance(found.when, datetime) else found.when)
    if not days:
        return ""
    first, last = min(days), max(days)
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_day(first)}-{last.day}"
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"


_COUNTED = ("passed", "failed", "errors", "skipped", "requests", "runs")
_MOST_FACTS = 5


def _facts(found: Measures) -> list[str]:
    facts = [f"{count:,} {_one(name, count)}" for name in _COUNTED if (count := found.counted.get(name))]
    known = [one for one in found.measures if one.value is not None]
    whole = [one for one in known if not _is_part(one, known)]
    cost = _total(whole, "cost") if found.cost_known is not False else None
    most = _MOST_FACTS - (found.cost_known is not None)
    groups: dict[tuple[str, str, str], list[Measure]] = {}
    for one in whole:
        if one.name not in _IN_COUNTS and not one.name.endswith("pass rate") and "perturbation" not in one.parts:
            groups.setdefault((one.name, one.unit, _label(one)), []).append(one)
    for (name, unit, _), alike in sorted(groups.items(), key=lambda group: group[0][1] not in _FIRST):
        if (
            len(facts) >= most
            or name in found.counted
            or (name.endswith("_tokens") and _total(whole, "tokens", "tokens"))
        ):
            continue
        if unit in _SUMMED:
            facts.append(f"{fsum(one.value or 0 for one in alike):,.0f} {name.replace('_', ' ')}")
        elif unit in {*_FIRST, ""} or not found.counted:
            facts.append(_said(alike))
    if cost is not None:
        facts.append(f"${money(cost)}")
    elif found.cost_known is False:
        facts.append("cost unknown")
    return facts


_FIRST = {"share", "score", "points"}
_IN_COUNTS = {"pass_rate", "failure_rate", "cost", "evaluation_seconds"}
_SUMMED = {"tokens", "requests", "traces", "images", "observations"}


def _total(known: Sequence[Measure], name: str, unit: str = "USD") -> float | None:
    costs = [one.value for one in known if one.name == name and one.unit == unit and one.value is not None]
    return fsum(costs) if costs else None


def _is_part(one: Measure, known: Sequence[Measure]) -> bool:
    """Whether another measure of the same name is the whole of which this one is a part."""
    for other in known:
        if other is one or other.name != one.name:
            continue
        if not other.parts and one.parts and (other.first, other.last) == (one.first, one.last):
            return True
        if other.first is not None and one.first is not None and other.last is not None and one.last is not None:
            spans = other.first <= one.first and one.last <= other.last
            if spans and (other.last - other.first) > (one.last - one.first):
                return True
    return False


def empty_points(count: int) -> str:
    """Points of a series that say nothing."""
    return "1 point has no value and is left out" if count == 1 else f"{count:,} points have no value and are left out"


def _one(name: str, count: int) -> str:
    return name[:-1] if count == 1 and name in {"errors", "requests", "runs"} else name


def _label(one: Measure) -> str:
    return one.parts.get("task") or one.parts.get("scorer") or one.parts.get("model") or ""


def _said(alike: Sequence[Measure]) -> str:
    """A number, or the first and the last of several days: 'accuracy 8 of 10', 'latency 2.1 to 2.3 s'."""
    one, last = alike[0], alike[-1]
    label = _label(one) if "model" not in one.parts else ""
    name = one.name if not label or one.name.startswith(label) else f"{label} {one.name}"
    if len(alike) == 1 and one.unit == "share" and one.numerator is not None and one.denominator is not None:
        return f"{name} {one.numerator:,.0f} of {one.denominator:,.0f}"
    ending = " s" if one.unit == "seconds" else f" {one.currency}" if one.currency else ""
    span = f"{one.value:.4g}" if len(alike) == 1 else f"{one.value:.4g} to {last.value:.4g}"
    return f"{name} {span}{ending}" + (f" over {one.n:,}" if one.n and len(alike) == 1 else "")
