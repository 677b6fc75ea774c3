"""Which metrics show whether products are worth what was promised."""

from pydantic import Field

from metrics.definition import Definition, Identifier


class ValueDefinitions(Definition):
    """`definitions/value.yaml`"""

    realised: Identifier | None = Field(
        default=None, description="metric of what a product saved or earned in a week; blank: value is not followed"
    )
    spent: tuple[Identifier, ...] = Field(
        default=(), description="metrics of what a product cost in a week, in the same unit; they are added up"
    )
    outcomes: tuple[Identifier, ...] = Field(
        default=(), description="metrics that count what a product did in a week; each gets its cost"
    )
    weeks: int = Field(
        default=4, ge=1, le=52, description="closed weeks that a cost per outcome is made of; all of them must be there"
    )
