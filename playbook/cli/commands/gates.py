"""`playbook gates`: verdicts with their reasons; the exit code is the answer."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from playbook.cli import wording
from playbook.cli import wording_candidates as words
from playbook.cli.junit import junit_report
from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, ExitCode, Style, document, styled, tell, verbatim
from playbook.cli.parameters import Parameters
from playbook.cli.waiting import until_yes
from playbook.concerns.gates.status import CriterionStatus
from playbook.concerns.gates.wording import KEY, NO_TURN, NOTHING_TURNS, OUT_OF_THE_WAY
from playbook.loading.state import LoadState
from playbook.model.candidates import Candidate
from playbook.readiness.as_json import gates_document
from playbook.readiness.assessment import Assessment
from playbook.readiness.bars.too_low import LowBar, low_bars
from playbook.readiness.bars.wording_lowered import lowered_alarm
from playbook.readiness.bars.wording_too_low import low_bar
from playbook.readiness.gate_history import WEEKLY, GateHistory
from playbook.readiness.selection import gates_of
from playbook.readiness.wording import gate_day, who_words
from playbook.results.gates import GateStatus
from playbook.services import choices
from playbook.services.candidates import GatesFor, asked_candidate
from playbook.services.naming import as_text
from playbook.settings import WrongUse, app_address
from playbook.verdict import Outcome, Verdict
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS, sentence_case
from playbook.workspace.workspace import Workspace

VERDICT_STYLES = {
    Verdict.GO: Style.GOOD,
    Verdict.GO_WITH_CONDITIONS: Style.GOOD,
    Verdict.INCONCLUSIVE: Style.FAIR,
    Verdict.NOT_EVALUATED: Style.FAIR,
    Verdict.NO_GO: Style.BAD,
}
OUTCOME_STYLES = {
    Outcome.MET: Style.GOOD,
    Outcome.WARNING: Style.FAIR,
    Outcome.NOT_MET: Style.BAD,
    Outcome.INCONCLUSIVE: Style.FAIR,
    Outcome.NO_DATA: Style.FAIR,
    Outcome.STALE: Style.FAIR,
}

PIPELINES = Path(__file__).parents[1] / "pipelines"


class GatePipeline(StrEnum):
    """What asks before something ships, or runs."""

    GITHUB = "github"
    GITLAB = "gitlab"
    JENKINS = "jenkins"
    ARGO = "argo"
    PRE_DEPLOY = "pre-deploy"


if TYPE_CHECKING:
    from rich.text import Text


@shared(*PLACES, *ANSWER, *DAY, *SERVER, reads={"candidate": as_text})
def gates(
    parameters: Parameters,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=wording.PRODUCT_HELP)] = None,
    gate: Annotated[str | None, typer.Option("--gate", metavar="ID", help=wording.GATE_HELP)] = None,
    candidate: Annotated[str | None, typer.Option("--candidate", metavar="ID|FILE", help=words.CANDIDATE_HELP)] = None,
    strict: Annotated[bool, typer.Option("--strict", help=wording.STRICT_HELP)] = False,
    allow_not_due: Annotated[bool, typer.Option("--allow-not-due", help=words.ALLOW_NOT_DUE_HELP)] = False,
    wait: Annotated[str | None, typer.Option("--wait", metavar="TIME", help=words.WAIT_HELP)] = None,
    junit: Annotated[bool, typer.Option("--junit", help=words.JUNIT_HELP)] = False,
    pipeline: Annotated[GatePipeline | None, typer.Option("--pipeline", help=words.PIPELINE_HELP)] = None,
) -> None:
    """May it ship? The verdict of each launch gate, why, how to get to GO and who must act."""
    if pipeline is not None:
        (template,) = PIPELINES.glob(f"gates-{pipeline}.*")
        verbatim(template.read_text(encoding="utf-8"))
        return
    if parameters.json and junit:
        raise WrongUse(words.BOTH_FORMATS)

    def ask() -> Answered:
        # the store is let go between two questions, so that others can write meanwhile
        with opened(parameters) as workspace:
            return _answered(workspace, parameters, (product, gate, candidate))

    def code_of(found: Answered) -> int:
        return found.code(strict=strict, allow_not_due=allow_not_due)

    found = until_yes(ask, code_of, wait)
    if parameters.json:
        document(gates_document(found.assessment, found.statuses, candidate=found.ships, low=found.low))
    elif junit:
        passing = [one for one in found.statuses if lets_pass(one, strict=strict) or (allow_not_due and one.quiet)]
        verbatim(junit_report(found.statuses, passing=passing))
    elif found.state.shows_something:
        _show(found)
    leave_when_broken(found.state)
    if not found.judged(allow_not_due=allow_not_due) and not (allow_not_due and found.statuses):
        tell(wording.nothing_judged(later=len(found.statuses)))
    if code := code_of(found):
        raise typer.Exit(code)


@dataclass(frozen=True, slots=True)
class Answered:
    """What the command found; `stops` tells of each gate in dry run in how many of how many weeks it would have
    stopped its product."""

    state: LoadState
    assessment: Assessment
    statuses: tuple[GateStatus, ...]
    ships: Candidate | None
    one_gate: bool
    stops: Mapping[str, tuple[int, int]]
    low: tuple[LowBar, ...]

    def judged(self, *, allow_not_due: bool) -> list[GateStatus]:
        """The gates whose verdicts are the answer."""
        named = self.one_gate and not allow_not_due
        return [status for status in self.statuses if named or not status.quiet]

    def code(self, *, strict: bool, allow_not_due: bool) -> int:
        """How the command ends."""
        if not self.state.is_current:
            return int(ExitCode.NO)
        judged = self.judged(allow_not_due=allow_not_due)
        if not judged and not (allow_not_due and self.statuses):
            return int(ExitCode.WRONG_USE)
        return int(ExitCode.FINE if answer_is_yes(judged, strict=strict) else ExitCode.NO)


def _answered(
    workspace: Workspace, parameters: Parameters, names: tuple[str | None, str | None, str | None]
) -> Answered:
    product, gate, candidate = names
    day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
    if any(names) and not workspace.playbook().shows_something:
        leave_when_broken(workspace.playbook())  # nothing has a name there
    chosen_product, chosen_gate = choices.product(workspace, product), choices.gate(workspace, gate)
    ships = None if candidate is None else asked_candidate(workspace, chosen_product, candidate, day)
    assessment = workspace.assess(day, basis)
    statuses = gates_of(assessment, chosen_product if ships is None else ships.product, chosen_gate)
    if ships is not None:
        statuses = workspace.ask(GatesFor(ships, tuple(status.gate for status in statuses)), day, basis)
    stops = {}
    for status in statuses:
        if status.dry_run:
            weeks = workspace.ask(GateHistory(status.product, status.gate), day, basis)
            judged = [one.verdict for one in weeks if one.verdict is not None and one.occasions & WEEKLY]
            stops[status.subject] = (sum(not verdict.holds for verdict in judged), len(judged))
    low = workspace.ask(low_bars, day, basis)
    return Answered(workspace.playbook(), assessment, statuses, ships, chosen_gate is not None, stops, low)


def _show(found: Answered) -> None:
    answer = Answer()
    if found.ships is None:
        show_gates(answer, found.statuses, found.assessment.as_of, in_full=found.one_gate)
    else:
        show_candidate(answer, found.statuses, in_full=found.one_gate)
    shown = {(status.product, status.gate) for status in found.statuses}
    for status in found.statuses:
        if status.subject in found.stops and (found.one_gate or not status.quiet):
            answer.line(words.would_have_stopped(*found.stops[status.subject]), Style.QUIET)
    for one in found.assessment.lowered:
        if (one.product, one.gate) in shown:
            answer.line(f"{lowered_alarm(one)}.", Style.BAD)
    for low in found.low:
        if (low.product, low.gate) in shown:
            answer.line(low_bar(low), Style.FAIR)


def lets_pass(status: GateStatus, *, strict: bool) -> bool:
    """Whether a gate lets its product pass; one in dry run always does."""
    return status.dry_run or (status.verdict is Verdict.GO if strict else status.verdict.holds)


def answer_is_yes(judged: Sequence[GateStatus], *, strict: bool) -> bool:
    """Whether every gate lets its product pass."""
    return all(lets_pass(status, strict=strict) for status in judged)


def show_candidate(answer: Answer, statuses: Sequence[GateStatus], *, in_full: bool) -> None:
    """Five lines a gate: the verdict for a candidate, why, what would turn it, who acts, and where to look."""
    address = app_address(os.environ)
    for number, status in enumerate(one for one in statuses if in_full or not one.quiet):
        if number:
            answer.gap()
        answer.line(words.first_line(status), VERDICT_STYLES[status.verdict])
        for name, said in words.five_lines(status, address):
            answer.whole_line(f"{name}: {said}")


def show_gates(answer: Answer, statuses: Sequence[GateStatus], today: date, *, in_full: bool) -> None:
    """Prints verdicts for people: those that are due in words, the others in a table; `in_full` spells out all."""
    if not statuses:
        answer.line(wording.NO_GATES)
    due = [status for status in statuses if in_full or not status.quiet]
    for number, status in enumerate(due):
        if number:
            answer.gap()
        _show_gate(answer, status, today, in_full=in_full)
    later = [status for status in statuses if status not in due]
    if later:
        answer.heading(wording.NOT_DUE)
        answer.rows(
            (
                (
                    wording.gate_title(status.product_name, status.gate_name),
                    gate_day(status, today),
                    styled(VERDICT_WORDS[status.verdict], Style.QUIET),
                    styled(sentence_case(status.because), Style.QUIET),
                )
                for status in later
            ),
            whole=[1, 2],
        )


def _show_gate(answer: Answer, status: GateStatus, today: date, *, in_full: bool) -> None:
    answer.line(wording.gate_title(status.product_name, status.gate_name), Style.STRONG)
    answer.line(status.words, VERDICT_STYLES[status.verdict], indent=2)
    score = wording.gate_score_line(status)
    answer.line(f"{score}; {gate_day(status, today)}", Style.QUIET, indent=2)
    listed = [criterion for criterion in status.criteria if in_full or criterion.outcome not in OUT_OF_THE_WAY]
    if listed:
        answer.rows((_row(criterion) for criterion in listed), whole=[0, 2])
    for flip in status.flips if in_full else status.flips[:1]:
        answer.line(wording.turns_to(VERDICT_WORDS[flip.to]), indent=2)
        answer.points(flip.changes)
    if in_full and not status.flips:
        answer.line(NOTHING_TURNS if status.verdict is Verdict.GO else NO_TURN, Style.QUIET, indent=2)


def _row(criterion: CriterionStatus) -> tuple["Text", ...]:
    outcome = OUTCOME_WORDS[criterion.outcome]
    who = "" if criterion.outcome is Outcome.MET or not criterion.who else f" ({who_words(criterion.who)})"
    return (
        styled(KEY if criterion.key else "", Style.QUIET),
        styled(criterion.name),
        styled(outcome, OUTCOME_STYLES.get(criterion.outcome, Style.QUIET)),
        styled(criterion.reason + who),
    )
