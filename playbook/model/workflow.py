"""The workflow as it is meant to be: stages with entry and exit criteria, release hygiene, parts, upgrade drills."""

from enum import StrEnum

from pydantic import Field

from metrics.definition import Definition, Identifier, Named
from playbook.model.products import Stage


class Part(StrEnum):
    """What each product records of its work; a reviewed record counts as evidence of a kind."""

    CASE = "case"
    JOURNEY = "journey"
    REGRESSION = "regression"
    SEEDED = "seeded"
    RED_TEAM = "red_team"
    REVIEW_QUEUE = "review_queue"
    RETRIEVAL = "retrieval"
    FEEDBACK = "feedback"
    DRIFT = "drift"


class UpgradeKind(StrEnum):
    """What a provider does to a model."""

    NEW_VERSION = "new_version"
    CHANGED_DEFAULT = "changed_default"
    DEPRECATION = "deprecation"
    RETIREMENT = "retirement"


class StageCheck(Definition):
    """One entry or exit criterion. Without evidence or gate it is a question for people, which nothing here answers."""

    what: str = Field(description="what must hold, in words")
    evidence: Identifier | None = Field(default=None, description="kind of evidence that answers it")
    gate: Identifier | None = Field(default=None, description="gate whose verdict answers it")


class WorkflowStage(Definition):
    """One stage of a product's way."""

    stage: Stage = Field(description="the stage")
    name: str = Field(default="", description="name on the page; blank: made of the id")
    goal: str = Field(default="", description="what it is for")
    usual_days: int | None = Field(default=None, ge=1, description="days it usually takes; a longer stay is reported")
    enter: tuple[StageCheck, ...] = Field(default=(), description="what must hold before a product enters it")
    leave: tuple[StageCheck, ...] = Field(default=(), description="what must hold before a product leaves it")

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or str(self.stage).capitalize()


class HygieneCheck(Named):
    """One check of release hygiene: a share that is counted, or evidence that must be there."""

    why: str = Field(default="", description="why it matters, in words")
    of: str = Field(default="", description="for a share: what is counted, in words")
    at_least: float | None = Field(default=None, gt=0, le=1, description="share wanted, 0 to 1")
    evidence: Identifier | None = Field(default=None, description="kind of evidence that must be there instead")
    from_stage: Stage = Field(default=Stage.PROTOTYPE, description="required from this stage on")
    valid_days: int = Field(default=14, ge=1, description="days from its date until a count is stale")
    owner: str = Field(default="", description="seat that acts; blank: the product's owner")


class WorkPart(Definition):
    """Which kind of evidence a reviewed record counts as, and from which stage on a product needs it."""

    part: Part = Field(description="which part")
    evidence: Identifier = Field(description="kind of evidence in gates.yaml")
    from_stage: Stage = Field(default=Stage.PROTOTYPE, description="from this stage on a product needs it")
    most_queue_days: int | None = Field(default=None, ge=0, description="for review_queue: most days a case may wait")
    most_drift: float | None = Field(
        default=None, gt=0, lt=1, description="for drift: share of judgments that may change"
    )


class UpgradeAsk(Definition):
    """What a provider's upgrade asks for, and by when."""

    kind: UpgradeKind = Field(description="what the provider does")
    asks: str = Field(default="", description="what is to be done, in words")
    due_days: int = Field(default=14, description="days after the upgrade's day; below 0: so many days before it")


class Drill(Definition):
    """The model-diff drill that every upgrade asks for."""

    evidence: Identifier = Field(description="kind of evidence that shows the drill")
    owner: str = Field(default="", description="seat that runs it; blank: the product's owner")
    upgrades: tuple[UpgradeAsk, ...] = Field(default=(), description="what each kind of upgrade asks for, and by when")


class WorkflowDefinitions(Definition):
    """`definitions/workflow.yaml`"""

    stages: tuple[WorkflowStage, ...] = Field(default=(), description="the stages of a product's way")
    hygiene: tuple[HygieneCheck, ...] = Field(default=(), description="checks of release hygiene")
    parts: tuple[WorkPart, ...] = Field(
        default=(), description="what each product records of its work, and as which evidence it counts"
    )
    drill: Drill | None = Field(default=None, description="the model-diff drill that a provider's upgrade asks for")

    def stage(self, stage: Stage) -> WorkflowStage:
        """What is said of a stage; one without criteria where nothing is."""
        return next((one for one in self.stages if one.stage is stage), WorkflowStage(stage=stage))
