"""`playbook verify`: whether what was decided still says what its receipt does, and exports that anybody can check."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from playbook.cli import wording
from playbook.cli.options import ANSWER, PLACES, leave_when_broken, opened_or_copied, shared
from playbook.cli.output import Answer, ExitCode, Style, document
from playbook.cli.parameters import Parameters
from playbook.json_values import Document
from playbook.services.receipts import exporting, sealing
from playbook.services.receipts import wording as words
from playbook.services.receipts.check import SEAL, check_export
from playbook.services.receipts.results import Finding, FindingKind, Receipt, Verification
from playbook.services.receipts.verifying import verify as hold_against
from playbook.services.recording.recording import refuse_what_stays
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

_FEW = 3


@dataclass(frozen=True, kw_only=True)
class VerifyDocument(Document):
    """`verify --json`: `entries` counts decisions, sign-offs, exemptions, bar changes and closed reviews; `head` is the
    digest at the end of the chain, `seal` that of an export; `written` counts receipts that `--seal` wrote."""

    well: bool
    entries: int
    written: int
    head: str | None
    seal: str | None
    findings: tuple[Finding, ...]
    receipts: tuple[Receipt, ...]


@shared(*PLACES, *ANSWER)
def verify(
    parameters: Parameters,
    export: Annotated[Path | None, typer.Argument(metavar="[EXPORT]", help=wording.VERIFY_EXPORT_HELP)] = None,
    seal: Annotated[bool, typer.Option("--seal", help=wording.SEAL_HELP)] = False,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help=wording.CORRECTION_WHY_HELP)] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="SEAT", help=wording.CORRECTION_BY_HELP)] = None,
    out: Annotated[Path | None, typer.Option("--export", metavar="DIR", help=wording.EXPORT_TO_HELP)] = None,
    expected: Annotated[str, typer.Option("--expect", metavar="DIGEST", help=wording.EXPECT_HELP)] = "",
) -> None:
    """Whether decisions, sign-offs, reviews and bar changes still say what their receipts do; nothing is written."""
    if (why or by) and not (seal and why and by):
        raise WrongUse(words.CORRECTION_INCOMPLETE)
    if export is not None:
        if seal or out:
            raise WrongUse(words.EXPORT_STAYS)
        _of_export(export, expected, as_json=parameters.json)
        return
    with opened_or_copied(parameters) as workspace:
        state = workspace.playbook()
        if seal or out is not None:
            leave_when_broken(state)
        written = _sealed(workspace, sealing.Correction(why, by) if why and by else None) if seal else 0
        found = hold_against(workspace, expected)
        digest = exporting.export(workspace, out) if out is not None else None
    if parameters.json:
        document(
            VerifyDocument(
                well=found.well,
                entries=found.entries,
                written=written,
                head=found.head,
                seal=digest,
                findings=found.findings,
                receipts=found.receipts,
            )
        )
    else:
        _show(Answer(), found, written)
        if digest is not None:
            Answer().whole_line(words.exported(str(out), digest))
    leave_when_broken(state)
    if not found.well:
        raise typer.Exit(int(ExitCode.NO))


def _sealed(workspace: Workspace, correction: sealing.Correction | None) -> int:
    refuse_what_stays(workspace)
    return sealing.seal(workspace, correction)


def _of_export(folder: Path, expected: str, *, as_json: bool) -> None:
    try:
        faults = check_export(folder, expected)
        seal = (folder / SEAL).read_text("utf-8").strip() if not faults else None
    except OSError as reason:
        raise WrongUse(words.no_export(str(folder))) from reason
    findings = tuple(Finding(FindingKind.ALTERED, one.file, one.what, one.message) for one in faults)
    if as_json:
        document(
            VerifyDocument(well=not faults, entries=0, written=0, head=None, seal=seal, findings=findings, receipts=())
        )
    else:
        answer = Answer()
        for fault in faults:
            answer.line(fault.message, Style.BAD)
        answer.whole_line(words.export_altered(len(faults)) if seal is None else words.export_whole(seal))
    if faults:
        raise typer.Exit(int(ExitCode.NO))


def _show(answer: Answer, found: Verification, written: int) -> None:
    if written:
        answer.line(words.written(written))
    unsealed = [finding for finding in found.findings if finding.kind is FindingKind.UNSEALED]
    many = len(unsealed) > _FEW
    for finding in found.findings:
        if finding.kind is not FindingKind.UNSEALED:
            answer.line(finding.message, Style.BAD)
        elif not many:
            answer.line(finding.message, Style.FAIR)
    if many:
        answer.line(words.all_unsealed(unsealed), Style.FAIR)
    answer.line(words.verdict(found), "" if found.well else Style.STRONG)
    known = [words.receipt_words(receipt) for receipt in found.receipts if receipt.about]
    if known:
        answer.heading(words.RECEIPTS_TITLE)
        answer.rows(known, head=words.RECEIPTS_HEAD)
