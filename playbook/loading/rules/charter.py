"""The charter's calendar holds together: weeks, phases, zones, and records that fall into its time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from metrics.definition import Per
from metrics.problems import Problem, did_you_mean
from metrics.weeks import Weekday
from playbook.loading.model_problems import leaves
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error, warning
from playbook.model.fields import currency_of
from playbook.model.playbook import RECORD_FILES
from playbook.model.trajectory import counts_spend
from playbook.wording import plural

_FIRST_YEAR = 2000
_FAR_AHEAD = timedelta(days=2 * 366)


def weeks_in(world: World) -> int:
    """Weeks of the charter, the last one begun included."""
    return -(-world.charter.value.charter.days // 7)


def the_calendar_is_known(world: World) -> Iterator[Problem]:
    """The charter's time zone and last day of the week exist."""
    charter = world.charter.step("charter", world.charter.value.charter)
    if not _is_zone(charter.value.timezone):
        found = f"unknown timezone '{charter.value.timezone}'"
        yield error(
            charter.value_at("timezone"), found, "a name such as 'Europe/Berlin'", _near_zone(charter.value.timezone)
        )
    days = [day.name.lower() for day in Weekday]
    if charter.value.week_ends.lower() not in days:
        found = f"unknown day '{charter.value.week_ends}'"
        yield error(charter.value_at("week_ends"), found, remedy=did_you_mean(charter.value.week_ends, days))


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True


def _near_zone(name: str) -> str:
    zones = available_timezones()
    by_city = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(zones)}
    city = by_city.get(name.rpartition("/")[2].strip().replace(" ", "_").casefold())
    return f"did you mean '{city}'?" if city else did_you_mean(name, zones)


def readiness_weighs_something(world: World) -> Iterator[Problem]:
    """At least one area of readiness has a weight."""
    charter = world.charter.step("charter", world.charter.value.charter)
    weights = charter.value.weights
    if not any(getattr(weights, name) for name in type(weights).model_fields):
        yield error(charter.at("weights"), "every area of readiness has weight 0", "at least one weight above 0")


def phases_follow_each_other(world: World) -> Iterator[Problem]:
    """Phases lie within the charter, run forwards and do not overlap."""
    last_week = weeks_in(world)
    taken: dict[int, Entry[Any]] = {}
    for phase in world.phases:
        first, last = phase.value.weeks
        where, name = phase.value_at("weeks"), f"phase '{phase.value.id}'"
        if first > last:
            yield error(where, f"{name} runs from week {first} to week {last}", "the earlier week first")
            continue
        if first < 1 or last > last_week:
            found = f"{name} runs from week {first} to week {last}"
            yield error(where, found, f"weeks 1 to {last_week} of the charter")
        shared = [week for week in range(first, min(last, last_week) + 1) if week in taken]
        if shared:
            other = taken[shared[0]].value.id
            yield error(where, f"{name} overlaps phase '{other}' in week {shared[0]}", remedy="move one of the two")
        for week in range(max(first, 1), min(last, last_week) + 1):
            taken.setdefault(week, phase)


def deliverables_are_due_in_their_phase(world: World) -> Iterator[Problem]:
    """A deliverable is due in a week of its phase, and not before what it comes after."""
    due = {entry.value.id: entry.value.due_week for entry in world.deliverables}
    for phase in world.phases:
        first, last = phase.value.weeks
        for entry in phase.each("deliverables", phase.value.deliverables):
            week, where = entry.value.due_week, entry.value_at("due_week")
            if first <= last and not first <= week <= last:
                found = f"'{entry.value.id}' is due in week {week}, outside its phase '{phase.value.id}'"
                yield error(where, found, f"week {first} to {last}")
            for name in entry.value.after:
                if due.get(name, week) > week:
                    first_due = f"'{name}', which comes first, in week {due[name]}"
                    found = f"'{entry.value.id}' is due in week {week}, and {first_due}"
                    yield warning(where, found, remedy="move one of the two")


def due_weeks_lie_in_the_charter(world: World) -> Iterator[Problem]:
    """Metrics, the audit and the layers of the stack are due within the charter."""
    last = weeks_in(world)
    metrics, stack, audit = world.definition("metrics"), world.definition("stack"), world.definition("experiments")
    dated = [
        ("the metrics are", metrics),
        ("the audit is", audit.step("audit", audit.value.audit)),
        *((f"layer '{layer.value.id}' is", layer) for layer in world.listed(stack, "layers")),
    ]
    for words, entry in dated:
        week = entry.value.due_week
        if not 1 <= week <= last:
            found = f"{words} due in week {week}, outside the charter"
            yield error(entry.value_at("due_week"), found, f"week 1 to {last}")


def the_budget_is_in_the_currency_of_what_is_spent(world: World) -> Iterator[Problem]:
    """The budget is in the currency of the metric that adds up what is spent, so that one is held against the other."""
    budget = world.charter_records.value.budget
    sound = world.charter_records.is_whole and world.definition("metrics").is_whole
    if budget is None or world.definitions["metrics"].failed or not sound:
        return
    spending = [metric for metric in world.playbook.metrics.values() if counts_spend(metric)]
    where = world.charter_records.step("budget", budget)
    if not spending and any(metric.per is Per.CHARTER for metric in world.playbook.metrics.values()):
        found = "a budget, and no metric that adds up what is spent of it"
        remedy = f"define a metric with `per: charter`, `better: lower` and `unit: {budget.currency}`"
        yield warning(world.charter_records.at("budget"), found, remedy=remedy)
    elif spending and budget.currency not in {metric.unit for metric in spending}:
        metric = spending[0]
        found = f"the budget is in {budget.currency}, and what is spent of it, '{metric.id}', in {metric.unit}"
        remedy = "write the budget in the currency of the metric, or the metric's `unit` as the code of the budget's"
        yield error(where.value_at("currency"), found, f"{currency_of(metric.unit)}", remedy)


def progress_falls_into_the_charter(world: World) -> Iterator[Problem]:
    """Progress is dated from the charter's first day on; decisions before it are worth a look."""
    if world.start is None:
        return
    for entry in world.listed(world.charter_records, "progress"):
        if entry.value.on.year >= _FIRST_YEAR and entry.value.on < world.start:
            before = f"before the charter's start, {world.start}"
            found = f"progress of '{entry.value.deliverable}' on {entry.value.on}, {before}"
            yield error(
                entry.value_at("on"), found, f"a day from {world.start} on", "mend the date, or the charter's start"
            )
    for name, noun in (("sign_offs", "sign-off"), ("exemptions", "exemption"), ("decisions", "decision")):
        for record in world.listed(world.record(name), name):
            if record.value.on < world.start:
                found = f"a {noun} of {record.value.on}, before the charter's start, {world.start}"
                yield warning(record.value_at("on"), found, remedy="is the year right?")


def the_charter_has_a_start(world: World) -> Iterator[Problem]:
    """Where anything is recorded, the charter says on which day it began."""
    if world.start is not None or not world.charter_records.is_whole or world.records["charter"].failed:
        return
    for name in RECORD_FILES:
        top = world.record(name)
        for key in type(top.value).model_fields:
            entries = getattr(top.value, key)
            if isinstance(entries, tuple) and entries:
                remedy = "add 'start: ' with the first day to records/charter.yaml; until then the sample may be shown"
                yield warning(top.at(key, 0), "records, while the charter has no start", remedy=remedy)
                return


def days_can_be_meant(world: World) -> Iterator[Problem]:
    """No record is dated in another century, and one that is years ahead is worth a look."""
    horizon = None if world.start is None else world.start + _FAR_AHEAD
    for name in RECORD_FILES:
        part = world.records[name]
        for path, value in leaves(part.model):
            if not isinstance(value, date):
                continue
            where = part.place(path, key=False)
            if value.year < _FIRST_YEAR:
                yield error(where, f"the day {value} lies before {_FIRST_YEAR}", remedy="is the year right?")
            elif horizon is not None and value > horizon:
                years = plural(round((value - world.start).days / 365.25), "year") if world.start else ""
                yield warning(
                    where, f"the day {value} lies {years} after the charter's start", remedy="is the year right?"
                )
