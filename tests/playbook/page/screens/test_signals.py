"""The page of market signals: latest number, change since the first, reading, points, and the empty state."""

from collections.abc import Callable

import pytest

from playbook.concerns.signals import wording
from playbook.page.parts.links import Screen
from tests.playbook.page.looking import Onlooker, words
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]
SIGNALS = """
signals:
  - {id: hiring, name: Hiring, source: greenhouse, subject: board, matches: [AI], reading: Budget is open,
     first: {on: 2025-10-28, hits: 21, total: 224}}
  - {id: downloads, source: pypi, subject: langgraph, unit: downloads}
"""
NUMBERS = b"week,product,metric,value,numerator,denominator\n2026-W44,,hiring,,30,200\n"


@pytest.mark.parametrize("name", list(WORLDS))
def test_without_signals_the_page_names_the_ways_out_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    app = looks_at(world(name)).opens(Screen.SIGNALS)
    assert not app.exception
    assert (wording.WAY_DEFINE in words(app)) == (name != "broken_definitions")


def test_each_signal_shows_its_number_change_and_reading(on_track: World, looks_at: LooksAt) -> None:
    on_track.write("definitions/signals.yaml", SIGNALS)
    one = looks_at(on_track)
    one.workspace.receive("signals.csv", NUMBERS, source="test", actor="me")
    app = one.opens(Screen.SIGNALS, signal="hiring")
    assert not app.exception
    tiles = {tile.label: (tile.value, tile.delta.replace("\\", "")) for tile in app.metric}
    assert tiles[wording.SHARE] == ("15%", "+5.6 pp since Oct 28, 2025")
    assert tiles["downloads"][0] == wording.NO_POINT
    said = words(app)
    assert "Budget is open" in said
    assert "**Hiring**" in said
    assert "30 of 200" in said
    assert "1 of 2 signals counted" in said
