"""Words of the handbook: pages, columns, proofs and criteria in words, and the glossary."""

from metrics.definition import words_of
from playbook.model.charter import Proof
from playbook.model.conditions import text_of
from playbook.model.criteria import Criterion
from playbook.verdict import Verdict
from playbook.wording import VERDICT_WORDS, join_words, number_text, percent_text, plural, seat_text

TITLE = "AI engineering handbook"
PUBLIC = "This edition holds what we hold ourselves to. What was measured and decided is left out."
INDEX_LEAD = (
    "How this organization does AI engineering: the charter, the bar for a launch, who answers for what, and why."
)
ON_THIS_PAGE = "On this page"
PAGES = {
    "index": "Handbook",
    "standing": "Where we stand",
    "charter": "Charter",
    "metrics": "Metrics",
    "gates": "Launch gates",
    "evidence": "Evidence and sign-offs",
    "stack": "Stack",
    "skills": "Skills and ladder",
    "accountability": "Accountability",
    "risks": "Risks and incidents",
    "governance": "Governance",
    "resources": "Resources",
    "glossary": "Glossary",
}
PAGE_COLUMNS = ("page", "what stands there")
PAGE_LEADS = {
    "standing": "Readiness, products, gates and decisions, as known on the day of this edition.",
    "charter": "Phases and deliverables, why each is there, and what proves it.",
    "metrics": "What is counted every week, how, and where it should be on which day.",
    "gates": "What a product must show before it may go on.",
    "evidence": "Documents that gates and deliverables ask for, and who vouches.",
    "stack": "Layers, options, and what to weigh.",
    "skills": "What people can do at each level, and how a level is found out.",
    "accountability": "Who decides, who does, who is asked and who is told.",
    "risks": "What may go wrong, its antidote, and what an incident asks for.",
    "governance": "What others ask of AI, and what here serves it.",
    "resources": "Where to keep learning, and what the market says.",
    "glossary": "Words that mean one thing here.",
}
DELIVERABLE_COLUMNS = ("deliverable", "due", "owner", "done when", "proof", "why")
METRIC_COLUMNS = ("metric", "what is counted", "better", "targets", "owner", "source")
CRITERION_COLUMNS = ("criterion", "asks for", "counts", "for whom", "why")
EVIDENCE_COLUMNS = ("evidence", "what it shows", "for", "valid", "owner")
SIGN_OFF_COLUMNS = ("sign-off", "who may give it", "what is looked at")
OPTION_COLUMNS = ("option", "license", "runs", "what to weigh", "link")
MATRIX_COLUMNS = ("criterion", "weight", "question")
LEVEL_COLUMNS = ("level", "what somebody can do")
SCREEN_COLUMNS = ("screen", "asked to", "look for")
LADDER_COLUMNS = ("level", "scope", "autonomy", "impact")
PARTY_COLUMNS = ("party", "seat", "decides")
INTERFACE_COLUMNS = ("partner team", "gives us", "gets from us", "answers within")
RISK_COLUMNS = ("risk", "what may go wrong", "antidote", "indicators", "owner", "listed as")
SEVERITY_COLUMNS = ("severity", "means", "stopped within", "postmortem within")
CONTROL_COLUMNS = ("control", "asks", "served by")
RESOURCE_COLUMNS = ("where", "what is found there", "link")
SIGNAL_COLUMNS = ("signal", "counted by", "how we read it")
STANDING_COLUMNS = ("deliverable", "claimed", "proven", "why not")
PRODUCT_COLUMNS = ("product", "stage", "risk tier", "owner", "purpose")
VERDICT_COLUMNS = ("product", "gate", "verdict", "in words")
CHOICE_COLUMNS = ("layer", "stands", "option", "why")
AREA_COLUMNS = ("area", "score", "plan", "why")
SECTION = "Section"
NAMELESS = "what"
GLOSSARY_COLUMNS = ("word", "means")
LEVELS_HELD = "The ladder"
SIGN_OFFS = "Sign-offs"
MATRIX = "How options are scored"
HIRING = "How a level is found out in an interview"
SEVERITIES = "Incidents"
READINESS = "Readiness"
PRODUCTS = "Products"
VERDICTS = "Verdicts"
CHOICES = "Choices"
DELIVERABLES = "Deliverables"
MARKET = "Market signals"
RACI_WORDS = "R does the work, A answers for it, C is asked before, I is told after; AR is both."
EVERYONE = "every product"
KEY = "key"
OBSERVED = "shown, decides nothing"
NO_PROOF = "evidence that someone other than its owner reviewed"

SEARCH = "Search the playbook"
SEARCH_HELP = "Words that must all stand in a line; case does not matter."
PAGE = "Page"
NOTHING_FOUND = "Nothing in the playbook holds all of these words."
FOUND_COLUMNS = ("page", "under", "line")
PAGE_TITLE = "Playbook"
EXPORT_HELP = "Write it as linked pages with `playbook handbook OUT`; `--public` leaves records out."

OUT_HELP = "Folder to write into: new, empty, or one that holds an older edition."
PUBLIC_HELP = "Leave out every record: what was measured, decided and by whom."


def edition(organization: str, day: str) -> str:
    """Whose handbook, of which day."""
    return f"{organization}, as known on {day}." if organization else f"As known on {day}."


def due(week: int) -> str:
    """When a deliverable is due."""
    return f"end of week {week}"


def weeks(first: int, last: int) -> str:
    """Which weeks a phase takes."""
    return f"Weeks {first} to {last}." if first != last else f"Week {first}."


def proof_words(proof: Proof) -> str:
    """A proof rule as a person would say it."""
    match proof.kind:
        case "experiments_decided":
            share = proof.experiments_decided.at_least if proof.experiments_decided else 1.0
            return f"{percent_text(share)} of the experiments are decided"
        case "metrics_reported":
            rule = proof.metrics_reported
            names = join_words([*rule.pillars, *rule.metrics]) if rule else ""
            return f"{names} reported for {plural(rule.weeks if rule else 1, 'week')}"
        case "team":
            return f"the seat of {seat_text(proof.team.role)} is filled" if proof.team else ""
        case "gate":
            gate = proof.gate
            return f"gate {words_of(gate.gate)} says {VERDICT_WORDS[gate.verdict]}" if gate else ""
        case "products_in_stage":
            stage = proof.products_in_stage
            return f"{plural(stage.at_least, 'product')} in stage {stage.stage} or later" if stage else ""
        case "stack":
            return f"layer {_plain(proof.stack)} decided and reviewed"
        case "incidents":
            return "no grave incident open, nothing about one overdue"
        case "vendors":
            return "every vendor in order"
        case "accountability":
            return "the partner teams agreed to the accountability document"
        case kind:
            return f"{kind} {_plain(getattr(proof, kind))}"


def _plain(name: str | None) -> str:
    return words_of(name or "")


def criterion_words(criterion: Criterion, names: dict[str, str]) -> str:
    """What a criterion asks for; `names` are those of whatever it may ask for, by id."""
    kind = criterion.kind
    if criterion.metric is not None:
        words = f"{names.get(criterion.metric, criterion.metric)} {text_of(criterion.required_line)}"
        if criterion.warn_line is not None:
            words += f", a warning while {text_of(criterion.warn_line)}"
        if criterion.weeks > 1:
            words += f", in each of {plural(criterion.weeks, 'week')}"
        return words
    if kind == "experiments":
        return "experiments decided, without open findings"
    if kind == "incidents":
        return "no grave incident open, nothing about one overdue"
    if kind == "vendors":
        return "every vendor it depends on in order"
    subject = str(getattr(criterion, kind))
    return f"{kind.replace('_', '-')}: {names.get(subject, _plain(subject))}"


def counts_words(criterion: Criterion) -> str:
    """How much it counts."""
    if criterion.observe:
        return OBSERVED
    weight = number_text(criterion.weight)
    return f"{KEY}, weight {weight}" if criterion.key else f"weight {weight}"


def whom_words(criterion: Criterion) -> str:
    """Which products it is asked of."""
    applies = criterion.applies
    parts = []
    if applies.risk_tier is not None:
        parts.append(f"risk tier {join_words(applies.risk_tier, 'or')}")
    if applies.stage is not None:
        parts.append(f"stage {join_words(applies.stage, 'or')}")
    if applies.products is not None:
        parts.append(join_words(applies.products))
    return "; ".join(parts) or EVERYONE


def bounds_words(go: float, conditions: float) -> str:
    """From which score on a gate says what."""
    return (
        f"{VERDICT_WORDS[Verdict.GO]} from {number_text(go)} points, "
        f"{VERDICT_WORDS[Verdict.GO_WITH_CONDITIONS]} from {number_text(conditions)}; "
        "a key criterion that is not met stops it."
    )


def headline(score: float, plan: float) -> str:
    """Readiness in a line."""
    return f"{score:.0f} of 100, plan for the day {plan:.0f}."


def written(pages: int, folder: str) -> str:
    """What was written."""
    return f"{plural(pages, 'page')} written to {folder}, as HTML and Markdown; begin with index.html."


def not_ours(folder: str) -> str:
    """The folder holds something else."""
    return f"'{folder}' holds something that is no handbook; name a new or empty folder"


def cannot_write(folder: str, reason: str) -> str:
    """The folder cannot be written to."""
    return f"cannot write to '{folder}': {reason}"
