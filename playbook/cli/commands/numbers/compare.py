"""`playbook compare`: two evaluation runs over the same cases, for people, programs and pull requests."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from metrics.problems import Problem, Problems, TablePlace
from playbook.cli.options import ANSWER, PLACES, opened_or_copied, shared
from playbook.cli.output import Answer, ExitCode, Style, document, tell
from playbook.cli.parameters import Parameters
from playbook.services import choices
from playbook.services.comparing import wording
from playbook.services.comparing.comparison import ComparisonDocument, compared
from playbook.services.comparing.pairs import NoComparison
from playbook.services.comparing.recorded import record_comparison
from playbook.services.comparing.runs import base_of
from playbook.services.comparing.shown import as_html, beside_rows, slice_rows
from playbook.services.reading_tools import read_file
from playbook.settings import WrongUse
from playbook.whole_file import write_whole


class FailOn(StrEnum):
    """The best verdict that is a no."""

    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"
    NO_WORSE = "no_worse"


_FROM_WORST = ("worse", "cannot_tell", "no_worse", "better")
_STYLES = {"better": Style.GOOD, "no_worse": Style.GOOD, "worse": Style.BAD, "cannot_tell": Style.FAIR}


@shared(*PLACES, *ANSWER)
def compare(
    parameters: Parameters,
    base: Annotated[Path, typer.Argument(metavar="BASE", help=wording.BASE_HELP)],
    candidate: Annotated[Path | None, typer.Argument(metavar="[CANDIDATE]", help=wording.CANDIDATE_HELP)] = None,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=wording.PRODUCT_HELP)] = None,
    margin: Annotated[float, typer.Option("--margin", min=0.0, help=wording.MARGIN_HELP)] = 0.0,
    scorer: Annotated[str | None, typer.Option("--scorer", metavar="NAME", help=wording.SCORER_HELP)] = None,
    lower: Annotated[bool, typer.Option("--lower-is-better", help=wording.LOWER_HELP)] = False,
    tag: Annotated[str | None, typer.Option("--slice", metavar="TAG", help=wording.SLICE_HELP)] = None,
    base_model: Annotated[str, typer.Option("--base-model", metavar="TEXT", help=wording.BASE_MODEL_HELP)] = "",
    candidate_model: Annotated[
        str, typer.Option("--candidate-model", metavar="TEXT", help=wording.CANDIDATE_MODEL_HELP)
    ] = "",
    fail_on: Annotated[FailOn | None, typer.Option("--fail-on", help=wording.FAIL_ON_HELP)] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help=wording.HTML_HELP)] = None,
    record: Annotated[str | None, typer.Option("--record", metavar="PRODUCT", help=wording.RECORD_HELP)] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="SEAT", help=wording.BY_HELP)] = None,
) -> None:
    """Says whether the candidate is better, no worse than a margin, worse, or whether so many cases cannot tell."""
    if (record is None) != (by is None):
        raise WrongUse(wording.RECORD_NEEDS_BOTH)
    if candidate is None:
        with opened_or_copied(parameters) as workspace:
            first, note = base_of(workspace, choices.product(workspace, product or record))
    else:
        first, note = read_file(base, "UTC"), ""
    second = read_file(candidate or base, "UTC")
    try:
        found = compared(
            first,
            second,
            margin=margin,
            scorer=scorer,
            lower_is_better=lower,
            tag=tag,
            models=(base_model, candidate_model),
            first_note=note,
        )
    except NoComparison as reason:
        raise Problems([Problem(TablePlace((candidate or base).name), f"no comparison: {reason}")]) from None
    if html is not None:
        write_whole(html, as_html(found).encode())
        tell(str(html))
    if record is not None and by is not None:
        with opened_or_copied(parameters) as workspace:
            tell(wording.recorded(record_comparison(workspace, found, second, record, by, candidate_model)))
    if parameters.json:
        document(found)
    else:
        _show(Answer(), found)
    if fail_on is not None and _FROM_WORST.index(found.ruling) <= _FROM_WORST.index(fail_on.value):
        raise typer.Exit(int(ExitCode.NO))


def _show(answer: Answer, found: ComparisonDocument) -> None:
    answer.line(found.sentence, _STYLES[found.ruling])
    for note in found.notes:
        answer.line(note, indent=2)
    answer.rows(beside_rows(found), head=wording.BESIDE_HEAD, right=(1, 2, 3, 4))
    if found.slices:
        answer.rows(slice_rows(found), head=wording.SLICE_HEAD, right=(1, 2))
    for title, ids in (("worse", found.lost), ("better", found.gained)):
        if ids:
            answer.line(f"{title}: {', '.join(ids[:20])}", indent=2)
