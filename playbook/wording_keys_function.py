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
}
"""Keys by model."""
