"""`playbook compare`: two evaluation runs over the same cases, for people, programs and pull requests."""

from enum import StrEnum
from html import escape
from pathlib import Path
from typing import Annotated

import typer

from metrics.problems import Problem, Problems, TablePlace
from playbook.cli.options import ANSWER, PLACES, opened_or_copied, shared
from playbook.cli.output import Answer, ExitCode, Style, document, tell
from playbook.cli.parameters import Parameters
from playbook.services.comparing import wording
from playbook.services.comparing.comparison import ComparisonDocument, compared
from playbook.services.comparing.pairs import NoComparison
from playbook.services.comparing.recorded import record_comparison
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
    candidate: Annotated[Path, typer.Argument(metavar="CANDIDATE", help=wording.CANDIDATE_HELP)],
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
    product: Annotated[str | None, typer.Option("--record", metavar="PRODUCT", help=wording.RECORD_HELP)] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="SEAT", help=wording.BY_HELP)] = None,
) -> None:
    """Says whether the candidate is better, no worse than a margin, worse, or whether so many cases cannot tell."""
    if (product is None) != (by is None):
        raise WrongUse(wording.RECORD_NEEDS_BOTH)
    runs = [read_file(path, "UTC") for path in (base, candidate)]
    try:
        found = compared(
            runs[0],
            runs[1],
            margin=margin,
            scorer=scorer,
            lower_is_better=lower,
            tag=tag,
            models=(base_model, candidate_model),
        )
    except NoComparison as reason:
        raise Problems([Problem(TablePlace(candidate.name), f"no comparison: {reason}")]) from None
    if html is not None:
        write_whole(html, as_html(found).encode())
        tell(str(html))
    if product is not None and by is not None:
        with opened_or_copied(parameters) as workspace:
            tell(wording.recorded(record_comparison(workspace, found, product, by)))
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
    answer.rows(_beside_rows(found), head=wording.BESIDE_HEAD, right=(1, 2, 3, 4))
    if found.slices:
        answer.rows(_slice_rows(found), head=wording.SLICE_HEAD, right=(1, 2))
    for title, ids in (("worse", found.lost), ("better", found.gained)):
        if ids:
            answer.line(f"{title}: {', '.join(ids[:20])}", indent=2)


def _beside_rows(found: ComparisonDocument) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (
            found.scorer,
            f"{found.base_mean:.4g}",
            f"{found.candidate_mean:.4g}",
            wording.signed(found.difference),
            f"{found.pairs:,}",
        )
    ]
    for one in found.beside:
        change = f"{one.candidate / one.base - 1:+.0%}" if one.base else ""
        rows.append((f"{one.name} ({one.unit})", f"{one.base:.4g}", f"{one.candidate:.4g}", change, f"{one.pairs:,}"))
    return rows


def _slice_rows(found: ComparisonDocument) -> list[tuple[str, ...]]:
    return [
        (
            one.value or "-",
            f"{one.pairs:,}",
            wording.signed(one.difference),
            "" if one.low is None or one.high is None else f"{wording.signed(one.low)} to {wording.signed(one.high)}",
        )
        for one in found.slices
    ]


def as_html(found: ComparisonDocument) -> str:
    """The comparison as a fragment that a pull request shows."""

    def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
        cells = "".join(f"<th>{escape(title)}</th>" for title in head)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<table><tr>{cells}</tr>{body}</table>"

    def flips(title: str, ids: tuple[str, ...]) -> str:
        listed = "".join(f"<li>{escape(one)}</li>" for one in ids)
        return f"<details><summary>{title} ({len(ids)})</summary><ul>{listed}</ul></details>" if ids else ""

    notes = "".join(f"<li>{escape(note)}</li>" for note in found.notes)
    slices = table(wording.SLICE_HEAD, _slice_rows(found)) if found.slices else ""
    beside = table(wording.BESIDE_HEAD, _beside_rows(found))
    return (
        f"<p><strong>{escape(found.sentence)}</strong></p><ul>{notes}</ul>{beside}"
        f"{slices}{flips('Got worse', found.lost)}{flips('Got better', found.gained)}\n"
    )
