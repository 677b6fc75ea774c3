"""Charts: what they say in words and marks, in both themes, without shared data."""

import tomllib
from collections.abc import Callable
from dataclasses import replace

import pytest

from metrics.observation import Series
from playbook.charting import wording as words
from playbook.readiness.charts import DARK, LIGHT, Palette, palette_named, sparkline
from playbook.readiness.score import AreaScore
from playbook.readiness.wording_screen import area_alt
from playbook.verdict import Area
from tests.paths import ROOT
from tests.playbook.statuses import points


def area(kind: Area, score: float, plan: float, *, known: bool = True) -> AreaScore:
    """One area of readiness."""
    return AreaScore(kind, 25, score, plan, score, 1.0, known, "why")


AREAS = (area(Area.CHARTER, 58, 66), area(Area.GATES, 0, 40, known=False))


@pytest.mark.parametrize(("palette", "theme"), [(LIGHT, "light"), (DARK, "dark")])
def test_charts_have_the_colours_of_the_page(palette: Palette, theme: str) -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][theme]
    hues = [palette.blue, palette.orange, palette.green, palette.violet, palette.gold, palette.grey]
    assert hues == settings["chartCategoricalColors"]
    assert palette.background == settings["backgroundColor"]
    assert palette.text == settings["textColor"]
    assert palette.muted == settings["grayTextColor"]
    assert palette.grid == settings["borderColor"]
    assert palette.pale == settings["grayBackgroundColor"]


def test_an_unknown_theme_is_light() -> None:
    assert palette_named("dark") is DARK
    assert palette_named(None) is LIGHT


def test_an_area_with_nothing_in_it_is_said_to_be_unknown() -> None:
    known, unknown = map(area_alt, AREAS)
    assert known == "Charter: 58 of 100, plan today 66"
    assert unknown == "Gates: unknown of 100, plan today 40"


def test_a_sparkline_is_the_whole_weeks_and_needs_two() -> None:
    running = points(0.1, 0.2, 0.3, running=True)
    assert sparkline(Series("m", None, running)) == [0.1, 0.2]
    assert sparkline(Series("m", None, running[:1])) == []
    assert sparkline(Series("m", None, points(*range(1, 21), n=None))) == list(range(9, 21))
    first, second, lacking = points(5, 6, 1, n=None)
    assert sparkline(Series("m", None, (first, second, replace(lacking, partial="1 of 2")))) == [5, 6]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (lambda: words.phase_numbers(0.5, 0.8, 1.0), "50% proven, 80% claimed, 100% due by today"),
        (lambda: words.phase_numbers(0.0, 0.0, 0.0), "0% proven, 0% claimed, nothing due yet"),
        (lambda: words.phase_numbers(None, None, None), "nothing counts in this phase"),
    ],
)
def test_numbers_beside_bars_are_words(said: Callable[[], str], expected: str) -> None:
    assert said() == expected
