"""Whether a sign-off still holds: nothing else at the gate may be decided worse than on the day it was given."""

from dataclasses import replace

from playbook.concerns.candidates.differences import shown_for
from playbook.concerns.gates.wording_verdicts import sign_again_words, sign_off_words
from playbook.model.criteria import Criterion
from playbook.model.dated import last_of
from playbook.model.gates import Answer, Gate, SignOff
from playbook.model.products import Product
from playbook.results.gates import Judged
from playbook.results.questions import Questions
from playbook.verdict import DECIDED_RANK, OUT_OF_THE_SUM, Outcome
from playbook.wording import day_text


def hold_against(questions: Questions, gate: Gate, product: Product, judged: dict[str, Judged]) -> dict[str, Judged]:
    """The same criteria with every sign-off that no longer holds, or is suspended, turned stale; both say why."""
    return {
        name: _held(questions, gate, product, judged, line)
        if line.criterion.sign_off is not None and line.outcome is Outcome.MET and not line.assumed
        else line
        for name, line in judged.items()
    }


def sign_off_of(questions: Questions, gate: Gate, product: Product, criterion: Criterion) -> SignOff | None:
    """The last word about a criterion that speaks of the candidate which would ship, else the last about any."""
    said = questions.playbook.records.sign_offs.about(product.id, gate.id, criterion.id, questions.day)
    if not said:
        return None
    of_another = (
        (one, about is not None and bool(about.differs))
        for one in said
        for about in [shown_for(questions, product.id, one.candidate, criterion.depends_on)]
    )
    return last_of([one for one, differs in of_another if not differs] or said)


def _held(questions: Questions, gate: Gate, product: Product, judged: dict[str, Judged], line: Judged) -> Judged:
    record = sign_off_of(questions, gate, product, line.criterion)
    if record is None or record.decision is not Answer.YES:
        return line
    then = questions.at(record.on).judged(gate.id, product.id)
    worse: list[Judged] = []
    unknown: list[Judged] = []
    for name, now in judged.items():
        before = then.get(name)
        if name == line.criterion.id or before is None or now.criterion.observe:
            continue
        if not before.outcome.is_decided or now.outcome in OUT_OF_THE_SUM:
            continue
        if now.outcome.is_undecided:
            # what was not met then has nothing to lose; only what was vouched for can be in doubt
            if before.outcome is not Outcome.NOT_MET:
                unknown.append(now)
        elif DECIDED_RANK[now.outcome] < DECIDED_RANK[before.outcome]:
            worse.append(now)
    if not worse and not unknown:
        return line
    turned = worse or unknown
    actions = tuple(dict.fromkeys(one.action for one in turned if one.action))
    days = [one.due for one in turned if one.due is not None]
    on = day_text(record.on, questions.day)
    return replace(
        line,
        outcome=Outcome.STALE,
        reason=sign_off_words(record.by, on, [(one.criterion.title, one.root) for one in turned], worse=bool(worse)),
        who=record.by,
        action=sign_again_words(record.by, actions),
        cause=turned[0].root,
        follows=frozenset(one.criterion.id for one in (*worse, *unknown)),
        due=min(days) if len(days) == len(turned) else None,
    )
