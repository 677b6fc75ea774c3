"""The seven rules, and the properties they promise (SEMANTICS 7)."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.concerns.gates.verdict import Line, better_of, score_of, smallest_turn
from playbook.verdict import OUT_OF_THE_SUM, Outcome, Verdict

DECIDED = [Outcome.NOT_MET, Outcome.WARNING, Outcome.MET]
UNDECIDED = [Outcome.INCONCLUSIVE, Outcome.NO_DATA, Outcome.STALE]
ANY = [*DECIDED, *UNDECIDED, Outcome.NOT_APPLICABLE, Outcome.OBSERVING]


@st.composite
def gates(draw: st.DrawFn) -> list[Line]:
    count = draw(st.integers(1, 7))
    return [
        Line(
            id=f"c{index}",
            outcome=draw(st.sampled_from(ANY)),
            weight=draw(st.sampled_from([0.1, 0.3, 0.5, 1.0, 2.0, 3.0, 7.5])),
            key=draw(st.booleans()),
        )
        for index in range(count)
    ]


def verdict(lines: list[Line], go: float = 90, conditions: float = 75) -> Verdict:
    return score_of(lines, go, conditions).verdict


def with_outcome(lines: list[Line], index: int, outcome: Outcome) -> list[Line]:
    changed = list(lines)
    old = changed[index]
    changed[index] = Line(old.id, outcome, old.weight, old.key)
    return changed


def lines_of(*outcomes: tuple[Outcome, float, bool]) -> list[Line]:
    return [Line(f"c{index}", outcome, weight, key) for index, (outcome, weight, key) in enumerate(outcomes)]


@pytest.mark.parametrize(
    ("lines", "expected", "score"),
    [
        ([], Verdict.NOT_EVALUATED, None),
        (lines_of((Outcome.OBSERVING, 1, False)), Verdict.NOT_EVALUATED, None),
        (lines_of((Outcome.MET, 9, False), (Outcome.NOT_MET, 1, True)), Verdict.NO_GO, 90.0),
        (lines_of((Outcome.MET, 1, False), (Outcome.NOT_MET, 1, False)), Verdict.NO_GO, 50.0),
        (lines_of((Outcome.MET, 9, False), (Outcome.NO_DATA, 1, True)), Verdict.NOT_EVALUATED, 90.0),
        (lines_of((Outcome.MET, 9, False), (Outcome.STALE, 1, True)), Verdict.NOT_EVALUATED, 90.0),
        (lines_of((Outcome.MET, 1, False), (Outcome.NO_DATA, 1, False)), Verdict.NOT_EVALUATED, 50.0),
        (lines_of((Outcome.MET, 9, False), (Outcome.INCONCLUSIVE, 1, True)), Verdict.INCONCLUSIVE, 90.0),
        (lines_of((Outcome.MET, 1, False), (Outcome.INCONCLUSIVE, 1, False)), Verdict.INCONCLUSIVE, 50.0),
        (lines_of((Outcome.MET, 9, True), (Outcome.MET, 1, False)), Verdict.GO, 100.0),
        (lines_of((Outcome.MET, 9, False), (Outcome.WARNING, 1, False)), Verdict.GO, 95.0),
        (lines_of((Outcome.MET, 9, False), (Outcome.WARNING, 1, True)), Verdict.GO_WITH_CONDITIONS, 95.0),
        (lines_of((Outcome.MET, 9, False), (Outcome.NOT_MET, 1, False)), Verdict.GO_WITH_CONDITIONS, 90.0),
        (lines_of((Outcome.MET, 3, False), (Outcome.NO_DATA, 1, False)), Verdict.GO_WITH_CONDITIONS, 75.0),
    ],
)
def test_the_rules_apply_in_their_order(lines: list[Line], expected: Verdict, score: float | None) -> None:
    scored = score_of(lines, 90, 75)
    assert (scored.verdict, scored.score) == (expected, score)


def test_the_bounds_are_inclusive_and_a_point_below_is_not_enough() -> None:
    """Keptn's 74 of 100 fails at 75 (keptn/keptn, evaluate_sli_handler_test.go, keptn1-gate-04)."""
    just = lines_of((Outcome.MET, 50, False), (Outcome.WARNING, 50, False))
    below = lines_of((Outcome.MET, 48, False), (Outcome.WARNING, 52, False))
    assert verdict(just) is Verdict.GO_WITH_CONDITIONS
    assert verdict(below) is Verdict.NO_GO


def test_ten_tenths_of_a_weight_reach_the_bound_in_spite_of_binary_fractions() -> None:
    lines = [Line(f"c{index}", Outcome.MET, 0.1) for index in range(9)] + [Line("last", Outcome.WARNING, 0.1)]
    assert score_of(lines, 95, 75).verdict is Verdict.GO


def test_a_gate_without_any_criterion_never_passes() -> None:
    """keptn/lifecycle-toolkit lets an empty gate pass (lt-gate-01); Kayenta gives an empty group 100."""
    assert score_of([], 0, 0).verdict is Verdict.NOT_EVALUATED


@settings(max_examples=500)
@given(gates(), st.data())
def test_raising_a_decided_outcome_never_gives_a_worse_verdict(lines: list[Line], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(lines) - 1))
    old = lines[index].outcome
    if old not in DECIDED:
        return
    for better in DECIDED[DECIDED.index(old) :]:
        assert verdict(with_outcome(lines, index, better)).rank >= verdict(lines).rank


@settings(max_examples=500)
@given(gates(), st.data())
def test_settling_an_undecided_one_as_met_never_gives_a_worse_verdict(lines: list[Line], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(lines) - 1))
    if lines[index].outcome in UNDECIDED:
        assert verdict(with_outcome(lines, index, Outcome.MET)).rank >= verdict(lines).rank


@settings(max_examples=500)
@given(gates(), st.data())
def test_settling_an_undecided_one_as_not_met_never_gives_a_better_one(lines: list[Line], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(lines) - 1))
    if lines[index].outcome in UNDECIDED:
        assert verdict(with_outcome(lines, index, Outcome.NOT_MET)).rank <= verdict(lines).rank


@settings(max_examples=500)
@given(gates())
def test_missing_data_never_gives_go(lines: list[Line]) -> None:
    if any(line.outcome in UNDECIDED for line in lines):
        assert verdict(lines) is not Verdict.GO


@settings(max_examples=500)
@given(gates(), st.data())
def test_a_bad_outcome_that_goes_missing_never_lets_the_gate_pass(lines: list[Line], data: st.DataObject) -> None:
    """That it never gives a better verdict at all is held where facts go missing: test_metric_criterion, test_gates."""
    index = data.draw(st.integers(0, len(lines) - 1))
    if lines[index].outcome in (Outcome.NOT_MET, Outcome.WARNING):
        for missing in (Outcome.NO_DATA, Outcome.STALE):
            after = verdict(with_outcome(lines, index, missing))
            assert not after.holds or after.rank <= verdict(lines).rank


@settings(max_examples=300)
@given(gates(), st.randoms())
def test_the_order_of_criteria_does_not_matter(lines: list[Line], shuffler: random.Random) -> None:
    shuffled = list(lines)
    shuffler.shuffle(shuffled)
    assert score_of(shuffled, 90, 75).verdict is verdict(lines)


@settings(max_examples=500)
@given(gates(), st.data())
def test_an_exemption_never_gives_go(lines: list[Line], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(lines) - 1))
    old = lines[index]
    if old.outcome is Outcome.MET or old.outcome in OUT_OF_THE_SUM:
        return
    exempted = list(lines)
    exempted[index] = Line(old.id, Outcome.EXEMPT, old.weight, old.key, exempted=True)
    without = score_of(lines, 90, 75)
    both = better_of(score_of(exempted, 90, 75), without)
    assert both.rank >= without.verdict.rank
    assert both is not Verdict.GO or without.verdict is Verdict.GO


@settings(max_examples=300, deadline=None)
@given(gates(), st.sampled_from([Verdict.GO_WITH_CONDITIONS, Verdict.GO]))
def test_the_smallest_turn_turns_and_no_smaller_set_does(lines: list[Line], to: Verdict) -> None:
    if verdict(lines).rank >= to.rank:
        return
    turned = smallest_turn(lines, 90, 75, to)
    candidates = [line.id for line in lines if line.outcome in (*UNDECIDED, Outcome.NOT_MET, Outcome.WARNING)]

    def reached(met: set[str]) -> bool:
        changed = [
            Line(line.id, Outcome.MET if line.id in met else line.outcome, line.weight, line.key) for line in lines
        ]
        return verdict(changed).rank >= to.rank

    if turned is None:
        assert not reached(set(candidates))
        return
    assert reached(set(turned))
    for size in range(len(turned)):
        assert not any(reached(set(chosen)) for chosen in combinations(candidates, size))


@st.composite
def gates_with_exemptions(draw: st.DrawFn) -> tuple[list[Line], list[Line]]:
    """A gate with some of its criteria exempted, and the same gate without."""
    bare = draw(gates())
    exempt = [
        Line(line.id, Outcome.EXEMPT, line.weight, line.key, exempted=True)
        if line.outcome in (*UNDECIDED, Outcome.NOT_MET, Outcome.WARNING) and draw(st.booleans())
        else line
        for line in bare
    ]
    return exempt, bare


@settings(max_examples=400, deadline=None)
@given(gates_with_exemptions(), st.sampled_from([Verdict.GO_WITH_CONDITIONS, Verdict.GO]), st.sampled_from([40, 75]))
def test_with_exemptions_too_the_smallest_turn_turns_and_no_smaller_set_does(
    both: tuple[list[Line], list[Line]], to: Verdict, conditions: int
) -> None:
    def said(met: set[str]) -> Verdict:
        scores = [
            score_of(
                [Line(line.id, Outcome.MET, line.weight, line.key) if line.id in met else line for line in one],
                90,
                conditions,
            )
            for one in both
        ]
        return better_of(*scores)

    candidates = [line.id for line in both[1] if line.outcome in (*UNDECIDED, Outcome.NOT_MET, Outcome.WARNING)]
    if said(set()).rank >= to.rank:
        return
    turned = smallest_turn(both[0], 90, conditions, to, both[1])
    if turned is None:
        assert said(set(candidates)).rank < to.rank
        return
    assert said(set(turned)).rank >= to.rank
    for size in range(len(turned)):
        assert not any(said(set(chosen)).rank >= to.rank for chosen in combinations(candidates, size))


def test_the_smallest_turn_of_forty_criteria_is_found_without_trying_every_set() -> None:
    """Forty open lines of which twenty must be met: the search would take longer than a lifetime."""
    lines = [Line(f"c{index:02}", Outcome.NOT_MET, 1 + index % 7) for index in range(40)]
    turned = smallest_turn(lines, 90, 75, Verdict.GO_WITH_CONDITIONS)
    assert turned is not None
    met = [Line(line.id, Outcome.MET if line.id in turned else line.outcome, line.weight) for line in lines]
    assert verdict(met) is Verdict.GO_WITH_CONDITIONS
    heaviest = sorted((line.weight for line in lines), reverse=True)[: len(turned) - 1]
    assert 100 * sum(heaviest) / sum(line.weight for line in lines) < 75


@st.composite
def gates_with_sign_offs(draw: st.DrawFn) -> list[Line]:
    """A gate in which up to two sign-offs wait for other criteria."""
    lines = draw(gates())
    for place in draw(st.lists(st.integers(0, len(lines) - 1), max_size=2, unique=True)):
        others = [line.id for line in lines if line.id != lines[place].id and line.outcome is not Outcome.MET]
        open_ones = [name for name in others if name in {one.id for one in lines if one.outcome in UNDECIDED}]
        if open_ones and not lines[place].follows:
            waits = frozenset(draw(st.lists(st.sampled_from(open_ones), min_size=1, max_size=2, unique=True)))
            if not any(lines[place].id in one.follows for one in lines):
                lines[place] = Line(
                    lines[place].id, Outcome.STALE, lines[place].weight, lines[place].key, follows=waits
                )
    return lines


@settings(max_examples=300, deadline=None)
@given(gates_with_sign_offs(), st.sampled_from([Verdict.GO_WITH_CONDITIONS, Verdict.GO]))
def test_what_a_sign_off_waits_for_brings_it_back_and_the_set_stays_the_smallest(
    lines: list[Line], to: Verdict
) -> None:
    if verdict(lines).rank >= to.rank:
        return
    turned = smallest_turn(lines, 90, 75, to)
    candidates = [line.id for line in lines if line.outcome in (*UNDECIDED, Outcome.NOT_MET, Outcome.WARNING)]

    def reached(met: set[str]) -> bool:
        back = {line.id for line in lines if line.follows and line.follows <= met}
        changed = [
            Line(line.id, Outcome.MET if line.id in met | back else line.outcome, line.weight, line.key)
            for line in lines
        ]
        return verdict(changed).rank >= to.rank

    if turned is None:
        assert not reached(set(candidates))
        return
    assert reached(set(turned))
    for size in range(len(turned)):
        assert not any(reached(set(chosen)) for chosen in combinations(candidates, size))


@st.composite
def gates_with_everything(draw: st.DrawFn) -> tuple[list[Line], list[Line]]:
    """Sign-offs that wait for others, and exemptions, in one gate; and the same gate without its exemptions."""
    bare = draw(gates_with_sign_offs())
    hidden = (*UNDECIDED, Outcome.NOT_MET, Outcome.WARNING)
    exempt = [
        Line(line.id, Outcome.EXEMPT, line.weight, line.key, True, line.follows)
        if line.outcome in hidden and not draw(st.integers(0, 3))
        else line
        for line in bare
    ]
    return exempt, bare


@settings(max_examples=400, deadline=None)
@given(
    gates_with_everything(), st.sampled_from([Verdict.GO_WITH_CONDITIONS, Verdict.GO]), st.sampled_from([40, 75, 90])
)
def test_where_signatures_wait_and_exemptions_hide_the_smallest_turn_is_still_the_smallest(
    both: tuple[list[Line], list[Line]], to: Verdict, conditions: int
) -> None:
    """Held to brute force: every set of criteria that are not met, smallest first."""

    def said(met: set[str]) -> Verdict:
        back = {line.id for line in both[1] if line.follows and line.follows <= met}
        scores = [
            score_of(
                [
                    Line(
                        one.id,
                        Outcome.MET if one.id in met | back else one.outcome,
                        one.weight,
                        one.key,
                        one.exempted and one.id not in met | back,
                    )
                    for one in lines
                ],
                90,
                conditions,
            )
            for lines in both
        ]
        return better_of(*scores)

    if said(set()).rank >= to.rank:
        return
    candidates = [line.id for line in both[1] if line.outcome in (*UNDECIDED, Outcome.NOT_MET, Outcome.WARNING)]
    turned = smallest_turn(both[0], 90, conditions, to, both[1])
    if turned is None:
        assert said(set(candidates)).rank < to.rank
        return
    assert said(set(turned)).rank >= to.rank
    for size in range(len(turned)):
        assert not any(said(set(chosen)).rank >= to.rank for chosen in combinations(candidates, size))


def test_a_sign_off_is_given_anew_where_that_takes_less_than_all_it_waits_for() -> None:
    """Two signatures and one measurement turn it in three; signing anew and the measurement, in two."""
    lines = [
        Line("volume", Outcome.NO_DATA, 2.0),
        Line("legal", Outcome.STALE, 0.1, key=True, follows=frozenset({"volume", "report"})),
        Line("quality", Outcome.NOT_MET, 7.5, key=True),
        Line("report", Outcome.NO_DATA, 2.0),
    ]
    assert smallest_turn(lines, 90, 40, Verdict.GO_WITH_CONDITIONS) == ("legal", "quality")
