"""The workflow holds together: criteria and parts name what is defined, counts add up, days run forwards."""

from collections.abc import Iterator
from typing import Any

from metrics.definition import Kind
from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.references import one_known
from playbook.loading.rules.world import World, error, warning
from playbook.model.workflow import Part
from playbook.model.workflow_records import SuiteKind
from playbook.wording import plural

_REVIEWED = ("cases", "journeys", "suites", "retrieval", "feedback", "drift", "calibrations")
FEWEST_LABELS = 20
_OF_PRODUCTS = (*_REVIEWED, "hygiene", "waits", "models")


def workflow_names_what_is_defined(world: World) -> Iterator[Problem]:
    """Stages, hygiene, parts and the drill of the workflow name evidence and gates that are defined."""
    known, workflow = world.known, world.definition("workflow")
    for stage in world.listed(workflow, "stages"):
        for key in ("enter", "leave"):
            for check in stage.each(key, getattr(stage.value, key)):
                yield from one_known(check, "evidence", known.evidence_kinds)
                yield from one_known(check, "gate", known.gates)
    for name in ("hygiene", "parts"):
        for entry in world.listed(workflow, name):
            yield from one_known(entry, "evidence", known.evidence_kinds)
    if workflow.value.drill is not None:
        yield from one_known(workflow.step("drill", workflow.value.drill), "evidence", known.evidence_kinds)


def workflow_says_each_thing_once(world: World) -> Iterator[Problem]:
    """Each stage, each part and each kind of upgrade has one entry."""
    workflow = world.definition("workflow")
    yield from _twice("stage", "stage", world.listed(workflow, "stages"))
    yield from _twice("part", "part", world.listed(workflow, "parts"))
    if workflow.value.drill is not None:
        drill = workflow.step("drill", workflow.value.drill)
        yield from _twice("kind of upgrade", "kind", tuple(drill.each("upgrades", drill.value.upgrades)))


def _twice(noun: str, key: str, entries: tuple[Entry[Any], ...]) -> Iterator[Problem]:
    first: dict[str, int | None] = {}
    for entry in entries:
        name = str(getattr(entry.value, key))
        if name in first:
            remedy = f"the first stands in line {first[name]}; keep one"
            yield error(entry.at(key), f"second entry for {noun} '{name}'", remedy=remedy)
        first.setdefault(name, entry.at(key).line)


def hygiene_checks_are_a_share_or_evidence(world: World) -> Iterator[Problem]:
    """A check of release hygiene is a share that is counted, or evidence that must be there."""
    for entry in world.listed(world.definition("workflow"), "hygiene"):
        check = entry.value
        if (check.at_least is None) == (check.evidence is None) and entry.is_whole:
            has = "both a share and evidence" if check.evidence is not None else "neither a share nor evidence"
            yield error(entry.at(), f"'{check.id}' wants {has}", "'at_least' or 'evidence', one of the two")


def limits_stand_at_their_part(world: World) -> Iterator[Problem]:
    """The longest wait is a limit of the review queue, and how many judgements may turn is one of drift."""
    limits = {"most_queue_days": Part.REVIEW_QUEUE, "most_drift": Part.DRIFT}
    for entry in world.listed(world.definition("workflow"), "parts"):
        for key, part in limits.items():
            if getattr(entry.value, key) is not None and entry.value.part is not part:
                found = f"'{key}' at part '{entry.value.part}'"
                yield error(entry.at(key), found, f"it at part '{part}'", "move it there, or take it out")


def workflow_records_name_what_is_defined(world: World) -> Iterator[Problem]:
    """What is recorded of the workflow names products, metrics and checks that are defined."""
    known, records = world.known, world.record("workflow")
    for name in _OF_PRODUCTS:
        for entry in world.listed(records, name):
            yield from one_known(entry, "product", known.products)
    for entry in (*world.listed(records, "cases"), *world.listed(records, "calibrations")):
        yield from one_known(entry, "metric", known.metrics)
    shares = {check.id for check in world.playbook.definitions.workflow.hygiene if check.at_least is not None}
    for count in world.listed(records, "hygiene"):
        yield from one_known(count, "check", known.hygiene)
        if count.value.check in known.hygiene.ids and count.value.check not in shares:
            found = f"a count for '{count.value.check}', which asks for evidence"
            yield warning(count.value_at("check"), found, remedy="record the evidence instead; the count is not read")


def work_is_reviewed_by_another(world: World) -> Iterator[Problem]:
    """The reviewer of a product's work is another person than its author, and reviews it after it was written."""
    for name in _REVIEWED:
        for entry in world.listed(world.record("workflow"), name):
            work = entry.value
            if world.same(work.reviewer, work.by, work.reviewed_on or work.on):
                yield error(entry.value_at("reviewer"), f"reviewed by its author, '{work.by}'", "another person")
            if work.reviewed_on is not None and work.reviewed_on < work.on:
                found = f"reviewed on {work.reviewed_on}, before the record of {work.on}"
                yield error(entry.value_at("reviewed_on"), found, "a day on or after it")


def counts_of_the_workflow_add_up(world: World) -> Iterator[Problem]:
    """A part is never more than the whole: failed cases, judgements that stand, changes that were checked."""
    pairs = (("suites", "failed", "cases"), ("drift", "agree", "compared"), ("hygiene", "done", "of"))
    for name, key, whole in pairs:
        for entry in world.listed(world.record("workflow"), name):
            part, all_of_them = getattr(entry.value, key), getattr(entry.value, whole)
            if part is not None and part > all_of_them:
                found = f"'{key}' is {part:,} of {all_of_them:,}"
                yield error(entry.value_at(key), found, f"at most {all_of_them:,}, the number in '{whole}'")
    for suite in world.listed(world.record("workflow"), "suites"):
        queued = suite.value.waiting is not None or suite.value.oldest is not None
        if queued and suite.value.suite is not SuiteKind.REVIEW_QUEUE:
            key = "waiting" if suite.value.waiting is not None else "oldest"
            yield error(suite.at(key), f"'{key}' in a suite of kind '{suite.value.suite}'", "a review_queue")


def labels_are_enough(world: World) -> Iterator[Problem]:
    """A judge is held against enough cases that people labelled, of a metric that is a rate."""
    metrics = world.playbook.metrics
    for entry in world.listed(world.record("workflow"), "calibrations"):
        cases, metric = entry.value.labels.cases, metrics.get(entry.value.metric)
        if cases < FEWEST_LABELS:
            yield error(entry.at(), f"{plural(cases, 'labelled case')}", f"at least {FEWEST_LABELS}")
        if metric is not None and metric.kind is not Kind.RATE:
            yield error(entry.value_at("metric"), f"'{metric.id}' is of kind {metric.kind}", "a rate")


def days_of_the_workflow_run_forwards(world: World) -> Iterator[Problem]:
    """Waits, uses of a model, queues and upgrades begin before they end."""
    order = (
        ("waits", "on", "ended"),
        ("waits", "on", "until"),
        ("models", "since", "until"),
        ("suites", "oldest", "on"),
        ("upgrades", "announced", "on"),
    )
    for name, earlier, later in order:
        for entry in world.listed(world.record("workflow"), name):
            first, last = getattr(entry.value, earlier), getattr(entry.value, later)
            if first is not None and last is not None and last < first:
                found = f"'{later}' is {last}, before '{earlier}', {first}"
                yield error(entry.value_at(later), found, f"a day from {first} on")


def upgrades_are_of_models_in_use(world: World) -> Iterator[Problem]:
    """An upgrade is written as some product's model is written, else nobody would be asked."""
    records = world.record("workflow")
    used = {(use.value.provider, use.value.model) for use in world.listed(records, "models")}
    providers = {provider for provider, _ in used}
    for entry in world.listed(records, "upgrades"):
        upgrade = entry.value
        if not records.is_whole or (upgrade.provider, upgrade.model) in used:
            continue
        models = sorted(model for provider, model in used if provider == upgrade.provider)
        known = ", ".join(f"'{model}'" for model in models) or ", ".join(f"'{one}'" for one in sorted(providers))
        key = "model" if models else "provider"
        found = f"no product uses '{upgrade.model}' of '{upgrade.provider}'"
        remedy = f"written in 'models': {known}" if known else "say under 'models' which product uses it"
        yield warning(entry.value_at(key), found, remedy=remedy)
