"""Answers to "would you recommend us?", 0 to 10 each, as the Net Promoter Score of every day."""

from collections.abc import Mapping
from datetime import date

from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import day_of, moment, number, text

TOOL = "NPS survey"
SCORES = (
    "nps score",
    "nps",
    "nps_score",
    "recommend",
    "likelihood to recommend",
    "likelihood_to_recommend",
    "score",
    "rating",
)
MOMENTS = (
    "submitted_at", "submitted at", "submit date (utc)", "responded_at", "response_date", "response date", "created_at",
    "created at", "date", "timestamp", "completed_at", "end date", "recorded date", "recordeddate",
)  # fmt: skip


def read(given: Given) -> Measures:
    """Counts promoters (9, 10) and detractors (0 to 6) by day; 100 x the difference of their shares is the score."""
    score_in, day_in = column_of(given.header, SCORES), column_of(given.header, MOMENTS)
    assert score_in is not None
    answers: dict[date | None, list[int]] = {}
    blank = 0
    for place, row in enumerate(given.rows):
        reported = text(row.get(score_in))
        if not reported:
            blank += 1
            continue
        score = number(reported)
        if score is None or not score.is_integer() or not 0 <= score <= 10:
            raise damaged(given.name, TOOL, f"'{reported[:30]}' in row {place + 2} is no whole number from 0 to 10")
        day = day_of(moment(row.get(day_in)), given.zone) if day_in is not None else None
        if day is None and day_in is not None and text(row.get(day_in)):
            raise damaged(
                given.name, TOOL, f"'{text(row.get(day_in))[:30]}' in row {place + 2} is no day such as 2026-11-06"
            )
        answers.setdefault(day, []).append(int(score))
    everything = [score for scores in answers.values() for score in scores]
    refused = "" if everything else "it holds no answers"
    if everything and max(everything) <= 5:
        refused = "no answer is above 5, so the scale may be 1 to 5, which is no Net Promoter Score"
    notes = [f"{blank:,} of {blank + len(everything):,} answers are blank and are left out"] if blank else []
    if None in answers and day_in is not None and len(answers) > 1:
        notes.append(f"{len(answers[None]):,} answers have no day")
    days = [day for day in answers if day is not None]
    whole = _measures(everything, min(days, default=None), max(days, default=None), {})
    daily = [one for day in sorted(days) for one in _measures(answers[day], day, day, {})] if len(days) > 1 else []
    return Measures(
        TOOL, "answers", given.name, measures=(*whole, *daily), notes=tuple(notes), refused=refused,
        digest=given.digest,
        counted={"cases": len(everything)},
    )  # fmt: skip


def _measures(scores: list[int], first: date | None, last: date | None, parts: Mapping[str, str]) -> list[Measure]:
    n = len(scores)
    if not n:
        return []
    promoters, detractors = sum(score >= 9 for score in scores), sum(score <= 6 for score in scores)
    return [
        Measure(
            "nps",
            100 * (promoters - detractors) / n,
            "points",
            float(promoters - detractors),
            float(n),
            n,
            first=first,
            last=last,
            parts=parts,
        ),
        Measure("promoters", promoters / n, "share", float(promoters), float(n), n, 0, first, last, parts),
        Measure("detractors", detractors / n, "share", float(detractors), float(n), n, 0, first, last, parts),
    ]


def column_of(header: tuple[str, ...], names: tuple[str, ...]) -> str | None:
    """The heading that is the first of some names."""
    plain = {title.casefold(): title for title in header}
    return next((plain[name] for name in names if name in plain), None)
