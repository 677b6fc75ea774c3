"""`playbook calibrate`: a model that judges, held against people who labelled some of its cases."""

from pathlib import Path
from typing import Annotated

import typer

from metrics.bounded_file import read_bounded
from metrics.problems import Problem, Problems, TablePlace
from playbook.cli.options import ANSWER, PLACES, opened_or_copied, shared
from playbook.cli.output import Answer, document, tell
from playbook.cli.parameters import Parameters
from playbook.services.calibrating import wording
from playbook.services.calibrating.calibration import CalibrationDocument, Rate, calibrated, record_calibration
from playbook.services.calibrating.labels_file import read_labels
from playbook.services.reading_tools import read_file
from playbook.services.recording.wording import added
from playbook.settings import WrongUse
from playbook.wording import percent_text


@shared(*PLACES, *ANSWER)
def calibrate(
    parameters: Parameters,
    judged: Annotated[Path, typer.Argument(metavar="JUDGED", help=wording.JUDGED_HELP)],
    labels: Annotated[Path, typer.Argument(metavar="LABELS", help=wording.LABELS_HELP)],
    scorer: Annotated[str | None, typer.Option("--scorer", metavar="NAME", help=wording.SCORER_HELP)] = None,
    model: Annotated[str, typer.Option("--model", metavar="TEXT", help=wording.MODEL_HELP)] = "",
    record: Annotated[str | None, typer.Option("--record", metavar="PRODUCT", help=wording.RECORD_HELP)] = None,
    metric: Annotated[str | None, typer.Option("--metric", metavar="ID", help=wording.METRIC_HELP)] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="SEAT", help=wording.BY_HELP)] = None,
) -> None:
    """Says how often people agree with a model that judges, and what its rate is once their labels correct it."""
    given = (record, metric, by)
    if any(given) and not all(given):
        raise WrongUse(wording.RECORD_NEEDS_ALL)
    run = read_file(judged, "UTC")
    try:
        content = read_bounded(labels)
    except OSError as reason:
        raise Problems([Problem(TablePlace(str(labels)), f"cannot read the file: {reason.strerror}")]) from reason
    found = calibrated(run, read_labels(labels.name, content), labels.name, scorer, model)
    if record is not None and metric is not None and by is not None:
        with opened_or_copied(parameters) as workspace:
            tell(added(record_calibration(workspace, found, record, metric, by)))
    if parameters.json:
        document(found)
    else:
        _show(Answer(), found)


def _show(answer: Answer, found: CalibrationDocument) -> None:
    answer.line(found.sentence)
    for note in found.notes:
        answer.line(note, indent=2)
    rows = [
        _row(wording.AGREEMENT, found.agreement),
        _row(wording.BY_PEOPLE, found.by_people),
        _row(wording.BY_JUDGE, found.by_judge),
        _row(wording.CORRECTED, found.corrected),
    ]
    answer.rows(rows, head=wording.HEAD, right=(1, 2, 3))


def _row(name: str, rate: Rate) -> tuple[str, ...]:
    interval = f"{percent_text(rate.low)} to {percent_text(rate.high)}"
    return name, percent_text(rate.rate), interval, f"{rate.cases:,}"
