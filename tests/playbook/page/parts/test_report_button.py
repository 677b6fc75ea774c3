"""The button that hands out the report says what keeps slides from being made, before anybody downloads them."""

import pytest

from playbook.page.parts.links import Screen
from tests.playbook.page.screens.test_every_screen import is_sound, opened, store_let_go, texts
from tests.worlds import World

__all__ = ["store_let_go"]


@pytest.mark.parametrize("as_format", ["pptx", "pdf"])
def test_a_template_that_cannot_be_read_is_reported_in_place_of_the_download(
    as_format: str, on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (on_track.folder / "brand.pptx").write_bytes(b"no presentation at all")
    on_track.write("settings.yaml", "report: {template: brand.pptx}\n")
    monkeypatch.setenv("PLAYBOOK_DIR", str(on_track.folder))
    app = opened(Screen.OVERVIEW, as_of=on_track.today.isoformat())
    assert "cannot be read" not in texts(app)
    app.selectbox(key="report-format").set_value(as_format).run()
    is_sound(app)
    assert "The company's template cannot be read; save it as .pptx or .potx" in texts(app)
    assert not [one for one in app.get("download_button") if one.proto.id.endswith("download-report")]
