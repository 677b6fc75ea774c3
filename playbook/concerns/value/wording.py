"""Sentences about value."""

from datetime import date

from playbook.concerns.value.funnel import EXPERIMENTS, GRADUATED, FunnelStep
from playbook.concerns.value.status import OutcomeCost, ProductValue, Standing, ValueStatus
from playbook.model.products import Stage
from playbook.wording import (
    NO_VALUE,
    day_text,
    join_words,
    money_text,
    number_text,
    percent_text,
    plural,
    sentence_case,
)

TITLE = "Value"
PRODUCTS = "Promised and realized"
FUNNEL = "From experiment to monitor"
EMPTY = "No product is listed yet"
EMPTY_WHY = "Value is followed product by product."
UNDEFINED = "No metric shows what products are worth"
UNDEFINED_WHY = (
    "`definitions/value.yaml` names the metric of realized value, those of cost, and those that count outcomes."
)
WAY_DEFINE = "name the metric in `realised:` of `definitions/value.yaml`"
WAY_PRODUCT = "enter the first product in `records/products.yaml`"
NOTHING = "not known"
PER_WEEK = "a week"
COLUMN_PRODUCT = "Product"
COLUMN_PROMISED = "Promised a week"
COLUMN_REALISED = "Realized last week"
COLUMN_SHARE = "Share"
COLUMN_STANDING = "Standing"
COLUMN_SO_FAR = "Realized so far"
COLUMN_SPENT = "Cost so far"
COLUMN_COST = "Cost per outcome"
COLUMN_DUE = "Due"
FILE_COLUMNS = (
    COLUMN_PRODUCT,
    COLUMN_PROMISED,
    COLUMN_DUE,
    COLUMN_REALISED,
    COLUMN_SHARE,
    COLUMN_STANDING,
    COLUMN_SO_FAR,
    COLUMN_SPENT,
    COLUMN_COST,
)
FUNNEL_COLUMNS = ("Step", "Came this far", "Here now", "Days, median", "Usual days")
STANDING_WORDS = {
    Standing.KEPT: "kept",
    Standing.SHORT: "short",
    Standing.NOT_DUE: "not due",
    Standing.NOT_REPORTED: "no data",
    Standing.NOT_PROMISED: "not promised",
}
STEP_WORDS = {
    EXPERIMENTS: "Experiments",
    GRADUATED: "Experiments to become products",
    Stage.SPEC: "Products: spec",
    Stage.PROTOTYPE: "Products: prototype",
    Stage.SHIP: "Products: ship",
    Stage.MONITOR: "Products: monitor",
}


def title(status: ValueStatus) -> str:
    """The page's title: how much of what was promised is there."""
    found = status.portfolio
    if found.promised is None:
        return TITLE
    return f"{TITLE}: {amount(found.realised or 0.0, status.unit)} of {amount(found.promised, status.unit)} {PER_WEEK}"


def summary(status: ValueStatus) -> str:
    """All products in one sentence; those that said nothing count as nothing."""
    found = status.portfolio
    if not found.promises:
        return f"{plural(len(status.products), 'product')}, none with a promised value."
    waiting = sum(one.standing is Standing.NOT_DUE for one in status.products)
    parts = [f"{found.kept} of {plural(found.promises, 'promise')} kept"]
    if waiting:
        parts[0] = f"{parts[0]}, {waiting} not due yet"
    if found.reported < found.promises:
        parts.append(f"{found.promises - found.reported} without a number for the last week, counted as nothing")
    if found.share is not None:
        parts.append(f"{percent_text(found.share, 0)} of the promised value realized")
    return sentence_case("; ".join(parts)) + "."


def amount(value: float | None, unit: str) -> str:
    """An amount, or that it is not known."""
    return NOTHING if value is None else money_text(value, unit)


def share(value: float | None) -> str:
    """A share, or nothing."""
    return "" if value is None else percent_text(value, 0)


def due_words(one: ProductValue, today: date) -> str:
    """From when on it is promised."""
    return "" if one.due is None else f"from {day_text(one.due, today)}"


def cost_words(costs: tuple[OutcomeCost, ...], unit: str) -> str:
    """What each outcome cost, where all numbers are there."""
    known = [f"{money_text(one.cost, unit)}: {one.name}" for one in costs if one.cost is not None]
    return "; ".join(known) or NO_VALUE


def so_far_words(status: ValueStatus) -> str:
    """What was realized and spent since the charter's start, as far as it was reported, and which spending counts."""
    if status.portfolio.so_far is None and status.portfolio.spent is None:
        return "Since the start, no value and no cost was reported."
    realised, spent = (amount(money, status.unit) for money in (status.portfolio.so_far, status.portfolio.spent))
    alone = f" (counting {join_words(status.spent_names)} alone)" if status.spent_names else ""
    return f"Since the start, as far as reported: {realised} realized, {spent} spent{alone}."


def step_row(step: FunnelStep) -> tuple[str, int, int, str, str]:
    """One step of the way."""
    days = "" if step.median_days is None else number_text(step.median_days)
    usual = "" if step.usual_days is None else str(step.usual_days)
    return STEP_WORDS[step.step], step.reached, step.now, days, usual
