"""Whether a sign-off still holds: nothing else at the gate may be decided worse than on the day it was given."""

from dataclasses import replace

from playbook.model.gates import Answer, Gate
from playbook.model.products import Product
from playbook.results.gates import Judged
from playbook.results.questions import Questions
from playbook.verdict import DECIDED_RANK, OUT_OF_THE_SUM, Outcome
from playbook.wording import OUTCOME_WORDS, day_text, join_words, seat_text


def hold_against(questions: Questions, gate: Gate, product: Product, judged: dict[str, Judged]) -> dict[str, Judged]:
    """The same criteria with every sign-off that no longer holds, or is suspended, turned stale; both say why."""
    return {
        name: _held(questions, gate, product, judged, line)
        if line.criterion.sign_off is not None and line.outcome is Outcome.MET
        else line
        for name, line in judged.items()
    }


def _held(questions: Questions, gate: Gate, product: Product, judged: dict[str, Judged], line: Judged) -> Judged:
    said = questions.playbook.records.sign_offs
    record = said.latest(product.id, gate.id, line.criterion.id, questions.day)
    if record is None or record.decision is not Answer.YES:
        return line
    then = questions.at(record.on).judged(gate.id, product.id)
    worse: list[str] = []
    unknown: list[str] = []
    for name, now in judged.items():
        before = then.get(name)
        if name == line.criterion.id or before is None or now.criterion.observe:
            continue
        if not before.outcome.is_decided or now.outcome in OUT_OF_THE_SUM:
            continue
        title = f"{now.criterion.title} ({OUTCOME_WORDS[before.outcome]} then, {OUTCOME_WORDS[now.outcome]} now)"
        if now.outcome.is_undecided:
            # what was not met then has nothing to lose; only what was vouched for can be in doubt
            if before.outcome is not Outcome.NOT_MET:
                unknown.append(title)
        elif DECIDED_RANK[now.outcome] < DECIDED_RANK[before.outcome]:
            worse.append(title)
    if not worse and not unknown:
        return line
    on = day_text(record.on, questions.day)
    state = "no longer holds" if worse else "is suspended"
    reason = f"sign-off by {seat_text(record.by)} of {on} {state}: {join_words(worse or unknown)}"
    mended = "mend what got worse" if worse else f"make known again: {join_words(unknown)}"
    action = f"{mended}, or have {seat_text(record.by)} sign again"
    return replace(line, outcome=Outcome.STALE, reason=reason, who=record.by, action=action)
