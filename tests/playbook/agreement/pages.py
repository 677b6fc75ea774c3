"""Facts of the tables on pages: a row that links to its subject states what its columns say of it."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.playbook.agreement.facts import Fact, Names, stated
from tests.playbook.page.looking import words_of_cell

_ABOUT = {
    "Due": "due",
    "Days late": "late_days",
    "days late": "late_days",
    "Planned": "planned",
    "Verdict": "verdict",
    "Score": "score",
    "Owner": "owner",
    "Weekly users": "weekly_users",
    "Cost a month": "monthly_cost",
    "Found": "on",
    "Severity": "severity",
    "Review due": "review_due",
    "Contract ends": "ends",
}
"""What the documents of commands call a column; another column is held against its like on other pages."""
_OWN = {
    ("incident", "State"): "open",
    ("experiment", "Decision"): "decision",
    ("risk", "Level"): "level",
    ("metric", "Actual"): "value text",
    ("metric", "Plan"): "target text",
    ("metric", "Target"): "final_target text",
}
"""The same for the tables of one kind."""
_SAID = {"open": "true", "over": "false", "no decision": ""}
_OTHER = {"Form", "Trend", "Outcome", "State", "Why", "Finding", "What to do", "What for", "Findings"}
"""Columns that say another thing for each table."""


def facts_of(
    place: str, tables: Mapping[str, Mapping[str, Any]], names: Names, product: str | None = None
) -> Iterator[Fact]:
    """What each row says of whom it links to, and each cell that links to somebody else of that one."""
    for name, table in tables.items():
        titles = [field["title"] for field in table["fields"]]
        for row in table["rows"]:
            where = f"{place}:{name}"
            cells = row["c"]
            whom = _subject(cells[0], names, product)
            for title, cell in zip(titles[1:], cells[1:], strict=False):
                if whom is not None and cell and (title not in _OTHER or (whom[0], title) in _OWN):
                    yield from _stated(*whom, title, cell, where)
                other = _linked(cell)
                if other is not None and other[0] == "gate" and len(cell) > 4 and cell[4]:
                    yield from _of_gate(other[1], cell, where)


def _subject(cell: list[Any], names: Names, product: str | None) -> tuple[str, str] | None:
    """Kind and id of whom a row is about; a row that is about a debt of somebody is the debt's."""
    linked = _linked(cell)
    if linked is None:
        return None
    kind, subject = linked
    if kind == "risk" and "/" not in subject:
        subject = f"{subject}/"
    if kind == "metric" and cell[0] == names.of.get(("metric_name", subject)):
        return kind, f"{subject}/{product or ''}"
    if len(cell) > 5 and cell[5]:  # one line of its subject among others
        return "line", f"{subject}: {cell[5]}"
    known = names.of_gate(subject) if kind == "gate" else names.of.get((kind, subject))
    if kind == "risk" and known and cell[0].startswith(known):
        return kind, subject
    return (kind, subject) if cell[0] in (known, subject) else ("debt", cell[0].casefold())


def _linked(cell: list[Any]) -> tuple[str, str] | None:
    address = urlsplit(cell[3]) if len(cell) > 3 and isinstance(cell[3], str) else None
    if address is None or address.scheme or not address.query:
        return None
    kind, subject = parse_qsl(address.query)[0]
    return kind, subject


def _stated(kind: str, subject: str, title: str, cell: list[Any], place: str) -> Iterator[Fact]:
    about = _OWN.get((kind, title)) or _ABOUT.get(title, title)
    if about in ("open", "decision") and len(cell) > 4:
        badge = cell[4][0][0]
        yield from stated(kind, subject, about, _SAID.get(badge, badge), place)
        return
    if about == "level":
        yield from stated(kind, subject, about, cell[1].partition(" ")[0].rstrip(","), place)
        return
    if kind == "gate" and about == "due":
        about = "planned"
    exact = cell[2] if len(cell) > 2 else None
    if isinstance(exact, str) and exact[:4].isdigit():
        yield Fact(kind, subject, about, exact[:10], place)
        yield from (one for one in stated(kind, subject, about, " ".join(cell[:2]), place) if one.about == "late_days")
    elif isinstance(exact, float | int) and cell[0] and (about in ("late_days", "monthly_cost", "weekly_users")):
        yield from stated(kind, subject, about, exact, place)
    elif said := " ".join(words_of_cell(cell)).strip():
        yield from stated(kind, subject, about, said, place)


def _of_gate(subject: str, cell: list[Any], place: str) -> Iterator[Fact]:
    """A cell of the table of gates: verdict as a badge, score and day beside it."""
    label = cell[4][0][0]
    score, _, day = str(cell[1]).partition(" · ")
    if label.isupper():
        yield from stated("gate", subject, "verdict", label, place)
        if score.isdigit():
            yield Fact("gate", subject, "score", score, place)
        if day:
            yield Fact("gate", subject, "day", day.removeprefix("due ").casefold(), place)
