"""A comparison as evidence: the report of a model diff that gates and upgrade drills ask for."""

from metrics.problems import Problems
from playbook.services.comparing.comparison import ComparisonDocument
from playbook.services.recording.kinds import BY_NAME
from playbook.services.recording.recording import draft_record, refuse_what_stays, write
from playbook.workspace.workspace import Workspace

EVIDENCE = "model-diff-report"
"""Kind of evidence in gates.yaml."""


def record_comparison(workspace: Workspace, found: ComparisonDocument, product: str, by: str) -> str:
    """Writes the evidence and answers with the file it is in; raises Problems where it may not be written."""
    refuse_what_stays(workspace)
    note = f"{found.sentence} Base {found.base}, candidate {found.candidate}."
    draft = draft_record(workspace, BY_NAME["evidence"], {"kind": EVIDENCE, "product": product, "by": by, "note": note})
    if draft.errors:
        raise Problems(draft.errors)
    write(workspace, draft)
    return draft.file
