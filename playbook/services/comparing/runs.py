"""Runs that were kept beside the evidence of their comparison: `records/runs/`, and the last one of a product."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from metrics.problems import Problem, Problems, TablePlace
from metrics.readers.tools.kept_run import kept
from metrics.readers.tools.shared.measures import Measures
from playbook.concerns.candidates.admission import last_admitted
from playbook.model.dated import last_of
from playbook.model.evidence import EvidenceRecord, Review
from playbook.model.playbook import Playbook
from playbook.model.team import same_person
from playbook.services.comparing import wording
from playbook.services.comparing.pairs import one_candidate
from playbook.services.reading_tools import read_file
from playbook.settings import WrongUse
from playbook.whole_file import write_whole
from playbook.workspace.workspace import Workspace

FOLDER = "runs"
USUAL = "model-diff-report"
"""Kind of evidence where workflow.yaml asks for no drill."""
MOST_CASES = 200_000


@dataclass(frozen=True, slots=True)
class KeptRun:
    """The run of the last comparison: `admitted` says that its candidate was released, or that someone but its author
    reviewed and accepted it."""

    record: EvidenceRecord
    admitted: bool


def evidence_kind(playbook: Playbook) -> str:
    """The kind of evidence that a comparison is."""
    drill = playbook.definitions.workflow.drill
    return drill.evidence if drill is not None else USUAL


def last_run(playbook: Playbook, product: str, day: date) -> KeptRun | None:
    """The last run of the candidate that was admitted by that day, else the last that was reviewed, else the last one
    that was recorded; None without any."""
    kind = evidence_kind(playbook)
    found = [
        one
        for one in playbook.records.evidence.evidence
        if one.run and one.kind == kind and one.product == product and one.on <= day
    ]
    admitted = [one for one in found if _is_admitted(playbook, one, day)]
    released = last_admitted(playbook, product, day)
    of_released = [one for one in admitted or found if released and one.candidate == released]
    if of_released:
        return KeptRun(last_of(of_released), admitted=True)
    return KeptRun(last_of(admitted or found), bool(admitted)) if found else None


def _is_admitted(playbook: Playbook, one: EvidenceRecord, day: date) -> bool:
    reviewed = one.reviewed_on or one.on
    seats = playbook.records.team.seats
    another = bool(one.reviewer) and not same_person(one.reviewer, one.by, seats, reviewed, one.on)
    return another and one.review is Review.ACCEPTED and reviewed <= day


def base_of(workspace: Workspace, product: str | None) -> tuple[Measures, str]:
    """The run that a product's next one is compared with, and what it is in a sentence; the only product's where none
    is named. Raises WrongUse where there is none, Problems where its file is lost."""
    playbook = workspace.playbook().playbook
    products = [one.id for one in playbook.records.products.products]
    if product is None and len(products) != 1:
        raise WrongUse(wording.WHICH_PRODUCT)
    named = product or products[0]
    found = last_run(playbook, named, workspace.today())
    if found is None:
        raise WrongUse(wording.no_run(named))
    run = read_kept(workspace.home.records, found)
    return run, wording.against(found.record, run.file_name, admitted=found.admitted)


def read_kept(records: Path, found: KeptRun) -> Measures:
    """The run itself; raises Problems where its file is not there any more or damaged."""
    path = records / FOLDER / found.record.run
    if not path.is_file():
        place = TablePlace(f"records/{FOLDER}/{found.record.run}")
        raise Problems([Problem(place, wording.RUN_IS_GONE, remedy=wording.NAME_A_BASE)])
    return read_file(path, "UTC")


def name_of_run(product: str, day: date, run: Measures) -> str:
    """The name of the file that a run is kept in."""
    return f"{product}-{day.isoformat()}-{run.digest[:12] or 'run'}.json"


def run_to_keep(run: Measures, model: str) -> bytes:
    """The file of a run with its compared cases; raises Problems where there are too many."""
    cases = one_candidate(run, model)
    if len(cases) > MOST_CASES:
        raise Problems([Problem(TablePlace(run.file_name), wording.too_many_to_keep(len(cases), MOST_CASES))])
    return f"{json.dumps(kept(run, cases), ensure_ascii=False, separators=(',', ':'))}\n".encode()


def keep_run(records: Path, name: str, content: bytes) -> Path:
    """Puts the file of a run in its place and answers with it; raises Problems where it cannot be written."""
    path = records / FOLDER / name
    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, content)
    except OSError as reason:
        place = TablePlace(f"records/{FOLDER}/{name}")
        raise Problems([Problem(place, wording.not_kept(reason.strerror or str(reason)))]) from reason
    return path
