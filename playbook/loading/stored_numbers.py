"""Numbers in the store that today's definitions do not speak of, or speak of otherwise, each at its place."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from metrics.definition import ORGANIZATION, Metric
from metrics.meaning import meaning_of
from metrics.problems import Problem, YamlPlace
from metrics.series.older_numbers import SetAside
from metrics.series.series import Measurements
from playbook.loading.one_file import Entry, read_part
from playbook.loading.rules.world import warning
from playbook.model.charter import CharterDefinitions
from playbook.model.playbook import MetricDefinitions, Playbook
from playbook.model.products import Product, ProductRecords
from playbook.wording import join_words, plural

CHARTER, METRICS, PRODUCTS = "definitions/charter.yaml", "definitions/metrics.yaml", "records/products.yaml"
FILES = (CHARTER, METRICS, PRODUCTS)
"""What is read once more, to say where a problem stands."""
_RECORD = "records/meaning_changes.yaml"
_WEEK = "week_ends"
_SAY = (
    f"say in {_RECORD} from which day it holds, and whether older numbers mean the same, are converted by a factor, "
    "or start anew; until then they do not count"
)


@dataclass(frozen=True, slots=True)
class _Strangers:
    """Periods under an id that nothing bears."""

    name: str
    periods: int


def problems_of_stored(texts: Mapping[str, str], playbook: Playbook, measured: Measurements) -> tuple[Problem, ...]:
    """Every problem, in the order of the files; `texts` are those of FILES, as far as they are there."""
    if not measured.set_aside and not _unnamed(playbook, measured):
        return ()
    found = [
        *_other_weeks(texts, playbook, measured.set_aside),
        *_other_meanings(texts, playbook, measured.set_aside),
        *_unknown_metrics(texts, playbook, measured),
        *_unknown_products(texts, playbook, measured),
    ]
    return tuple(sorted(found, key=lambda problem: _reading_order(problem.where)))


def _reading_order(where: Any) -> tuple[int, int]:
    return FILES.index(where.file), where.line or 0


def _unnamed(playbook: Playbook, measured: Measurements) -> bool:
    names, products = playbook.measured, {*playbook.products, ORGANIZATION}
    return any(metric not in names or product not in products for product, metric in measured.book.rows)


def _entries(texts: Mapping[str, str], file: str, model: type[Any], name: str) -> dict[str, Entry[Any]]:
    part, _ = read_part(texts.get(file, ""), file, model)
    return {entry.value.id: entry for entry in Entry(part.model, part).each(name, getattr(part.model, name))}


def _other_weeks(texts: Mapping[str, str], playbook: Playbook, aside: Iterable[SetAside]) -> Iterator[Problem]:
    """The last day of a week was another when the numbers came: reported once, for all of them."""
    today = playbook.calendar.last_day.name.lower()
    moved = [one for one in aside if _changes(playbook, one) == (_WEEK,)]
    if not moved:
        return
    part, _ = read_part(texts.get(CHARTER, ""), CHARTER, CharterDefinitions)
    place = Entry(part.model, part).value_at("charter", _WEEK)
    weeks, names = sum(one.periods for one in moved), {one.metric for one in moved}
    then = join_words(sorted({one.then.week_ends for one in moved}), "or")
    found = (
        f"weeks end on {today} here, and {plural(weeks, 'week')} of {plural(len(names), 'metric')} were sent when they "
        f"ended on {then}"
    )
    yield warning(place, found, remedy=_SAY)


def _changes(playbook: Playbook, aside: SetAside) -> tuple[str, ...]:
    return aside.then.changes_to(meaning_of(playbook.measured[aside.metric], playbook.calendar))


def _other_meanings(texts: Mapping[str, str], playbook: Playbook, aside: Iterable[SetAside]) -> Iterator[Problem]:
    """A metric is counted otherwise than its numbers were when they came."""
    entries = _entries(texts, METRICS, MetricDefinitions, "metrics")
    shown: dict[tuple[str, tuple[str, ...]], list[SetAside]] = {}
    for one in aside:
        changes = tuple(change for change in _changes(playbook, one) if change != _WEEK)
        if changes and one.metric in entries:
            shown.setdefault((one.metric, changes), []).append(one)
    for (metric, changes), found in shown.items():
        now, then = meaning_of(playbook.measured[metric], playbook.calendar), found[0].then
        key = next((change for change in changes if change in entries[metric].value.model_fields_set), "id")
        here = join_words(f"{change} {getattr(now, change) or 'none'}" for change in changes)
        before = join_words(f"{change} {getattr(then, change) or 'none'}" for change in changes)
        weeks = plural(max(one.periods for one in found), "week")
        say = f"'{metric}' has {here}, and {weeks} of it were sent with {before}"
        yield warning(entries[metric].value_at(key), say, remedy=_SAY)


def _unknown_metrics(texts: Mapping[str, str], playbook: Playbook, measured: Measurements) -> Iterator[Problem]:
    entries = _entries(texts, METRICS, MetricDefinitions, "metrics")
    reported = {metric for _, metric in measured.book.rows}
    free = [name for name in entries if name not in reported]
    given_up = {rule.metric for rule in playbook.older_rules if rule.factor is None and rule.metric}
    strangers = _strangers(measured, lambda _, metric: metric, {*playbook.measured, *given_up})
    for stranger in strangers:
        near = _nearest(stranger.name, [entries[name].value for name in free])
        place = entries[near].at("id") if near else YamlPlace(METRICS)
        found = f"the store holds {plural(stranger.periods, 'week')} of '{stranger.name}', which no definition names"
        remedy = f"add 'formerly: [{stranger.name}]' to the metric that it is now"
        remedy += f", which may be '{near}'" if near else f", or say in {_RECORD} that its numbers start anew"
        yield warning(place, found, remedy=remedy)


def _unknown_products(texts: Mapping[str, str], playbook: Playbook, measured: Measurements) -> Iterator[Problem]:
    entries = _entries(texts, PRODUCTS, ProductRecords, "products")
    reported = {product for product, _ in measured.book.rows}
    free = [name for name in entries if name not in reported]
    for stranger in _strangers(measured, lambda product, _: product, {*playbook.products, ORGANIZATION}):
        near = _nearest(stranger.name, [entries[name].value for name in free])
        place = entries[near].at("id") if near else YamlPlace(PRODUCTS)
        weeks = plural(stranger.periods, "week")
        found = f"the store holds {weeks} of the product '{stranger.name}', which is not on record"
        remedy = f"add 'formerly: [{stranger.name}]' to the product that it is now"
        yield warning(place, found, remedy=remedy + (f", which may be '{near}'" if near else ""))


def _nearest(name: str, free: Sequence[Metric | Product]) -> str:
    """Which of those that nothing is stored for yet bears the most similar id or name; '' where none does."""
    words = {word: one.id for one in free for word in (one.id, *_words(one))}
    near = get_close_matches(name, words, 1, 0.5)
    return words[near[0]] if near else ""


def _words(one: Metric | Product) -> tuple[str, ...]:
    return tuple(one.name.casefold().replace(" ", separator) for separator in "_-") if one.name else ()


def _strangers(measured: Measurements, of: Callable[[str, str], str], known: set[str]) -> list[_Strangers]:
    periods: dict[str, set[tuple[object, ...]]] = {}
    for (product, metric), rows in measured.book.rows.items():
        name = of(product, metric)
        if name not in known:
            periods.setdefault(name, set()).update((row.period_start, row.period_end) for row in rows)
    return [_Strangers(name, len(found)) for name, found in sorted(periods.items())]
