"""Coverage bars: every framework, every state it has, shares that add up to the whole."""

from itertools import pairwise

import pytest

from playbook.concerns.governance import wording as words
from playbook.concerns.governance.charts import coverage_bars
from playbook.concerns.governance.status import governance_status
from playbook.readiness.charts import DARK, LIGHT, Palette
from tests.worlds import World


def test_shares_of_each_framework_add_up_and_states_without_controls_are_left_out(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        frameworks = workspace.ask(governance_status).frameworks
    spec = coverage_bars(frameworks, palette=LIGHT, description="coverage in words")
    assert spec["description"] == "coverage in words"
    rows = spec["layer"][0]["data"]["values"]
    for framework in frameworks:
        shares = [row["share"] for row in rows if row["framework"] == framework.name]
        assert abs(sum(shares) - 1) < 1e-9
        assert all(share > 0 for share in shares)


def test_a_framework_without_controls_is_not_drawn(on_track: World) -> None:
    on_track.write("definitions/governance.yaml", "frameworks: [{id: bare, year: 2024}]\n")
    with on_track.workspace() as workspace:
        frameworks = workspace.ask(governance_status).frameworks
    assert coverage_bars(frameworks, palette=LIGHT, description="")["layer"][0]["data"]["values"] == []


def lightness(color: str) -> float:
    """Relative luminance of `#RRGGBB`, as WCAG 2 has it."""
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_states_are_told_apart_by_lightness_and_by_letter(palette: Palette, on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        frameworks = workspace.ask(governance_status).frameworks
    spec = coverage_bars(frameworks, palette=palette, description="x")
    served = spec["layer"][0]["encoding"]["color"]["scale"]["range"][:3]
    grey = [lightness(shade) for shade in served]
    assert all((max(one, two) + 0.05) / (min(one, two) + 0.05) > 1.4 for one, two in pairwise(grey))
    assert spec["layer"][0]["encoding"]["color"]["legend"] is None
    for row in spec["layer"][0]["data"]["values"]:
        assert row["label"] in ("", *words.STATE_LETTERS.values())
    assert words.letters_words(frameworks[0]).split()[0] in words.STATE_LETTERS.values()
    assert len(set(words.STATE_LETTERS.values())) == len(words.STATE_LETTERS)
