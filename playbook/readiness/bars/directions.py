"""What makes each field of each definition stricter or weaker; one line a model, and no field is left out."""

from collections.abc import Mapping
from enum import Enum, auto

from metrics.definition import Definition, Metric, Target
from playbook.model import (
    accountability,
    calendar,
    charter,
    criteria,
    evidence,
    experiments,
    gates,
    governance,
    incidents,
    research,
    risks,
    signals,
    skills,
    sources,
    stack,
    value,
    vendors,
    workflow,
)
from playbook.model.playbook import MetricDefinitions


class Reads(Enum):
    """How a change of a field is read."""

    WORDS = auto()
    """Names and prose: no change of meaning."""
    OTHER = auto()
    """Another meaning, neither stricter nor weaker by itself."""
    HIGHER = auto()
    """A higher number, a later member of its order or true is stricter; blank is the weakest."""
    LOWER = auto()
    """A lower number, an earlier member of its order or false is stricter; blank is the weakest."""
    SHARE = auto()
    """A weight: only its share beside the others counts, and a higher one is stricter."""
    MORE = auto()
    """A list or the models in it: every entry asks for something more."""
    FEWER = auto()
    """A list whose entries each let something off."""
    FEWER_OR_ALL = auto()
    """A list of who is let off; a blank one lets off all."""
    MORE_OR_ALL = auto()
    """A list whose entries each ask for something; a blank one asks for all."""
    FEWER_OR_ANY = auto()
    """A list of who may; a blank one lets anybody."""
    FIXED = auto()
    """A list in which an entry more or less is another meaning; what stands in an entry is read field by field."""
    PART = auto()
    """A model of its own, read field by field."""
    CONDITION = auto()
    """A line: what lets fewer values pass is stricter; blank lets none pass."""
    APPLIES = auto()
    """Whom a criterion is for: fewer products are weaker."""
    SURENESS = auto()
    """How sure a rate must be; 'none' is the weakest."""
    TRAJECTORY = auto()
    """Dated targets: what is easier to keep on every day is weaker."""


_TABLE: Mapping[type[Definition], Mapping[Reads, str]] = {
    charter.CharterDefinitions: {Reads.PART: "charter", Reads.FIXED: "phases"},  # deliverables are read across phases
    charter.Charter: {
        Reads.WORDS: "name",
        Reads.LOWER: "days",
        Reads.HIGHER: "notice_days",
        Reads.PART: "weights",
        Reads.OTHER: "timezone week_ends",
    },
    charter.AreaWeights: {Reads.SHARE: "charter experiments metrics stack gates"},
    charter.Phase: {Reads.WORDS: "id name goal deliverables", Reads.OTHER: "weeks"},
    charter.Deliverable: {
        Reads.WORDS: "id name why done_when",
        Reads.SHARE: "weight",
        Reads.LOWER: "due_week",
        Reads.MORE: "after proof",
        Reads.OTHER: "owner",
    },
    charter.Proof: {
        Reads.PART: "experiments_decided metrics_reported team gate incidents products_in_stage accountability",
        Reads.OTHER: "evidence stack deliverable risk vendors",
    },
    charter.ExperimentsDecided: {Reads.HIGHER: "at_least"},
    charter.MetricsReported: {Reads.MORE: "pillars metrics", Reads.HIGHER: "weeks"},
    charter.SeatFilled: {Reads.OTHER: "role", Reads.HIGHER: "filled"},
    charter.GateReached: {Reads.OTHER: "gate", Reads.HIGHER: "verdict products"},
    charter.ProductsInStage: {Reads.HIGHER: "stage at_least"},
    charter.AccountabilityAgreed: {Reads.MORE_OR_ALL: "parties"},
    incidents.IncidentBar: {Reads.HIGHER: "severity", Reads.LOWER: "open overdue"},
    incidents.IncidentLadder: {
        Reads.MORE: "severities",
        Reads.LOWER: "checked_days",
        Reads.OTHER: "postmortem_evidence",
    },
    incidents.SeverityLevel: {
        Reads.WORDS: "severity means",
        Reads.LOWER: "mitigate_within_minutes postmortem_within_days",
    },
    MetricDefinitions: {Reads.LOWER: "due_week", Reads.MORE: "metrics"},
    Metric: {
        Reads.WORDS: "id formerly name aliases definition numerator denominator source decimals",
        Reads.OTHER: "pillar kind better unit per level range grain reported_on over_time over_products sample chart "
        "season usual_n owner",
        Reads.TRAJECTORY: "targets targets_by_product",
        Reads.LOWER: "max_age_days",
        Reads.MORE: "guardrail_for",
    },
    Target: {Reads.OTHER: "date value kind"},
    experiments.AuditDefinitions: {Reads.PART: "audit"},
    experiments.Audit: {Reads.LOWER: "due_week decision_valid_days", Reads.OTHER: "currency", Reads.MORE: "rules"},
    experiments.AuditRule: {
        Reads.WORDS: "rule name why remedy",
        Reads.LOWER: "severity days monthly_cost_per_user users",
    },
    stack.StackDefinitions: {
        Reads.HIGHER: "review_notice_days weight_swing",
        Reads.MORE: "layers",
        Reads.FIXED: "matrix",
    },
    stack.StackCriterion: {Reads.WORDS: "id name ask", Reads.OTHER: "weight"},
    stack.Layer: {Reads.WORDS: "id name why", Reads.LOWER: "due_week", Reads.FIXED: "options"},
    stack.Option: {Reads.WORDS: "id name licence weigh link", Reads.OTHER: "hosting"},
    gates.GateDefinitions: {Reads.FIXED: "evidence_kinds sign_offs", Reads.MORE: "gates"},
    evidence.EvidenceKind: {Reads.WORDS: "id name what", Reads.LOWER: "scope valid_days", Reads.OTHER: "owner"},
    gates.SignOffRole: {Reads.WORDS: "id name looks_at", Reads.FEWER_OR_ANY: "seats"},
    gates.Gate: {
        Reads.WORDS: "id name why",
        Reads.OTHER: "stage owner",
        Reads.MORE: "after criteria",
        Reads.HIGHER: "go conditions",
        Reads.LOWER: "dry_run",
    },
    criteria.Criterion: {
        Reads.WORDS: "id name why",
        Reads.OTHER: "metric evidence sign_off deliverable stack risk vendors gate baseline_weeks owner",
        Reads.PART: "experiments incidents",
        Reads.CONDITION: "pass_ warn",
        Reads.SURENESS: "confidence",
        Reads.HIGHER: "weeks key",
        Reads.LOWER: "pool_weeks observe exemptible labels_within_days",
        Reads.SHARE: "weight",
        Reads.APPLIES: "applies",
        Reads.MORE_OR_ALL: "depends_on",
    },
    criteria.Applies: {Reads.OTHER: "risk_tier stage products"},
    criteria.ExperimentsBar: {Reads.HIGHER: "decided severity", Reads.LOWER: "open_findings"},
    risks.RiskDefinitions: {Reads.PART: "levels incidents", Reads.MORE: "risks"},
    risks.RiskLevels: {Reads.LOWER: "medium high", Reads.HIGHER: "raised_by"},
    risks.Risk: {
        Reads.WORDS: "id name description antidote",
        Reads.OTHER: "owner",
        Reads.FIXED: "listed",
        Reads.LOWER: "scope valid_days",
        Reads.HIGHER: "likelihood impact",
        Reads.MORE: "indicators tied_to",
    },
    risks.Listing: {Reads.WORDS: "source year code"},
    governance.GovernanceDefinitions: {
        Reads.HIGHER: "notice_days",
        Reads.PART: "vendors",
        Reads.MORE: "frameworks",
        Reads.FIXED: "crosswalk",
    },
    vendors.VendorBar: {
        Reads.MORE: "reviews",
        Reads.LOWER: "review_valid_days",
        Reads.HIGHER: "contract expiry_notice_days retirement_impact",
        Reads.OTHER: "retirement_owner review_evidence",
    },
    governance.Framework: {
        Reads.WORDS: "id name edition year link",
        Reads.OTHER: "replaced_by",
        Reads.MORE: "controls",
    },
    governance.Control: {Reads.WORDS: "id title asks", Reads.OTHER: "from_", Reads.MORE_OR_ALL: "risk_tier"},
    governance.Crossing: {
        Reads.OTHER: "evidence deliverable criterion sign_off metric layer risk register_ serves",
    },
    signals.SignalDefinitions: {Reads.OTHER: "keep_hours", Reads.FIXED: "signals"},
    signals.Signal: {
        Reads.WORDS: "id name why reading link",
        Reads.OTHER: "source subject matches value unit first",
    },
    research.ResourceDefinitions: {Reads.LOWER: "triage_days trial_days", Reads.FIXED: "resources"},
    research.Resource: {Reads.WORDS: "id name what link", Reads.OTHER: "group layers"},
    skills.SkillDefinitions: {
        Reads.OTHER: "owner",
        Reads.LOWER: "assessment_valid_days training_valid_days",
        Reads.HIGHER: "trained_share",
        Reads.FIXED: "layers ladder roles customer_teams",
        Reads.MORE: "needs",
    },
    skills.SkillLayer: {Reads.WORDS: "id name why responsibilities tools levels screens"},
    skills.StageNeed: {Reads.WORDS: "stage", Reads.HIGHER: "levels"},
    skills.LadderLevel: {Reads.WORDS: "id name scope autonomy impact", Reads.OTHER: "levels"},
    skills.Role: {Reads.WORDS: "id name purpose", Reads.OTHER: "ladder levels"},
    skills.CustomerTeam: {Reads.WORDS: "id name can_say"},
    accountability.AccountabilityDefinitions: {
        Reads.OTHER: "version owner council meetings topologies",
        Reads.FIXED: "parties interfaces raci handovers",
    },
    accountability.Party: {Reads.WORDS: "id name decides", Reads.OTHER: "seat seats"},
    accountability.Interface: {Reads.WORDS: "party", Reads.OTHER: "receives gives", Reads.LOWER: "answer_days"},
    accountability.RaciLine: {Reads.WORDS: "work", Reads.OTHER: "stage deliverable roles"},
    accountability.HandOver: {Reads.WORDS: "artefact accepted_when", Reads.OTHER: "from_ to stage evidence"},
    workflow.WorkflowDefinitions: {Reads.FIXED: "stages", Reads.MORE: "hygiene parts", Reads.PART: "drill"},
    workflow.WorkflowStage: {
        Reads.WORDS: "stage name goal",
        Reads.LOWER: "usual_days",
        Reads.MORE: "enter leave",
    },
    workflow.StageCheck: {Reads.WORDS: "what", Reads.OTHER: "evidence gate"},
    workflow.HygieneCheck: {
        Reads.WORDS: "id name why of",
        Reads.HIGHER: "at_least",
        Reads.OTHER: "evidence owner",
        Reads.LOWER: "from_stage valid_days",
    },
    workflow.WorkPart: {
        Reads.WORDS: "part",
        Reads.OTHER: "evidence",
        Reads.LOWER: "from_stage most_queue_days most_drift",
    },
    workflow.Drill: {Reads.OTHER: "evidence owner", Reads.MORE: "upgrades"},
    workflow.UpgradeAsk: {Reads.WORDS: "kind asks", Reads.LOWER: "due_days"},
    calendar.CalendarDefinitions: {Reads.FEWER: "closures"},
    calendar.Closure: {
        Reads.WORDS: "reason",
        Reads.FEWER: "weeks",
        Reads.FEWER_OR_ALL: "products",
        Reads.OTHER: "by on",
    },
    sources.SourceDefinitions: {Reads.OTHER: "sources"},
    value.ValueDefinitions: {Reads.OTHER: "realised spent outcomes weeks"},
}

DIRECTIONS: Mapping[type[Definition], Mapping[str, Reads]] = {
    model: {field: reads for reads, fields in lines.items() for field in fields.split()}
    for model, lines in _TABLE.items()
}
"""How each field of each model is read."""
