"""Charts are drawn beside the work, all of one width, and nothing is left running."""

import re
import subprocess
import sys

import pytest

from playbook.charting.parts import chart, layer, mark, nominal, quantitative, rows
from playbook.documents.report.drawing import WIDTH, CannotDraw, Drawing, draw
from playbook.documents.report.drawing_process import __file__ as drawing_process
from playbook.readiness.charts import LIGHT, Spec


def bars(top: float, name: str) -> Spec:
    data = rows([{"name": name, "value": top}])
    drawn = layer(data, mark("bar", color=LIGHT.blue), x=nominal("name"), y=quantitative("value"))
    return chart([drawn], LIGHT, "bars", height=80, title=name)


def test_charts_come_back_by_their_names() -> None:
    drawn = draw([("first", bars(3, "one")), ("second", bars(4, "two"))])
    assert list(drawn) == ["first", "second"]
    assert ">one<" in drawn["first"]
    assert ">two<" in drawn["second"]


def test_charts_are_of_one_width_however_long_their_numbers() -> None:
    widths = {
        re.findall(r'width="(\d+)"', svg)[0] for svg in draw([("a", bars(3, "x")), ("b", bars(300, "x"))]).values()
    }
    assert len(widths) == 1
    assert int(widths.pop()) > WIDTH, "labels stand beside the plot, never in it"


def test_text_in_a_chart_is_escaped() -> None:
    (svg,) = draw([("a", bars(3, "<script>x</script>"))]).values()
    assert "<script" not in svg
    assert "&lt;script" in svg


def test_control_characters_in_a_chart_are_shown_and_end_nothing() -> None:
    (svg,) = draw([("a", bars(3, "a\0b\x1b\x7f\u202e"))]).values()
    assert r"a\x00b\x1b\x7f\u202e" in svg


def test_without_charts_nothing_is_drawn_and_nothing_is_said() -> None:
    assert draw([]) == {}
    done = subprocess.run([sys.executable, "-P", drawing_process], input=b"", capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_chart_that_cannot_be_drawn_is_no_empty_picture() -> None:
    wrong = {**bars(3, "x"), "layer": [{"mark": "no such mark"}]}
    with pytest.raises(CannotDraw, match="exit code 1"):
        draw([("good", bars(3, "x")), ("wrong", wrong)])


def test_an_engine_that_nobody_asked_is_stopped() -> None:
    with Drawing() as drawing:
        pass
    assert drawing._process.returncode is not None
