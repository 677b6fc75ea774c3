"""The team as the JSON of `playbook team --json`."""

from playbook.concerns.team.gaps import ProductSkills, SkillNeed
from playbook.concerns.team.status import OpenSeat, SeatStatus, TeamStatus, TrainingStatus
from playbook.json_values import Json, day_json, rounded
from playbook.model.skills import SkillDefinitions
from playbook.wording import OUTCOME_WORDS


def team_json(status: TeamStatus, definitions: SkillDefinitions, product: str | None = None) -> Json:
    """Levels run 0 to 5, shares 0 to 1, unknown is null; with `product` only its own. Pay is left out."""
    return {
        "schema": 1,
        "as_of": status.as_of.isoformat(),
        "assessed_share": rounded(status.assessed_share, 4),
        "layers": [{"id": layer.id, "name": layer.title, "levels": list(layer.levels)} for layer in definitions.layers],
        "seats": [_seat(seat) for seat in status.seats if _works_on(seat.products, product)],
        "open_seats": [_open_seat(seat) for seat in status.open_seats if _works_on(seat.products, product)],
        "products": [_product(one) for one in status.products if product in (None, one.product)],
        "trainings": [_training(training) for training in status.trainings],
        "ladder": [
            {
                "id": rung.id,
                "name": rung.title,
                "scope": rung.scope,
                "autonomy": rung.autonomy,
                "impact": rung.impact,
                "levels": dict(rung.levels),
            }
            for rung in definitions.ladder
        ],
    }


def _works_on(products: tuple[str, ...], product: str | None) -> bool:
    return product is None or not products or product in products


def _seat(seat: SeatStatus) -> Json:
    return {
        "seat": seat.seat,
        "filled": seat.filled,
        "since": day_json(seat.since),
        "role": seat.role,
        "role_name": seat.role_name,
        "ladder": seat.ladder,
        "products": list(seat.products),
        "levels": {
            level.layer: {
                "level": level.level,
                "on": day_json(level.on),
                "by": level.by,
                "fresh": level.fresh,
                "of_role": level.of_role,
                "expected": seat.expected.get(level.layer),
            }
            for level in seat.levels
        },
        "below": list(seat.below),
    }


def _open_seat(seat: OpenSeat) -> Json:
    return {
        "seat": seat.seat,
        "since": seat.since.isoformat(),
        "days_open": seat.days_open,
        "opened_on": day_json(seat.opened_on),
        "role_name": seat.role_name,
        "products": list(seat.products),
        "delays": [
            {
                "deliverable": delayed.deliverable,
                "name": delayed.name,
                "due": delayed.due.isoformat(),
                "late_days": delayed.late_days,
                "because": delayed.because,
            }
            for delayed in seat.delays
        ],
        "note": seat.note,
    }


def _product(one: ProductSkills) -> Json:
    return {
        "product": one.product,
        "name": one.name,
        "stage": str(one.stage),
        "seats": list(one.seats),
        "open_seats": list(one.open_seats),
        "needs": [_need(need) for need in one.needs],
        "next_stage": None if one.next_stage is None else str(one.next_stage),
        "ahead": [_need(need) for need in one.ahead],
        "who": one.who,
    }


def _need(need: SkillNeed) -> Json:
    return {
        "layer": need.layer,
        "needed": need.needed,
        "best": need.best,
        "seat": need.seat or None,
        "outcome": str(need.outcome),
        "words": OUTCOME_WORDS[need.outcome],
        "reason": need.reason,
    }


def _training(training: TrainingStatus) -> Json:
    return {
        "team": training.team,
        "name": training.name,
        "outcome": str(training.outcome),
        "words": OUTCOME_WORDS[training.outcome],
        "trained": training.trained,
        "people": training.people,
        "share": rounded(training.share, 4),
        "on": day_json(training.on),
        "reason": training.reason,
    }
