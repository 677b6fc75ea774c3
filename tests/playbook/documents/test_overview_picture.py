"""The digest's picture is drawn from the assessment alone, small enough for mail, whatever names records hold."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from playbook.documents.overview_picture import LINE, MARGIN, MOST_GATES, WIDTH, overview_picture
from playbook.readiness.assessment import Assessment
from tests.worlds import World

LARGEST = 200_000
NAMES = ("Support copilot", "x" * 4000, "مساعد الدعم", "漢字" * 400, "🚀 <b>@channel</b>\n\u202e", "")


def assessment_of(world: World) -> Assessment:
    world.receive_all()
    with world.workspace() as workspace:
        return workspace.assess()


def opened(content: bytes) -> Image.Image:
    assert len(content) < LARGEST
    image = Image.open(io.BytesIO(content))
    image.load()
    return image.convert("RGB")


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping"])
def test_every_world_has_a_picture(world: Callable[[str], World], name: str) -> None:
    image = opened(overview_picture(assessment_of(world(name)), "Where we stand"))
    assert (image.format or "PNG", image.width) == ("PNG", WIDTH)
    colors = image.getcolors(maxcolors=100_000)
    assert colors is not None
    assert len(colors) > 3, "something is drawn"


def test_many_gates_of_any_name_make_no_endless_picture(on_track: World) -> None:
    assessment = assessment_of(on_track)
    one = assessment.gates[0]
    gates = tuple(replace(one, product_name=name, quiet=False) for name in NAMES * 40)
    many = opened(overview_picture(replace(assessment, gates=gates), NAMES[1]))
    few = opened(overview_picture(replace(assessment, gates=gates[:MOST_GATES]), NAMES[2]))
    assert many.height == few.height + LINE, "one line says how many more there are"
    assert few.height < 2 * MARGIN + 30 * LINE


def test_the_same_assessment_makes_the_same_picture(on_track: World) -> None:
    assessment = assessment_of(on_track)
    assert overview_picture(assessment, "Title") == overview_picture(assessment, "Title")
    assert overview_picture(assessment, "Title") != overview_picture(assessment, "Another")
