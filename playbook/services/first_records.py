"""The texts of files that a playbook begins with beside its first product: time zone, budget, seats, experiments."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from metrics.problems import Problems
from playbook.model.conditions import Expression, conditions_of
from playbook.model.fields import currency_of
from playbook.model.playbook import Playbook
from playbook.services.beginning import Beginning
from playbook.services.importing.columns import RowState
from playbook.services.importing.table import against, read_experiments
from playbook.services.importing.wording import not_read
from playbook.yaml_text.source import read
from playbook.yaml_text.writer import with_entries

METRICS, AUDIT = "definitions/metrics.yaml", "definitions/experiments.yaml"
DEFINED = "definitions/charter.yaml"
CHARTER, TEAM, EXPERIMENTS = "records/charter.yaml", "records/team.yaml", "records/experiments.yaml"
_USUAL = "USD"


def of_the_whole(texts: Mapping[str, str], beginning: Beginning) -> dict[str, str]:
    """Files that differ once time zone, budget and seats stand in them; raises Problems where one cannot be read."""
    changed: dict[str, str] = {}
    if beginning.timezone:
        changed[DEFINED] = with_zone(texts.get(DEFINED, ""), beginning.timezone)
    if beginning.budget is not None:
        changed[CHARTER] = with_budget(texts.get(CHARTER, ""), beginning.budget, beginning.currency or _USUAL)
    if beginning.seats:
        changed[TEAM] = with_seats(texts.get(TEAM, ""), beginning.seats, beginning.start)
    return changed


def with_zone(text: str, zone: str) -> str:
    """The charter's definitions in another time zone; nothing else in them changes."""
    document = read(text, DEFINED)
    charter = document.data.get("charter") if isinstance(document.data, dict) else None
    if not isinstance(charter, dict):
        return text.rstrip("\n") + f"\ncharter:\n  timezone: {zone}\n"
    lines = text.splitlines(keepends=True)
    if "timezone" not in charter:
        place = document.where(("charter",))
        lines.insert(place.line or 1, f"  timezone: {zone}\n")
        return "".join(lines)
    return with_value(text, DEFINED, ("charter", "timezone"), zone)


def with_currency(texts: Mapping[str, str], currency: str) -> dict[str, str]:
    """Metrics and experiments that count money, in another currency, wherever they name it by its code; nothing else in
    them changes, so that targets keep their numbers."""
    changed: dict[str, str] = {}
    places: dict[str, list[tuple[str | int, ...]]] = {}
    codes: set[str] = set()
    metrics, audit = (read(texts.get(file, ""), file).data or {} for file in (METRICS, AUDIT))
    for number, metric in enumerate(metrics.get("metrics") or []):
        code = currency_of(str(metric.get("unit") or "")) if isinstance(metric, dict) else None
        if code not in (None, currency):
            places.setdefault(METRICS, []).append(("metrics", number, "unit"))
            codes.add(str(code))
    before = (audit.get("audit") or {}).get("currency")
    if before not in (None, currency):
        places[AUDIT] = [("audit", "currency")]
        codes.add(str(before))
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(codes)))})\b")
    for file, paths in places.items():
        text = texts[file]
        for path in paths:
            text = with_value(text, file, path, currency)
        changed[file] = named.sub(currency, text)
    return changed


def money_targets(shipped: Mapping[str, str], playbook: Playbook) -> tuple[str, ...]:
    """Names of metrics with targets that were set in another currency than the metric has now."""
    changed = _of_another_currency(shipped, playbook)
    return tuple(playbook.metrics[metric].name for metric in changed if playbook.metrics[metric].targets)


def money_lines(shipped: Mapping[str, str], playbook: Playbook) -> tuple[str, ...]:
    """Names of the audit's rules and of gates whose lines are amounts that were set in another currency."""
    changed = set(_of_another_currency(shipped, playbook))
    audit = playbook.definitions.experiments.audit
    was = (read(shipped.get(AUDIT, ""), AUDIT).data or {}).get("audit") or {}
    rules = audit.rules if was.get("currency") not in (None, audit.currency) else ()
    gates = [
        gate.title
        for gate in playbook.gates.values()
        if any(one.metric in changed and _is_amount(one.pass_line, one.warn_line) for one in gate.criteria)
    ]
    return (*(rule.name for rule in rules if rule.monthly_cost_per_user is not None), *gates)


def _is_amount(*lines: Expression | None) -> bool:
    """Whether one of the lines is an amount of its own, none that only says how much more or less."""
    return any(not condition.relative for line in lines if line is not None for condition in conditions_of(line))


def _of_another_currency(shipped: Mapping[str, str], playbook: Playbook) -> list[str]:
    before = {one["id"]: str(one.get("unit") or "") for one in read(shipped[METRICS], METRICS).data["metrics"]}
    return [
        metric.id
        for metric in playbook.metrics.values()
        if currency_of(before.get(metric.id, "")) not in (None, currency_of(metric.unit))
    ]


def with_value(text: str, file: str, path: tuple[str | int, ...], value: str) -> str:
    """The text with a plain word in place of the one that stands at a path."""
    document = read(text, file)
    now: Any = document.data
    for part in path:
        now = now[part]
    place, lines = document.where(path, key=False), text.splitlines(keepends=True)
    line, column = (place.line or 1) - 1, (place.column or 1) - 1
    lines[line] = lines[line][:column] + lines[line][column:].replace(str(now), value, 1)
    return "".join(lines)


def with_budget(text: str, amount: float, currency: str) -> str:
    """The charter's records with what it may spend; a budget that stands there stays."""
    if (read(text, CHARTER).data or {}).get("budget"):
        return text
    line = f"budget: {{amount: {f'{amount:.2f}'.removesuffix('.00')}, currency: {currency}}}\n"
    return text + ("" if not text or text.endswith("\n") else "\n") + line


def with_seats(text: str, seats: Mapping[str, str], since: date) -> str:
    """The team's records with who holds which seat from the first day on."""
    entries = [{"seat": seat, "holder": holder, "since": since} for seat, holder in seats.items()]
    return with_entries(text, ("seats",), entries, TEAM)


def experiments(texts: Mapping[str, str], playbook: Playbook, beginning: Beginning) -> tuple[str, int, tuple[str, ...]]:
    """The records with every experiment of the sheet, how many, and the columns that were passed over; raises Problems
    for a sheet with any, and then nothing is started."""
    name, content = beginning.sheet or ("", b"")
    table = read_experiments(name, content, against(playbook, beginning.start))
    if table.problems:
        raise Problems(table.problems)
    new = [row.entry for row in table.rows if row.state is RowState.NEW]
    text = texts.get(EXPERIMENTS, "")
    passed = tuple(not_read(header, hint) for header, hint in table.ignored)
    return (with_entries(text, ("experiments",), new, EXPERIMENTS) if new else text), len(new), passed
