"""Decisions that people have to take: which, who, by when, and the verdict they will see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pydantic import computed_field

from playbook.json_values import NotShown
from playbook.model.gates import Ruling
from playbook.model.products import STAGE_ORDER
from playbook.readiness import wording_decisions as wording
from playbook.results.experiments import AuditStatus
from playbook.results.gates import CriterionStatus, GateStatus
from playbook.results.questions import Questions
from playbook.results.stack import LayerState, LayerStatus
from playbook.verdict import Outcome, Verdict
from playbook.wording import VERDICT_WORDS, sentence_case


class DecisionKind(StrEnum):
    """What a decision is about; the kinds in the order in which they are asked for on one day."""

    RELEASE = "release"
    EXEMPTION = "exemption"
    LAYER = "layer"
    EXPERIMENT = "experiment"


@dataclass(frozen=True, slots=True)
class DecisionNeeded:
    """One decision to take. `subject` is an id to link to, `due` the day it is wanted by, `late_days` above 0 where
    that day passed; `verdict` is what a gate says today, None where no gate is asked. `because` is the reason where
    what and verdict stand beside it. `criterion` is the one of an exemption; `confirms`: a release is in doubt."""

    kind: DecisionKind
    subject: str
    product: str | None
    what: str
    who: str
    due: date
    late_days: int
    verdict: Verdict | None
    reason: str
    because: NotShown[str]
    gate: NotShown[str | None] = None
    criterion: NotShown[str | None] = None
    confirms: NotShown[bool] = False

    @computed_field
    @property
    def label(self) -> str | None:
        """The verdict in words."""
        return None if self.verdict is None else VERDICT_WORDS[self.verdict]


def decisions_needed(
    questions: Questions, gates: Sequence[GateStatus], layers: Sequence[LayerStatus], audit: AuditStatus
) -> tuple[DecisionNeeded, ...]:
    """What is to be decided within the charter's notice: releases first, then by kind; the earliest due first."""
    if questions.playbook.records.charter.start is None:
        return ()
    notice = timedelta(days=questions.playbook.definitions.charter.charter.notice_days)
    last = questions.day + notice
    found = [
        *_releases(questions, gates),
        *_exemptions(questions, gates),
        *_layers(questions, layers, last),
        *_experiments(questions, audit, last),
    ]
    order = list(DecisionKind)
    return tuple(sorted(found, key=lambda decision: (order.index(decision.kind), decision.due)))


def _late(due: date, day: date) -> int:
    return max(0, (day - due).days)


def _releases(questions: Questions, gates: Sequence[GateStatus]) -> Iterator[DecisionNeeded]:
    """Gates due soon without a release or stop; a release in doubt is to be confirmed or withdrawn."""
    doubtful = {gate.subject: newer for gate, newer in releases_in_doubt(gates)}
    for gate in gates:
        ruling = None if gate.decision is None else gate.decision.decided
        if ruling is Ruling.STOP or (ruling is not Ruling.RELEASE and (gate.quiet or gate.planned is None)):
            continue
        if ruling is Ruling.RELEASE:
            if gate.subject not in doubtful or gate.decision is None:
                continue
            due = questions.day
            what = wording.confirm_release(gate, gate.decision, questions.day, doubtful[gate.subject])
        else:
            assert gate.planned is not None
            due, what = gate.planned, wording.release(gate)
        yield DecisionNeeded(
            kind=DecisionKind.RELEASE,
            subject=gate.subject,
            product=gate.product,
            what=what,
            who=gate.owner,
            due=due,
            late_days=_late(due, questions.day),
            verdict=gate.verdict,
            reason=gate.words,
            because=sentence_case(gate.because),
            gate=gate.gate,
            confirms=ruling is Ruling.RELEASE,
        )


def releases_in_doubt(gates: Sequence[GateStatus]) -> Iterator[tuple[GateStatus, str]]:
    """Releases that nobody would give today as they were given: the gate says NO-GO, or worse than on that day; or a
    newer candidate is on record than the one that was let furthest, which is then named."""
    released = [gate for gate in gates if gate.decision is not None and gate.decision.decided is Ruling.RELEASE]
    furthest = {gate.product: gate for gate in sorted(released, key=lambda gate: STAGE_ORDER.index(gate.stage))}
    for gate in released:
        assert gate.decision is not None
        then, about = gate.decision.verdict_then, gate.decision.candidate
        worse = then is not None and not gate.verdict.holds and gate.verdict.rank < then.rank
        newer = gate.candidate or "" if furthest[gate.product] is gate and about not in (None, gate.candidate) else ""
        if gate.verdict is Verdict.NO_GO or worse or newer:
            yield gate, newer


def release_alarms(decisions: Iterable[DecisionNeeded]) -> Iterator[str]:
    """The same in words, with the verdict."""
    return (wording.in_doubt(one.what, one.verdict) for one in decisions if one.confirms and one.verdict is not None)


def ending_exemptions(
    questions: Questions, gates: Sequence[GateStatus]
) -> Iterator[tuple[GateStatus, CriterionStatus, date]]:
    """Exemptions in force that end within the charter's notice, with the gate and the last day."""
    last = questions.day + timedelta(days=questions.playbook.definitions.charter.charter.notice_days)
    for gate in gates:
        for criterion in gate.criteria:
            if criterion.exempt_until is not None and criterion.exempt_until <= last:
                yield gate, criterion, criterion.exempt_until


def _exemptions(questions: Questions, gates: Sequence[GateStatus]) -> Iterator[DecisionNeeded]:
    for gate, criterion, last_day in ending_exemptions(questions, gates):
        yield DecisionNeeded(
            kind=DecisionKind.EXEMPTION,
            subject=gate.subject,
            product=gate.product,
            what=wording.exemption(gate, criterion),
            who=gate.owner,
            due=last_day,
            late_days=0,
            verdict=gate.verdict,
            reason=criterion.reason,
            because=sentence_case(criterion.exempt_because),
            gate=gate.gate,
            criterion=criterion.id,
        )


def _layers(questions: Questions, layers: Sequence[LayerStatus], last: date) -> Iterator[DecisionNeeded]:
    for layer in layers:
        if layer.outcome is Outcome.MET or layer.state is LayerState.UNREVIEWED:
            continue
        due = layer.wanted_by(questions.day)
        if due > last:
            continue
        yield DecisionNeeded(
            kind=DecisionKind.LAYER,
            subject=layer.layer,
            product=None,
            what=wording.layer(layer),
            who=layer.who,
            due=due,
            late_days=_late(due, questions.day),
            verdict=None,
            reason=(reason := "; ".join(layer.reasons)),
            because=reason,
        )


def _experiments(questions: Questions, audit: AuditStatus, last: date) -> Iterator[DecisionNeeded]:
    if audit.due is None or audit.due > last:
        return
    for experiment in audit.experiments:
        if experiment.decision_in_date:
            continue
        ran_out, due = experiment.decision_until is not None, audit.wanted_by(experiment, audit.due)
        yield DecisionNeeded(
            kind=DecisionKind.EXPERIMENT,
            subject=experiment.id,
            product=experiment.product,
            what=wording.experiment(experiment.name),
            who=experiment.owner,
            due=due,
            late_days=_late(due, questions.day),
            verdict=None,
            reason=(reason := wording.RAN_OUT if ran_out else wording.NEVER_DECIDED),
            because=reason,
        )
