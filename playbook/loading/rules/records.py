"""Records of products, decisions and experiments hold together by themselves."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from metrics.problems import Problem, did_you_mean
from playbook.loading.rules.world import World, error, warning
from playbook.model.dated import when
from playbook.model.evidence import Scope
from playbook.model.experiments import Decision
from playbook.model.products import STAGE_ORDER


def gates_are_planned_within_the_charter(world: World) -> Iterator[Problem]:
    """A gate is planned for the charter or for the year after it; other days are slips of the pen."""
    if world.start is None:
        return
    last = world.charter.value.charter.last_day(world.start)
    for product in world.products:
        for entry in product.each("planned", product.value.planned):
            day = entry.value.on
            if day < world.start or day > last + timedelta(days=365):
                side = "before the charter begins" if day < world.start else "long after the charter ends"
                found = f"gate '{entry.value.gate}' of '{product.value.id}' is planned for {day}, {side}"
                reach = f"a day from {world.start} to {last}" if day < world.start else ""
                yield warning(entry.value_at("on"), found, reach, "it does not count towards this charter")


def stages_go_back_with_a_word(world: World) -> Iterator[Problem]:
    """A product that goes back a stage says why."""
    for product in world.products:
        stages = sorted(product.each("stages", product.value.stages), key=lambda entry: when(entry.value))
        for before, entry in pairwise(stages):
            came, went = before.value.stage, entry.value.stage
            if STAGE_ORDER.index(went) < STAGE_ORDER.index(came) and not entry.value.note.strip() and entry.is_whole:
                found = f"'{product.value.id}' goes back from '{came}' to '{went}' without a note"
                yield warning(entry.value_at("stage"), found, remedy="say in 'note' why")


def stages_are_entered_once(world: World) -> Iterator[Problem]:
    """A product that is recorded in the stage it is in already: a slip, or something that wants a word."""
    for product in world.products:
        stages = sorted(product.each("stages", product.value.stages), key=lambda entry: when(entry.value))
        for before, entry in pairwise(stages):
            stage = entry.value.stage
            if stage == before.value.stage and not entry.value.note.strip() and entry.is_whole:
                found = f"'{product.value.id}' enters '{stage}' again, where it is since {before.value.on}"
                remedy = "a stage is recorded once, when it is entered; say in 'note' why it is again"
                yield warning(entry.value_at("stage"), found, remedy=remedy)


def conditions_are_due_after_the_decision(world: World) -> Iterator[Problem]:
    """A condition of a release is due on the day of the decision or later."""
    for entry in world.listed(world.record("decisions"), "decisions"):
        for condition in entry.each("conditions", entry.value.conditions):
            if condition.value.due < entry.value.on:
                found = f"a condition due on {condition.value.due}, before the decision of {entry.value.on}"
                yield error(condition.value_at("due"), found, f"a day from {entry.value.on} on")


def met_conditions_are_those_of_a_decision(world: World) -> Iterator[Problem]:
    """What is said to be met is a condition of that product's decision at that gate, and was set by then."""
    for entry in world.listed(world.record("decisions"), "done"):
        met = entry.value
        set_on: dict[str, date] = {}
        for decision in world.playbook.records.decisions.decisions:
            if (decision.product, decision.gate) == (met.product, met.gate):
                for condition in decision.conditions:
                    set_on[condition.what] = min(decision.on, set_on.get(condition.what, decision.on))
        if world.record("decisions").part.lost:
            continue
        if met.what not in set_on:
            found = f"'{met.what}' is no condition of a decision on '{met.product}' at '{met.gate}'"
            yield error(entry.value_at("what"), found, remedy=did_you_mean(met.what, set_on))
        elif met.on < set_on[met.what]:
            found = f"met on {met.on}, before the decision of {set_on[met.what]}"
            yield error(entry.value_at("on"), found, f"a day from {set_on[met.what]} on")


def experiments_do_not_point_at_themselves(world: World) -> Iterator[Problem]:
    """A merge says into what, and neither a merge nor a duplicate points at the experiment itself."""
    for entry in world.listed(world.record("experiments"), "experiments"):
        name = entry.value.id
        if entry.value.duplicate_of == name and entry.is_whole:
            yield error(entry.value_at("duplicate_of"), f"'{name}' is a duplicate of itself", "another experiment")
        for decision in entry.each("decisions", entry.value.decisions):
            if decision.value.into == name:
                yield error(
                    decision.value_at("into"), f"'{name}' merges into itself", "another experiment or a product"
                )
            if decision.value.decided is Decision.MERGE and decision.value.into is None and decision.is_whole:
                found = f"'{name}' is to merge, and nothing says into what"
                yield warning(decision.at("decided"), found, remedy="add 'into' with an experiment or a product")
            until = decision.value.until
            if until is not None and until < decision.value.on:
                found = f"a decision that stands until {until}, before it was made on {decision.value.on}"
                yield error(decision.value_at("until"), found, "a later day")


def evidence_names_its_product(world: World) -> Iterator[Problem]:
    """Evidence of a kind that each product needs for itself names the product it is for."""
    kinds = world.playbook.evidence_kinds
    for entry in world.listed(world.record("evidence"), "evidence"):
        kind = kinds.get(entry.value.kind)
        if kind is not None and kind.scope is Scope.PRODUCT and entry.value.product is None and entry.is_whole:
            found = f"evidence of kind '{kind.id}' without a product, and each product needs its own"
            remedy = "add 'product', or say scope: organization where the kind is defined"
            yield warning(entry.at("kind"), found, remedy=remedy)
