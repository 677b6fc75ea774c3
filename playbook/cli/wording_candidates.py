"""Sentences of the command about candidates: the five lines of a verdict, options, documents."""

from collections.abc import Sequence

from playbook.results.gates import GateStatus
from playbook.verdict import Verdict
from playbook.wording import VERDICT_WORDS, plural, seat_text, sentence_case

CANDIDATE_HELP = "The verdict for this candidate: its id, or a YAML or JSON file that says what would ship."
RUNNING_HELP = "What runs: the id of a candidate, or a YAML or JSON file that says what it is made of."
ADMITTED_GATE_HELP = "Only releases at this gate; blank: the last one at any gate."
ALLOW_NOT_DUE_HELP = "A gate that is not due yet is no reason to stop."
WHY, TURN, WHO, LINK = "Why", "How to get to GO", "Who", "Link"
NOTHING_TO_DO = "nothing, it is GO"
NO_WAY = "no single set of changes is known"
NOBODY = "no owner assigned"
DRY_RUN = " (dry run, stops nothing)"


WAIT_HELP = "While the answer is no, ask again for so long, as 30s, 10m or 1h."
JUNIT_HELP = "A JUnit report: a suite for each gate, a case for each criterion."
PIPELINE_HELP = "Print the file that asks the gate: for GitHub, GitLab, Jenkins, Argo Rollouts, or a deployment."
VERDICT = "Verdict"
BOTH_FORMATS = "Ask for --json or for --junit, not for both."


def not_a_time(text: str, most_hours: int) -> str:
    """What was said is no stretch of time."""
    return f"'{text}' is no time to wait; write 30s, 10m or 1h, {most_hours} hours at most."


def waiting(wait: str) -> str:
    """The answer is no so far."""
    return f"The answer is no so far; asking again for {wait}."


def gate_and_candidate(status: GateStatus) -> str:
    """`Support copilot, Limited release, pilot-2`."""
    return ", ".join(part for part in (status.product_name, status.gate_name, status.candidate) if part)


def first_line(status: GateStatus) -> str:
    """`Support copilot, Limited release, pilot-2: NO-GO`."""
    dry = DRY_RUN if status.dry_run else ""
    return f"{gate_and_candidate(status)}: {VERDICT_WORDS[status.verdict]}{dry}"


def would_have_stopped(stopped: int, weeks: int) -> str:
    """How often a gate in dry run would have said no."""
    return f"Dry run: it would have stopped the product in {stopped} of {plural(weeks, 'week')}."


def all_changes(status: GateStatus) -> str:
    """Everything that would turn the verdict into GO, a line each."""
    flip = next((flip for flip in status.flips if flip.to is Verdict.GO), None)
    return "\n".join(flip.changes) if flip is not None else ""


def five_lines(status: GateStatus, address: str) -> Sequence[tuple[str, str]]:
    """What follows the verdict, each line with its name: why, what would turn it, who, and where to look."""
    flip = next((flip for flip in status.flips if flip.to is Verdict.GO), None) or next(iter(status.flips), None)
    if flip is None:
        turn = NOTHING_TO_DO if status.verdict is Verdict.GO else NO_WAY
        who = seat_text(status.owner) or NOBODY
    else:
        more = f"; and {len(flip.changes) - 1} more" if len(flip.changes) > 1 else ""
        turn = f"{flip.changes[0]}{more}"
        who = ", ".join(dict.fromkeys(seat_text(act.who) for act in flip.acts if act.who)) or NOBODY
    return (
        (WHY, sentence_case(status.because)),
        (TURN, turn),
        (WHO, who),
        (LINK, f"{address}/gates?gate={status.subject}"),
    )
