"""What each command answers `--json` with; `python -m playbook.cli.documents [COMMAND]` prints its JSON Schema."""

import json
import sys
from typing import Any

from playbook.cli.commands.add_pack import AddPackDocument
from playbook.cli.commands.handbook import HandbookDocument
from playbook.cli.commands.impact import ImpactDocument
from playbook.cli.commands.import_tables import ImportDocument
from playbook.cli.commands.init import InitDocument
from playbook.cli.commands.numbers.template import TemplateDocument
from playbook.cli.commands.numbers.token import NewTokenDocument, TokenDocument, TokensDocument
from playbook.cli.commands.record import RecordDocument
from playbook.cli.commands.review import CheckedDocument, ClosedDocument, ReviewDocument, ReviewsDocument
from playbook.cli.commands.store import BackupDocument, StoreDocument
from playbook.cli.commands.validate import ValidateDocument
from playbook.cli.commands.verify import VerifyDocument
from playbook.cli.commands.what_if import WhatIfDocument
from playbook.concerns.accountability.as_json import AccountabilityDocument
from playbook.concerns.candidates.as_json import AdmittedDocument
from playbook.concerns.control.as_json import MetricsDocument
from playbook.concerns.governance.as_json import GovernanceDocument
from playbook.concerns.research.as_json import ResourcesDocument
from playbook.concerns.risks.as_json import RisksDocument
from playbook.concerns.signals.as_json import SignalsDocument
from playbook.concerns.team.as_json import TeamDocument
from playbook.concerns.value.as_json import ValueDocument
from playbook.concerns.workflow.as_json import WorkflowDocument
from playbook.documents.report.content import Report
from playbook.json_values import ErrorDocument, schemas_of
from playbook.readiness.as_json import GatesDocument, StatusDocument
from playbook.readiness.due.as_json import DueDocument
from playbook.readiness.due.calendar import CalendarDocument
from playbook.services.as_json import ReceivedDocument, RevokedDocument, TidiedDocument, UploadsDocument
from playbook.services.calibrating.calibration import CalibrationDocument
from playbook.services.comparing.comparison import ComparisonDocument
from playbook.services.market_signals.as_json import RefreshDocument
from playbook.services.notify.as_json import NotifyDocument
from playbook.services.pulling.as_json import PullDocument
from playbook.services.pulling.standings import SourcesDocument
from playbook.services.reading_tools import ReadDocument

DOCUMENTS: dict[str, Any] = {
    "accountability": AccountabilityDocument,
    "add-pack": AddPackDocument,
    "admitted": AdmittedDocument,
    "calendar": CalendarDocument,
    "due": DueDocument,
    "gates": GatesDocument,
    "governance": GovernanceDocument,
    "handbook": HandbookDocument,
    "impact": ImpactDocument,
    "import experiments": ImportDocument,
    "import seats": ImportDocument,
    "init": InitDocument,
    "metrics": MetricsDocument,
    "compare": ComparisonDocument,
    "calibrate": CalibrationDocument,
    "notify": NotifyDocument,
    "pull": PullDocument,
    "sources": SourcesDocument,
    "read": ReadDocument,
    "record": RecordDocument,
    "report": Report,
    "resources": ResourcesDocument,
    "review check": CheckedDocument,
    "review close": ClosedDocument,
    "review list": ReviewsDocument,
    "review show": ReviewDocument,
    "revoke": RevokedDocument,
    "risks": RisksDocument,
    "signals": SignalsDocument,
    "signals refresh": RefreshDocument,
    "status": StatusDocument,
    "store": StoreDocument,
    "store export": BackupDocument,
    "store import": BackupDocument,
    "store tidy": TidiedDocument,
    "team": TeamDocument,
    "template week": TemplateDocument,
    "token create": NewTokenDocument,
    "token list": TokensDocument,
    "token revoke": TokenDocument,
    "upload": ReceivedDocument,
    "uploads": UploadsDocument,
    "validate": ValidateDocument,
    "value": ValueDocument,
    "verify": VerifyDocument,
    "whatif": WhatIfDocument,
    "workflow": WorkflowDocument,
}
"""By the command's name, all kinds of `record` together; where there is no answer, every command says why in one."""


def schema_of(command: str | None = None) -> dict[str, Any]:
    """The JSON Schema of what a command answers, or why it does not; of all commands where none is named."""
    kinds = DOCUMENTS if command is None else {command: DOCUMENTS[command]}
    found, shared = schemas_of({*kinds.values(), ErrorDocument})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "anyOf": [found[kind] for kind in (*dict.fromkeys(kinds.values()), ErrorDocument)],
        "$defs": shared,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema_of(" ".join(sys.argv[1:]) or None), indent=2) + "\n")
