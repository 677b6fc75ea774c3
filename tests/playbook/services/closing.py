"""Worlds whose files were received, and reviews closed in them."""

from datetime import UTC, date, datetime
from pathlib import Path

from playbook.model.reviews.closed_review import ClosedReview
from playbook.readiness.assessment import Assessment
from playbook.services import reviewing
from playbook.workspace.workspace import Workspace
from tests.worlds import World

CLOSED_ON = date(2026, 10, 30)
A_WEEK_LATER = date(2026, 11, 6)


def workspace_on(world: World, day: date) -> Workspace:
    """The workspace of a world at noon of a day."""
    return Workspace.find(
        world.folder, environ={}, clock=lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    )


def close(world: World, *, week: str | None = "2026-W43", day: date = CLOSED_ON, comment: str = "") -> ClosedReview:
    """Closes a review on its day; the world's files have been received."""
    with workspace_on(world, day) as workspace:
        review, _ = reviewing.close_review(workspace, week=week, day=day, by="vp-engineering", comment=comment)
    assert review is not None
    return review


def assessed(world: World, day: date = A_WEEK_LATER) -> Assessment:
    with workspace_on(world, day) as workspace:
        return workspace.assess(day)


def folder_of(world: World, week: str = "2026-W43") -> Path:
    return world.folder / "records" / "reviews" / week
