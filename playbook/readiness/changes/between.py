"""Why the readiness score moved between two days: performance, scope, rules, or data that arrived or went stale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from playbook.json_values import NotShown, Points
from playbook.model.charter import AreaWeights
from playbook.readiness.changes.wording import Words, by_late_data
from playbook.readiness.items import Item
from playbook.results.gates import CriterionStatus
from playbook.verdict import Area, ChangeKind, Outcome
from playbook.wording import AREA_WORDS, join_words, plural, signed_text

_NEGLIGIBLE = 0.005


@dataclass(frozen=True, slots=True)
class Change:
    """One cause of a change of the score; `effect` in points of readiness. Effects add up to the whole change.
    `subject` is the one item that moved and `state` where it stands now; '' where the cause is another. `late` says
    that it moved by data that came in after its day, `turned` that the verdict of a gate is another. `item` is the
    subject's id, as an address names it."""

    kind: ChangeKind
    area: Area
    text: str
    effect: Points
    subject: NotShown[str] = ""
    state: NotShown[str] = ""
    late: NotShown[bool] = False
    turned: NotShown[bool] = False
    item: NotShown[str] = ""

    @property
    def counts(self) -> bool:
        """Whether it is told: it moved the score, or turned the verdict of a gate."""
        return self.turned or abs(self.effect) > _NEGLIGIBLE


def changes_between(
    then: Sequence[Item], then_as_known_now: Sequence[Item], now: Sequence[Item], weights: AreaWeights, total: float
) -> tuple[Change, ...]:
    """The causes, greatest first. `then` is the earlier day as known then, `then_as_known_now` the same day with what
    arrived since; what lies between those two is late data, what lies between the second and `now` happened."""
    all_weights = sum(float(getattr(weights, area)) for area in Area) or 1.0
    changes: list[Change] = []
    for area in Area:
        points = 100 * float(getattr(weights, area)) / all_weights
        changes += stage(ChangeKind.DATA, area, then, then_as_known_now, points, by_late_data, now)
        changes += moves(area, then_as_known_now, now, points)
    rest = total - sum(change.effect for change in changes)
    if abs(rest) > 0.05 and changes:
        # rounding aside nothing is left; what is left belongs to the scope of the area that changed most
        area = max(changes, key=lambda change: abs(change.effect)).area
        changes.append(Change(ChangeKind.SCOPE, area, f"{AREA_WORDS[area]}: other changes of scope", rest))
    kept = [change for change in changes if change.counts]
    return tuple(sorted(kept, key=lambda change: -abs(change.effect)))


def by_subject(changes: Sequence[Change]) -> tuple[Change, ...]:
    """One cause a subject, greatest first: what came to it late and what happened to it since, added up; nothing where
    they cancel each other."""
    found: dict[tuple[Area, str], Change] = {}
    for change in changes:
        key = change.area, change.subject or change.text
        found[key] = _both(found[key], change) if key in found else change
    kept = [change for change in found.values() if change.counts]
    return tuple(sorted(kept, key=lambda change: -abs(change.effect)))


def _both(one: Change, other: Change) -> Change:
    text = f"{one.text}; {other.text}"
    return replace(
        one,
        text=text,
        effect=one.effect + other.effect,
        late=one.late and other.late,
        turned=one.turned or other.turned,
    )


def _of_area(items: Sequence[Item], area: Area) -> dict[str, Item]:
    return {item.id: item for item in items if item.area is area}


def _share(items: dict[str, Item]) -> float:
    total = sum(item.weight for item in items.values())
    return sum(item.weight * item.value for item in items.values()) / total if total else 0.0


def stage(
    kind: ChangeKind,
    area: Area,
    before: Sequence[Item],
    after: Sequence[Item],
    points: float,
    words: Words,
    now: Sequence[Item],
) -> list[Change]:
    """What one cause did to an area: each item that stands differently (`words` of its title, id, state before and
    after), and what came or went by it. `points` is the area's share of readiness, `now` how items stand today."""
    earlier, later, today = _of_area(before, area), _of_area(after, area), _of_area(now, area)
    total = sum(item.weight for item in later.values())
    changes = [
        Change(
            kind,
            area,
            words(item.title, name, earlier[name].state, item.state),
            points * item.weight * (item.value - earlier[name].value) / total,
            item.title,
            today.get(name, item).state,
            late=words is by_late_data,
            item=name,
        )
        for name, item in later.items()
        if name in earlier and total and abs(item.value - earlier[name].value) > 1e-12
    ]
    rest = points * (_share(later) - _share(earlier)) - sum(change.effect for change in changes)
    if abs(rest) > _NEGLIGIBLE:
        changes.append(Change(kind, area, _scope_text(area, earlier, later), rest))
    return changes


def moves(area: Area, before: Sequence[Item], after: Sequence[Item], points: float) -> list[Change]:
    """What happened in an area between two days, item by item."""
    return _moves(area, _of_area(before, area), _of_area(after, area), points)


def _moves(area: Area, before: dict[str, Item], after: dict[str, Item], points: float) -> list[Change]:
    """Items that moved, each with its effect at the new weights; what comes and goes is scope."""
    total = sum(item.weight for item in after.values())
    whole = points * (_share(after) - _share(before))
    changes: list[Change] = []
    for name, item in after.items():
        earlier = before.get(name)
        turned = earlier is not None and item.area is Area.GATES and earlier.state != item.state
        if earlier is None or not total or (abs(item.value - earlier.value) <= 1e-12 and not turned):
            continue
        kind = ChangeKind.DATA if _by_data(earlier, item) else ChangeKind.PERFORMANCE
        moved = f"from {earlier.state} to {item.state}" if earlier.state != item.state else f"still {item.state}"
        step = 100 * (item.value - earlier.value)
        by = signed_text(step, 0, " points of its own") if earlier.state == item.state else ""
        because = _cause_of(earlier, item)
        text = f"{item.title}: {moved}{', ' + by if by else ''}{': ' + because if because else ''}"
        effect = points * item.weight * (item.value - earlier.value) / total
        changes.append(Change(kind, area, text, effect, item.title, item.state, turned=turned, item=name))
    scope = whole - sum(change.effect for change in changes)
    if abs(scope) > _NEGLIGIBLE:
        changes.append(Change(ChangeKind.SCOPE, area, _scope_text(area, before, after), scope))
    return changes


_LACKING = (Outcome.NO_DATA, Outcome.STALE)
_BEST_FIRST = (Outcome.MET, Outcome.WARNING, Outcome.INCONCLUSIVE, Outcome.STALE, Outcome.NO_DATA, Outcome.NOT_MET)


def _cause_of(before: Item, after: Item) -> str:
    """What made an item worse, at its root: of a gate the heaviest criterion that turned, else what speaks for it."""
    turned = _turned_worse(before, after)
    first = min(turned, key=lambda part: (not part.key, -part.weight), default=None)
    if after.value < before.value:
        return after.cause if first is None else first.root
    if first is not None and after.value == before.value:
        return first.root
    # a gate whose score rose may stand worse all the same
    return f"{first.root}; other criteria rose" if first is not None and before.state != after.state else ""


def _turned_worse(before: Item, after: Item) -> list[CriterionStatus]:
    """The criteria of a gate that stand worse than they stood."""
    earlier = {part.id: part.outcome for part in before.parts}
    return [
        part
        for part in after.parts
        if part.outcome in _BEST_FIRST
        and earlier.get(part.id) in _BEST_FIRST
        and _BEST_FIRST.index(part.outcome) > _BEST_FIRST.index(earlier[part.id])
    ]


def _by_data(before: Item, after: Item) -> bool:
    """Whether an item moved because something became known or unknown: the item itself, or, where it stands as it
    stood (a gate that stays shut), the facts it is made of. What only days that passed made worse is no performance."""
    if before.undecided or after.undecided:
        return True
    worse = _turned_worse(before, after)
    if worse and all(part.by_time or part.outcome in _LACKING for part in worse) and any(p.by_time for p in worse):
        return True
    same = before.state == after.state and before.inputs == after.inputs
    return same and abs(after.known_inputs - before.known_inputs) > 1e-9


def _scope_text(area: Area, before: dict[str, Item], after: dict[str, Item]) -> str:
    came = [item.title for name, item in after.items() if name not in before]
    went = [item.title for name, item in before.items() if name not in after]
    parts = []
    for verb, titles in (("new", came), ("gone", went)):
        if titles:
            shown = (
                join_words(titles[:3])
                if len(titles) <= 3
                else f"{join_words(titles[:2])} and {plural(len(titles) - 2, 'other')}"
            )
            parts.append(f"{verb}: {shown}")
    return f"{AREA_WORDS[area]}: {'; '.join(parts) or 'weights of what counts changed'}"


def effects_that_add_up(changes: Sequence[Change], total: float) -> list[float]:
    """Effects to one decimal whose sum is the whole change to one decimal (largest remainders)."""
    tenths = [change.effect * 10 for change in changes]
    rounded = [round(effect) for effect in tenths]
    missing = round(total * 10) - sum(rounded)
    step = 1 if missing > 0 else -1
    by_remainder = sorted(range(len(tenths)), key=lambda index: -step * (tenths[index] - rounded[index]))
    for index in by_remainder[: abs(missing)]:
        rounded[index] += step
    return [effect / 10 for effect in rounded]
