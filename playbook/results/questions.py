"""What concerns may ask about one day; `inquiry.py` answers, so that no concern imports the judging of one above it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from metrics.series.series import KnownSeries
    from playbook.model.candidates import Candidate
    from playbook.model.playbook import Playbook
    from playbook.results.charter import DeliverableStatus
    from playbook.results.experiments import AuditStatus
    from playbook.results.gates import GateStatus, Judged
    from playbook.results.stack import LayerStatus
    from playbook.verdict import Judgement


T = TypeVar("T")


class Questions(Protocol):
    """Facts about one day under one basis; every answer is worked out once."""

    @property
    def playbook(self) -> Playbook: ...

    @property
    def day(self) -> date: ...

    @property
    def known(self) -> KnownSeries: ...

    @property
    def explains(self) -> bool:
        """Whether ways to a better verdict are asked for; a score of an earlier week does without."""
        ...

    def at(self, day: date) -> Questions:
        """The same questions about an earlier day."""
        ...

    def candidate(self, product: str) -> Candidate | None:
        """What would ship of a product: the one that is asked about, else the newest; None where none is on record."""
        ...

    def for_candidate(self, candidate: Candidate) -> Questions:
        """The same questions about another candidate of its product."""
        ...

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What was worked out under this key before, or is now."""
        ...

    def same_person(self, one: str, other: str, on: date, other_on: date | None = None) -> bool:
        """True where two seats are one, or one person held both on the days they acted."""
        ...

    def evidence(self, kind: str, product: str | None) -> Judgement: ...

    def risk(self, risk: str, product: str | None) -> Judgement: ...

    def agreement(self, party: str) -> Judgement:
        """A party's word about the accountability document."""
        ...

    def deliverable(self, deliverable: str) -> DeliverableStatus: ...

    def layer(self, layer: str) -> LayerStatus: ...

    def audit(self) -> AuditStatus: ...

    def judged(self, gate: str, product: str) -> dict[str, Judged]:
        """Criteria of a gate as they are, before sign-offs are held against them and exemptions set them aside."""
        ...

    def gate(self, gate: str, product: str) -> GateStatus: ...
