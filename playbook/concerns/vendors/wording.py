"""Sentences about vendors, controls and coverage, as the concerns give them for reasons."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from playbook.model.evidence import Review
from playbook.wording import day_text, in_days, join_words, plural, seat_text

if TYPE_CHECKING:
    from playbook.model.vendors import Contract
    from playbook.results.vendors import VendorReviewStatus

NO_VENDORS_LISTED = "no vendor is listed, so nobody can say who was reviewed"
LIST_VENDORS = "list the vendors in use"
REPLACE_MODEL = "move to the model that takes over, with a model diff"
NOTHING_SERVES = "nothing in this playbook serves it"
NONE_YET = "none yet"
NOT_COME_TO_IT = "no product has come to this gate yet"
REGISTER_WORDS = {
    "experiments": "inventory of experiments",
    "risks": "risk register",
    "incidents": "incident register",
    "vendors": "vendor register",
}


def model_retired(model: str, days_left: int | None) -> str:
    """A model that is in use was switched off."""
    return f"model '{model}' retired {plural(-(days_left or 0), 'day')} ago and is still in use"


def review_missing(review: "VendorReviewStatus") -> str:
    """A review that is asked for does not count."""
    if review.on is None:
        return f"no {review.kind} review"
    if review.outcome is Review.OBJECTIONS:
        return f"{review.kind} review of {day_text(review.on)} with objections"
    return f"{review.kind} review of {day_text(review.on)} expired"


def no_contract(contracts: Sequence["Contract"], day: date) -> str:
    """No contract is in force."""
    ended = [one.ends for one in contracts if one.ends is not None and one.ends < day]
    return f"contract ended on {day_text(max(ended), day)}" if ended else "no contract in force"


def settle_vendor(name: str) -> str:
    """What to do."""
    return f"settle what is missing with {name}, or stop using it"


def retiring_soon(models: Sequence[str]) -> str:
    """Models that end soon."""
    return f"everything is reviewed and contracted; soon to retire: {join_words(models)}"


def vendors_in_order(count: int) -> str:
    """Nothing is missing."""
    return f"{plural(count, 'vendor')} reviewed in date, under contract, no model about to retire"


def retirement_name(model: str, vendor: str, *, gone: bool) -> str:
    """Name of the risk that a model in use retires."""
    return f"{model} ({vendor}) {'has retired' if gone else 'retires'}"


def retirement_reason(retires: date, day: date, replacement: str) -> str:
    """Why it is a risk, and what takes over."""
    when = (
        f"retires on {day_text(retires, day)}, {in_days((retires - day).days)}"
        if retires >= day
        else (f"retired on {day_text(retires, day)} and is still in use")
    )
    return f"{when}; " + (f"{replacement} is to take over" if replacement else "nothing is named to take over")


def retirement_antidote(replacement: str) -> str:
    """What is done about it."""
    return f"Move to {replacement or 'another model'} with a model diff on answers, cost, latency and user sentiment"


def not_yet(day: date, today: date) -> str:
    """The duty begins later."""
    return f"the duty begins on {day_text(day, today)}, {in_days((day - today).days)}"


def no_such_tier(tiers: Iterable[str]) -> str:
    """No product of the tier exists."""
    return f"no product of risk tier {join_words(tiers, 'or')}"


def left_out(reason: str, by: str, approved_by: str) -> str:
    """The organization left the control out."""
    agreed = f", agreed by {seat_text(approved_by)}" if approved_by else ""
    return f"left out by {seat_text(by)}{agreed}: {reason or 'no reason given'}"


def of_products(met: Sequence[str], lacking: Sequence[str]) -> str:
    """For whom something holds and for whom not."""
    if not lacking:
        return f"for {join_words(met)}"
    return f"not for {join_words(lacking)}" + (f", only for {join_words(met)}" if met else "")


def of_lacking(met: Sequence[str], reasons: Mapping[str, str]) -> str:
    """For whom something does not hold, each product with its own reason; those with the same stand together."""
    together: dict[str, list[str]] = {}
    for product, reason in reasons.items():
        together.setdefault(reason, []).append(product)
    if len(together) == 1:
        return f"{of_products(met, tuple(reasons))}: {next(iter(together))}"
    said = [f"not for {join_words(products)}: {reason}" for reason, products in together.items()]
    return "; ".join([*said, f"only for {join_words(met)}"] if met else said)


def risks_assessed(assessed: int, total: int) -> str:
    """How complete the risk register is."""
    return f"{assessed} of {plural(total, 'live risk')} assessed in date"


def experiments_known(decided: int, total: int) -> str:
    """How complete the inventory is."""
    return f"{decided} of {plural(total, 'experiment')} decided"


def risk_not_settled(name: str, products: Sequence[str]) -> str:
    """The risk register denies what the crosswalk claims."""
    return f"but the risk '{name}' is not settled" + (f" for {join_words(products)}" if products else "")
