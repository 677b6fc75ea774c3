"""`playbook read`: what native files of evaluation and cost tools hold, before anybody maps or sends them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.problems import Problems
from playbook.cli import wording
from playbook.cli.options import ANSWER, PLACES, opened, shared
from playbook.cli.output import Answer, ExitCode, Style, document, styled, tell_problems
from playbook.cli.parameters import Parameters
from playbook.json_values import Json
from playbook.services.reading_tools import ReadFile, read_files

if TYPE_CHECKING:
    from rich.text import Text


@shared(*PLACES, *ANSWER)
def read(
    parameters: Parameters,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=wording.TOOL_FILES_HELP)],
    cases: Annotated[bool, typer.Option("--cases", help=wording.CASES_HELP)] = False,
    timezone: Annotated[str | None, typer.Option("--timezone", metavar="ZONE", help=wording.TIMEZONE_HELP)] = None,
) -> None:
    """Shows the named measures of files, what was left out and why; nothing is stored."""
    with opened(parameters) as workspace:
        zone = timezone or workspace.playbook().playbook.definitions.charter.charter.timezone
    found = read_files(files, zone, with_cases=cases)
    if parameters.json:
        document(found)
    else:
        for one in found.files:
            _show(Answer(), one)
    if any(one.problems or one.refused for one in found.files):
        raise typer.Exit(int(ExitCode.NO))


def _show(answer: Answer, one: ReadFile) -> None:
    if one.problems:
        problems = Problems(one.problems)
        tell_problems(problems.problems, problems.total)
        return
    answer.line(one.sentence, Style.BAD if one.refused else Style.STRONG)
    answer.rows((_row(measure) for measure in one.measures), head=wording.MEASURES_HEAD, right=[1, 2])
    for note in one.notes:
        answer.line(note, indent=2)


def _row(measure: Json) -> Iterator["Text | str"]:
    counts = measure["numerator"] is not None and measure["denominator"] is not None
    yield measure["name"]
    yield "" if measure["value"] is None else f"{measure['value']:,.6g}"
    yield f"{measure['numerator']:,.0f}/{measure['denominator']:,.0f}" if counts else f"{measure['n'] or ''}"
    yield measure["unit"]
    yield " to ".join(dict.fromkeys(day for day in (measure["first"], measure["last"]) if day))
    yield ", ".join(str(part) for part in measure["parts"].values())[:60]
    yield styled(measure["why"], Style.BAD)
