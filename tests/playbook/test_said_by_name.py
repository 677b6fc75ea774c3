"""No sentence that people read names a week, a product or an experiment by its id: pages, commands, review, report and
workbook say its days, or what it is called."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from playbook.cli.main import COMMANDS, bring_in_all
from playbook.documents.report.formats import ReportFormat
from playbook.page.parts.links import Screen
from tests.playbook.faces_of import Organization, organization
from tests.playbook.page.looking import words

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
_ID = r"\b\d{4}-W\d\d\b"
_TYPED = re.compile(
    rf"(?:playbook review \w+ (?:--week )?|[?&]week=|records/reviews/|[0-9a-f]{{12}} review |[\w/-]*(?={_ID}\.)){_ID}"
)
"""A command, an address, a folder, what a receipt is for, and a file: there the id is what somebody types."""
_THINGS = "claims-helper contract-reader tariff-finder triage-bot clause-notebook price-sandbox voice-demo mail-drafts"
_THING = rf"\b(?:{'|'.join(_THINGS.split())})\b"
_RECORDS = "decision|sign off|exemption|candidate|product"
_TYPED_THING = re.compile(rf"(?:--product |product=|(?:{_RECORDS}) '?|[\w.=?&/-]+[/=-]|`){_THING}|{_THING}[/.@-]")
"""The same for products and experiments."""
_WRITING = {
    "upload",
    "revoke",
    "pull",
    "init",
    "serve",
    "record",
    "import",
    "token",
    "read",
    "store",
    "compare",
    "impact",
    "calibrate",
    "add-pack",
    "admitted",
    "notify",
}
"""Commands that write, wait, read another file or git, or ask about what this organization has not."""
REPORTS = {
    "status": "status",
    "gates": "gates",
    "metrics": "metrics",
    "metrics in full": "metrics --metric hallucination_rate",
    "risks": "risks",
    "governance": "governance",
    "resources": "resources",
    "report": "report --format md --audience team",
    "report for the board": "report --format md --audience board",
    "due": "due",
    "team": "team",
    "accountability": "accountability",
    "workflow": "workflow",
    "value": "value",
    "calendar": "calendar",
    "uploads": "uploads",
    "sources": "sources",
    "validate": "validate",
    "whatif": "whatif --met limited-release/legal-review",
    "verify": "verify",
    "review draft": "review draft",
    "review show": "review show 2026-W46",
    "review check": "review check",
    "signals": "signals",
}


@pytest.fixture(scope="module")
def org(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organization]:
    """The busy organization at every face."""
    with organization(tmp_path_factory.mktemp("weeks")) as found:
        yield found


def named_by_id(said: str) -> list[str]:
    """What is around each id that nobody has to type."""
    weeks = re.findall(rf".{{0,60}}{_ID}.{{0,40}}", _TYPED.sub("", said))
    return weeks + re.findall(rf".{{0,60}}{_THING}.{{0,40}}", _TYPED_THING.sub("", said))


def spoken(shown: AppTest) -> str:
    """What a page says, without the values behind its fields: their labels are what stands there."""
    behind = {str(field.value) for field in shown.selectbox}
    return "\n".join(line for line in words(shown).splitlines() if line not in behind)


def views_of(org: Organization, screen: Screen, **address: str) -> Iterator[AppTest]:
    """A page at an address, then in each of its views."""
    choices: dict[str, list[str]] = {}
    usual = st.segmented_control

    def noted(label: str, options: list[str], **settings: Any) -> Any:
        choices[settings["key"]] = [str(option) for option in options]
        return usual(label, options, **settings)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(st, "segmented_control", noted)
        yield org.looks.opens(screen, **address)
    for key, options in choices.items():
        if key not in address:
            yield from (org.looks.opens(screen, **address, **{key: option}) for option in options[1:])


def subjects_of(org: Organization) -> list[tuple[Screen, str]]:
    """Each subject that has an address of its own."""
    status = org.requested("status")
    found = [(Screen.GATES, f"{gate['product']}/{gate['gate']}") for gate in status["gates"] if not gate["quiet"]]
    found += [(Screen.NORTH_STAR, metric["metric"]) for metric in status["metrics"]]
    found += [(Screen.DUE, seat["seat"]) for seat in org.requested("due")["seats"]]
    return [*found, (Screen.REVIEW, "2026-W46")]


@pytest.mark.parametrize("screen", list(Screen))
def test_no_page_names_a_thing_by_its_id(org: Organization, screen: Screen) -> None:
    for shown in views_of(org, screen):
        assert not shown.exception, [one.message for one in shown.exception]
        assert not named_by_id(spoken(shown))


def test_no_page_of_a_subject_names_a_thing_by_its_id(org: Organization) -> None:
    keys = {Screen.GATES: "gate", Screen.NORTH_STAR: "metric", Screen.DUE: "seat", Screen.REVIEW: "week"}
    for screen, subject in subjects_of(org):
        assert not named_by_id(spoken(org.looks.opens(screen, **{keys[screen]: subject}))), (screen, subject)


def test_no_tab_of_a_metric_names_a_thing_by_its_id(org: Organization) -> None:
    shown = list(views_of(org, Screen.NORTH_STAR, metric="hallucination_rate"))
    assert len(shown) > 4
    for each in shown:
        assert not named_by_id(spoken(each))


@pytest.mark.parametrize("command", REPORTS)
def test_no_command_names_a_thing_by_its_id(org: Organization, command: str) -> None:
    assert not named_by_id(org.reported(REPORTS[command]))


def test_every_command_is_among_them() -> None:
    bring_in_all()
    walked = {said.split()[0] for said in REPORTS.values()}
    assert {*COMMANDS} - _WRITING - walked == {"handbook", "template"}  # books and workbooks, below


def test_the_list_of_reviews_has_ids_to_type_and_weeks_to_read(org: Organization) -> None:
    said = org.reported("review list")
    assert "2026-W46 Nov 9-15" in said


def test_no_workbook_speaks_of_a_thing_by_its_id(org: Organization, tmp_path: Path) -> None:
    org.reported(f"template week --output {tmp_path / 'week.xlsx'}")
    book = load_workbook(tmp_path / "week.xlsx")
    notes = [cell.comment.text for sheet in book for row in sheet for cell in row if cell.comment]
    assert notes
    assert not named_by_id("\n".join(notes))


def test_no_handbook_and_no_report_in_any_format_names_one(org: Organization, tmp_path: Path) -> None:
    org.reported(f"handbook {tmp_path / 'handbook'}")
    for format_ in (ReportFormat.HTML, ReportFormat.MARKDOWN):
        org.reported(f"report --format {format_} --audience team --output {tmp_path / f'report.{format_}'}")
    files = [path for path in tmp_path.rglob("*") if path.suffix in (".md", ".html")]
    assert len(files) > 2
    for file in files:
        assert not named_by_id(file.read_text("utf-8")), file
