"""The clock, and what stands beside the score."""

from metrics.observation import Basis
from playbook.readiness import wording as overview
from playbook.readiness import wording_known
from playbook.readiness.assessment import Assessment
from playbook.wording import day_text, sentence_case

BASIS_WORDS = {Basis.KNOWN: "as known on that day", Basis.TODAY: "as known today"}


AHEAD = "a look ahead: what lapses if nothing else arrives"


def clock(assessment: Assessment) -> str:
    """The day that was asked for, the basis, and where the charter's clock stands; of a day that has not come nothing
    is known yet."""
    words = AHEAD if assessment.forecast else BASIS_WORDS[assessment.basis]
    day = f"{assessment.as_of:%A}, {day_text(assessment.as_of)}, {words}."
    return f"{day} {wording_known.clock_words(assessment)}"


def beside_the_score(assessment: Assessment) -> str:
    """What never leaves the score alone: the change, coverage, what it is without exemptions."""
    readiness, since, before = assessment.readiness, assessment.changed_since, assessment.score_before
    parts = [wording_known.coverage_words(readiness.coverage)]
    if since is not None and before is not None:
        moved = overview.change_since(overview.change_of_score(readiness.score, before), since, assessment.as_of)
        words = moved or overview.no_change_since(since, assessment.as_of)
        parts.insert(0, f"{sentence_case(words)}.")
    if round(readiness.without_exemptions, 1) != round(readiness.score, 1):
        parts.append(f"Without exemptions readiness is {readiness.without_exemptions:.1f}, not {readiness.score:.1f}.")
    return " ".join(parts)
