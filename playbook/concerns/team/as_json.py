"""The team as the document of `playbook team --json`."""

from dataclasses import dataclass

from playbook.concerns.team.status import TeamStatus
from playbook.json_values import Document, fill
from playbook.model.skills import SkillDefinitions


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the T; its levels in words, the lowest first."""

    id: str
    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the career, with the level it asks for in each layer."""

    id: str
    name: str
    scope: str
    autonomy: str
    impact: str
    levels: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class TeamDocument(TeamStatus, Document):
    """`team --json`: levels run 0 to 5, shares 0 to 1, unknown is null. Pay is left out."""

    layers: tuple[Layer, ...]
    ladder: tuple[Rung, ...]


def team_document(status: TeamStatus, definitions: SkillDefinitions, product: str | None = None) -> TeamDocument:
    """The whole team, or with `product` who works on it."""
    return fill(
        TeamDocument,
        status,
        seats=tuple(seat for seat in status.seats if _works_on(seat.products, product)),
        open_seats=tuple(seat for seat in status.open_seats if _works_on(seat.products, product)),
        products=tuple(one for one in status.products if product in (None, one.product)),
        layers=tuple(fill(Layer, layer, name=layer.title) for layer in definitions.layers),
        ladder=tuple(fill(Rung, rung, name=rung.title) for rung in definitions.ladder),
    )


def _works_on(products: tuple[str, ...], product: str | None) -> bool:
    return product is None or not products or product in products
