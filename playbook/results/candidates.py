"""In what two candidates differ, and which candidate a line of a gate was shown for."""

from dataclasses import dataclass

from playbook.model.candidates import CandidatePart


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that is another one: what it `was` in the candidate that was shown, and what it `now` is in the one
    that is asked about; empty where it was not said."""

    part: CandidatePart
    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownFor:
    """The candidate that something was shown for, and the parts in which the one that is asked about differs."""

    candidate: str
    differs: tuple[Difference, ...] = ()
