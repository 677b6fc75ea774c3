"""What can be recorded, a line a kind: the file, the list in it, the model of an entry and a sentence of help."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args, get_origin

from metrics.definition import Definition
from playbook.model.accountability import Agreement, TopologyChoice
from playbook.model.candidates import Candidate, CandidateNumbers
from playbook.model.charter import Progress
from playbook.model.corrections.backfills import BackfillAgreement
from playbook.model.corrections.bar_changes import BarChange
from playbook.model.corrections.meaning_changes import MeaningChange
from playbook.model.evidence import EvidenceRecord
from playbook.model.experiments import Experiment, ExperimentDecision, Sighting
from playbook.model.gates import ConditionDone, Exemption, ReleaseDecision, SignOff
from playbook.model.governance import Applicability
from playbook.model.incidents import Incident, IncidentAction, Postmortem, RegisterCheck, TimelineEntry
from playbook.model.playbook import RECORD_FILES
from playbook.model.products import PlannedGate, Product, StageRecord, TierRecord
from playbook.model.research import Find, Triage
from playbook.model.reviews.follow_ups import FollowUp, FollowUpDone
from playbook.model.reviews.notes import Note
from playbook.model.reviews.review_withdrawals import ReviewWithdrawal
from playbook.model.risks import RiskAssessment
from playbook.model.stack import ChoiceReview, OptionScores, ReviewDay, RingMove
from playbook.model.team import LevelRecord, Opening, PayBand, RoleRecord, SeatRecord, Training
from playbook.model.vendors import Contract, ModelInUse, Vendor, VendorReview
from playbook.model.workflow_records import (
    CalibrationRecord,
    DriftRecord,
    FeedbackRecord,
    HygieneRecord,
    JourneyRecord,
    ModelUse,
    ProductCase,
    RetrievalRecord,
    SuiteRecord,
    UpgradeRecord,
    WaitRecord,
)

DAY_FIELDS = ("decided_on", "on", "since", "found")
"""The field that dates an entry, by the names it has; the first one a model has is its day."""


@dataclass(frozen=True, slots=True)
class Step:
    """A list (or a part) on the way to where an entry goes: `keys` find one entry of it, by the names asked for."""

    name: str
    model: type[Definition]
    keys: Mapping[str, str]
    is_list: bool


@dataclass(frozen=True)
class RecordKind:
    """One kind of record. `path` is where an entry goes: `progress` is a list at the top of the file,
    `products[product].stages` one inside the entry whose id is the product's, `choices[layer,option].history` inside
    the entry with the same layer and option, `incidents[incident].postmortem` a part of an entry. With `fills` nothing
    is added: these blank keys of the entry at `path` are filled in, the first of them always, `day` says when.
    `several` says that one entry may go to several places at once; they are found by one name."""

    kind: str
    file: str
    path: str
    model: type[Definition]
    help: str
    fills: tuple[str, ...] = ()
    day: str = ""
    several: bool = False

    @property
    def file_name(self) -> str:
        """`records/charter.yaml`"""
        return f"records/{self.file}.yaml"

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The way to where an entry goes, from the top of the file."""
        steps: list[Step] = []
        around: type[Definition] = RECORD_FILES[self.file]
        for part in self.path.split("."):
            name, _, inner = part.partition("[")
            annotation: Any = around.model_fields[name].annotation
            is_list = get_origin(annotation) is tuple
            around = get_args(annotation)[0] if get_args(annotation) else annotation
            names = [one for one in inner.rstrip("]").split(",") if one]
            usual = "id" if len(names) == 1 and "id" in around.model_fields else ""
            pairs = [(one.partition("=")[0], one.partition("=")[2] or usual or one) for one in names]
            steps.append(Step(name, around, dict(pairs), is_list))
        return tuple(steps)

    @property
    def top(self) -> str:
        """The list at the top of the file."""
        return self.steps[0].name

    @property
    def inner(self) -> str:
        """The list or part inside an entry of the one at the top; '' where there is none."""
        return self.steps[-1].name if len(self.steps) > 1 else ""

    @property
    def outer_keys(self) -> Mapping[str, str]:
        """Names asked for to find the entry around it, each with the key that holds it there."""
        return {name: key for step in self.steps for name, key in step.keys.items()}

    @property
    def begins_outer(self) -> bool:
        """True where an entry around it that is not there yet is begun with this one."""
        return not self.fills and bool(self.inner) and self.steps[0].model.model_fields[self.inner].is_required()

    @property
    def day_field(self) -> str:
        """The field that dates the entry; '' for one that is dated by what is inside it."""
        if self.fills:
            return self.day
        return next((name for name in DAY_FIELDS if name in self.model.model_fields), "")


KINDS: tuple[RecordKind, ...] = (
    RecordKind("progress", "charter", "progress", Progress, "A deliverable moved: started, done, blocked or dropped."),
    RecordKind("evidence", "evidence", "evidence", EvidenceRecord, "A report or document is there, or was reviewed."),
    RecordKind("candidate", "candidates", "candidates", Candidate, "What would ship of a product, part by part."),
    RecordKind("candidate-numbers", "candidates", "numbers", CandidateNumbers, "Numbers are measured on a candidate."),
    RecordKind("sign-off", "sign_offs", "sign_offs", SignOff, "A person vouches for a criterion of a gate, or not."),
    RecordKind("exemption", "exemptions", "exemptions", Exemption, "A criterion is set aside, 30 days at most."),
    RecordKind("decision", "decisions", "decisions", ReleaseDecision, "Release, hold or stop, whatever the verdict."),
    RecordKind("condition-done", "decisions", "done", ConditionDone, "A condition of a release was met."),
    RecordKind("follow-up", "follow_ups", "follow_ups", FollowUp, "A review agreed that somebody does something."),
    RecordKind("follow-up-done", "follow_ups", "done", FollowUpDone, "A follow-up was done."),
    RecordKind("experiment", "experiments", "experiments", Experiment, "Something new is being tried."),
    RecordKind(
        "experiment-seen",
        "experiments",
        "experiments[experiment].seen",
        Sighting,
        "What was seen of one, or of several.",
        several=True,
    ),
    RecordKind(
        "experiment-decision",
        "experiments",
        "experiments[experiment].decisions",
        ExperimentDecision,
        "Keep, graduate, merge or stop an experiment, or several.",
        several=True,
    ),
    RecordKind("product", "products", "products", Product, "A new AI workflow on its way to users."),
    RecordKind("product-stage", "products", "products[product].stages", StageRecord, "A product entered a stage."),
    RecordKind("product-tier", "products", "products[product].tiers", TierRecord, "A product's risk tier changed."),
    RecordKind("gate-plan", "products", "products[product].planned", PlannedGate, "A gate is planned, or moves."),
    RecordKind("stack-choice", "stack", "choices[layer,option].history", RingMove, "An option moved between rings."),
    RecordKind("stack-review", "stack", "choices[layer,option].reviews", ChoiceReview, "A choice was looked at again."),
    RecordKind(
        "stack-review-day",
        "stack",
        "choices[layer,option].review_days",
        ReviewDay,
        "When it is looked at next.",
    ),
    RecordKind("stack-scores", "stack", "scores", OptionScores, "An option was scored in the weighted matrix."),
    RecordKind("seat", "team", "seats", SeatRecord, "Somebody takes a seat, or leaves it open."),
    RecordKind("seat-role", "team", "roles", RoleRecord, "What a seat is there for, and which products it works on."),
    RecordKind("seat-role-ended", "team", "roles[seat,role]", RoleRecord, "A seat left a role.", ("ended",), "ended"),
    RecordKind("opening", "team", "openings", Opening, "A seat was opened to be filled."),
    RecordKind(
        "opening-withdrawn", "team", "openings[seat]", Opening, "An opening was given up.", ("withdrawn",), "withdrawn"
    ),
    RecordKind("levels", "team", "levels", LevelRecord, "Somebody's skills were assessed, layer by layer."),
    RecordKind("training", "team", "trainings", Training, "How many of a customer-facing team are trained."),
    RecordKind(
        "agreement",
        "accountability",
        "agreements",
        Agreement,
        "A neighboring team agrees to the accountability document.",
    ),
    RecordKind("topology", "accountability", "topologies", TopologyChoice, "How AI engineers are placed from now on."),
    RecordKind("pay-band", "team", "pay_bands", PayBand, "Your own pay band for a level of the ladder."),
    RecordKind("incident", "incidents", "incidents", Incident, "Something went wrong."),
    RecordKind("incident-line", "incidents", "incidents[incident].timeline", TimelineEntry, "A line of its timeline."),
    RecordKind("incident-action", "incidents", "incidents[incident].actions", IncidentAction, "What is done about it."),
    RecordKind(
        "incident-action-done",
        "incidents",
        "incidents[incident].actions[action=what]",
        IncidentAction,
        "What was to be done about it is done.",
        ("done", "check"),
        "done",
    ),
    RecordKind(
        "incident-resolved", "incidents", "incidents[incident]", Incident, "It is over.", ("resolved",), "resolved"
    ),
    RecordKind("postmortem", "incidents", "incidents[incident].postmortem", Postmortem, "Its write-up is there."),
    RecordKind(
        "postmortem-read",
        "incidents",
        "incidents[incident].postmortem",
        Postmortem,
        "Another than its author read the write-up.",
        ("reviewer", "reviewed_on"),
        "reviewed_on",
    ),
    RecordKind("incident-check", "incidents", "checked", RegisterCheck, "Every incident so far is listed."),
    RecordKind("note", "notes", "notes", Note, "What people knew of a week of a metric, or why its limits restart."),
    RecordKind("bar-change", "bar_changes", "changes", BarChange, "Why a definition was made weaker, and who agreed."),
    RecordKind(
        "meaning-change",
        "meaning_changes",
        "changes",
        MeaningChange,
        "What becomes of older numbers of a metric that is defined otherwise now.",
    ),
    RecordKind(
        "backfill",
        "backfills",
        "agreements",
        BackfillAgreement,
        "Numbers may count as known from before the last closed review.",
    ),
    RecordKind(
        "review-withdrawal",
        "review_withdrawals",
        "withdrawals",
        ReviewWithdrawal,
        "A weekly review was closed by mistake.",
    ),
    RecordKind("case", "workflow", "cases", ProductCase, "The KPI a product is for, what it is worth and costs."),
    RecordKind("journey", "workflow", "journeys", JourneyRecord, "A user journey, with its fallback states."),
    RecordKind("suite", "workflow", "suites", SuiteRecord, "An evaluation suite ran, or a review queue was counted."),
    RecordKind("retrieval", "workflow", "retrieval", RetrievalRecord, "A version of the retrieval schema."),
    RecordKind("feedback", "workflow", "feedback", FeedbackRecord, "What users said, by theme."),
    RecordKind("drift", "workflow", "drift", DriftRecord, "Pairs of answers were judged again."),
    RecordKind(
        "calibration", "workflow", "calibrations", CalibrationRecord, "People labelled cases that a model judged."
    ),
    RecordKind("hygiene", "workflow", "hygiene", HygieneRecord, "A count for a check of release hygiene."),
    RecordKind("wait", "workflow", "waits", WaitRecord, "A product waits for somebody."),
    RecordKind(
        "wait-ended",
        "workflow",
        "waits[product,what,whom]",
        WaitRecord,
        "What it waited for is there.",
        ("ended",),
        "ended",
    ),
    RecordKind("model-use", "workflow", "models", ModelUse, "A product uses a model from now on."),
    RecordKind(
        "model-use-ended",
        "workflow",
        "models[product,provider,model]",
        ModelUse,
        "A product no longer uses a model.",
        ("until",),
        "until",
    ),
    RecordKind("upgrade", "workflow", "upgrades", UpgradeRecord, "A provider announced what becomes of a model."),
    RecordKind("risk", "risks", "assessments", RiskAssessment, "A risk was assessed."),
    RecordKind("vendor", "vendors", "vendors", Vendor, "A vendor is used, or looked at."),
    RecordKind("vendor-review", "vendors", "vendors[vendor].reviews", VendorReview, "A vendor was reviewed."),
    RecordKind("vendor-contract", "vendors", "vendors[vendor].contracts", Contract, "A contract with a vendor."),
    RecordKind("vendor-ended", "vendors", "vendors[vendor]", Vendor, "A vendor is left.", ("until",), "until"),
    RecordKind("vendor-model", "vendors", "vendors[vendor].models", ModelInUse, "A model is in use."),
    RecordKind(
        "vendor-model-retires",
        "vendors",
        "vendors[vendor].models[model]",
        ModelInUse,
        "The vendor says when it switches a model off that is on file.",
        ("retires", "announced", "replacement", "link", "note"),
        "announced",
    ),
    RecordKind(
        "vendor-model-ended",
        "vendors",
        "vendors[vendor].models[model]",
        ModelInUse,
        "A model is no longer in use.",
        ("until",),
        "until",
    ),
    RecordKind("find", "research", "backlog", Find, "A paper, tool or repository is worth a look."),
    RecordKind(
        "triage", "research", "backlog[find].triage", Triage, "It was seen, tried, adopted or dropped.", several=True
    ),
    RecordKind("applicability", "governance", "applicability", Applicability, "A control applies here, or does not."),
)
"""Every kind, in the order the command lists them. A kind whose file is new is one more line."""

BY_NAME: Mapping[str, RecordKind] = {kind.kind: kind for kind in KINDS}
