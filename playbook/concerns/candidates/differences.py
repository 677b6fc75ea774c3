"""In what two candidates differ, and whether what was shown for one of them speaks of the other."""

import re
from collections.abc import Collection

from playbook.model.candidates import CandidatePart, CandidateParts
from playbook.results.candidates import Difference, ShownFor
from playbook.results.questions import Questions

_DIGEST = re.compile(r"[0-9a-f]{7,128}")


def differences(
    shown: CandidateParts, ships: CandidateParts, depends_on: Collection[CandidatePart] = ()
) -> tuple[Difference, ...]:
    """The parts in which `ships` is not what was `shown`.

    Without `depends_on` those that both name count, and where they share none, all that either names: nothing shows
    then that they are alike. With it these parts count, and one that only one of them names differs."""
    if depends_on:
        parts = [part for part in CandidatePart if part in depends_on]
    else:
        both = [part for part in shown.named if part in ships.named]
        parts = both or [part for part in CandidatePart if part in (*shown.named, *ships.named)]
    return tuple(
        Difference(part, shown.part(part), ships.part(part)) for part in parts if not _alike(part, shown, ships)
    )


def _alike(part: CandidatePart, one: CandidateParts, other: CandidateParts) -> bool:
    mine, its = one.part(part), other.part(part)
    if part is CandidatePart.COMMIT and mine and its:
        return alike_commits(mine[0], its[0])
    left = list(its)
    for name in mine:
        same = next((one for one in left if _same_version(name, one)), None)
        if same is None:
            return False
        left.remove(same)
    return not left


def _same_version(one: str, other: str) -> bool:
    """Whether two names with versions are one: in any case of letters, and of digests either may be shortened."""
    if one.casefold() == other.casefold():
        return True
    (mine, _, version), (its, _, another) = one.casefold().partition("@"), other.casefold().partition("@")
    digests = [text.rpartition(":")[2] for text in (version, another)]
    # figures alone are a day or a number of a build
    are_digests = all(map(_DIGEST.fullmatch, digests)) and not all(text.isdigit() for text in digests)
    return mine == its and are_digests and alike_commits(*digests)


def alike_commits(one: str, other: str) -> bool:
    """Whether two hashes are one: either may be shortened."""
    mine, its = one.lower(), other.lower()
    return mine.startswith(its) or its.startswith(mine)


def shown_for(
    questions: Questions, product: str, candidate: str | None, depends_on: Collection[CandidatePart]
) -> ShownFor | None:
    """Which candidate something was shown for and how the one that would ship differs; None where it names none, or
    where nothing is known to ship."""
    ships = questions.candidate(product)
    shown = questions.playbook.records.candidates.find(product, candidate)
    if shown is None or ships is None:
        return None
    return ShownFor(shown.id, differences(shown, ships, depends_on))
