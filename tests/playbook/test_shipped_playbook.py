"""The playbook that is shipped: complete, whole, in plain words, and possible to fulfil."""

import re
from functools import cache
from typing import Any

import pytest

from metrics.definition import Kind, Pillar, TargetKind
from metrics.statistics.proportion import smallest_sample
from playbook.concerns.gates.criteria import criteria_of
from playbook.concerns.gates.verdict import Line, score_of
from playbook.model.conditions import conditions_of, without_relative
from playbook.model.experiments import FindingRule
from playbook.model.incidents import Severity
from playbook.model.playbook import DEFINITION_FILES, RECORD_FILES, Playbook, Records
from playbook.settings import THIS_PROJECT
from playbook.verdict import Outcome, Verdict
from playbook.yaml_text import source as yaml_source
from tests.playbook import folders

FOLDER = THIS_PROJECT.playbook

PLAN: dict[str, tuple[str, ...]] = {
    "charter-and-measurement": (
        "experiment-audit",  # audit experiments, prompt sandboxes, prototype bots
        "north-star-metrics",  # metrics that balance quality, cost and trust
        "lead-appointed",  # a lead AI engineer or a founding pair
        "accountability",  # interfaces with research, product, legal and data
        "charter-agreed",  # an explicit charter, before budgets are handed out
    ),
    "stack-and-evals": (
        "orchestration-backbone",
        "retrieval-infrastructure",  # with versioned schemas
        "regression-suites",
        "seeded-conversations",
        "red-team-scripts",
        "human-review-queues",
        "provider-reviews",  # procurement and security reviews
        "provider-agreements",  # enterprise service levels
    ),
    "integration": (
        "paired-squads",  # AI engineers with product and design
        "user-journeys",  # end to end, with fallback states
        "escalation-paths",
        "incident-response",
        "data-retention",
        "user-consent",
        "internal-training",
    ),
    "ship-and-learn": (
        "flagship-release",  # behind feature flags
        "live-monitoring",
        "model-diff-drill",
        "user-feedback",
        "postmortems",
        "engineering-playbook",
        "standing-function",  # what the 90 days are for
    ),
}
METRICS: dict[Pillar, tuple[str, ...]] = {
    Pillar.QUALITY: ("hallucination_rate", "task_success_rate"),
    Pillar.COST: ("token_spend_usd", "gpu_hours", "cost_per_task", "charter_spend_usd"),
    Pillar.TRUST: ("nps", "compliance_incidents"),
    Pillar.VALUE: ("weekly_active_users", "tasks_assisted", "value_realised_usd"),
    Pillar.SERVICE: ("latency_p95_seconds", "escalation_rate"),
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "foundation-models": ("gpt", "claude", "gemini", "llama", "mistral", "qwen", "fine-tuned-domain-model"),
    "retrieval": ("pinecone", "weaviate", "vespa", "pgvector", "chroma", "milvus", "elasticsearch"),
    "orchestration": ("langchain", "langgraph", "llamaindex", "autogen", "instructor", "custom-dag"),
    "evaluation-monitoring": ("humanloop", "helm", "weights-and-biases", "arthur", "fiddler", "promptfoo", "helicone"),
    "support-infrastructure": ("unleash", "posthog", "label-studio", "in-house-review-desk", "guardrails-ai"),
}
TOPICS: dict[str, tuple[str, str]] = {
    "evals": ("evidence", "eval-report"),
    "red team": ("evidence", "red-team-report"),
    "guardrails": ("evidence", "guardrail-test"),
    "legal": ("sign_off", "legal"),
    "data retention": ("deliverable", "data-retention"),
    "consent": ("evidence", "consent-flow"),
    "incident response and rollback": ("deliverable", "incident-response"),
    "feature flag": ("evidence", "feature-flag-plan"),
    "monitoring": ("evidence", "monitoring-dashboard"),
    "support training": ("deliverable", "internal-training"),
    "cost envelope": ("metric", "cost_per_task"),
}


@cache
def shipped() -> Playbook:
    return folders.load(FOLDER)


def test_the_shipped_playbook_has_no_problem_and_no_warning() -> None:
    assert [problem.message for problem in folders.check(FOLDER)] == []


def test_records_are_shipped_empty() -> None:
    assert shipped().records == Records()


@pytest.mark.parametrize("name", DEFINITION_FILES)
def test_every_definition_names_its_schema_first(name: str) -> None:
    first = (FOLDER / "definitions" / f"{name}.yaml").read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../schema/{name}.json"


@pytest.mark.parametrize("name", RECORD_FILES)
def test_every_record_file_names_its_schema_first_and_explains_itself(name: str) -> None:
    lines = (FOLDER / "records" / f"{name}.yaml").read_text("utf-8").splitlines()
    assert lines[0] == f"# yaml-language-server: $schema=../schema/records/{name}.json"
    assert all(line.startswith("#") for line in lines)


@pytest.mark.parametrize("name", RECORD_FILES)
def test_the_example_in_every_record_file_is_one_that_would_load(name: str) -> None:
    lines = (FOLDER / "records" / f"{name}.yaml").read_text("utf-8").splitlines()
    example = lines[lines.index("#") + 1 :]
    text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in example)
    assert RECORD_FILES[name].model_validate(yaml_source.read(text, f"{name}.yaml").data).model_fields_set


def test_every_task_of_the_plan_is_a_deliverable_of_its_phase() -> None:
    phases = {
        phase.id: tuple(sorted(deliverable.id for deliverable in phase.deliverables))
        for phase in shipped().definitions.charter.phases
    }
    assert phases == {phase: tuple(sorted(tasks)) for phase, tasks in PLAN.items()}


def test_the_four_phases_share_the_twelve_weeks() -> None:
    weeks = [phase.weeks for phase in shipped().definitions.charter.phases]
    assert weeks == [(1, 3), (4, 6), (7, 9), (10, 12)]


def test_every_deliverable_is_due_inside_its_phase() -> None:
    for phase, deliverable in shipped().deliverables.values():
        assert phase.weeks[0] <= deliverable.due_week <= phase.weeks[1], deliverable.id


def test_in_the_first_week_nothing_is_due_and_three_are_due_by_the_second() -> None:
    weeks = [deliverable.due_week for _, deliverable in shipped().deliverables.values()]
    assert min(weeks) == 2
    assert weeks.count(2) == 3


def test_every_deliverable_says_why_when_it_is_done_and_who_owns_it() -> None:
    for _, deliverable in shipped().deliverables.values():
        assert all((deliverable.name, deliverable.why, deliverable.done_when, deliverable.owner)), deliverable.id


def test_the_tracker_can_prove_all_deliverables_but_the_one_that_is_about_people() -> None:
    without = [name for name, (_, deliverable) in shipped().deliverables.items() if not deliverable.proof]
    assert without == ["paired-squads"]


def test_every_pillar_has_the_metrics_it_needs() -> None:
    found: dict[Pillar, list[str]] = {pillar: [] for pillar in Pillar}
    for metric in shipped().metrics.values():
        found[metric.pillar].append(metric.id)
    assert {pillar: tuple(metrics) for pillar, metrics in found.items()} == METRICS


def test_every_metric_says_what_it_counts_who_owns_it_and_where_it_comes_from() -> None:
    for metric in shipped().metrics.values():
        assert all((metric.definition, metric.owner, metric.source)), metric.id
        if metric.kind in (Kind.RATE, Kind.NPS, Kind.MEAN):
            assert all((metric.numerator, metric.denominator)), metric.id
        else:
            assert metric.unit, metric.id


def test_every_metric_has_a_target_except_the_one_that_is_held_against_the_budget() -> None:
    without = [
        metric.id
        for metric in shipped().metrics.values()
        if not any(target.kind is TargetKind.TARGET for target in metric.targets)
    ]
    assert without == ["charter_spend_usd"]


def test_guardrails_name_other_metrics() -> None:
    metrics = shipped().metrics
    pairs = [(metric.id, guarded) for metric in metrics.values() for guarded in metric.guardrail_for]
    assert ("hallucination_rate", "cost_per_task") in pairs
    assert all(guarded in metrics and guarded != guard for guard, guarded in pairs)


def test_the_audit_has_every_rule_with_its_reason_and_its_remedy() -> None:
    rules = shipped().definitions.experiments.audit.rules
    assert {rule.rule for rule in rules} == set(FindingRule)
    assert len(rules) == len(FindingRule)
    assert all(rule.name and rule.why and rule.remedy for rule in rules)


def test_the_five_layers_offer_what_the_market_names() -> None:
    layers = {layer.id: {option.id for option in layer.options} for layer in shipped().definitions.stack.layers}
    assert set(layers) == set(OPTIONS)
    for layer, options in OPTIONS.items():
        assert set(options) <= layers[layer], layer


def test_every_option_has_a_licence_a_place_to_run_and_something_to_weigh() -> None:
    for layer in shipped().definitions.stack.layers:
        assert all((layer.name, layer.why)), layer.id
        for option in layer.options:
            assert all((option.name, option.licence, option.hosting, option.weigh)), option.id


def test_every_criterion_of_the_matrix_asks_a_question() -> None:
    matrix = shipped().definitions.stack.matrix
    assert len(matrix) >= 5
    assert all(criterion.name and criterion.ask for criterion in matrix)


def test_the_gates_lead_from_prototype_exit_to_general_availability() -> None:
    gates = shipped().gates
    assert list(gates) == ["prototype-exit", "internal-beta", "limited-release", "general-availability"]
    assert [gate.after for gate in gates.values()] == [
        (),
        ("prototype-exit",),
        ("internal-beta",),
        ("limited-release",),
    ]
    assert all(gate.name and gate.why and gate.owner for gate in gates.values())


@pytest.mark.parametrize(("topic", "requested"), TOPICS.items())
def test_every_topic_is_asked_by_some_gate(topic: str, requested: tuple[str, str]) -> None:
    kind, name = requested
    assert any(
        criterion.kind == kind and getattr(criterion, kind) == name
        for gate in shipped().gates.values()
        for criterion in gate.criteria
    ), topic


def test_legal_and_privacy_can_not_be_set_aside() -> None:
    for gate in shipped().gates.values():
        for criterion in gate.criteria:
            if criterion.sign_off in ("legal", "security") or criterion.evidence == "data-protection-assessment":
                assert not criterion.exemptible, (gate.id, criterion.id)


@pytest.mark.parametrize("name", ["prototype-exit", "internal-beta", "limited-release", "general-availability"])
def test_every_gate_can_say_go_and_no_single_gap_goes_unnoticed(name: str) -> None:
    gate = shipped().gates[name]
    deciding = [criterion for criterion in criteria_of(gate) if not criterion.observe]
    lines = [Line(criterion.id, Outcome.MET, criterion.weight, criterion.key) for criterion in deciding]
    assert score_of(lines, gate.go, gate.conditions).verdict is Verdict.GO
    for position, line in enumerate(lines):
        gap = [*lines[:position], Line(line.id, Outcome.NO_DATA, line.weight, line.key), *lines[position + 1 :]]
        assert score_of(gap, gate.go, gate.conditions).verdict is not Verdict.GO


def test_the_samples_of_a_usual_week_can_prove_every_line_on_a_rate() -> None:
    metrics = shipped().metrics
    for gate in shipped().gates.values():
        for criterion in gate.criteria:
            metric = metrics.get(criterion.metric or "")
            if metric is None or metric.kind is not Kind.RATE or criterion.pass_line is None:
                continue
            absolute = without_relative(criterion.pass_line)
            assert absolute is not None
            for condition in conditions_of(absolute):
                assert isinstance(criterion.confidence, float)
                needed = smallest_sample(condition.number, condition.operator, criterion.confidence)
                assert needed is not None
                assert metric.usual_n is not None
                assert needed <= metric.usual_n * criterion.pool_weeks, (gate.id, criterion.id)


def test_every_kind_of_evidence_says_what_it_shows_who_provides_it_and_is_asked_for() -> None:
    definitions = shipped().definitions
    requested = {criterion.evidence for gate in definitions.gates.gates for criterion in gate.criteria}
    requested |= {proof.evidence for _, deliverable in shipped().deliverables.values() for proof in deliverable.proof}
    for kind in definitions.gates.evidence_kinds:
        assert all((kind.name, kind.what, kind.owner)), kind.id
        assert kind.id in requested or kind.id == "squad-plan", kind.id


def test_every_sign_off_names_its_seats_and_what_it_looks_at() -> None:
    roles = shipped().definitions.gates.sign_offs
    assert {role.id for role in roles} == {"legal", "security", "support", "finance"}
    assert all(role.name and role.seats and role.looks_at for role in roles)


def test_the_four_failure_modes_have_an_antidote_that_is_really_in_the_playbook() -> None:
    risks = shipped().definitions.risks.risks
    own = [risk.id for risk in risks if not risk.listed]
    assert own == ["safety-debt", "data-gravity", "skill-dilution", "org-drift"]
    known = set(shipped().deliverables) | set(shipped().gates)
    for risk in risks:
        assert all((risk.description, risk.antidote, risk.owner, risk.tied_to)), risk.id
        assert risk.likelihood, risk.id
        assert risk.impact, risk.id
        assert set(risk.tied_to) <= known, risk.id


def test_both_editions_of_the_owasp_list_are_in_the_register() -> None:
    listed = [listing for risk in shipped().definitions.risks.risks for listing in risk.listed]
    for year in (2025, 2026):
        codes = sorted(listing.code for listing in listed if listing.year == year)
        assert codes == [f"LLM{number:02}" for number in range(1, 11)]


def test_every_framework_is_there_in_full() -> None:
    counts = {framework.id: len(framework.controls) for framework in shipped().definitions.governance.frameworks}
    assert counts.pop("eu-ai-act") >= 12
    # NIST AI 100-1 has 72 subcategories, AI 600-1 12 risks, ISO/IEC 42001 Annex A 38 controls, each OWASP list 10
    assert counts == {
        "nist-ai-rmf": 72,
        "nist-genai": 12,
        "iso-42001": 38,
        "owasp-llm-2025": 10,
        "owasp-llm-2026": 10,
    }
    assert all(
        control.asks for framework in shipped().definitions.governance.frameworks for control in framework.controls
    )


def test_every_kind_of_evidence_deliverable_and_deciding_criterion_serves_a_control() -> None:
    playbook = shipped()
    crossed = {(one.kind, one.name) for one in playbook.definitions.governance.crosswalk}
    assert {("evidence", kind.id) for kind in playbook.definitions.gates.evidence_kinds} <= crossed
    assert {("deliverable", name) for name in playbook.deliverables} <= crossed
    own = {
        "experiments": ("register", "experiments"),
        "incidents": ("register", "incidents"),
        "vendors": ("register", "vendors"),
    }
    kinds = {"stack": "layer"}
    for gate in playbook.gates.values():
        for criterion in gate.criteria:
            kind = criterion.kind
            requested = own.get(kind) or (kinds.get(kind, kind), str(getattr(criterion, kind)))
            assert kind == "gate" or requested in crossed, f"{gate.id}/{criterion.id}"


def test_every_severity_has_a_meaning_and_the_grave_ones_a_postmortem() -> None:
    ladder = shipped().definitions.risks.incidents
    assert [level.severity for level in ladder.severities] == list(Severity)
    assert all(level.means for level in ladder.severities)
    assert all(ladder.of(severity).postmortem_within_days for severity in (Severity.CRITICAL, Severity.HIGH))


def test_owners_are_seats_never_persons() -> None:
    def owners(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["owner"]] if isinstance(value.get("owner"), str) else []
            return own + [owner for part in value.values() for owner in owners(part)]
        return [owner for part in value for owner in owners(part)] if isinstance(value, list) else []

    for name in DEFINITION_FILES:
        text = (FOLDER / "definitions" / f"{name}.yaml").read_text("utf-8")
        for owner in owners(yaml_source.read(text, name).data):
            assert re.fullmatch(r"[a-z]+(-[a-z]+)+", owner), owner
