"""What one act settles is one row, though several gates wait for it."""

from datetime import date

from playbook.readiness.due.items import DueItem, DueKind
from playbook.readiness.due.merged import merged
from playbook.verdict import Area


def item(gate: str, due: date | None, kind: DueKind = DueKind.EVIDENCE, form: str = "evidence") -> DueItem:
    return DueItem(
        kind=kind,
        seat="security-engineer",
        what=f"Guardrails tested: Support copilot, {gate}",
        reason="no guardrail test yet",
        due=due,
        late_days=0,
        product="support-copilot",
        area=Area.GATES,
        subject=f"support-copilot/{gate}",
        form=form,
        fill=(("kind", "guardrail-test"),),
    )


def test_evidence_that_two_gates_ask_for_is_one_row_due_when_the_first_is() -> None:
    [one] = merged([item("general-availability", date(2026, 12, 1)), item("internal-beta", date(2026, 11, 1))])
    assert one.item.due == date(2026, 11, 1)
    assert one.gates == ("support-copilot/general-availability", "support-copilot/internal-beta")
    assert one.more == 1


def test_signatures_of_two_gates_stay_two_rows() -> None:
    both = [item(gate, None, DueKind.SIGNATURE, "sign-off") for gate in ("internal-beta", "general-availability")]
    assert len(merged(both)) == 2


def test_what_no_form_settles_is_never_merged() -> None:
    assert len(merged([item("internal-beta", None, form=""), item("limited-release", None, form="")])) == 2
