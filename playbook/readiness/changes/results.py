"""What changed since the last review."""

from dataclasses import dataclass
from datetime import date

from playbook.json_values import NotShown, Score


@dataclass(frozen=True, slots=True)
class SinceReview:
    """What happened to the ground a review stood on, whether or not it moved the score: rules by name, uploads that
    came late, records dated back, records that are gone or read differently. `score` is the review's."""

    week: str
    week_end: NotShown[date]
    as_of: date
    rules: tuple[str, ...]
    late_data: tuple[str, ...]
    dated_back: tuple[str, ...]
    taken_away: tuple[str, ...]
    score: Score
