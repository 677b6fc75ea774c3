"""Launch gates: the verdict with its reason, what would turn it, who must act, and the records that bear on it."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from metrics.definition import Direction, Kind, Metric, Pillar
from playbook.concerns.gates import wording
from playbook.concerns.gates import wording_page as words_page
from playbook.page.parts.links import Screen
from playbook.readiness.gate_history import GateHistory, Occasion
from playbook.readiness.selection import most_pressing
from playbook.services.receipts.entries import entries_of
from playbook.services.receipts.sealing import seal
from playbook.services.receipts.verifying import verify
from playbook.verdict import Verdict
from playbook.wording import VERDICT_WORDS, sentence_case
from tests.playbook.page.looking import Onlooker, cells_of, grids, words, words_of_cell
from tests.playbook.services.closing import CLOSED_ON, close
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]


def test_the_most_pressing_gate_is_shown_first(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    due = [gate for gate in one.workspace.assess().gates if not gate.quiet]
    worst = min(due, key=lambda gate: (gate.verdict.rank, gate.days_to_planned))
    app = one.opens(Screen.GATES)
    assert f"{worst.product_name}, {worst.gate_name}" in [head.value for head in app.header]


def test_an_address_opens_the_gate_it_names(on_track: World, looks_at: LooksAt) -> None:
    on_track.receive_all()
    app = looks_at(on_track).opens(Screen.GATES, gate="support-copilot/prototype-exit")
    assert "Support copilot, Prototype exit" in [head.value for head in app.header]
    assert grids(app)["gates"]["current"] == "gates?gate=support-copilot%2Fprototype-exit"


@pytest.mark.parametrize("screen", [Screen.GATES, Screen.WHAT_IF])
@pytest.mark.parametrize("word", ["limited-release", "Limited release"])
def test_a_gate_named_without_its_product_is_the_most_pressing_of_its_kind(
    screen: Screen, word: str, slipping: World, looks_at: LooksAt
) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    worst = most_pressing(gate for gate in one.workspace.assess().gates if gate.gate == "limited-release")
    app = one.opens(screen, gate=word)
    assert f"{worst.product_name}, {worst.gate_name}" in [head.value for head in app.header]
    assert not any("is not here" in info.value for info in app.info)


def test_an_address_that_names_no_gate_gets_a_calm_sentence(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.GATES, gate="support-copilot/launch-party")
    assert not app.exception
    assert any("launch-party" in info.value for info in app.info)


@pytest.mark.parametrize("name", ["on_track", "slipping"])
def test_every_gate_says_why_what_would_turn_it_and_who_acts(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    built = world(name)
    built.receive_all()
    one = looks_at(built)
    for gate in one.workspace.assess().gates:
        said = words(one.opens(Screen.GATES, gate=f"{gate.product}/{gate.gate}"))
        assert VERDICT_WORDS[gate.verdict] in said
        listed: tuple[str, ...] = ()
        covers = {line.id: line.covers for line in gate.criteria}
        covered = {one for flip in gate.flips for name in flip.criteria for one in covers[name]}
        for flip in gate.flips:
            before = len(listed) if set(listed) <= set(flip.changes) else 0
            assert wording.turn_words(flip.to, len(flip.changes), before) in said
            for change in flip.changes:
                assert change in said
            listed = flip.changes
        for line in gate.criteria:
            if line.outcome not in wording.OUT_OF_THE_WAY:
                assert f"**{sentence_case(wording.actor_words(line.who or gate.owner))}:**" in said
                is_listed = any(change.startswith(line.name) for change in listed)
                is_done_with_another = bool(line.covers) and line.covers <= covered
                assert wording.action_words(line) in said or is_listed or is_done_with_another


def test_all_gates_stand_in_a_matrix_and_each_cell_leads_to_its_gate(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    table = grids(one.opens(Screen.GATES))["gates"]
    cells = {cell[3]: cell for row in table["rows"] for cell in row["c"][1:] if cell}
    for gate in one.workspace.assess().gates:
        cell = cells[f"gates?gate={gate.product}%2F{gate.gate}"]
        assert cell[5] == f"{gate.product_name}, {gate.gate_name}"
        said = " ".join(words_of_cell(cell))
        assert wording.due_words(gate) in said
        assert gate.quiet or VERDICT_WORDS[gate.verdict] in said


def test_every_criterion_stands_in_the_table_with_its_distance_and_reason(on_track: World, looks_at: LooksAt) -> None:
    on_track.receive_all()
    one = looks_at(on_track)
    gate = one.workspace.assess().gates[0]
    app = one.opens(Screen.GATES, gate=f"{gate.product}/{gate.gate}", tab=words_page.CRITERIA_TAB)
    criteria = cells_of(grids(app)["criteria"])
    assert len(criteria) == len(gate.criteria)
    assert any("inside" in row[3] or "short by" in row[3] for row in criteria)
    assert {row[4].casefold() for row in criteria if row[4]}


@pytest.mark.parametrize("tab", list(words_page.TABS))
def test_a_reason_stands_once_in_each_tab(slipping: World, looks_at: LooksAt, tab: str) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    gate = next(gate for gate in one.workspace.assess().gates if gate.blocking)
    said = words(one.opens(Screen.GATES, gate=gate.subject, tab=tab)).casefold()
    for line in gate.criteria:
        if line.id in gate.blocking and line.kind == "metric":
            assert said.count(line.reason.casefold()) <= 1


def test_the_history_of_a_gate_has_a_row_for_each_week_and_says_what_turned(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    gate = one.workspace.assess().gates[0]
    app = one.opens(Screen.GATES, gate=gate.subject, tab=words_page.HISTORY_TAB)
    rows = cells_of(grids(app)["history"])
    weeks = one.workspace.ask(GateHistory(gate.product, gate.gate))
    assert len(rows) == len(weeks)
    assert weeks[0].day == one.workspace.today()
    assert weeks[0].verdict is gate.verdict
    for newer, older in pairwise(weeks):
        assert newer.moved is (newer.verdict is not older.verdict)
        assert newer.turned or newer.verdict is older.verdict
    for week in weeks:
        assert week.verdict is next(
            each.verdict for each in one.workspace.assess(week.day).gates if each.subject == gate.subject
        )


def test_the_history_of_a_gate_has_the_days_that_reviews_and_decisions_speak_of(
    slipping: World, looks_at: LooksAt
) -> None:
    slipping.receive_all()
    decided = date(2026, 10, 29)
    about = "product: support-copilot, gate: prototype-exit, decided: hold, by: vp-engineering"
    slipping.write("records/decisions.yaml", f"decisions: [{{{about}, on: {decided}}}]\n")
    close(slipping)
    reviewed = CLOSED_ON
    one = looks_at(slipping)
    gate = next(gate for gate in one.workspace.assess().gates if gate.subject == "support-copilot/prototype-exit")
    asked = GateHistory(gate.product, gate.gate)
    days = {row.day: row.occasions for row in one.workspace.ask(asked, one.workspace.today())}
    assert Occasion.REVIEW in days[reviewed]
    assert Occasion.DECISION in days[decided]
    assert Occasion.TODAY in days[one.workspace.today()]
    app = one.opens(Screen.GATES, gate=gate.subject, tab=words_page.HISTORY_TAB)
    shown = " ".join(str(row) for row in cells_of(grids(app)["history"]))
    assert words_page.OCCASIONS["review"] in shown
    assert "Week to" not in shown


def test_the_history_says_what_was_known_at_decisions_and_what_was_altered_since(
    slipping: World, looks_at: LooksAt
) -> None:
    slipping.receive_all()
    with slipping.workspace() as workspace:
        seal(workspace)
        (exemption,) = (entry for entry in entries_of(workspace.playbook().playbook) if entry.kind == "exemption")
    assert exemption.gate is not None
    one, place = looks_at(slipping), {"gate": "/".join(exemption.gate), "tab": words_page.HISTORY_TAB}
    app = one.opens(Screen.GATES, **place)
    said = words(app)
    (receipt,) = (each for each in verify(one.workspace).receipts if each.kind == "exemption")
    (line,) = cells_of(grids(app)["receipts"])
    assert line[1].startswith("Exemption, ")
    assert receipt.digest[:12] not in said  # the export has it
    assert any(receipt.digest in table.rows[0] for table in app.session_state["_downloads"] if table.name == "receipts")
    assert f"{receipt.knew.uploads} uploads" in said
    assert "was altered" not in said
    slipping.change("records/exemptions.yaml", str(exemption.content["reason"]), "Another reason")
    assert "'Another reason'" in words(one.opens(Screen.GATES, **place))


def test_an_exemption_is_shown_with_who_asked_and_who_agreed(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    said = words(
        looks_at(slipping).opens(Screen.GATES, gate="support-copilot/prototype-exit", tab=words_page.RECORDS_TAB)
    )
    assert wording.IN_FORCE in said
    assert "Asked by lead AI engineer, approved by head of security" in said


def test_a_sign_off_that_was_not_given_is_said_to_be_missing(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    said = words(
        looks_at(slipping).opens(Screen.GATES, gate="support-copilot/limited-release", tab=words_page.RECORDS_TAB)
    )
    assert wording.NOT_SIGNED in said


def test_of_two_sign_offs_of_one_day_the_card_shows_the_one_that_the_verdict_speaks_of(
    slipping: World, looks_at: LooksAt
) -> None:
    same = "product: support-copilot, gate: limited-release, criterion: legal-review, by: legal-counsel, on: 2026-11-05"
    slipping.write(
        "records/sign_offs.yaml",
        f'sign_offs:\n  - {{{same}, at: "09:00", decision: "yes", note: fine as it is}}\n'
        f'  - {{{same}, at: "14:20", decision: "no", note: the notice is missing}}\n',
    )
    said = words(
        looks_at(slipping).opens(Screen.GATES, gate="support-copilot/limited-release", tab=words_page.RECORDS_TAB)
    )
    assert "No by legal counsel on Nov 5: the notice is missing" in said
    assert "refused by legal counsel on Nov 5: the notice is missing" in said
    assert "fine as it is" not in said


def test_without_a_product_the_page_lists_the_ways_out(empty: World, looks_at: LooksAt) -> None:
    said = words(looks_at(empty).opens(Screen.GATES))
    for way in wording.NO_PRODUCTS_WAYS:
        assert way in said


def rate() -> Metric:
    return Metric(id="hallucination_rate", pillar=Pillar.QUALITY, kind=Kind.RATE, better=Direction.LOWER)


@pytest.mark.parametrize(
    ("distance", "sentence"),
    [(0.009, "0.9 pp inside"), (-0.041, "short by 4.1 pp"), (0.0, "on the line"), (None, "")],
)
def test_a_distance_is_said_in_the_unit_of_the_metric(distance: float | None, sentence: str) -> None:
    assert wording.distance_words(distance, rate()) == sentence


def test_a_past_planned_day_is_late_only_while_the_gate_does_not_hold(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    gates = looks_at(slipping).workspace.assess(date(2026, 11, 27)).gates
    late = [gate for gate in gates if gate.days_to_planned is not None and gate.days_to_planned < 0]
    assert late
    for gate in late:
        assert ("late" in wording.due_words(gate)) is (not gate.verdict.holds)
    assert all(gate.verdict is not Verdict.GO or wording.due_words(gate) for gate in gates)
