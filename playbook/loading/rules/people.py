"""Two persons where two are asked for: who asks and who agrees, who writes and who reviews, who owns and who signs."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error, warning
from playbook.model.charter import Progress, State
from playbook.model.criteria import Criterion
from playbook.model.dated import when
from playbook.model.evidence import AttachedEvidence, EvidenceRecord
from playbook.model.products import TIER_ORDER
from playbook.model.team import holder_of
from playbook.wording import join_words, plural

MOST_EXEMPT_DAYS = 30


def _one_person(world: World, one: str, other: str, day: date) -> str:
    """`'a' and 'b' are one person (sam) on 2026-11-10`, or `'a'` where both are one seat."""
    if one == other:
        return f"'{one}'"
    holder = holder_of(one, world.seats, day)
    return f"'{one}' and '{other}', who are one person on {day} ({holder})"


def exemptions_are_agreed_by_another(world: World) -> Iterator[Problem]:
    """An exemption is approved by another person than who asked for it."""
    for entry in world.listed(world.record("exemptions"), "exemptions"):
        given = entry.value
        if world.same(given.asked_by, given.approved_by, given.on):
            found = f"asked and approved by {_one_person(world, given.asked_by, given.approved_by, given.on)}"
            yield error(entry.value_at("approved_by"), found, "another person than who asked")


def backfills_are_agreed_by_another(world: World) -> Iterator[Problem]:
    """A backfill from before a closed review is approved by another person than who asked for it."""
    for entry in world.listed(world.record("backfills"), "agreements"):
        given = entry.value
        if world.same(given.asked_by, given.approved_by, given.on):
            found = f"asked and approved by {_one_person(world, given.asked_by, given.approved_by, given.on)}"
            yield error(entry.value_at("approved_by"), found, "another person than who asked")


def exemptions_are_short(world: World) -> Iterator[Problem]:
    """An exemption ends on its day or later, and at most 30 days on."""
    for entry in world.listed(world.record("exemptions"), "exemptions"):
        given, where = entry.value, entry.value_at("last_day")
        days = (given.last_day - given.on).days
        if days < 0:
            yield error(where, f"the last day {given.last_day} is before the exemption of {given.on}", "a later day")
        elif days > MOST_EXEMPT_DAYS:
            latest = given.on + timedelta(days=MOST_EXEMPT_DAYS)
            found = f"an exemption of {plural(days, 'day')}"
            remedy = f"write {latest} at the latest; renewal is a new record"
            yield error(where, found, f"at most {MOST_EXEMPT_DAYS} days", remedy)


def exemptions_are_allowed(world: World) -> Iterator[Problem]:
    """Only a criterion that is exemptible is exempted."""
    for entry in world.listed(world.record("exemptions"), "exemptions"):
        criterion = _criterion(world, entry)
        if criterion is not None and not criterion.value.exemptible:
            line = criterion.at("exemptible")
            found = f"an exemption of '{criterion.value.id}', which allows none ({line})"
            yield error(entry.value_at("criterion"), found, remedy="take it out, or meet the criterion")


def sign_offs_come_from_others(world: World) -> Iterator[Problem]:
    """Nobody signs off a product or a gate that is their own."""
    products, gates = world.playbook.products, world.playbook.gates
    for entry in world.listed(world.record("sign_offs"), "sign_offs"):
        given = entry.value
        owners = {
            f"product '{given.product}'": products[given.product].owner if given.product in products else "",
            f"gate '{given.gate}'": gates[given.gate].owner if given.gate in gates else "",
        }
        for owned, owner in owners.items():
            if world.same(given.by, owner, given.on):
                found = f"{owned} is signed off by its owner, {_one_person(world, given.by, owner, given.on)}"
                yield error(entry.value_at("by"), found, "a person who owns neither")


def sign_offs_come_from_seats_that_may(world: World) -> Iterator[Problem]:
    """A sign-off is for a criterion that asks for one, and comes from a seat that may give it."""
    roles = {role.id: role for role in world.playbook.definitions.gates.sign_offs}
    for entry in world.listed(world.record("sign_offs"), "sign_offs"):
        criterion = _criterion(world, entry)
        if criterion is None:
            continue
        if criterion.value.sign_off is None:
            found = f"a sign-off of '{criterion.value.id}', which is a criterion on {criterion.value.kind}"
            yield error(entry.value_at("criterion"), found, remedy=_criteria_with_sign_offs(world, entry.value.gate))
            continue
        role = roles.get(criterion.value.sign_off)
        if role is not None and role.seats and entry.value.by not in role.seats:
            seats = join_words((f"'{seat}'" for seat in role.seats), "or")
            yield error(entry.value_at("by"), f"'{entry.value.by}' may not give the sign-off '{role.id}'", seats)


def _criteria_with_sign_offs(world: World, gate: str) -> str:
    names = [
        f"'{entry.value.id}'" for owner, entry in world.criteria if owner.value.id == gate and entry.value.sign_off
    ]
    return f"this gate asks for a sign-off in {join_words(names)}" if names else "take it out"


def _criterion(world: World, entry: Entry[Any]) -> Entry[Criterion] | None:
    """The criterion a record is about; None where it does not exist or could not be read."""
    for gate, criterion in world.criteria:
        if gate.value.id == entry.value.gate and criterion.value.id == entry.value.criterion:
            return criterion
    return None


def evidence_is_reviewed_by_another(world: World) -> Iterator[Problem]:
    """The reviewer of evidence is another person than its author."""
    for entry in world.listed(world.record("evidence"), "evidence"):
        yield from _reviewed(world, entry, entry.value.by)
    for progress, owner in _progress_with_owner(world):
        for attached in progress.each("evidence", progress.value.evidence):
            yield from _reviewed(world, attached, attached.value.by or owner)


def _progress_with_owner(world: World) -> Iterator[tuple[Entry[Progress], str]]:
    """Progress by day with the owner it names, else the one named before it, else the one the definition expects."""
    owners = {entry.value.id: entry.value.owner for entry in world.deliverables}
    progress = world.listed(world.charter_records, "progress")
    for entry in sorted(progress, key=lambda entry: when(entry.value)):
        owner = entry.value.owner or owners.get(entry.value.deliverable, "")
        owners[entry.value.deliverable] = owner
        yield entry, owner


def _reviewed(world: World, entry: Entry[Any], author: str) -> Iterator[Problem]:
    evidence: EvidenceRecord | AttachedEvidence = entry.value
    day = evidence.reviewed_on or evidence.on
    if world.same(evidence.reviewer, author, day):
        found = f"evidence written and reviewed by {_one_person(world, author, evidence.reviewer, day)}"
        yield error(entry.value_at("reviewer"), found, "a reviewer other than its author")
    if evidence.reviewed_on is not None and evidence.reviewed_on < evidence.on:
        found = f"reviewed on {evidence.reviewed_on}, before the evidence of {evidence.on}"
        yield error(entry.value_at("reviewed_on"), found, "a day on or after it")


def dropping_is_agreed(world: World) -> Iterator[Problem]:
    """Dropped work says why, and someone other than its owner agreed; blocked work says why."""
    for entry, owner in _progress_with_owner(world):
        progress = entry.value
        if not entry.is_whole:
            continue
        if progress.state is State.BLOCKED and not progress.reason.strip():
            found = f"'{progress.deliverable}' is blocked without a reason"
            yield error(entry.at("state"), found, remedy="say in 'reason' what blocks it")
        if progress.state is not State.DROPPED:
            continue
        missing = [key for key in ("reason", "approved_by") if not getattr(progress, key).strip()]
        if missing:
            keys = join_words(f"'{key}'" for key in missing)
            yield error(entry.at("state"), f"'{progress.deliverable}' is dropped without {keys}", remedy=f"add {keys}")
        if world.same(progress.approved_by, owner, progress.on):
            person = _one_person(world, progress.approved_by, owner, progress.on)
            found = f"'{progress.deliverable}' is dropped with the word of its owner, {person}"
            yield error(entry.value_at("approved_by"), found, "another person than its owner")


def a_lower_tier_is_agreed(world: World) -> Iterator[Problem]:
    """A risk tier is lowered only with the word of someone other than the product's owner."""
    for product in world.products:
        tier = product.value.risk_tier or TIER_ORDER[-1]
        for entry in sorted(product.each("tiers", product.value.tiers), key=lambda entry: when(entry.value)):
            change = entry.value
            if (
                TIER_ORDER.index(change.tier) < TIER_ORDER.index(tier)
                and not change.approved_by.strip()
                and entry.is_whole
            ):
                found = (
                    f"the risk tier of '{product.value.id}' falls from '{tier}' to '{change.tier}' without an approver"
                )
                yield error(entry.value_at("tier"), found, "'approved_by' with another person than the owner")
            if world.same(change.approved_by, product.value.owner, change.on):
                person = _one_person(world, change.approved_by, product.value.owner, change.on)
                found = f"the risk tier of '{product.value.id}' is approved by its owner, {person}"
                yield error(entry.value_at("approved_by"), found, "another person than the owner")
            tier = change.tier


def choices_are_reviewed_by_another(world: World) -> Iterator[Problem]:
    """A choice of the stack is reviewed by another person than who proposed it."""
    for choice in world.listed(world.record("stack"), "choices"):
        proposer = min(choice.value.history, key=when).by
        for entry in choice.each("reviews", choice.value.reviews):
            if world.same(entry.value.by, proposer, entry.value.on):
                person = _one_person(world, proposer, entry.value.by, entry.value.on)
                found = f"option '{choice.value.option}' is proposed and reviewed by {person}"
                yield warning(entry.value_at("by"), found, "another person than who proposed it", "it does not count")
