"""What is in the store, read by the playbook of today: its names, its definitions, its calendar."""

from collections.abc import Sequence

from metrics.meaning import StoredMeaning
from metrics.observation import ObservationBook
from metrics.series.older_numbers import as_they_mean_today, under_todays_names
from metrics.series.series import Measurements
from playbook.model.playbook import Playbook


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
