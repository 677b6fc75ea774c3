"""What somebody says to start a playbook of their own, checked word by word, and what comes of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from metrics.problems import did_you_mean
from playbook.model.fields import CURRENCIES, currency_of
from playbook.model.products import RiskTier
from playbook.services import wording_starting as wording
from playbook.settings import WrongUse

_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,2})?")
_SEAT = re.compile(r"[a-z][a-z0-9_-]*")
_LONGEST_HOLDER = 120


@dataclass(frozen=True, slots=True)
class FirstProduct:
    """A product that a playbook begins with."""

    name: str
    tier: RiskTier


@dataclass(frozen=True, slots=True)
class Beginning:
    """What `playbook init` and the page ask for; what need not be answered is blank. `more` are products beside the
    first, `seats` who holds which, `sheet` is a file of experiments by its name, `writes` lets the page write."""

    name: str
    start: date
    product: str
    tier: RiskTier
    more: tuple[FirstProduct, ...] = ()
    timezone: str = ""
    currency: str = ""
    budget: float | None = None
    seats: Mapping[str, str] = field(default_factory=dict)
    sheet: tuple[str, bytes] | None = None
    writes: bool = False

    @property
    def products(self) -> tuple[FirstProduct, ...]:
        """All of them."""
        return (FirstProduct(self.product, self.tier), *self.more)


@dataclass(frozen=True, slots=True)
class Started:
    """What was started; `moved_days` is how far the dated targets were moved. `git` says what became of it there: the
    commit that was made, '' where it lies in a repository already; `no_git` is why there is none. `money_targets` names
    the metrics whose targets keep their numbers although their currency is another one now, `money_lines` the rules and
    gates whose lines do, `passed_over` the columns of the sheet of experiments that mean nothing here."""

    folder: Path
    in_place: bool
    product_id: str
    moved_days: int
    experiments: int = 0
    git: str = ""
    no_git: str = ""
    money_targets: tuple[str, ...] = ()
    money_lines: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def what_else(self) -> tuple[str, ...]:
        """Lines about what is there beside the first product, and what is left to do."""
        money = self.money_targets, self.money_lines
        return wording.what_else(self.experiments, self.git, self.no_git, money, self.passed_over)


def check_zone(text: str) -> str:
    """A time zone of the world's list; '' leaves what the definitions say. Raises WrongUse."""
    name = text.strip()
    try:
        if name:
            ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as reason:
        raise WrongUse(wording.bad_zone(name)) from reason
    return name


def check_currency(text: str) -> str:
    """The code of a currency, by code or symbol; '' stays. Raises WrongUse."""
    name = text.strip()
    code = currency_of(name)
    if name and code is None:
        raise WrongUse(wording.bad_currency(name, did_you_mean(name.upper(), CURRENCIES)))
    return code or ""


def check_amount(text: str) -> float | None:
    """A sum of money, thousands set off by commas or spaces; None for ''. Raises WrongUse."""
    plain = text.strip().replace(",", "").replace(" ", "").replace("\u00a0", "").replace("_", "")
    if not plain:
        return None
    if _AMOUNT.fullmatch(plain) is None or float(plain) <= 0:
        raise WrongUse(wording.bad_amount(text.strip()))
    return float(plain)


def check_seat(seat: str, holder: str) -> tuple[str, str]:
    """A seat and who holds it. Raises WrongUse."""
    seat, holder = seat.strip(), " ".join(holder.split())
    if _SEAT.fullmatch(seat) is None or not holder or len(holder) > _LONGEST_HOLDER or not holder.isprintable():
        raise WrongUse(wording.bad_seat(seat, holder))
    return seat, holder
