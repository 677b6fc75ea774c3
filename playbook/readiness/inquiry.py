"""Answers what concerns ask about one day, each answer once; the one place that knows how every concern is judged."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from metrics.observation import Basis
from metrics.series.series import Measurements
from playbook.concerns.accountability.status import agreement_of
from playbook.concerns.charter.status import deliverable_status
from playbook.concerns.evidence import judge_evidence
from playbook.concerns.experiments.status import audit_status
from playbook.concerns.gates.criteria import judge_criteria
from playbook.concerns.gates.status import gate_status
from playbook.concerns.risks.status import judge_risk
from playbook.concerns.stack.status import layer_status
from playbook.model.candidates import Candidate
from playbook.model.playbook import Definitions, Playbook
from playbook.model.team import same_person
from playbook.readiness.registers import judge_register
from playbook.results.charter import DeliverableStatus
from playbook.results.experiments import AuditStatus
from playbook.results.gates import GateStatus, Judged
from playbook.results.stack import LayerStatus
from playbook.verdict import Judgement, Outcome

T = TypeVar("T")
Assumed = Mapping[tuple[str, str, str], Outcome]
"""Outcomes that are taken for granted, by gate, criterion and product: for questions that begin with 'what if'."""
NOTHING_ASSUMED: Assumed = MappingProxyType({})
ASSUMED = "assumed"

Then = Callable[[date], tuple[Playbook, Measurements] | None]


class Keeps(Protocol):
    """Answers that are kept longer than one inquiry lives, by what they were about."""

    def get(self, about: Hashable, work: Callable[[], Any], /) -> Any: ...


class Inquiry:
    """Questions about `day` (see `questions.Questions`). `known_on` lets numbers in that were received later than the
    day, up to the end of that one; records always count by their own date. `assumed` holds on the day itself, not on
    earlier ones. `kept` holds what stays true of weeks that are over. `then` gives the playbook by which an earlier
    week is judged, None for a week that cannot be; without it every week is judged by this one. `candidate` is the one
    that is asked about on the day itself; of other products, and on earlier days, it is the newest."""

    def __init__(
        self,
        playbook: Playbook,
        measurements: Measurements,
        day: date,
        basis: Basis = Basis.KNOWN,
        *,
        known_on: date | None = None,
        assumed: Assumed = NOTHING_ASSUMED,
        explains: bool = True,
        kept: Keeps | None = None,
        then: Then | None = None,
        candidate: Candidate | None = None,
        _days: "dict[date, Inquiry] | None" = None,
    ) -> None:
        self.playbook = playbook
        self.measurements = measurements
        self.day = day
        self.basis = basis
        self._assumed = assumed
        self.known = measurements.known(day, basis, known_on)
        self.explains = explains
        self._kept = kept
        self._then = then
        self._candidate = candidate
        self._known_on = known_on
        self._days = {} if _days is None else _days
        self._days.setdefault(day, self)
        self._candidates: dict[str, Candidate | None] = {}
        self._evidence: dict[tuple[str, str | None], Judgement] = {}
        self._risks: dict[tuple[str, str | None], Judgement] = {}
        self._deliverables: dict[str, DeliverableStatus] = {}
        self._layers: dict[str, LayerStatus] = {}
        self._audit: AuditStatus | None = None
        self._once: dict[Hashable, Any] = {}
        self._judged: dict[tuple[str, str], dict[str, Judged]] = {}
        self._gates: dict[tuple[str, str], GateStatus] = {}
        self._deliverables_defined = playbook.deliverables
        self._gates_defined = playbook.gates
        self._products = playbook.products

    def at(self, day: date) -> "Inquiry":
        """The same questions about an earlier day, as known then."""
        if day not in self._days:
            Inquiry(self.playbook, self.measurements, day, self.basis, explains=self.explains, _days=self._days)
        return self._days[day]

    def of_week(self, question: Callable[["Inquiry"], T], end: date) -> T | None:
        """What a question comes to at the end of an earlier week, without the ways to a better one, None where that
        week cannot be judged; kept for as long as the playbook and what counted of the numbers stay as they are. Equal
        questions have equal answers."""
        by = (self.playbook, self.measurements) if self._then is None else self._then(end)
        if by is None:
            return None
        playbook, measurements = by

        def work() -> T:
            return question(Inquiry(playbook, measurements, end, self.basis, explains=False))

        if self._kept is None:
            return work()
        about = (question, playbook.digest, end, self.basis, measurements.counted(end, self.basis))
        found: T = self._kept.get(about, work)
        return found

    def under(self, definitions: Definitions) -> "Inquiry":
        """The same questions under other definitions of the same metrics; verdicts only, without what would turn
        them."""
        playbook = replace(self.playbook, definitions=definitions)
        return Inquiry(playbook, self.measurements, self.day, self.basis, explains=False)

    def candidate(self, product: str) -> Candidate | None:
        if self._candidate is not None and self._candidate.product == product:
            return self._candidate
        if product not in self._candidates:
            self._candidates[product] = self.playbook.records.candidates.newest(product, self.day)
        return self._candidates[product]

    def for_candidate(self, candidate: Candidate) -> "Inquiry":
        return Inquiry(
            self.playbook,
            self.measurements,
            self.day,
            self.basis,
            known_on=self._known_on,
            assumed=self._assumed,
            explains=self.explains,
            kept=self._kept,
            then=self._then,
            candidate=candidate,
            _days={day: inquiry for day, inquiry in self._days.items() if day != self.day},
        )

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        if key not in self._once:
            self._once[key] = work()
        found: T = self._once[key]
        return found

    def same_person(self, one: str, other: str, on: date, other_on: date | None = None) -> bool:
        return same_person(one, other, self.playbook.records.team.seats, on, other_on)

    def evidence(self, kind: str, product: str | None) -> Judgement:
        key = (kind, product)
        if key not in self._evidence:
            judged = judge_evidence(self, kind, product)
            register = judge_register(self, kind) if judged.outcome is Outcome.NO_DATA else None
            self._evidence[key] = register or judged
        return self._evidence[key]

    def risk(self, risk: str, product: str | None) -> Judgement:
        key = (risk, product)
        if key not in self._risks:
            self._risks[key] = judge_risk(self, risk, product)
        return self._risks[key]

    def agreement(self, party: str) -> Judgement:
        return agreement_of(self, party)

    def deliverable(self, deliverable: str) -> DeliverableStatus:
        if deliverable not in self._deliverables:
            phase, defined = self._deliverables_defined[deliverable]
            self._deliverables[deliverable] = deliverable_status(self, phase, defined)
        return self._deliverables[deliverable]

    def layer(self, layer: str) -> LayerStatus:
        if layer not in self._layers:
            defined = next(defined for defined in self.playbook.definitions.stack.layers if defined.id == layer)
            self._layers[layer] = layer_status(self, defined)
        return self._layers[layer]

    def audit(self) -> AuditStatus:
        if self._audit is None:
            self._audit = audit_status(self)
        return self._audit

    def judged(self, gate: str, product: str) -> dict[str, Judged]:
        key = (gate, product)
        if key not in self._judged:
            found = judge_criteria(self, self._gates_defined[gate], self._products[product])
            self._judged[key] = {
                name: self._as_assumed(judged, (gate, name, product)) for name, judged in found.items()
            }
        return self._judged[key]

    def _as_assumed(self, judged: Judged, key: tuple[str, str, str]) -> Judged:
        outcome = self._assumed.get(key)
        if outcome is None or judged.outcome is Outcome.NOT_APPLICABLE:
            return judged
        bare = replace(judged, cause="", distance=None, stale=False, steps=(), lesser=())
        return replace(bare, outcome=outcome, reason=ASSUMED, assumed=True)

    def gate(self, gate: str, product: str) -> GateStatus:
        key = (gate, product)
        if key not in self._gates:
            self._gates[key] = gate_status(self, self._gates_defined[gate], self._products[product])
        return self._gates[key]
