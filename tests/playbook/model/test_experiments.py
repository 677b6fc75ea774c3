"""Experiment audit: decisions in date, and every rule of the bar."""

from datetime import date

import pytest

from playbook.concerns.experiments.audit_rules import NOT_CHECKED
from playbook.concerns.experiments.status import audit_status
from playbook.model.experiments import FindingRule, FindingSeverity
from playbook.readiness.inquiry import Inquiry
from playbook.results.experiments import AuditStatus
from tests.playbook.building import measurements_of, playbook_of

TODAY = date(2026, 11, 13)
RULES = """
audit:
  due_week: 2
  rules:
    - {rule: no_owner, severity: high}
    - {rule: no_risk_tier}
    - {rule: no_decision, severity: high, days: 14}
    - {rule: decision_expired}
    - {rule: no_evals, users: 10}
    - {rule: evals_old, days: 30}
    - {rule: zombie, days: 30}
    - {rule: cost_without_use, monthly_cost_per_user: 50}
    - {rule: duplicate, severity: note}
    - {rule: sensitive_data, severity: high}
    - {rule: unreviewed_provider}
    - {rule: stopped_but_running, severity: high, days: 7}
"""
CLEAN = (
    "id: bot, found: 2026-09-09, owner: support, risk_tier: limited, data: internal, evals: regression suite, "
    "decisions: [{decided: keep, on: 2026-11-01, by: council}], "
    "seen: [{on: 2026-11-09, weekly_users: 40, monthly_cost: 400, last_active: 2026-11-08, evals_run: 2026-11-05}]"
)
STACK = "layers: [{id: models, options: [{id: one}, {id: two}]}]"


def audit(*experiments: str, on: date = TODAY) -> AuditStatus:
    listed = "\n".join(f"  - {{{experiment}}}" for experiment in experiments)
    playbook = playbook_of(
        definitions_experiments=RULES, definitions_stack=STACK, records_experiments=f"experiments:\n{listed}"
    )
    return audit_status(Inquiry(playbook, measurements_of(playbook), on))


def test_a_decided_experiment_without_findings_is_clean() -> None:
    status = audit(CLEAN)
    assert status.experiments[0].findings == ()
    assert (status.decided_share, status.monthly_cost) == (1, 400)


@pytest.mark.parametrize(
    ("change", "to", "rule", "words"),
    [
        ("owner: support, ", "", FindingRule.NO_OWNER, "no owner assigned"),
        ("risk_tier: limited, ", "", FindingRule.NO_RISK_TIER, "counts as the strictest"),
        ("decisions: [{decided: keep, on: 2026-11-01, by: council}], ", "", FindingRule.NO_DECISION, "65 days after"),
        ("2026-11-01, by: council", "2026-08-01, by: council", FindingRule.DECISION_EXPIRED, "expired on Oct 30"),
        ("evals: regression suite, ", "", FindingRule.NO_EVALS, "40 weekly users"),
        ("evals_run: 2026-11-05", "evals_run: 2026-10-01", FindingRule.EVALS_OLD, "more than 30 days ago"),
        (", evals_run: 2026-11-05", "", FindingRule.EVALS_OLD, "no recorded run"),
        (
            "last_active: 2026-11-08",
            "last_active: 2026-09-01",
            FindingRule.ZOMBIE,
            "idle for 73 days and still costs $400",
        ),
        ("weekly_users: 40", "weekly_users: 0", FindingRule.COST_WITHOUT_USE, "nobody uses it"),
        ("monthly_cost: 400", "monthly_cost: 4000", FindingRule.COST_WITHOUT_USE, "100 a month for each weekly user"),
        ("owner: support", "owner: support, duplicate_of: other", FindingRule.DUPLICATE, "the same as 'other'"),
        ("data: internal, ", "", FindingRule.SENSITIVE_DATA, "nobody has said"),
        ("limited, data: internal", "minimal, data: personal", FindingRule.SENSITIVE_DATA, "touches personal data"),
        (
            "owner: support",
            "owner: support, provider: one",
            FindingRule.UNREVIEWED_PROVIDER,
            "not what was decided and reviewed for Models",
        ),
        ("owner: support", "owner: support, provider: shadow", FindingRule.UNREVIEWED_PROVIDER, "not an option"),
        ("decided: keep", "decided: stop", FindingRule.STOPPED_BUT_RUNNING, "still costs $400"),
        (
            "keep, on: 2026-11-01",
            "stop, on: 2026-10-01",
            FindingRule.STOPPED_BUT_RUNNING,
            "stopped on Oct 1, active on Nov 8",
        ),
    ],
)
def test_each_rule_finds_what_it_is_for(change: str, to: str, rule: FindingRule, words: str) -> None:
    assert change in CLEAN
    findings = {finding.rule: finding for finding in audit(CLEAN.replace(change, to)).experiments[0].findings}
    assert words in findings[rule].reason


def test_findings_come_gravest_first_and_a_note_leaves_the_experiment_clean() -> None:
    findings = audit("id: mess, found: 2026-09-09, duplicate_of: bot").experiments[0].findings
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities, key=list(FindingSeverity).index)
    noted = audit(CLEAN.replace("owner: support", "owner: support, duplicate_of: other")).experiments[0]
    assert noted.is_clean


def test_what_was_found_or_seen_later_was_not_known_before() -> None:
    assert audit(CLEAN, on=date(2026, 9, 8)).experiments == ()
    early = audit(CLEAN, on=date(2026, 11, 8)).experiments[0]
    assert (early.weekly_users, early.monthly_cost) == (None, None)


def test_nothing_listed_is_unknown_not_perfect() -> None:
    status = audit()
    assert status.decided_share is None


def test_idle_is_what_was_seen_idle_and_what_nobody_looked_at_again_is_not_checked() -> None:
    """Seen at work on 8 Sep and never looked at again: nobody knows that it is idle."""
    seen = (
        "seen: [{on: 2026-11-09, weekly_users: 40, monthly_cost: 400, last_active: 2026-11-08, evals_run: 2026-11-05}]"
    )
    alone = CLEAN.replace(seen, "seen: [{on: 2026-09-09, monthly_cost: 400, last_active: 2026-09-08}]")
    found = {one.rule: one for one in audit(alone).experiments[0].findings}[FindingRule.ZOMBIE]
    assert (found.name, found.reason) == (NOT_CHECKED, "not checked since Sep 9, when it cost $400 a month")
    again = alone.replace("last_active: 2026-09-08}]", "last_active: 2026-09-08}, {on: 2026-11-10, weekly_users: 0}]")
    found = {one.rule: one for one in audit(again).experiments[0].findings}[FindingRule.ZOMBIE]
    assert found.reason == "idle for 66 days and still costs $400 a month"
