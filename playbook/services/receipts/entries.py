"""What gets a receipt: each decision, sign-off, exemption, bar change and closed review, by a name that stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from metrics.definition import Definition
from playbook.json_values import Json
from playbook.model.playbook import Playbook

REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was decided: `about` is its subject with its day, `content` as it is written. `gate` are product
    and gate where it is about one."""

    kind: str
    file: str
    about: str
    content: Json
    day: date
    gate: tuple[str, str] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by."""
        return self.kind, self.about


def entries_of(playbook: Playbook) -> tuple[Entry, ...]:
    """All of them, the earliest day first."""
    return tuple(sorted(_entries(playbook), key=lambda entry: entry.day))


def _entries(playbook: Playbook) -> Iterator[Entry]:
    records = playbook.records
    for decision in records.decisions.decisions:
        yield _entry("decision", "decisions", decision, decision.on, (decision.product, decision.gate))
    for sign_off in records.sign_offs.sign_offs:
        yield _entry("sign_off", "sign_offs", sign_off, sign_off.on, (sign_off.product, sign_off.gate))
    for exemption in records.exemptions.exemptions:
        yield _entry("exemption", "exemptions", exemption, exemption.on, (exemption.product, exemption.gate))
    for change in records.bar_changes.changes:
        yield _entry("bar_change", "bar_changes", change, change.on)
    for experiment in records.experiments.experiments:
        for choice in experiment.decisions:
            around = {"experiment": experiment.id}
            yield _entry("experiment_decision", "experiments", choice, choice.on, around=around)
    for review in (*playbook.reviews, *playbook.withdrawn_reviews):
        content: Json = {"week": review.week, "closed_by": review.head.closed_by, "digest": review.head.digest}
        yield Entry(REVIEW, f"records/reviews/{review.name}", review.name, content, review.as_of)


def _entry(
    kind: str,
    file: str,
    record: Definition,
    day: date,
    gate: tuple[str, str] | None = None,
    around: Json | None = None,
) -> Entry:
    content: Json = {**(around or {}), **record.model_dump(mode="json", by_alias=True, exclude_unset=True)}
    one_a_day = getattr(type(record), "one_a_day", None)
    subject = (*(around or {}), *(() if one_a_day is None else one_a_day.subject), "on", "at")
    about = " ".join(str(content[name]) for name in subject if content.get(name) not in (None, ""))
    return Entry(kind, f"records/{file}.yaml", about, content, day, gate)
