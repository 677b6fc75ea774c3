"""Edits of every kind: each is named with its address, direction and effect, and what changes nothing is not."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from metrics.observation import Basis
from playbook.cli.main import app
from playbook.loading.earlier_playbook import weaker_without_record
from playbook.loading.loader import load_texts, read_texts
from playbook.model.playbook import Definitions, Playbook
from playbook.readiness.bars.compare import bar_moves
from playbook.readiness.bars.results import Effect
from playbook.readiness.bars.wording_impact import impact_lines
from playbook.services.impact import between
from playbook.workspace.workspace import Workspace
from tests import worlds
from tests.playbook.readiness.bars.test_compare import changed, shipped, texts
from tests.repositories import committed
from tests.worlds import World

LIMITED = "id: limited-release"
CLOSURE = 'closures: [{weeks: [2026-W52], reason: Shut, by: vp-engineering, "on": 2026-11-02}]'
QUESTION = "An AI engineer sits with product and design"

WEAKER = {
    "risks.incidents.severities.critical.mitigate_within_minutes": ("within_minutes: 30", "within_minutes: 90"),
    "risks.incidents.severities.critical.postmortem_within_days": ("within_days: 5", "within_days: 30"),
    "risks.incidents.checked_days": ("checked_days: 31", "checked_days: 90"),
    "risks.levels.high": ("high: 12", "high: 20"),
    "risks.safety-debt.likelihood": ("likelihood: 4", "likelihood: 2"),
    "risks.safety-debt.indicators.compliance_incidents > 0": (", compliance_incidents > 0]", "]"),
    "risks.safety-debt.valid_days": ("valid_days: 60", "valid_days: 200"),
    "governance.vendors.reviews.privacy": ("[security, privacy]", "[security]"),
    "governance.vendors.contract": ("contract: true", "contract: false"),
    "governance.vendors.expiry_notice_days": ("expiry_notice_days: 60", "expiry_notice_days: 10"),
    "governance.notice_days": ("notice_days: 180", "notice_days: 30"),
    "workflow.hygiene.feedback-labelled.at_least": ("at_least: 0.25", "at_least: 0.1"),
    "workflow.hygiene.regression-evals.from_stage": ("1, from_stage: prototype", "1, from_stage: ship"),
    "workflow.parts.review_queue.most_queue_days": ("most_queue_days: 7", "most_queue_days: 30"),
    "workflow.parts.drift.most_drift": ("most_drift: 0.15", "most_drift: 0.3"),
    "workflow.drill.upgrades.new_version.due_days": ("due_days: 21", "due_days: 60"),
    f"workflow.stages.prototype.enter.{QUESTION}": (f"      - {{what: {QUESTION}}}\n", ""),
    "skills.trained_share": ("trained_share: 0.9", "trained_share: 0.5"),
    "accountability.interfaces.leadership.answer_days": ("answer_days: 5", "answer_days: 20"),
    "stack.layers.foundation-models.due_week": ("due_week: 6", "due_week: 12"),
    "experiments.audit.rules.no_evals.users": ("users: 10 ", "users: 100 "),
    "metrics.token_spend_usd.targets": ("value: 18000", "value: 25000"),
    "metrics.task_success_rate.targets": ("value: 0.88", "value: 0.80"),
    "metrics.task_success_rate.guardrail_for.token_spend_usd": ("for: [token_spend_usd]", "for: []"),
    "charter.days": ("days: 90", "days: 120"),
    "calendar.closures.2026-W52": ("closures: []", CLOSURE),
}  # fmt: skip


def unrecorded(after: Definitions) -> list[str]:
    """What `validate` says of a change from the shipped definitions without a record."""
    now = load_texts(texts())
    playbook = replace(now, definitions=after)
    moves = bar_moves(now.definitions, after)
    return [problem.message for problem in weaker_without_record(moves, playbook, texts(), worlds.NINTH_FRIDAY)]


@pytest.mark.parametrize("address", WEAKER)
def test_a_weaker_bar_is_named_by_its_address_and_its_inverse_is_stricter(address: str) -> None:
    file = address.partition(".")[0]
    edited = changed(file, *WEAKER[address])
    assert [(move.what, move.effect) for move in bar_moves(shipped(), edited)] == [(address, Effect.WEAKER)]
    assert [(move.what, move.effect) for move in bar_moves(edited, shipped())] == [(address, Effect.STRICTER)]
    said = unrecorded(edited)
    # a week without reporting says itself why, who and when
    assert not said if file == "calendar" else any(f"'{address}' became weaker" in sentence for sentence in said)


OTHER = {
    "what money is counted in": ("metrics", "unit: USD", "unit: EUR", "id: cost_per_task"),
    "what is counted": ("metrics", "kind: amount", "kind: count", "id: gpu_hours"),
    "how weeks add up": ("metrics", "over_time: sum", "over_time: mean", ""),
    "how products add up": ("metrics", "over_products: sum", "over_products: none", "id: gpu_hours"),
    "cases that usually come": ("metrics", "usual_n: 1500", "usual_n: 150", ""),
    "what a number may be": ("metrics", "range: [0, 1]", "range: [0, 0.9]", ""),
    "where days end": ("charter", "timezone: Europe/Berlin", "timezone: America/New_York", ""),
    "where weeks end": ("charter", "week_ends: sunday", "week_ends: saturday", ""),
    "what answers it": ("workflow", "evidence: journey-script}\n    leave", "evidence: spec-brief}\n    leave", ""),
    "another question": ("workflow", QUESTION, "The team has met twice", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER)
def test_another_meaning_is_neither_stricter_nor_weaker_either_way(name: str) -> None:
    edited = changed(*OTHER[name][:3], anchor=OTHER[name][3])
    for pair in ((shipped(), edited), (edited, shipped())):
        assert [move.effect for move in bar_moves(*pair)] == [Effect.OTHER]
    assert unrecorded(edited) == []


CORNERS = (
    "      - {date: 2026-09-07, value: 0.70, kind: baseline}\n",
    "      - {date: 2026-12-05, value: 0.88}\n",
)
NEUTRAL = {
    "a check in other words": ("workflow", "what: The spec is written,", "what: The spec stands on paper,", ""),
    "what a severity means": ("risks", "means: Somebody was harmed", "means: A person was harmed", ""),
    "what an upgrade asks": ("workflow", "asks: Run the suites", "asks: Start the suites", ""),
    "title of a control": ("governance", "title: Training,", "title: Training of people,", ""),
    "text of a risk": ("risks", "red teaming and abuse", "red-teaming and abuse", ""),
    "remedy of a rule": ("experiments", "remedy: Name the seat", "remedy: Write down the seat", ""),
    "a list of one line": ("gates", 'pass: "<= 0.03"', 'pass: ["<= 0.03"]', LIMITED),
    "one of one line": ("gates", 'pass: "<= 0.03"', 'pass: {any: ["<= 0.03"]}', LIMITED),
    "digits people read": ("metrics", "decimals: 1 ", "decimals: 2 ", ""),
    "words of a numerator": ("metrics", "answers judged unsupported", "answers found unsupported", ""),
    "targets line by line": ("metrics", CORNERS[1], "      - date: 2026-12-05\n        value: 0.880\n", ""),
    "targets in another order": ("metrics", "".join(CORNERS), "".join(reversed(CORNERS)), ""),
    "goal of a stage": ("workflow", "goal: A problem worth", "goal: One problem worth", ""),
    "a default left out": ("charter", "{role: lead-ai-engineer, filled: true}", "{role: lead-ai-engineer}", ""),
    "another link": ("governance", "link: https://www.nist.gov/itl/", "link: https://www.nist.gov/", ""),
    "a note beside weeks": ("calendar", "closures: []", "closures: []  # none this year", ""),
    "every tier by name": (
        "gates",
        "- id: guardrails\n",
        "- id: guardrails\n        applies: {risk_tier: [minimal, limited, high]}\n",
        "id: general-availability",
    ),
    "a layer's option explained": ("stack", "licence: ", "licence: the ", ""),
}  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "before", "after", "effect"),
    [
        ("token_spend_usd", "", "support-copilot: [{date: 2026-12-05, value: 9000}]", Effect.STRICTER),
        (
            "token_spend_usd",
            "support-copilot: [{date: 2026-12-05, value: 9000}]",
            "support-copilot: [{date: 2026-12-05, value: 9500}]",
            Effect.WEAKER,
        ),
        # a rate is pooled: a product without targets of its own has those of the metric
        ("task_success_rate", "", "support-copilot: [{date: 2026-12-05, value: 0.60}]", Effect.WEAKER),
        ("task_success_rate", "support-copilot: [{date: 2026-12-05, value: 0.60}]", "", Effect.STRICTER),
    ],
)
def test_targets_of_a_product_are_read_beside_what_it_had(metric: str, before: str, after: str, effect: Effect) -> None:
    line = f"  - id: {metric}\n"
    was, now = (
        changed("metrics", line, f"{line}    targets_by_product: {{{own}}}\n") if own else shipped()
        for own in (before, after)
    )
    (move,) = bar_moves(was, now)
    assert (move.effect, move.what) == (effect, f"metrics.{metric}.targets_by_product.support-copilot")


@pytest.mark.parametrize("name", NEUTRAL)
def test_what_means_the_same_is_no_move(name: str) -> None:
    edited = changed(*NEUTRAL[name][:3], anchor=NEUTRAL[name][3])
    assert bar_moves(shipped(), edited) == bar_moves(edited, shipped()) == ()


def reordered(part: str, field: str) -> Definitions:
    """The shipped definitions with one list back to front."""
    model = getattr(shipped(), part)
    return replace(shipped(), **{part: model.model_copy(update={field: tuple(reversed(getattr(model, field)))})})


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("gates", "gates"),
        ("gates", "evidence_kinds"),
        ("metrics", "metrics"),
        ("risks", "risks"),
        ("charter", "phases"),
        ("workflow", "hygiene"),
        ("stack", "layers"),
        ("governance", "frameworks"),
    ],
)
def test_entries_in_another_order_are_the_same(part: str, field: str) -> None:
    assert bar_moves(shipped(), reordered(part, field)) == ()


@pytest.mark.parametrize(
    ("old", "new"), [("prototype-exit", "prototype-done"), ("red-team-report", "red-team-results")]
)
def test_an_id_that_is_renamed_wherever_it_stands_is_the_same(old: str, new: str) -> None:
    renamed = {file: text.replace(old, new) for file, text in texts().items()}
    after = load_texts(renamed).definitions
    assert after != shipped()
    assert bar_moves(shipped(), after) == bar_moves(after, shipped()) == ()


def test_an_id_that_is_renamed_while_something_is_lowered_hides_nothing() -> None:
    renamed = {file: text.replace("prototype-exit", "prototype-done") for file, text in texts().items()}
    name = "definitions/gates.yaml"
    start = renamed[name].index("id: prototype-done")
    renamed[name] = renamed[name][:start] + renamed[name][start:].replace("weight: 3", "weight: 1", 1)
    moves = bar_moves(shipped(), load_texts(renamed).definitions)
    assert any(move.effect is Effect.WEAKER for move in moves)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A playbook with its numbers, and who asks it."""
    world = worlds.on_track(tmp_path_factory.mktemp("edits") / "on_track")
    world.receive_all()
    with world.workspace() as workspace:
        yield workspace


KEY = "        key: true\n        weight: 3\n"
LINES = ('"<= 0.06"\n        warn: "<= 0.08"', '"<= 0.2"\n        warn: "<= 0.3"')
COPILOT = "Support copilot, Limited release: GO WITH CONDITIONS"
EFFECTS = {
    "a lower line": ("gates", LINES[0], LINES[1], f"{COPILOT} 85.0 → GO 100.0"),
    "a line watched alone": ("gates", KEY, KEY.replace("key", "observe"), f"{COPILOT} 85.0 → GO 100.0"),
    "no gate before": ("gates", "after: [prototype-exit]", "after: []", f"{COPILOT} 85.0 → GO WITH CONDITIONS 83.3"),
    "an area that counts less": ("charter", "gates: 25", "gates: 5", "readiness: 97.7 → 97.2"),
}  # fmt: skip


@pytest.mark.parametrize("name", EFFECTS)
def test_the_effect_of_a_change_is_worked_out_on_the_same_facts(measured: Workspace, name: str) -> None:
    file, before, after, said = EFFECTS[name]
    now = measured.playbook().playbook
    edited = _edited(measured, file, before, after)
    found = between(measured, now, edited, worlds.NINTH_FRIDAY, Basis.KNOWN)
    assert any(said in line for line in impact_lines(found)), impact_lines(found)
    back = between(measured, edited, now, worlds.NINTH_FRIDAY, Basis.KNOWN)
    assert [(step.before, step.after) for step in back.gates] == [(step.after, step.before) for step in found.gates]


def _edited(workspace: Workspace, file: str, before: str, after: str) -> Playbook:
    written = read_texts(workspace.home.definitions, workspace.home.records)
    name = f"definitions/{file}.yaml"
    start = max(written[name].find(LIMITED), 0)
    assert before in written[name][start:]
    return load_texts({**written, name: written[name][:start] + written[name][start:].replace(before, after, 1)})


def test_what_changes_no_meaning_has_no_effect(measured: Workspace) -> None:
    now = measured.playbook().playbook
    edited = _edited(measured, "gates", "name: Limited release", "name: First customers")
    found = between(measured, now, edited, worlds.NINTH_FRIDAY, Basis.KNOWN)
    assert (found.gates, found.changes.outcomes) == ((), ())


def test_a_product_that_ended_is_asked_no_gate_any_more_by_the_records_alone(on_track: World) -> None:
    on_track.receive_all()
    committed(on_track)
    products = on_track.text("records/products.yaml")
    name = "Contract reader"
    on_track.write(
        "records/products.yaml", products.replace(f"name: {name}", f"name: {name}\n    ended: 2026-11-02", 1)
    )
    asked = ["impact", "--playbook", str(on_track.folder), "--as-of", on_track.today.isoformat()]
    said = " ".join(CliRunner().invoke(app, asked).stdout.split())
    assert said.startswith("No bar moved since HEAD. By the records alone")
    assert "Contract reader, Limited release: NOT EVALUATED 10.0 → not asked" in said
