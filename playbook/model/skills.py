"""Skills as people define them: layers with described levels, needs by stage, ladder, roles and hiring screens."""

from typing import Annotated

from pydantic import Field

from metrics.definition import Definition, Identifier, Named
from playbook.model.products import Stage

HIGHEST_LEVEL = 5
Level = Annotated[int, Field(ge=0, le=HIGHEST_LEVEL)]
"""0 (nothing yet) to 5; each layer describes 1 to 5 in words."""


class HiringScreen(Definition):
    """One exercise or conversation that shows a candidate's level in a layer."""

    name: str = Field(description="what it is called")
    minutes: int | None = Field(default=None, ge=1, description="how long it takes")
    ask: str = Field(default="", description="what the candidate is asked to do")
    look_for: str = Field(default="", description="what tells a good answer from a fluent one")


class SkillLayer(Named):
    """One of the layers of the T: everybody is broad across them and deep in one or two."""

    why: str = Field(default="", description="why it matters, in words")
    responsibilities: tuple[str, ...] = Field(default=(), description="what somebody strong in it takes care of")
    tools: tuple[str, ...] = Field(default=(), description="canonical tools, as examples")
    levels: tuple[str, ...] = Field(default=(), description="what somebody can do at level 1, 2, 3, 4 and 5")
    screens: tuple[HiringScreen, ...] = Field(default=(), description="how a candidate's level is assessed")


class StageNeed(Definition):
    """The levels a product needs among those who work on it, while it is in a stage."""

    stage: Stage = Field(description="stage of the product")
    levels: dict[str, Level] = Field(description="level 0 to 5 by layer; a layer that is not named is not needed")


class LadderLevel(Named):
    """One level of the career ladder."""

    scope: str = Field(default="", description="how much of the work is this person's")
    autonomy: str = Field(default="", description="what this person decides alone")
    impact: str = Field(default="", description="what is different because of this person")
    levels: dict[str, Level] = Field(default={}, description="level 0 to 5 expected in each layer")


class Role(Named):
    """What somebody in a seat is there for."""

    purpose: str = Field(default="", description="what somebody in this role is there for")
    ladder: Identifier | None = Field(default=None, description="level of the ladder it is usually filled at")
    levels: dict[str, Level] = Field(default={}, description="level 0 to 5 expected in each layer")


class CustomerTeam(Named):
    """A team that explains the product to customers."""

    can_say: tuple[str, ...] = Field(default=(), description="what everybody in it must be able to explain")


class SkillDefinitions(Definition):
    """`definitions/skills.yaml`"""

    owner: str = Field(default="", description="seat that acts where a product lacks a skill")
    assessment_valid_days: int = Field(
        default=180, ge=1, description="days from its date until an assessed level is stale"
    )
    trained_share: float = Field(default=0.9, gt=0, le=1, description="share of a customer-facing team to be trained")
    training_valid_days: int = Field(default=180, ge=1, description="days from its date until a training is stale")
    layers: tuple[SkillLayer, ...] = Field(default=(), description="the layers of the T")
    needs: tuple[StageNeed, ...] = Field(default=(), description="what a product needs in each stage")
    ladder: tuple[LadderLevel, ...] = Field(default=(), description="levels of the career, the first one first")
    roles: tuple[Role, ...] = Field(default=(), description="what seats are there for")
    customer_teams: tuple[CustomerTeam, ...] = Field(
        default=(), description="teams that explain the product to customers"
    )

    def needed(self, stage: Stage) -> dict[str, int]:
        """Levels by layer that a product needs in a stage; only those above 0."""
        need = next((need for need in self.needs if need.stage is stage), None)
        return {} if need is None else {layer: level for layer, level in need.levels.items() if level > 0}
