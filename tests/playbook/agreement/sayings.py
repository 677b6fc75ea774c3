"""Facts of sentences: what prose anywhere states of a subject that it names."""

import re
from collections.abc import Iterator
from datetime import date

from playbook.wording import VERDICT_WORDS
from tests.playbook.agreement.facts import DAY, Fact, Names, day_said, plain

_VERDICTS = "|".join(sorted(VERDICT_WORDS.values(), key=len, reverse=True))
_ON_DAY = re.compile(r"Day (\d+) of \d+: readiness is (\d+)(?:, (\d+) below the plan)?")
_WHOLE = {
    "readiness": r"Readiness is (\d+) of 100",
    "open items": r"(?:All |Who owes what: |^)(\d+) open items",
    "late items": r"(?:All |Who owes what: |^)\d+ open items(?: at \d+ seats?)?, (\d+)(?: of them)? late",
    "high risks": r"(\d+) high risks? open",
    "gates due soon": r"(\d+ of \d+) (?:launch gates )?due by now or soon (?:are|is)",
    "gap": r"(\d+) points behind plan",
    "incidents open": r"\d+ incidents, (\d+) open",
    "share reported": r"(\d+)% of (?:expected data|what should be known)",
}
"""What is said of the whole, by how it is said."""
_SPENT = re.compile(r"([€$£])([\d,.]+)(K?) of [€$£]([\d,.]+)(K?) spent")
_AGO = re.compile(rf"\b({DAY})(?:, | \()(\d+) days? (ago|late|overdue)")
_IN = re.compile(rf"\b({DAY})(?:, | \()(?:due )?in (\d+) days?\b")


def facts_of(place: str, said: str, names: Names, scope: str) -> Iterator[Fact]:
    """Verdicts, counts and days that sentences state; `scope` is what the place counts over."""
    said = said.replace("**", "").replace("\\", "")
    for about, pattern in _WHOLE.items():
        yield from (Fact("whole", scope, about, found[1], place) for found in re.finditer(pattern, said))
    for day, score, gap in _ON_DAY.findall(said):
        yield Fact("day", day, "readiness", score, place)
        if gap:
            yield Fact("day", day, "gap", gap, place)
    yield from _of_gates(place, said, names)
    yield from _of_deliverables(place, said, names)
    for sign, spent, thousand, budget, thousands in _SPENT.findall(said):
        yield Fact("whole", scope, "spent", _money(sign, spent, thousand), place)
        yield Fact("whole", scope, "budget", _money(sign, budget, thousands), place)


def miscounted(said: str, today: date) -> Iterator[str]:
    """Each day that is told with another number of days to it than there are."""
    for day, days, _ in _AGO.findall(said):
        if (today - day_said(day)).days != int(days):
            yield f"{day}, {days} days ago or late, on {today}"
    for day, days in _IN.findall(said):
        if (day_said(day) - today).days != int(days):
            yield f"{day}, in {days} days, on {today}"


def _of_gates(place: str, said: str, names: Names) -> Iterator[Fact]:
    products, gates = names.all_of("product"), names.all_of("gate_name")
    if not gates:
        return
    whom = rf"({_any(products)}), ({_any(gates)})"
    for product, gate, verdict in re.findall(rf"{whom}(?:(?: is|:|,) | \| )({_VERDICTS})\b(?! to )", said):
        subject = f"{products[product]}/{gates[gate]}"
        yield Fact("gate", subject, "verdict", plain("verdict", verdict) or "", place)
    for product, gate, _, verdict in re.findall(rf"{whom}: from ({_VERDICTS}) to ({_VERDICTS})\b", said):
        yield Fact("gate", f"{products[product]}/{gates[gate]}", "verdict", plain("verdict", verdict) or "", place)


def _of_deliverables(place: str, said: str, names: Names) -> Iterator[Fact]:
    deliverables = names.all_of("deliverable")
    if not deliverables:
        return
    for name, day in re.findall(rf"({_any(deliverables)})'?(?: is| was|,|:)? \(?due (?:on |by )?({DAY})", said):
        yield Fact("deliverable", deliverables[name], "due", day_said(day).isoformat(), place)


def _any(names: dict[str, str]) -> str:
    return "|".join(re.escape(name) for name in names)


def _money(sign: str, number: str, thousand: str) -> str:
    exact = float(number.replace(",", "")) * (1000 if thousand else 1)
    return f"{sign}{exact / 1000:.0f}K"
