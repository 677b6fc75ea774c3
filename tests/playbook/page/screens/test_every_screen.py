"""Every screen in every world, on the sample and on past and far days: a title, no exception, no NaN, no traceback."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element
from streamlit.util import calc_hash

from playbook.concerns.gates.wording_page import CRITERIA_TAB
from playbook.page.parts.links import Screen
from playbook.services.running_app import app as running_app
from tests.paths import ROOT
from tests.playbook.page.looking import grids, words_of_grid
from tests.worlds import WORLDS, World

DASHBOARD = ROOT / "playbook" / "page" / "dashboard.py"


@pytest.fixture(autouse=True)
def store_let_go() -> Iterator[None]:
    """The page's workspace outlives a run of the script; a test must not leave it to the next one."""
    yield
    running_app.close()


def opened(screen: Screen, **address: str) -> AppTest:
    """The page as a browser would get it from this address."""
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app._page_hash = calc_hash(str(screen))
    return app.run()


def texts(app: AppTest) -> str:
    """Everything the page says."""
    values = (getattr(element, "value", None) for element in app.main if isinstance(element, Element))
    return "\n".join(value for value in values if isinstance(value, str))


def is_sound(app: AppTest) -> None:
    assert not app.exception, [exception.message for exception in app.exception]
    assert len(app.title) == 1
    said = texts(app)
    for word in ("nan", "NaN", "Traceback"):
        assert word not in said.split(), word


@pytest.mark.parametrize("screen", list(Screen))
@pytest.mark.parametrize("name", list(WORLDS))
def test_every_screen_shows_every_world(
    name: str, screen: Screen, world: Callable[[str], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    built = world(name)
    if name != "broken_definitions":
        built.receive_all()
    for key, value in built.environment.items():
        monkeypatch.setenv(key, value)
    is_sound(opened(screen, as_of=built.today.isoformat()))


@pytest.mark.parametrize("screen", list(Screen))
@pytest.mark.parametrize(
    "address",
    [
        {},
        {"product": "support-copilot"},
        {"as_of": "2026-09-10"},
        {"as_of": "2026-10-30", "basis": "today"},
        {"as_of": "2026-08-01"},
        {"as_of": "2027-06-01"},
        {"as_of": "yesterday", "product": "nobody", "basis": "best"},
    ],
)
def test_every_screen_shows_the_sample_on_any_day_and_takes_any_address(
    screen: Screen, address: dict[str, str]
) -> None:
    is_sound(opened(screen, **address))


def test_the_criteria_say_their_lines_as_they_are_written() -> None:
    said = texts(opened(Screen.GATES, gate="support-copilot/limited-release"))
    assert "needs >= 85% and >= 87.4% (the baseline −2%)" in said
    app = opened(Screen.GATES, gate="support-copilot/limited-release", tab=CRITERIA_TAB)
    criteria = "\n".join(words_of_grid(grids(app)["criteria"]))
    assert "87.4% (the baseline" in criteria
    assert "not known yet" not in criteria


WIDE = {"what", "product", "seat"}
"""First columns of tables that show parties, gates or skills side by side; a matrix has as many columns as it has."""


@pytest.mark.parametrize(
    "screen",
    [Screen.TEAM, Screen.GATES, Screen.GOVERNANCE, Screen.VENDORS, Screen.RESOURCES, Screen.EXPERIMENTS, Screen.UPLOAD],
)
def test_a_table_has_no_more_columns_than_a_phone_shows(
    screen: Screen, on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.receive_all()
    for key, value in on_track.environment.items():
        monkeypatch.setenv(key, value)
    for table in opened(screen).table:
        columns = list(table.value.columns)
        assert len(columns) <= 3 or columns[0] in WIDE, columns
