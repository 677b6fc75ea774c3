"""What a product's stage needs in each layer, against the best level among those who work on it."""

from dataclasses import dataclass

from playbook.concerns.team.levels import AssessedLevel, assessed_levels, role_of
from playbook.json_values import OrNull
from playbook.model.products import STAGE_ORDER, Product, Stage
from playbook.model.team import holder_of
from playbook.results.questions import Questions
from playbook.verdict import Outcome
from playbook.wording import Worded, join_words, seat_text


@dataclass(frozen=True, slots=True)
class SkillNeed(Worded):
    """One layer that a product needs: the level needed, the best one that counts (None where nobody knows), whose it
    is, and how the need stands. What is stale or was never assessed never counts as there."""

    layer: str
    needed: int
    best: int | None
    seat: OrNull
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class ProductSkills:
    """What one product needs in its stage, and what the next stage will need on top; `seats` work on it, open ones
    among them in `open_seats`."""

    product: str
    name: str
    stage: Stage
    seats: tuple[str, ...]
    open_seats: tuple[str, ...]
    needs: tuple[SkillNeed, ...]
    next_stage: Stage | None
    ahead: tuple[SkillNeed, ...]
    who: str

    @property
    def gaps(self) -> tuple[SkillNeed, ...]:
        """Needs of today's stage that are not met, or of which nobody knows."""
        return tuple(need for need in self.needs if need.outcome is not Outcome.MET)


def product_skills(questions: Questions, product: Product) -> ProductSkills:
    """The needs of a product on the day; before its first stage it is taken to be in the first one."""
    playbook, day = questions.playbook, questions.day
    stage = product.stage_on(day) or STAGE_ORDER[0]
    place = STAGE_ORDER.index(stage) + 1
    following = STAGE_ORDER[place] if place < len(STAGE_ORDER) else None
    team = playbook.records.team
    seats = []
    for seat in dict.fromkeys(record.seat for record in team.roles):
        record = role_of(seat, team.roles, day)
        if record is not None and (not record.products or product.id in record.products):
            seats.append(seat)
    vacant = tuple(seat for seat in seats if holder_of(seat, team.seats, day) == "")
    known = {seat: {level.layer: level for level in assessed_levels(questions, seat)} for seat in seats}
    needed = playbook.definitions.skills.needed(stage)
    later = {} if following is None else playbook.definitions.skills.needed(following)
    more = {layer: level for layer, level in later.items() if level > needed.get(layer, 0)}
    return ProductSkills(
        product=product.id,
        name=product.title,
        stage=stage,
        seats=tuple(seats),
        open_seats=vacant,
        needs=tuple(skill_need(layer, level, known, vacant) for layer, level in needed.items()),
        next_stage=following,
        ahead=tuple(skill_need(layer, level, known, vacant) for layer, level in more.items()),
        who=playbook.definitions.skills.owner or product.owner,
    )


def skill_need(
    layer: str, needed: int, known: dict[str, dict[str, AssessedLevel]], vacant: tuple[str, ...]
) -> SkillNeed:
    """How one need stands against the levels by seat and layer; `vacant` are seats that nobody holds."""
    filled = {seat: levels.get(layer, AssessedLevel(layer)) for seat, levels in known.items() if seat not in vacant}
    counting = {seat: level.level for seat, level in filled.items() if level.fresh and level.level is not None}
    best_seat = max(counting, key=lambda seat: counting[seat], default="")
    best = counting.get(best_seat)
    waiting = f"; {join_words(map(seat_text, vacant))} is open" if len(vacant) == 1 else ""
    if len(vacant) > 1:
        waiting = f"; {join_words(map(seat_text, vacant))} are open"
    if best is not None and best >= needed:
        return SkillNeed(layer, needed, best, best_seat, Outcome.MET, f"{seat_text(best_seat)} is at {best}")
    old = [
        seat for seat, level in filled.items() if not level.fresh and level.level is not None and level.level >= needed
    ]
    if old:
        reason = f"{seat_text(old[0])} was at {filled[old[0]].level}, assessed too long ago to count{waiting}"
        return SkillNeed(layer, needed, best, best_seat, Outcome.STALE, reason)
    unknown = [seat for seat, level in filled.items() if level.level is None]
    if unknown:
        reason = f"nobody has assessed {join_words(map(seat_text, unknown))} in it{waiting}"
        return SkillNeed(layer, needed, best, best_seat, Outcome.NO_DATA, reason)
    if best is None and not filled:
        reason = "nobody works on it yet" if not vacant else f"nobody works on it yet{waiting}"
    elif best is None:
        reason = f"every assessment is too old to count{waiting}"
    else:
        reason = f"the best is {seat_text(best_seat)} at {best}{waiting}"
    return SkillNeed(layer, needed, best, best_seat, Outcome.NOT_MET, reason)
