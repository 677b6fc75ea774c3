"""Gates can be passed: their bounds, weights and the products they are for leave something that decides."""

from collections.abc import Iterator

from metrics.definition import words_of
from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error
from playbook.model.criteria import Criterion
from playbook.model.gates import Gate
from playbook.model.products import STAGE_ORDER, TIER_ORDER, Product, RiskTier, Stage
from playbook.wording import join_words


def bounds_are_in_order(world: World) -> Iterator[Problem]:
    """The score for GO is not below the score for GO WITH CONDITIONS, and neither is 0."""
    for gate in world.gates:
        value = gate.value
        if value.conditions > value.go:
            found = f"conditions: {value.conditions:g} above go: {value.go:g} in gate '{value.id}'"
            yield error(gate.at("conditions"), found, "conditions at or below go", "swap the two?")
        elif value.conditions == 0:
            yield error(
                gate.at("conditions"),
                f"conditions: 0 in gate '{value.id}', which every score reaches",
                "a score above 0",
            )


def weights_count(world: World) -> Iterator[Problem]:
    """A criterion weighs something, and a key criterion decides: it is neither of weight 0 nor only observed."""
    for _, entry in world.criteria:
        criterion = entry.value
        name = f"'{criterion.id}'"
        if criterion.key and criterion.observe:
            remedy = "take 'key' out while it is observed, or 'observe' once it has earned trust"
            yield error(entry.at("observe"), f"{name} is key and observed only", remedy=remedy)
        if criterion.weight == 0:
            kind = "key criterion" if criterion.key else "criterion"
            remedy = "give it a weight" if criterion.key else "give it a weight, or write observe: true"
            yield error(entry.at("weight"), f"{kind} {name} has weight 0", "a weight above 0", remedy)


def something_decides_each_gate(world: World) -> Iterator[Problem]:
    """A gate has criteria that decide, for every risk tier and product it may meet."""
    for gate in world.gates:
        if not gate.is_whole or gate.value.after:
            continue
        deciding = [criterion for criterion in gate.value.criteria if not criterion.observe]
        where = gate.at("criteria")
        if not gate.value.criteria:
            yield error(where, f"gate '{gate.value.id}' has no criteria", remedy="it could never be passed; add one")
        elif not deciding:
            found = f"every criterion of gate '{gate.value.id}' only observes"
            yield error(where, found, remedy="it could never be passed; take 'observe' out of one")
        else:
            yield from _left_over(gate, deciding, world)


def _left_over(gate: Entry[Gate], deciding: list[Criterion], world: World) -> Iterator[Problem]:
    stages = STAGE_ORDER[: STAGE_ORDER.index(gate.value.stage) + 1]
    empty = [tier for tier in TIER_ORDER if not any(_applies(one, tier, stages, None) for one in deciding)]
    where = gate.at("criteria")
    remedy = "it could never be passed there; widen 'applies' of one"
    if empty:
        tiers = join_words(f"'{tier}'" for tier in empty)
        yield error(where, f"nothing decides gate '{gate.value.id}' for products of risk tier {tiers}", remedy=remedy)
        return
    for product in world.products:
        if gate.value.id in {plan.gate for plan in product.value.planned} and not any(
            _applies(one, tier, stages, product.value.id) for one in deciding for tier in _tiers(product.value)
        ):
            found = f"nothing decides gate '{gate.value.id}' for product '{product.value.id}', which plans for it"
            yield error(where, found, remedy=remedy)


def _tiers(product: Product) -> tuple[RiskTier, ...]:
    tiers = [record.tier for record in product.tiers]
    return (*tiers, product.risk_tier or TIER_ORDER[-1])


def _applies(criterion: Criterion, tier: RiskTier, stages: tuple[Stage, ...], product: str | None) -> bool:
    """True where the criterion may be for a product of this tier on its way to the gate; None is any product."""
    rule = criterion.applies
    return (
        (rule.risk_tier is None or tier in rule.risk_tier)
        and (rule.stage is None or any(stage in rule.stage for stage in stages))
        and (rule.products is None or product is None or product in rule.products)
    )


def applies_names_somebody(world: World) -> Iterator[Problem]:
    """`applies` with an empty list is for nobody."""
    for _, entry in world.criteria:
        for key in ("risk_tier", "stage", "products"):
            if getattr(entry.value.applies, key) == () and entry.is_whole:
                where = entry.value_at("applies", key)
                yield error(
                    where,
                    f"'{entry.value.id}' applies to no {words_of(key).rstrip('s')}",
                    remedy="name one, or take the key out: then it is for all",
                )
