"""A review is closed while uploads arrive: what it froze is one moment, and every upload is stored."""

import json
import threading

import pytest

from playbook.model.reviews.closed_review import ASSESSMENT
from playbook.readiness.as_json import status_document
from playbook.services import reviewing
from playbook.workspace.workspace import Workspace
from tests.long_run import times
from tests.worlds import World

HEAD = "week,product,metric,value,numerator,denominator\n"


def upload(workspace: Workspace, number: int) -> str:
    """A file that changes the week under review; its id."""
    text = f"{HEAD}2026-W44,support-copilot,hallucination_rate,,{number + 1},{10_000 + number}\n"
    return workspace.receive(f"{number}.csv", text.encode(), source="job", actor="job").upload.upload_id


def test_what_is_frozen_is_of_one_moment_while_uploads_arrive(on_track: World, monkeypatch: pytest.MonkeyPatch) -> None:
    on_track.receive_all()
    # every step of freezing is followed by an upload, as fast as they come
    looked, arriving, over = threading.Event(), threading.Event(), threading.Event()
    counting = reviewing.counting

    def slow_counting(workspace: Workspace, day: object) -> object:
        looked.set()
        arriving.wait(2)
        return counting(workspace, day)  # type: ignore[arg-type]

    monkeypatch.setattr(reviewing, "counting", slow_counting)
    sent: list[str] = []
    with on_track.workspace() as workspace:

        def arrive() -> None:
            looked.wait(60)
            number = 0
            while not over.is_set() or number < times(3):
                sent.append(upload(workspace, number))
                arriving.set()
                number += 1

        uploads = threading.Thread(target=arrive)
        uploads.start()
        try:
            review, _ = reviewing.close_review(
                workspace, week="2026-W44", day=on_track.today, by="vp-engineering", confirmed=True
            )
        finally:
            over.set()
            uploads.join()
        assert review is not None
        stored = {one.upload_id for one in workspace.uploads()}
        assert set(sent) <= stored
    # judged anew by the uploads it says it knew, and no others, it says the same
    frozen = {one.upload_id for one in review.known.uploads}
    others = [one for one in stored if one not in frozen]
    with on_track.workspace() as again:
        for one in others:
            again.revoke(one, actor="job")
        anew = status_document(again.assess(on_track.today), sample=False, problems=()).to_json()
    seen = json.loads(review.texts[ASSESSMENT])
    for part in ("readiness", "gates"):
        assert seen[part] == json.loads(json.dumps(anew[part])), part
