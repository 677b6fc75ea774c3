"""Notes on metrics name what is defined, and weeks that had begun; each stands once."""

from collections.abc import Iterator

from metrics.definition import ChartKind, Kind, Level
from metrics.problems import Problem, did_you_mean
from metrics.weeks import Weekday
from playbook.loading.rules.world import World, error, warning
from playbook.model.reviews.notes import NoteKind


def follow_ups_come_after_they_were_agreed(world: World) -> Iterator[Problem]:
    """A follow-up is due, and done, on the day it was agreed or later."""
    for entry in world.listed(world.record("follow_ups"), "follow_ups"):
        agreed = entry.value.on
        if entry.value.due < agreed:
            found = f"a follow-up due on {entry.value.due}, before it was agreed on {agreed}"
            yield error(entry.value_at("due"), found, f"a day from {agreed} on")
        if entry.value.done is not None and entry.value.done < agreed:
            found = f"a follow-up done on {entry.value.done}, before it was agreed on {agreed}"
            yield error(entry.value_at("done"), found, f"a day from {agreed} on")


def what_is_done_was_agreed(world: World) -> Iterator[Problem]:
    """A follow-up that is said to be done was agreed by that day, in the same words."""
    agreed = {entry.value.what: entry.value.on for entry in world.listed(world.record("follow_ups"), "follow_ups")}
    for entry in world.listed(world.record("follow_ups"), "done"):
        what, where = entry.value.what, entry.value_at("what")
        if what not in agreed and world.record("follow_ups").is_whole:
            yield error(where, f"no follow-up was agreed as '{what}'", remedy=did_you_mean(what, agreed))
        elif what in agreed and entry.value.on < agreed[what]:
            found = f"done on {entry.value.on}, before it was agreed on {agreed[what]}"
            yield error(entry.value_at("on"), found, f"a day from {agreed[what]} on")


def follow_ups_name_a_product(world: World) -> Iterator[Problem]:
    """A follow-up names a product that is on record, or none."""
    for entry in world.listed(world.record("follow_ups"), "follow_ups"):
        if entry.value.product is not None:
            yield from world.known.products.unknown(entry.value_at("product"), entry.value.product)


def notes_name_what_is_defined(world: World) -> Iterator[Problem]:
    """A note names a metric and a product that are defined; a metric of the organization has no products."""
    metrics = world.metrics_meant
    for entry in world.listed(world.record("notes"), "notes"):
        note = entry.value
        yield from world.known.metrics.unknown(entry.value_at("metric"), note.metric)
        if note.product is None:
            continue
        yield from world.known.products.unknown(entry.value_at("product"), note.product)
        metric = metrics.get(note.metric)
        if metric is not None and metric.level is Level.ORGANIZATION:
            found = f"'{note.metric}' is measured once for the whole organization, and the note names a product"
            yield error(entry.value_at("product"), found, remedy="take 'product' out")


def notes_are_about_weeks_that_had_begun(world: World) -> Iterator[Problem]:
    """A note is written in its week or later, and about a week of the charter."""
    if world.charter.value.charter.week_ends.upper() not in Weekday.__members__:
        return
    calendar, start = world.playbook.calendar, world.start
    for entry in world.listed(world.record("notes"), "notes"):
        note = entry.value
        end = calendar.week_named(note.week)
        if calendar.start_of(end) > note.on:
            found = f"a note of {note.on} about {note.week}, which had not begun"
            yield error(entry.value_at("week"), found, f"{calendar.name_of(note.on)} or an earlier week")
        elif start is not None and end < start:
            found = f"a note about {note.week}, before the charter begins on {start}"
            remedy = "it shows only where numbers reach back that far"
            yield warning(entry.value_at("week"), found, f"{calendar.name_of(start)} or a later week", remedy)


_TWICE = {
    NoteKind.NOTE: "the same note again on",
    NoteKind.RESTART: "second restart of",
    NoteKind.EXCLUDE: "second exclusion of",
}


def notes_stand_once(world: World) -> Iterator[Problem]:
    """A week has one restart, is excluded once, and has no note twice."""
    first: dict[tuple[object, ...], int | None] = {}
    for entry in world.listed(world.record("notes"), "notes"):
        note = entry.value
        once = note.kind is not NoteKind.NOTE
        key = (note.kind, note.metric, note.product, note.week, "" if once else note.text.strip())
        where = entry.at("metric")
        if key in first:
            what = _TWICE[note.kind]
            found = f"{what} '{note.metric}' in {note.week}"
            yield error(where, found, remedy=f"the first stands in line {first[key]}; keep one")
        first.setdefault(key, where.line)


def p_charts_are_for_rates(world: World) -> Iterator[Problem]:
    """Limits from the number of cases need a share of cases."""
    for entry in world.metrics:
        metric = entry.value
        if metric.chart is ChartKind.P and metric.kind is not Kind.RATE:
            found = f"'{metric.id}' is of kind '{metric.kind}', and a p-chart is for rates"
            yield error(entry.value_at("chart"), found, "chart: xmr", "take 'chart' out")
