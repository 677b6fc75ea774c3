"""Value as the document of `playbook value --json`."""

from dataclasses import dataclass
from datetime import date

from metrics.observation import Basis
from playbook.concerns.value.status import ValueStatus
from playbook.json_values import Document, fill


@dataclass(frozen=True, kw_only=True)
class ValueDocument(ValueStatus, Document):
    """`value --json`: the products that were asked for, all of them together, and the way they go."""

    as_of: date
    basis: Basis


def value_document(status: ValueStatus, day: date, product: str | None = None, *, basis: Basis) -> ValueDocument:
    """Every product, or one of them."""
    chosen = tuple(one for one in status.products if product in (None, one.product))
    return fill(ValueDocument, status, as_of=day, basis=basis, products=chosen)
