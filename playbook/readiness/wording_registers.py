"""Sentences of registers that stand for evidence: reviews of vendors, postmortems."""

from datetime import date

from playbook.wording import day_text, plural


def vendor_lacks(noun: str, vendor: str) -> str:
    """One vendor in use has no review in date."""
    return f"no {noun} in date for {vendor}"


def review_vendor(vendor: str) -> str:
    """What to do about it."""
    return f"review {vendor}"


def vendors_reviewed(count: int, last: date, until: date | None, day: date) -> str:
    """All of them are."""
    valid = f", valid until {day_text(until, day)}" if until is not None else ""
    return f"{plural(count, 'vendor')} reviewed, the last on {day_text(last, day)}{valid}"


def postmortem_lacks(incident: str, *, written: bool) -> str:
    """One incident's postmortem is missing, or nobody else has read it."""
    return f"the postmortem of '{incident}' has not been {'read by anyone but its author' if written else 'written'}"


def write_postmortem(incident: str) -> str:
    """What to do about it."""
    return f"have the postmortem of '{incident}' written and reviewed"


def postmortems_read(count: int, last: date, day: date) -> str:
    """All that are due are there."""
    return f"{plural(count, 'postmortem')} written and reviewed, the last on {day_text(last, day)}"
