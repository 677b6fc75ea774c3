"""What the keys about the function mean: team and skills, accountability, workflow."""

FUNCTION_KEYS: dict[str, dict[str, str]] = {
    "SkillDefinitions": {
        "layers": "the layers of the T",
        "needs": "what a product needs in each stage",
        "ladder": "levels of the career, the first one first",
        "roles": "what seats are there for",
        "customer_teams": "teams that explain the product to customers",
    },
    "SkillLayer": {"responsibilities": "what somebody strong in it takes care of"},
    "HiringScreen": {"name": "what it is called"},
    "StageNeed": {"stage": "stage of the product"},
    "Role": {"purpose": "what somebody in this role is there for"},
    "RoleRecord": {
        "seat": "the seat",
        "role": "id of a role in skills.yaml",
        "since": "from this day on",
    },
    "Opening": {"seat": "the seat to be filled", "on": "the day it was opened"},
    "LevelRecord": {"on": "the day of the assessment", "by": "who assessed; another person than the one assessed"},
    "Training": {"team": "id of a customer-facing team in skills.yaml", "on": "the day it was counted"},
    "PayBand": {"ladder": "id of a level of the ladder", "on": "from this day on"},
    "AccountabilityDefinitions": {
        "parties": "AI engineering and its neighbours",
        "interfaces": "what goes back and forth with each neighbour",
        "raci": "who takes which part in each deliverable and stage",
        "handovers": "artefacts that change hands",
        "meetings": "the meeting rhythm",
        "council": "where things are made common",
        "topologies": "ways to place AI engineers, with when each fits",
    },
    "Interface": {"party": "id of the neighbour"},
    "RaciLine": {"stage": "stage of a product; or name a deliverable", "deliverable": "id of a deliverable"},
    "HandOver": {"artefact": "what is handed over"},
    "Meeting": {"name": "what it is called", "parties": "who takes part"},
    "Council": {
        "form": "a council decides, a guild recommends",
        "name": "what it is called",
        "parties": "who sits in it",
    },
    "AccountabilityRecords": {
        "agreements": "each neighbour's word about a version of the document",
        "topologies": "how the company is organized, from which day on",
    },
    "Agreement": {"party": "id of the neighbour", "by": "who spoke for it; another person than who keeps the document"},
    "TopologyChoice": {"topology": "id of a topology", "on": "from this day on", "by": "who decided"},
    "AccountabilityAgreed": {"parties": "these neighbours; blank: all that have an interface"},
}
"""Keys by model."""
