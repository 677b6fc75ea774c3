"""The weekly review as JSON: numbers unrounded, unknown is null; every figure with its days and what it lacks."""

from metrics.series.weekly_figures import Figure, Line, Move, WeeklyReview
from playbook.json_values import Json, number_json

YEAR_OF_WEEKS = 52


def review_json(review: WeeklyReview | None) -> Json | None:
    """The field `review` of a series in `metrics --json` and `GET /api/metrics`; null where no week has a number."""
    if review is None:
        return None
    return {
        "week": review.week,
        "period_end": review.through.isoformat(),
        "known_weeks": review.known_weeks,
        "weeks": [_line(line, "week", listed=True) for line in review.weeks],
        "week_on_week": _move(review.week_on_week),
        "four_weeks": _line(review.four_weeks),
        "against_baseline": _move(review.against_baseline),
        "against_plan": _move(review.against_plan),
        "month_to_date": _line(review.month_to_date, "month"),
        "quarter_to_date": _line(review.quarter_to_date, "quarter"),
        "year_to_date": _line(review.year_to_date, "year"),
        "months": [_line(line, "month", listed=True) for line in review.months],
        "year_on_year": _move(review.year_on_year),
        "year_on_year_state": "ok" if review.known_weeks > YEAR_OF_WEEKS else "too early",
    }


def _line(line: Line, period: str = "", *, listed: bool = False) -> Json:
    """In a list the figure before stands in the list itself."""
    return {
        **_figure(line.figure, period),
        **({} if listed else {"before": _figure(line.before, period)}),
        "change": _move(line.move),
        "year_before": _figure(line.year_before, period),
        "year_on_year": _move(line.year_on_year),
    }


def _figure(figure: Figure, period: str) -> Json:
    return {
        **({period: figure.name} if period else {}),
        "period_start": figure.stretch.first.isoformat(),
        "period_end": figure.stretch.last.isoformat(),
        "value": number_json(figure.value),
        "numerator": number_json(figure.numerator),
        "denominator": number_json(figure.denominator),
        "partial": figure.partial,
    }


def _move(move: Move | None) -> Json | None:
    if move is None:
        return None
    return {
        "from": number_json(move.earlier),
        "to": number_json(move.later),
        "difference": number_json(move.change.difference),
        "percent": number_json(move.change.percent),
        "points": number_json(move.change.points),
        "basis_points": number_json(move.change.basis_points),
        "comparable": move.comparable,
    }
