"""Bars that are too low, in sentences."""

from playbook.readiness.bars.too_low import REACHES, WEEKS, LowBar
from playbook.wording import value_text

BADGE = "bar too low"
RAISE_IT = "raise the bar towards what the product holds, so that a fall is seen"


def low_bar(one: LowBar) -> str:
    """A line that is passed by far, and what that hides."""
    nearest = value_text(one.value, one.measured)
    return (
        f"{one.product_name}, {one.gate_name}: the bar of {one.criterion_name}, {one.line}, is far below what the "
        f"product does. Each of the last {WEEKS} weeks passed by more than {REACHES:g} times its usual variation; the "
        f"week nearest the bar was {nearest}. A fall would pass unseen."
    )
