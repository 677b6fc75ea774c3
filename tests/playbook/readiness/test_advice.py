"""What would help most: one act for several things counts for all of them, and stands once."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.model.charter import AreaWeights
from playbook.readiness.advice import Action, best_actions
from playbook.readiness.items import Item
from playbook.verdict import Act, Area, each_once

DAY = date(2026, 11, 16)
WEIGHTS = AreaWeights()


def act(fact: str) -> Act:
    """An act that settles one fact."""
    return Act(fact.title(), "platform", f"settle {fact}", frozenset({fact}))


def item(area: Area, name: str, *acts: Act, value: float = 0.0, due: date = DAY) -> Item:
    """An open item of weight 1."""
    return Item(
        area=area,
        id=name,
        title=name,
        weight=1.0,
        value=value,
        value_without_exemptions=value,
        planned=1.0,
        inputs=1.0,
        known_inputs=1.0,
        state="open",
        undecided=False,
        action=f"turn {name}",
        who="owner",
        due=due,
        acts=acts,
    )


def best(*items: Item) -> tuple[Action, ...]:
    """The advice for these items."""
    return best_actions(items, WEIGHTS, DAY, timedelta(days=21))


def test_one_act_for_several_items_counts_for_all_of_them_and_stands_once() -> None:
    """The suite is a deliverable of the charter and all that two gates wait for."""
    suite = act("charter/suite")
    gates = [item(Area.GATES, f"product-{place}/exit", suite) for place in (1, 2)]
    (one,) = best(item(Area.CHARTER, "suite"), *gates)
    charter, both = 100 * WEIGHTS.charter / _all(), 100 * WEIGHTS.gates / _all()
    assert round(one.gain, 9) == round(charter + both, 9)


def test_a_wider_act_names_what_is_left_once_its_cheaper_part_is_done() -> None:
    renew, legal, risk = act("evidence/report"), act("sign_off/legal"), act("risk/leak")
    first = item(Area.GATES, "claims/exit", renew)
    second = item(Area.GATES, "claims/release", renew, legal, risk)
    cheap, grand = best(first, second)
    assert cheap.action == "Settle evidence/report (claims/exit)"
    assert grand.steps == ("Sign_Off/Legal: platform: settle sign_off/legal", "Risk/Leak: platform: settle risk/leak")
    assert cheap.gain + grand.gain == 100 * WEIGHTS.gates / _all()


def test_a_wider_act_that_brings_more_for_each_of_its_parts_is_named_whole() -> None:
    report, legal = act("evidence/report"), act("sign_off/legal")
    crumb = item(Area.GATES, "claims/exit", report, value=0.98)
    whole = item(Area.GATES, "claims/release", report, legal)
    (one,) = best(crumb, whole)
    assert (one.subject, len(one.steps)) == ("claims/release", 2)


def test_what_takes_long_for_little_does_not_bring_a_part_of_it_before_what_is_worth_more() -> None:
    """The whole of a gate brings most, its cheapest part little; an experiment alone brings more than that part."""
    facts = [act(f"evidence/{place}") for place in range(9)]
    crumb = item(Area.GATES, "claims/exit", facts[0], value=0.8)
    whole = item(Area.GATES, "claims/release", *facts)
    alone = item(Area.EXPERIMENTS, "sandbox")
    first, second, *_ = best(crumb, whole, alone)
    assert (first.subject, second.subject) == ("sandbox", "claims/exit")
    assert first.gain > second.gain


FACTS = st.sampled_from(["a", "b", "c", "d", "e"])
ACTS = st.lists(FACTS, min_size=1, max_size=4, unique=True).map(lambda facts: tuple(map(act, facts)))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Area), ACTS, st.floats(0, 0.9)), min_size=1, max_size=8))
def test_the_gains_of_the_advice_add_up_to_what_doing_all_of_it_brings(
    drawn: list[tuple[Area, tuple[Act, ...], float]],
) -> None:
    items = [item(area, f"item-{place}", *acts, value=value) for place, (area, acts, value) in enumerate(drawn)]
    advice = best(*items)
    done = frozenset[str]().union(*(one.does for one in items if one.id in {action.subject for action in advice}))
    counts = {area: sum(one.area is area for one in items) for area in Area}
    brings = sum(
        100 * float(getattr(WEIGHTS, one.area)) / _all() * (1 - one.value) / counts[one.area]
        for one in items
        if one.does <= done
    )
    assert abs(sum(action.gain for action in advice) - brings) < 1e-6
    said = [step for action in advice for step in action.steps]
    assert len(said) == len(set(said))


def test_an_act_that_another_one_contains_is_left_out() -> None:
    week = Act("Now", "platform", "upload the last closed week", frozenset({"w1"}))
    weeks = Act("Steady", "platform", "upload the last 2 closed weeks", frozenset({"w1", "w2"}))
    assert each_once([week, weeks, week]) == (weeks,)
    assert each_once([week, week]) == (week,)


def _all() -> float:
    return sum(float(getattr(WEIGHTS, area)) for area in Area)
