"""A comparison as evidence: the report of a model diff that gates and upgrade drills ask for, and its run."""

from metrics.problems import Problems
from metrics.readers.tools.shared.measures import Measures
from playbook.services.comparing.comparison import ComparisonDocument
from playbook.services.comparing.runs import evidence_kind, keep_run, name_of_run, run_to_keep
from playbook.services.recording.draft import Draft
from playbook.services.recording.kinds import BY_NAME
from playbook.services.recording.recording import draft_record, refuse_what_stays, write
from playbook.workspace.workspace import Workspace


def draft_comparison(workspace: Workspace, found: ComparisonDocument, run: Measures, product: str, by: str) -> Draft:
    """The evidence as it would stand in the records; raises BadEntry, WrongUse, Problems."""
    typed = {
        "kind": evidence_kind(workspace.playbook().playbook),
        "product": product,
        "by": by,
        "run": name_of_run(product, workspace.today(), run),
        "note": f"{found.sentence} Base {found.base}, candidate {found.candidate}.",
    }
    return draft_record(workspace, BY_NAME["evidence"], typed)


def record_comparison(
    workspace: Workspace, found: ComparisonDocument, run: Measures, product: str, by: str, model: str = ""
) -> str:
    """Keeps the run and writes the evidence; answers with the file it is in, raises Problems where it may not be
    written."""
    refuse_what_stays(workspace)
    draft = draft_comparison(workspace, found, run, product, by)
    if draft.errors:
        raise Problems(draft.errors)
    keep_run(workspace.home.records, str(draft.entry["run"]), run_to_keep(run, model))
    write(workspace, draft)
    return draft.file
