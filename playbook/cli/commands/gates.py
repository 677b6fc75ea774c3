"""`playbook gates`: verdicts with their reasons; the exit code is the answer."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from playbook.cli import wording
from playbook.cli.commands.status import leave_when_broken
from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, opened, shared
from playbook.cli.output import Answer, ExitCode, Style, document, styled, tell
from playbook.cli.parameters import Parameters
from playbook.concerns.gates.status import CriterionStatus
from playbook.concerns.gates.wording import KEY, NO_TURN, NOTHING_TURNS, OUT_OF_THE_WAY
from playbook.readiness.as_json import gates_document
from playbook.readiness.bars.too_low import low_bars
from playbook.readiness.bars.wording_lowered import lowered_alarm
from playbook.readiness.bars.wording_too_low import low_bar
from playbook.readiness.selection import gates_of
from playbook.readiness.wording import gate_day, who_words
from playbook.results.gates import GateStatus
from playbook.services import choices
from playbook.verdict import Outcome, Verdict
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS, sentence_case

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

if TYPE_CHECKING:
    from rich.text import Text


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def gates(
    parameters: Parameters,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=wording.PRODUCT_HELP)] = None,
    gate: Annotated[str | None, typer.Option("--gate", metavar="ID", help=wording.GATE_HELP)] = None,
    strict: Annotated[bool, typer.Option("--strict", help=wording.STRICT_HELP)] = False,
) -> None:
    """May it ship? The verdict of each launch gate, why, how to get to GO and who must act."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        chosen_product, chosen_gate = choices.product(workspace, product), choices.gate(workspace, gate)
        assessment = workspace.assess(day, basis)
        statuses = gates_of(assessment, chosen_product, chosen_gate)
        if parameters.json:
            document(gates_document(assessment, statuses, low=workspace.ask(low_bars, day, basis)))
        elif workspace.playbook().shows_something:
            answer = Answer()
            show_gates(answer, statuses, day, in_full=chosen_gate is not None)
            shown = {(status.product, status.gate) for status in statuses}
            for one in assessment.lowered:
                if (one.product, one.gate) in shown:
                    answer.line(f"{lowered_alarm(one)}.", Style.BAD)
            for low in workspace.ask(low_bars, day, basis):
                if (low.product, low.gate) in shown:
                    answer.line(low_bar(low), Style.FAIR)
        leave_when_broken(workspace.playbook())
        judged = [status for status in statuses if chosen_gate is not None or not status.quiet]
        if not judged:
            tell(wording.nothing_judged(later=len(statuses)))
            raise typer.Exit(int(ExitCode.WRONG_USE))
        if not answer_is_yes(judged, strict=strict):
            raise typer.Exit(int(ExitCode.NO))


def answer_is_yes(judged: Sequence[GateStatus], *, strict: bool) -> bool:
    """Whether every gate lets its product pass."""
    return all(status.verdict is Verdict.GO if strict else status.verdict.holds for status in judged)


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
    score = wording.gate_score_text(status.score, status.score_without_exemptions)
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
