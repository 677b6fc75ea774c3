"""Frameworks, crosswalk and vendors hold together: controls stand once and are named by what exists; days in order."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import Known, World, error, warning
from playbook.model.team import holder_of
from playbook.model.vendors import ModelInUse, Vendor


def controls_stand_once(world: World) -> Iterator[Problem]:
    """A control has one number across all frameworks, and a framework one id."""
    yield from _once("framework", world.listed(world.definition("governance"), "frameworks"))
    yield from _once("control", _controls(world))


def _once(noun: str, entries: Iterable[Entry[Any]]) -> Iterator[Problem]:
    first: dict[str, int | None] = {}
    for entry in entries:
        name = entry.value.id
        if name in first:
            remedy = f"the first stands in line {first[name]}; keep one"
            yield error(entry.at("id"), f"second {noun} '{name}'", remedy=remedy)
        first.setdefault(name, entry.at("id").line)


def _controls(world: World) -> Iterator[Entry[Any]]:
    for framework in world.listed(world.definition("governance"), "frameworks"):
        yield from framework.each("controls", framework.value.controls)


def _known_controls(world: World) -> Known:
    part = world.definitions["governance"]
    return _known("control", [entry.value.id for entry in _controls(world)], whole=part.is_whole())


def _known(noun: str, ids: list[str], *, whole: bool) -> Known:
    """An id that stands twice was meant to be another one, which then cannot be known."""
    return Known(noun, frozenset(ids), complete=whole and len(set(ids)) == len(ids))


def the_crosswalk_names_what_is_defined(world: World) -> Iterator[Problem]:
    """A crossing names something of this playbook that exists, once, and controls that exist."""
    known, controls = world.known, _known_controls(world)
    subjects = {
        "evidence": known.evidence_kinds,
        "deliverable": known.deliverables,
        "sign_off": known.sign_offs,
        "metric": known.metrics,
        "layer": known.layers,
        "risk": known.risks,
    }
    first: dict[tuple[str, str], int | None] = {}
    for entry in world.listed(world.definition("governance"), "crosswalk"):
        crossing = entry.value
        kind, name = crossing.kind, crossing.name
        place = entry.value_at(kind)
        if kind in subjects:
            yield from subjects[kind].unknown(place, name)
        if kind == "criterion":
            gate, _, criterion = name.partition("/")
            yield from known.gates.unknown(place, gate)
            if gate in known.gates.ids:
                yield from known.criteria_of(gate).unknown(place, criterion)
        if (kind, name) in first:
            remedy = f"the first stands in line {first[kind, name]}; put their controls together"
            yield error(entry.at(kind), f"second crossing of {kind} '{name}'", remedy=remedy)
        first.setdefault((kind, name), entry.at(kind).line)
        for index, control in enumerate(crossing.serves):
            yield from controls.unknown(entry.value_at("serves", index), control)


def frameworks_are_replaced_by_others(world: World) -> Iterator[Problem]:
    """`replaced_by` names another framework."""
    frameworks = world.listed(world.definition("governance"), "frameworks")
    whole = world.definitions["governance"].is_whole()
    ids = _known("framework", [one.value.id for one in frameworks], whole=whole)
    for entry in frameworks:
        other = entry.value.replaced_by
        if other == entry.value.id:
            yield error(entry.value_at("replaced_by"), f"'{other}' is replaced by itself", "another framework")
        elif other is not None:
            yield from ids.unknown(entry.value_at("replaced_by"), other)


def controls_are_left_out_with_a_word(world: World) -> Iterator[Problem]:
    """A control that is left out exists, has a reason, and someone other than who left it out agreed."""
    controls = _known_controls(world)
    for entry in world.listed(world.record("governance"), "applicability"):
        word = entry.value
        yield from controls.unknown(entry.value_at("control"), word.control)
        if word.until is not None and word.until < word.on:
            yield error(entry.value_at("until"), f"a word until {word.until}, before {word.on}", "a later day")
        if word.applies or not entry.is_whole:
            continue
        missing = [key for key in ("reason", "approved_by") if not getattr(word, key).strip()]
        if missing:
            keys = " and ".join(f"'{key}'" for key in missing)
            yield error(entry.at("applies"), f"'{word.control}' is left out without {keys}", remedy=f"add {keys}")
        if world.same(word.approved_by, word.by, word.on):
            who = holder_of(word.by, world.seats, word.on) or word.by
            found = f"'{word.control}' is left out and agreed by one person ({who})"
            yield error(entry.value_at("approved_by"), found, "another person than who left it out")


def vendors_name_what_is_defined(world: World) -> Iterator[Problem]:
    """A vendor stands once and names products, options and metrics that are defined."""
    known = world.known
    vendors = _vendors(world)
    yield from _once("vendor", vendors)
    for entry in vendors:
        yield from _each(entry, "products", entry.value.products, known.products)
        yield from _each(entry, "options", entry.value.options, known.options)
        for model in entry.each("models", entry.value.models):
            yield from _each(model, "products", model.value.products, known.products)
        for contract in entry.each("contracts", entry.value.contracts):
            for sla in contract.each("slas", contract.value.slas):
                if sla.value.metric is not None:
                    yield from known.metrics.unknown(sla.value_at("metric"), sla.value.metric)


def vendor_days_run_forward(world: World) -> Iterator[Problem]:
    """Contracts end after they begin, reviews are renewed after they were made, models leave after they came."""
    for vendor in _vendors(world):
        spans: list[tuple[Entry[Any], str, date, date | None]] = [
            (vendor, "until", vendor.value.on, vendor.value.until)
        ]
        spans += [
            (one, "ends", one.value.on, one.value.ends) for one in vendor.each("contracts", vendor.value.contracts)
        ]
        spans += [
            (one, "next_review", one.value.on, one.value.next_review)
            for one in vendor.each("reviews", vendor.value.reviews)
        ]
        models = list(vendor.each("models", vendor.value.models))
        spans += [(one, "until", one.value.on, one.value.until) for one in models]
        for entry, key, first, last in spans:
            if last is not None and last < first:
                yield error(entry.value_at(key), f"'{key}' is {last}, before {first}", "a later day")
        yield from _used_again(models)
        for model in models:
            said = model.value
            if said.announced is not None and said.retires is None and model.is_whole:
                found = f"the retirement of '{said.model}' is announced without its day"
                yield warning(model.at("announced"), found, remedy="add 'retires'")


def _used_again(models: Iterable[Entry[ModelInUse]]) -> Iterator[Problem]:
    first: dict[str, Entry[ModelInUse]] = {}
    for model in models:
        earlier = first.setdefault(model.value.model, model)
        until = earlier.value.until
        if earlier is not model and model.is_whole and (until is None or until >= model.value.on):
            found = f"'{model.value.model}' is on file already, in line {earlier.at().line}; it counts once"
            remedy = "say what becomes of it there, as 'playbook record vendor-model-retires' and '… -ended' do"
            yield warning(model.at("model"), found, remedy=remedy)


def _vendors(world: World) -> tuple[Entry[Vendor], ...]:
    return world.listed(world.record("vendors"), "vendors")


def _each(entry: Entry[Any], key: str, names: Iterable[str], known: Known) -> Iterator[Problem]:
    for index, name in enumerate(names):
        yield from known.unknown(entry.value_at(key, index), name)
