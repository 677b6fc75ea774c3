"""What was said of a subject, where, and where two say different things."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from playbook.wording import VERDICT_WORDS, score_text

YEAR = 2026
"""The year of the days that are named without one."""
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DAY = rf"(?:{MONTHS}) \d{{1,2}}(?:, \d{{4}})?"
_THOUSANDS = re.compile(r"(\d[\d,]*(?:\.\d+)?)([km]?)")
_TIMES = {"": 1, "k": 1000, "m": 1_000_000}
_DAY = re.compile(rf"(?:planned |end of )?({DAY})")


@dataclass(frozen=True, slots=True)
class Fact:
    """One property of one subject as one place says it."""

    kind: str
    subject: str
    about: str
    value: str
    place: str


@dataclass(slots=True)
class Names:
    """What ids are called, learned from the documents of commands, and whom a name means."""

    of: dict[tuple[str, str], str] = field(default_factory=dict)

    def learn(self, kind: str, subject: str, name: object) -> None:
        """Notes what a subject is called."""
        if isinstance(name, str) and name and subject:
            self.of[kind, subject] = name

    def all_of(self, kind: str) -> dict[str, str]:
        """Ids of a kind by their names, the longest name first."""
        found = {name: subject for (one, subject), name in self.of.items() if one == kind}
        return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))

    def of_gate(self, subject: str) -> str:
        """How pages call a gate of a product."""
        product, _, gate = subject.partition("/")
        return f"{self.of.get(('product', product))}, {self.of.get(('gate_name', gate))}"

    def whom(self, kind: str, said: str) -> str:
        """The id that an id or a name means."""
        return said if (kind, said) in self.of else self.all_of(kind).get(said, said)


_SLUGS = {words.casefold(): verdict.value for verdict, words in VERDICT_WORDS.items()}


def plain(about: str, value: Any) -> str | None:
    """A value as it can be compared between faces; None for what is not one value."""
    if isinstance(value, dict) and set(value) == {"value", "text"}:
        value = value["value"]
    if value is None or isinstance(value, (list, dict)):
        return None
    if isinstance(value, bool):
        return str(value).casefold()
    if isinstance(value, (int, float)):
        return score_text(value) if about == "score" else f"{value:.6g}"
    text = " ".join(str(value).split()).casefold().replace("-", " ") if not _is_day(str(value)) else str(value)
    return "" if text == "no owner assigned" else _SLUGS.get(text, text).replace("_", " ")


def stated(kind: str, subject: str, about: str, value: Any, place: str) -> Iterator[Fact]:
    """A value as facts: a day in words is the day, and how late it says it is stands beside it."""
    said = str(value)
    if about in ("week", "due", "planned", "final_date") and (day := _DAY.match(said)):
        found = day_said(day[1])
        if about == "week":
            year, week, _ = found.isocalendar()
            yield Fact(kind, subject, about, plain(about, f"{year}-W{week:02d}") or "", place)
        else:
            yield Fact(kind, subject, about, found.isoformat(), place)
        if late := re.search(r"(\d+) days? late", said):
            yield Fact(kind, subject, "late_days", late[1], place)
    elif about.endswith(" text"):
        yield Fact(kind, subject, about, _THOUSANDS.sub(_short, said.casefold()), place)
    elif (one := plain(about, value)) is not None:
        yield Fact(kind, subject, about, one, place)
        if isinstance(value, dict) and value["text"]:
            yield from stated(kind, subject, f"{about} text", value["text"], place)


def day_said(text: str) -> date:
    """The day that a face names, of this charter's year where it names none."""
    return datetime.strptime(text if "," in text else f"{text}, {YEAR}", "%b %d, %Y").date()  # noqa: DTZ007 - a day


def _short(number: re.Match[str]) -> str:
    """A number as a table has room for it: 10,660 and 10.7k are the same there."""
    return f"{float(number[1].replace(',', '')) * _TIMES[number[2]]:.3g}"


def _is_day(text: str) -> bool:
    return len(text) >= 10 and text[:4].isdigit() and text[4] == "-" and text[7] == "-"


def disagreements(facts: Iterable[Fact]) -> Iterator[str]:
    """A sentence for each property of a subject that two places state differently."""
    said: dict[tuple[str, str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        said[fact.kind, fact.subject, fact.about][fact.value].append(fact.place)
    for (kind, subject, about), values in said.items():
        if len(values) > 1:
            told = "; ".join(f"{value!r} at {', '.join(sorted(set(places))[:4])}" for value, places in values.items())
            yield f"{kind} {subject}, {about}: {told}"
