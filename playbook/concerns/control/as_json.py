"""The metric review as the JSON of the public contract: points with signals, limits, sentences, projection, notes."""

from collections.abc import Iterable
from datetime import date

from playbook.concerns.control import wording
from playbook.concerns.control.review import ChartStretch, MetricReview, Projection, ReviewPoint
from playbook.concerns.weekly_figures.as_json import review_json
from playbook.concerns.weekly_figures.figures import WeeklyReviews
from playbook.json_values import Json, day_json, number_json
from playbook.model.notes import Note

SCHEMA = 1


def metrics_json(
    as_of: date, reviews: Iterable[MetricReview], *, basis: str = "known", weekly: WeeklyReviews | None = None
) -> Json:
    """`metrics --json` and `GET /api/metrics`: weekly series, the running week included and marked."""
    return {
        "schema": SCHEMA,
        "as_of": as_of.isoformat(),
        "basis": basis,
        "series": [series_json(review, weekly) for review in reviews],
    }


def series_json(review: MetricReview, weekly: WeeklyReviews | None = None) -> Json:
    """One series."""
    limits = review.limits
    return {
        "metric": review.metric,
        "product": review.product,
        "points": [_point(point) for point in review.points],
        "limits": None if limits is None else _limits(limits),
        "stretches": [_stretch(stretch) for stretch in review.stretches],
        "variation": None if review.variation is None else str(review.variation),
        "assurance": None if review.assurance is None else str(review.assurance),
        "target": number_json(review.target),
        "target_on": day_json(review.target_on),
        "sentence": review.sentence,
        "remarks": list(review.remarks),
        "projection": None if review.projection is None else _projection(review.projection),
        "n": number_json(review.n),
        "low": number_json(review.low),
        "high": number_json(review.high),
        "samples_needed": review.samples_needed,
        "samples_words": review.samples_sentence,
        "notes": [_note(note) for note in review.notes if not note.is_restart],
        "restarts": [_note(note) for note in review.restarts],
        "missing": list(review.missing),
        "no_cases": list(review.no_cases),
        "weeks_off": [{"week": week.week, "reason": week.reason, "by": week.by or None} for week in review.off],
        "review": review_json(weekly.of(review.metric, review.product)) if weekly and review.points else None,
    }


NO_WORDS: Json = dict.fromkeys(("variation", "assurance", "sentence", "interval", "samples_needed"))
"""Where a metric has no review."""


def words_json(review: MetricReview) -> Json:
    """What a row of `status --json` says of the same series, beside its outcome."""
    known = review.low is not None
    return {
        "variation": None if review.variation is None else str(review.variation),
        "assurance": None if review.assurance is None else str(review.assurance),
        "sentence": review.sentence,
        "interval": {"low": number_json(review.low), "high": number_json(review.high)} if known else None,
        "samples_needed": review.samples_needed,
    }


def _point(reviewed: ReviewPoint) -> Json:
    point, signal = reviewed.point, reviewed.signal
    return {
        "week": point.week,
        "period_end": point.period_end.isoformat(),
        "value": number_json(point.value),
        "numerator": number_json(point.numerator),
        "denominator": number_json(point.denominator),
        "partial": point.partial,
        "running": point.running,
        "judged": reviewed.judged,
        "signal": None if signal is None else str(signal),
        "signal_effect": None if reviewed.effect is None else str(reviewed.effect),
        "signal_words": None if signal is None else wording.signal_words(signal, upwards=bool(reviewed.upwards)),
        "target": number_json(reviewed.target),
        "mean": number_json(reviewed.mean),
        "lower": number_json(reviewed.lower),
        "upper": number_json(reviewed.upper),
        "near_lower": number_json(reviewed.near_lower),
        "near_upper": number_json(reviewed.near_upper),
        "low": number_json(reviewed.low),
        "high": number_json(reviewed.high),
    }


def _limits(stretch: ChartStretch) -> Json:
    return {
        "state": str(stretch.state),
        "mean": number_json(stretch.mean),
        "lower": number_json(stretch.lower),
        "upper": number_json(stretch.upper),
        "weeks": stretch.weeks,
    }


def _stretch(stretch: ChartStretch) -> Json:
    return {
        **_limits(stretch),
        "first": stretch.first.isoformat(),
        "last": stretch.last.isoformat(),
        "screened": stretch.screened,
        "restart": None if stretch.restart is None else _note(stretch.restart),
    }


def _projection(projection: Projection) -> Json:
    return {
        "state": "too early" if projection.is_too_early else "ok",
        "on": projection.on.isoformat(),
        "value": number_json(projection.value),
        "low": number_json(projection.low),
        "high": number_json(projection.high),
        "reaches_target": day_json(projection.reaches_target),
        "course": None if projection.is_too_early else str(projection.course),
        "weeks": projection.weeks,
        "per_week": number_json(projection.per_week),
        "targets": [
            {
                "on": ahead.on.isoformat(),
                "target": number_json(ahead.target),
                "value": number_json(ahead.value),
                "meets": ahead.meets,
            }
            for ahead in projection.targets
        ],
        "sentence": projection.sentence,
    }


def _note(note: Note) -> Json:
    return {
        "metric": note.metric,
        "product": note.product,
        "week": note.week,
        "text": note.text,
        "by": note.by,
        "on": note.on.isoformat(),
        "link": note.link or None,
    }
