"""Which controls are covered on a day: what serves each, how that stands, and what an auditor would find missing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, PlainSerializer, computed_field

from playbook.concerns.governance.crosswalk import ServerStatus, Standing, standings
from playbook.concerns.risks.register import RiskStatus, risk_register
from playbook.concerns.vendors import wording
from playbook.concerns.vendors.status import vendors_status
from playbook.json_values import NotShown, OrNull, Share
from playbook.model.dated import when
from playbook.model.governance import Applicability, Control, Framework
from playbook.results.questions import Questions
from playbook.results.vendors import VendorStatus


class ControlState(StrEnum):
    """How a control stands, best first; the last two leave the coverage."""

    COVERED = "covered"
    CLAIMED = "claimed"
    OPEN = "open"
    UNSERVED = "unserved"
    NOT_YET = "not_yet"
    NOT_APPLICABLE = "not_applicable"

    @property
    def counts(self) -> bool:
        """True where the control is asked of us today."""
        return self not in (ControlState.NOT_YET, ControlState.NOT_APPLICABLE)


_STATE_OF = {
    Standing.COVERED: ControlState.COVERED,
    Standing.CLAIMED: ControlState.CLAIMED,
    Standing.OPEN: ControlState.OPEN,
}


@dataclass(frozen=True, slots=True)
class ControlStatus:
    """One control on the day. `reason` says why it does not count, or what is missing; `who` is to act."""

    id: str
    title: str
    asks: str
    framework: NotShown[str]
    state: ControlState
    servers: Annotated[tuple[ServerStatus, ...], Field(serialization_alias="served_by")]
    reason: str
    who: OrNull
    begins: date | None

    @property
    def is_gap(self) -> bool:
        """True where an auditor who asks today would find it missing."""
        return self.state.counts and self.state is not ControlState.COVERED


_BY_ID = PlainSerializer(lambda controls: [control.id for control in controls], return_type=list[str])


@dataclass(frozen=True, slots=True)
class FrameworkStatus:
    """One framework with its controls; `begins_soon` are duties within the notice."""

    id: str
    name: str
    year: int
    replaced_by: str | None
    link: str
    controls: tuple[ControlStatus, ...]
    begins_soon: Annotated[tuple[ControlStatus, ...], _BY_ID]

    def count(self, state: ControlState) -> int:
        """How many controls stand so."""
        return sum(control.state is state for control in self.controls)

    @computed_field(alias="asked")
    @property
    def applicable(self) -> int:
        """How many are asked of us today."""
        return sum(control.state.counts for control in self.controls)

    @computed_field
    @property
    def coverage(self) -> Share | None:
        """Covered share of what is asked, 0..1; None where nothing is."""
        return self.count(ControlState.COVERED) / self.applicable if self.applicable else None

    @computed_field
    @property
    def counts(self) -> dict[ControlState, int]:
        """How many controls stand how."""
        return {state: self.count(state) for state in ControlState}

    @computed_field(alias="missing")
    @property
    def gaps(self) -> Annotated[tuple[ControlStatus, ...], _BY_ID]:
        """What an auditor would find missing."""
        return tuple(control for control in self.controls if control.is_gap)


@dataclass(frozen=True, slots=True)
class GovernanceStatus:
    """Every framework, and every vendor in use."""

    frameworks: tuple[FrameworkStatus, ...] = ()
    vendors: tuple[VendorStatus, ...] = ()

    def about(self, framework: str | None) -> "GovernanceStatus":
        """One framework; everything where none is named."""
        if framework is None:
            return self
        return GovernanceStatus(tuple(one for one in self.frameworks if one.id == framework), self.vendors)


def governance_status(questions: Questions) -> GovernanceStatus:
    """Coverage of every framework on the day, for the whole organization."""
    definitions = questions.playbook.definitions.governance
    serving: dict[str, list[ServerStatus]] = {}
    for crossing, server in standings(questions):
        for control in dict.fromkeys(crossing.serves):
            serving.setdefault(control, []).append(server)
    left_out, denied = _left_out(questions), _denied(questions)
    return GovernanceStatus(
        tuple(_framework(questions, framework, serving, left_out, denied) for framework in definitions.frameworks),
        vendors_status(questions),
    )


def _denied(questions: Questions) -> dict[str, str]:
    """Controls that stand in the risk register by their number, such as LLM01:2026, while that risk is not settled."""
    listed = {risk.id: risk.listed for risk in questions.playbook.definitions.risks.risks}
    unsettled: dict[str, list[RiskStatus]] = {}
    for risk in risk_register(questions).risks:
        if risk.is_live and not risk.settled:
            for listing in listed.get(risk.risk, ()):
                unsettled.setdefault(f"{listing.code}:{listing.year}", []).append(risk)
    return {
        control: wording.risk_not_settled(risks[0].name, [risk.product_name for risk in risks if risk.product_name])
        for control, risks in unsettled.items()
    }


def _left_out(questions: Questions) -> dict[str, Applicability]:
    """The last word about each control that is in date, where it says that the control does not apply."""
    last: dict[str, Applicability] = {}
    for word in sorted(questions.playbook.records.governance.applicability, key=when):
        if word.on <= questions.day:
            last[word.control] = word
    return {
        control: word
        for control, word in last.items()
        if not word.applies and (word.until is None or word.until >= questions.day)
    }


def _framework(
    questions: Questions,
    framework: Framework,
    serving: dict[str, list[ServerStatus]],
    left_out: dict[str, Applicability],
    denied: dict[str, str],
) -> FrameworkStatus:
    controls = tuple(
        _control(
            questions,
            framework,
            control,
            tuple(serving.get(control.id, ())),
            left_out.get(control.id),
            denied.get(control.id, ""),
        )
        for control in framework.controls
    )
    notice = questions.playbook.definitions.governance.notice_days
    soon = tuple(
        control
        for control in controls
        if control.state is ControlState.NOT_YET
        and control.begins is not None
        and (control.begins - questions.day).days <= notice
    )
    return FrameworkStatus(
        framework.id, framework.title, framework.year, framework.replaced_by, framework.link, controls, soon
    )


def _control(
    questions: Questions,
    framework: Framework,
    control: Control,
    servers: tuple[ServerStatus, ...],
    left_out: Applicability | None,
    denied: str,
) -> ControlStatus:
    state, reason, who = _judged(questions, control, servers, left_out)
    if denied and state is ControlState.COVERED:
        state, reason = ControlState.CLAIMED, f"{reason}; {denied}"
    return ControlStatus(
        control.id, control.title, control.asks, framework.id, state, servers, reason, who, control.from_
    )


def _judged(
    questions: Questions, control: Control, servers: tuple[ServerStatus, ...], left_out: Applicability | None
) -> tuple[ControlState, str, str]:
    day = questions.day
    if left_out is not None:
        return ControlState.NOT_APPLICABLE, wording.left_out(left_out.reason, left_out.by, left_out.approved_by), ""
    if control.risk_tier is not None:
        tiers = {product.tier_on(day) for product in questions.playbook.products.values() if product.exists_on(day)}
        if not tiers & set(control.risk_tier):
            return ControlState.NOT_APPLICABLE, wording.no_such_tier(control.risk_tier), ""
    if control.from_ is not None and control.from_ > day:
        return ControlState.NOT_YET, wording.not_yet(control.from_, day), ""
    if not servers:
        return ControlState.UNSERVED, wording.NOTHING_SERVES, ""
    best = min(servers, key=lambda server: list(Standing).index(server.standing))
    return _STATE_OF[best.standing], f"{best.name}: {best.reason}", best.who
