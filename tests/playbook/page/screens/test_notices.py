"""What reaches leaders by itself stands on every face: pages, command, review, report and JSON."""

import json
from collections.abc import Callable
from datetime import date

from typer.testing import CliRunner

from playbook.cli.main import app
from playbook.concerns.control.reviews import metric_controls
from playbook.documents.report.build import MOST_NOTICES, build_report
from playbook.documents.report.content import Audience
from playbook.documents.report.markdown import to_markdown
from playbook.documents.review.markdown import draft
from playbook.page.parts.links import Screen
from playbook.readiness import wording_notices as wording
from playbook.readiness.agenda import agenda_of
from tests.playbook.eventful import make_eventful
from tests.playbook.page.looking import Onlooker, words
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]


def test_every_face_has_every_notice(slipping: World, looks_at: LooksAt) -> None:
    eventful = make_eventful(slipping)
    with eventful.workspace() as workspace:
        assessment = workspace.assess()
        reviews = workspace.ask(metric_controls)
    names = [wording.name(notice) for notice in assessment.notices]
    assert len(names) == len(set(names)) >= 5
    review = draft(assessment, agenda_of(assessment, reviews), date(2026, 11, 1))
    board = to_markdown(build_report(assessment, Audience.BOARD))
    place = ("--playbook", str(eventful.folder))
    day = ("--as-of", eventful.today.isoformat())
    status = " ".join(CliRunner().invoke(app, [*place, "status", *day]).stdout.split())
    listed = json.loads(CliRunner().invoke(app, [*place, "status", "--json", *day]).stdout)["notices"]
    assert [notice["text"] for notice in listed] == names
    one = looks_at(eventful)
    pages = [words(one.opens(Screen.OVERVIEW)), words(one.opens(Screen.REVIEW, step="standing"))]
    for name in names:
        for face in (review, status, *pages):
            assert name in face
    for name in names[:MOST_NOTICES]:
        assert name in board
