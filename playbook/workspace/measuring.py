"""What is in the store, read by a playbook: its names, its definitions, its calendar."""

from collections.abc import Callable, Sequence

from metrics.meaning import StoredMeaning
from metrics.observation import ObservationBook
from metrics.series.older_numbers import as_they_mean_today, under_todays_names
from metrics.series.series import Measurements
from playbook.model.playbook import Playbook

_MOST_KEPT = 6
Received = tuple[ObservationBook, tuple[StoredMeaning, ...]]


def measurements_of(playbook: Playbook, book: ObservationBook, meanings: Sequence[StoredMeaning] = ()) -> Measurements:
    """Everything received, under today's names and meanings; `meanings` is what the numbers meant when they came."""
    book, meanings = under_todays_names(book, meanings, playbook.former_names)
    book, set_aside = as_they_mean_today(
        book, playbook.measured, playbook.calendar, meanings, playbook.older_rules, frozenset(playbook.products)
    )
    timezone = playbook.definitions.charter.charter.timezone
    return Measurements(
        book, playbook.measured, playbook.calendar, timezone, playbook.ended, playbook.weeks_off, set_aside
    )


class KeptMeasurements:
    """The measurements of a version of the store, made once for all playbooks that read it alike: most changes of
    definitions leave the meaning of the numbers as it is. Not safe between threads by itself."""

    def __init__(self) -> None:
        self._kept: list[tuple[str, Playbook, Measurements]] = []

    def of(self, playbook: Playbook, version: str, received: Callable[[], Received]) -> Measurements:
        """What the store at `version` says, read by this playbook; `received` gives its rows."""
        for at, (version_then, other, measurements) in enumerate(self._kept):
            if version_then == version and _reads_alike(other, playbook):
                self._kept.insert(0, self._kept.pop(at))
                return measurements
        found = measurements_of(playbook, *received())
        self._kept = [(version, playbook, found), *(one for one in self._kept if one[0] == version)][:_MOST_KEPT]
        return found


def _reads_alike(one: Playbook, other: Playbook) -> bool:
    mine, its = one.definitions, other.definitions
    return (
        mine.metrics == its.metrics
        and mine.signals == its.signals
        and mine.calendar == its.calendar
        and mine.charter.charter.timezone == its.charter.charter.timezone
        and one.calendar == other.calendar
        and one.records.products == other.records.products
        and one.records.meaning_changes == other.records.meaning_changes
    )
