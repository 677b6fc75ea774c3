"""The time line: bars divided into proven, claimed and open, and a line for today where it belongs."""

from datetime import date, timedelta
from typing import Any

from playbook.charting import wording as words
from playbook.concerns.charter import wording
from playbook.concerns.charter.charts import charter_timeline
from playbook.readiness.charts import LIGHT, Spec
from tests.playbook.statuses import START, TODAY, phase

END = START + timedelta(days=89)
PHASES = (phase("Measure", (1, 3)), phase("Build", (4, 6), claimed=0.0, proven=0.0, plan=0.0))


def timeline(today: date | None = TODAY) -> Spec:
    """The time line of two phases."""
    return charter_timeline(PHASES, END, today, palette=LIGHT, description="two phases")


def parts(spec: Spec, name: str) -> dict[str, tuple[str, str]]:
    """First and last moment of each stretch of a phase's bar."""
    rows: list[dict[str, Any]] = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "bar")["data"][
        "values"
    ]
    return {row["part"]: (row["start"], row["end"]) for row in rows if row["phase"] == name}


def days_shown(spec: Spec) -> list[str]:
    """Labels of today's line."""
    texts = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    return [row["label"] for layer in texts for row in layer["data"]["values"] if "label" in row]


def test_a_bar_is_divided_into_proven_claimed_and_open() -> None:
    found = parts(timeline(), "Measure")
    assert list(found) == [words.PROVEN, words.CLAIMED_ONLY, words.OPEN]
    assert found[words.PROVEN] == ("2026-09-07T00:00:00", "2026-09-17T12:00:00")
    assert found[words.OPEN][1] == "2026-09-28T00:00:00"


def test_the_words_for_those_who_do_not_see_it_tell_the_days_of_each_phase() -> None:
    said = wording.timeline_alt(PHASES, 68, 90, TODAY)
    assert "Measure, Sep 7 to Sep 27: " in said
    assert "Build, Sep 28 to Oct 18: 0% proven, 0% claimed" in said


def test_what_is_proven_is_never_drawn_as_less_than_claimed() -> None:
    odd = (phase("Measure", claimed=0.2, proven=0.5),)
    found = parts(charter_timeline(odd, END, TODAY, palette=LIGHT, description="x"), "Measure")
    assert list(found) == [words.PROVEN, words.OPEN]


def test_a_phase_nobody_began_is_one_open_bar() -> None:
    assert list(parts(timeline(), "Build")) == [words.OPEN]


def test_today_is_a_line_with_its_date() -> None:
    assert days_shown(timeline()) == ["today, Nov 6"]
    assert "rule" in [layer["mark"]["type"] for layer in timeline()["layer"]]


def test_days_far_from_the_charter_do_not_squeeze_the_bars() -> None:
    for far in (END + timedelta(days=60), START - timedelta(days=60), None):
        spec = timeline(far)
        assert days_shown(spec) == []
        domain = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "bar")["encoding"]["x"]["scale"][
            "domain"
        ]
        assert domain == ["2026-09-07", "2026-12-06"]


def test_a_phase_in_which_nothing_counts_is_open() -> None:
    empty = (phase("Measure", claimed=None, proven=None, plan=None),)
    assert list(parts(charter_timeline(empty, END, TODAY, palette=LIGHT, description="x"), "Measure")) == [words.OPEN]


def test_names_and_numbers_stand_in_a_column_of_lines() -> None:
    long = (phase("Stack assembly and automated evaluation", (4, 6), claimed=0.9, proven=0.5),)
    spec = charter_timeline(long, END, TODAY, palette=LIGHT, description="x")
    bars = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "bar")
    labels = {row["label"] for row in bars["data"]["values"]}
    assert labels == {"Stack assembly and\nautomated evaluation\n50% proven\n90% claimed"}
    assert bars["encoding"]["y"]["axis"]["labelLimit"] == 150
    assert bars["encoding"]["color"]["legend"] is None
