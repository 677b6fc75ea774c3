"""A product's skills: what is missing, stale or held by nobody never counts as there."""

from hypothesis import given
from hypothesis import strategies as st

from playbook.concerns.team.gaps import skill_need
from playbook.concerns.team.levels import AssessedLevel
from playbook.verdict import Outcome

LEVELS = st.one_of(
    st.just(AssessedLevel("evals")),
    st.builds(
        lambda level, fresh: AssessedLevel("evals", level, None, "boss", fresh), st.integers(0, 5), st.booleans()
    ),
)
TEAMS = st.dictionaries(st.sampled_from(["one", "two", "three"]), LEVELS, max_size=3)
BEST_LAST = [Outcome.NOT_MET, Outcome.NO_DATA, Outcome.STALE, Outcome.MET]


def outcome(team: dict[str, AssessedLevel], needed: int = 3, vacant: tuple[str, ...] = ()) -> Outcome:
    """How a need of `needed` stands for a team."""
    return skill_need("evals", needed, {seat: {"evals": level} for seat, level in team.items()}, vacant).outcome


@given(TEAMS, st.integers(1, 5))
def test_met_means_that_somebody_who_is_there_was_lately_assessed_high_enough(
    team: dict[str, AssessedLevel], needed: int
) -> None:
    there = any(level.fresh and level.level is not None and level.level >= needed for level in team.values())
    assert (outcome(team, needed) is Outcome.MET) == there


@given(TEAMS, st.integers(1, 5), st.sampled_from(["one", "two", "three"]))
def test_what_an_open_seat_could_once_do_counts_for_nothing(
    team: dict[str, AssessedLevel], needed: int, seat: str
) -> None:
    without = {name: level for name, level in team.items() if name != seat}
    vacant = (seat,) if seat in team else ()
    assert outcome(team, needed, vacant) is outcome(without, needed)


@given(TEAMS, st.integers(1, 5), st.integers(0, 5), st.integers(0, 5))
def test_a_higher_level_never_makes_it_worse(team: dict[str, AssessedLevel], needed: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    ranks = [
        BEST_LAST.index(outcome({**team, "four": AssessedLevel("evals", level, None, "boss", True)}, needed))
        for level in (low, high)
    ]
    assert ranks[0] <= ranks[1]


@given(TEAMS, st.integers(1, 5))
def test_a_missing_assessment_never_makes_it_met(team: dict[str, AssessedLevel], needed: int) -> None:
    before = outcome(team, needed)
    after = outcome({**team, "four": AssessedLevel("evals")}, needed)
    assert (after is Outcome.MET) == (before is Outcome.MET)


def test_each_outcome_says_why() -> None:
    high, low = AssessedLevel("evals", 4, None, "boss", True), AssessedLevel("evals", 2, None, "boss", True)
    old, unknown = AssessedLevel("evals", 4, None, "boss", False), AssessedLevel("evals")

    def reason(team: dict[str, AssessedLevel], vacant: tuple[str, ...] = ()) -> str:
        return skill_need("evals", 3, {seat: {"evals": level} for seat, level in team.items()}, vacant).reason

    assert reason({"data-lead": high}) == "data lead is at 4"
    assert reason({"data-lead": low}) == "the best is data lead at 2"
    assert reason({"data-lead": old}) == "data lead was at 4, assessed too long ago to count"
    assert reason({"data-lead": unknown}) == "nobody has assessed data lead in it"
    assert reason({}) == "nobody works on it yet"
    assert reason({"ai-engineer": unknown}, ("ai-engineer",)) == "nobody works on it yet; AI engineer is open"
