"""The gain that is said of an action is the one that comes once it is done: each is done on a copy and scored anew."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.observation import Observation
from playbook.model.playbook import Playbook
from playbook.readiness.advice import Action
from playbook.readiness.assessment import Assessment, assess
from playbook.verdict import Area
from tests.playbook.building import friday_after, measurements_of, playbook_of, week_row

DAY = friday_after(9)
PRODUCTS = ("support-copilot", "claims-reader")
TARIFF = "tariff-bot"
DEFINITIONS = {
    "definitions_charter": """
charter: {notice_days: 7}
phases:
  - id: measure
    weeks: [1, 12]
    deliverables:
      - {id: audit, due_week: 2, owner: lead-ai-engineer, proof: [{experiments_decided: {at_least: 1.0}}]}
      - {id: training, due_week: 12, weight: 9, owner: head-of-support}
""",
    "definitions_experiments": """
audit:
  due_week: 2
  rules:
    - {rule: no_owner, severity: high, remedy: Name the seat that answers for it}
    - {rule: no_decision, severity: high, days: 14}
    - {rule: zombie, severity: high, days: 30}
    - {rule: no_evals, severity: medium}
""",
    "definitions_gates": """
gates:
  - id: limited-release
    stage: ship
    owner: vp
    criteria:
      - {id: tasks, metric: task_success_rate, pass: ">= 0.80", key: true, weight: 3, weeks: 1}
      - {id: fast, metric: latency_p95_seconds, pass: "<= 4"}
""",
    "definitions_metrics": """
metrics:
  - {id: task_success_rate, pillar: quality, kind: rate, better: higher, owner: evals, source: evals,
     over_products: pool, targets: [{date: 2026-12-05, value: 0.75}]}
  - {id: latency_p95_seconds, pillar: service, kind: duration, unit: s, better: lower, owner: platform, source: traces,
     targets: [{date: 2026-12-05, value: 4}]}
""",
    "records_charter": """
start: 2026-09-07
progress: [{deliverable: audit, state: done, on: 2026-09-18, owner: lead-ai-engineer}]
""",
    "records_products": yaml.safe_dump(
        {
            "products": [
                {
                    "id": product,
                    "owner": "product-lead",
                    "risk_tier": "limited",
                    "stages": [{"stage": "prototype", "on": date(2026, 10, 5)}],
                    "planned": [{"gate": "limited-release", "on": date(2026, 11, 20)}],
                }
                for product in PRODUCTS
            ]
        }
    ),
}


def playbook(decided: bool, owned: bool, looked: date, *, stopped: bool = False) -> Playbook:
    """Two experiments, of which one may be undecided, unowned, without evaluations and not looked at for long."""
    seen = {"on": looked, "weekly_users": 9, "monthly_cost": 900, "last_active": looked}
    found = {"id": TARIFF, "found": date(2026, 9, 10), "seen": [seen], "decisions": []}
    found |= {"owner": "product-lead"} if owned else {}
    found |= {"decisions": [{"decided": "keep", "on": looked, "by": "vp", "until": DAY}]} if decided else {}
    found |= {"decisions": [{"decided": "stop", "on": DAY, "by": "vp"}], "owner": "vp"} if stopped else {}
    clean = {"id": "notebook", "found": date(2026, 9, 10), "owner": "vp", "evals": "40 cases", "decisions": []}
    clean["decisions"] = [{"decided": "stop", "on": date(2026, 9, 12), "by": "vp"}]
    return playbook_of(**DEFINITIONS, records_experiments=yaml.safe_dump({"experiments": [found, clean]}))


def scored(book: Playbook, rows: Sequence[Observation]) -> Assessment:
    """The playbook as it stands with these numbers."""
    return assess(book, measurements_of(book, *rows), DAY, compare=False)


def rows_of(good: Sequence[int]) -> list[Observation]:
    """So many tasks of 400 done by each product in the last closed week, and a latency that is kept."""
    tasks = [week_row("task_success_rate", 9, k=k, n=400, product=one) for one, k in zip(PRODUCTS, good, strict=True)]
    return [*tasks, *(week_row("latency_p95_seconds", 9, value=3.5, product=one) for one in PRODUCTS)]


def said_of(assessment: Assessment, area: Area, subject: str) -> Action | None:
    return next((one for one in assessment.actions if (one.area, one.subject) == (area, subject)), None)


@settings(deadline=None)
@given(st.lists(st.integers(250, 400), min_size=2, max_size=2))
def test_a_metric_brought_to_a_gates_line_counts_for_the_organizations_plan_as_well(good: list[int]) -> None:
    book = playbook(decided=True, owned=True, looked=DAY)
    before = scored(book, rows_of(good))
    action = said_of(before, Area.GATES, f"{PRODUCTS[0]}/limited-release")
    if action is None or before.gates[0].criteria[0].counts is None:
        return
    numerator, cases = before.gates[0].criteria[0].counts
    assert cases == 400
    if before.actions.index(action) == 0:
        after = scored(book, rows_of([numerator, good[1]]))
        assert action.gain == pytest.approx(after.readiness.score - before.readiness.score)


@settings(deadline=None)
@given(st.booleans(), st.booleans(), st.integers(0, 55))
def test_an_experiment_that_is_settled_brings_what_was_said_the_audit_included(
    decided: bool, owned: bool, days: int
) -> None:
    looked = DAY - timedelta(days=days)
    before = scored(playbook(decided, owned, looked), rows_of([390, 390]))
    action = said_of(before, Area.EXPERIMENTS, TARIFF)
    if action is None:
        return
    after = scored(playbook(decided, owned, looked, stopped=True), rows_of([390, 390]))
    assert action.gain == pytest.approx(after.readiness.score - before.readiness.score)


def test_what_brings_most_is_offered_though_a_part_of_it_is_cheaper_elsewhere() -> None:
    """An experiment nobody decided, and the audit that waits for the decision alone."""
    before = scored(playbook(False, False, DAY - timedelta(days=50)), rows_of([380, 200]))
    assert [action.subject for action in before.actions[:2]] == [f"{PRODUCTS[1]}/limited-release", TARIFF]
    assert before.actions[1].steps == (
        "Tariff bot: stop 'Tariff bot', or keep it and settle 2 more findings",
        "Tariff bot: Name the seat that answers for it",
    )
    gains = [action.gain for action in before.actions]
    assert gains == sorted(gains, reverse=True)


def test_a_metric_that_stays_off_its_plan_is_not_promised() -> None:
    """The other product keeps the organization below its plan whatever this one does."""
    before = scored(playbook(True, True, DAY), rows_of([300, 100]))
    criterion = before.gates[0].criteria[0]
    assert criterion.counts is not None
    after = scored(playbook(True, True, DAY), rows_of([criterion.counts[0], 100]))
    assert {status.metric: status.outcome for status in before.metrics} == {
        status.metric: status.outcome for status in after.metrics
    }
    action = said_of(before, Area.GATES, f"{PRODUCTS[0]}/limited-release")
    assert action is not None
    assert action.gain == pytest.approx(after.readiness.score - before.readiness.score)
