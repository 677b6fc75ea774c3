"""Coverage bars: every framework, every state it has, shares that add up to the whole."""

from playbook.concerns.governance.charts import coverage_bars
from playbook.concerns.governance.status import governance_status
from playbook.readiness.charts import LIGHT
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
