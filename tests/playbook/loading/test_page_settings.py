"""`settings.yaml`: what the page may do, with every fault at its place, and nothing allowed while there is one."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from metrics.problems import Severity
from playbook.cli.main import app
from playbook.documents.report.formats import ReportFormat
from playbook.loading.page_settings import PageSettings, logo_file, read_page_settings, template_file
from playbook.services import reporting
from playbook.settings import THIS_PROJECT, WrongUse
from tests.worlds import World


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", PageSettings()),
        ("# nothing yet\n", PageSettings()),
        ("edit:\n", PageSettings()),
        ("edit: false\ncommit: false\n", PageSettings()),
        ("edit: true\n", PageSettings(edit=True)),
        ("edit: true\r\ncommit: true", PageSettings(edit=True, commit=True)),
    ],
)
def test_what_is_written_counts(tmp_path: Path, text: str, settings: PageSettings) -> None:
    (tmp_path / "settings.yaml").write_bytes(text.encode())
    assert read_page_settings(tmp_path) == (settings, ())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("edti: true\n", "settings.yaml:1:1: unknown key 'edti'; did you mean 'edit'?"),
        ("edit: true\nlanguage: de\n", "settings.yaml:2:1: unknown key 'language'; known: 'commit', 'edit'"),
        ("edit: ture\n", "settings.yaml:1:7: 'edit' is 'ture'; expected true or false"),
        ("edit: 1\n", "settings.yaml:1:7: 'edit' is the number 1; expected true or false"),
        ('edit: "true"\n', "settings.yaml:1:7: 'edit' is 'true'; expected true or false"),
        ("edit: [true]\n", "settings.yaml:1:7: 'edit' is a list; expected true or false"),
        ("- edit\n", "settings.yaml:1:1: the file begins with a list"),
        ("edit: true\nedit: false\n", "settings.yaml:2:1: duplicate key 'edit'"),
        (
            "report: {template: ../brand.pptx}\n",
            "settings.yaml:1:20: 'template' is '../brand.pptx'; expected a .pptx or .potx file in the",
        ),
        ("report: {template: brand.docx}\n", "settings.yaml:1:20: 'template' is 'brand.docx'; expected a .pptx"),
        ("logo: ../logo.svg\n", "settings.yaml:1:7: 'logo' is '../logo.svg'; expected a picture in the playbook's"),
        ("logo: logo.pdf\n", "settings.yaml:1:7: 'logo' is 'logo.pdf'; expected a picture in the playbook's folder"),
        ("report: {colors: {accent: blue}}\n", "settings.yaml:1:27: 'accent' is 'blue'; expected a color"),
        ("report: {colours: {}}\n", "settings.yaml:1:10: unknown key 'colours'"),
        ("commit: true\n", "settings.yaml:1:1: commit: true without edit: true; write edit: true beside it"),
    ],
)
def test_a_fault_is_reported_at_its_place_and_nothing_is_allowed(on_track: World, text: str, sentence: str) -> None:
    on_track.write("settings.yaml", text)
    settings, problems = read_page_settings(on_track.folder)
    assert settings == PageSettings()
    assert problems[0].message.startswith(sentence)
    result = CliRunner().invoke(app, ["validate", str(on_track.folder), "--format", "github"])
    assert result.exit_code == 1
    assert "settings.yaml" in result.stdout


def test_text_that_is_none_allows_nothing(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_bytes(b"edit: true # \xff")
    settings, problems = read_page_settings(tmp_path)
    assert (settings, len(problems)) == (PageSettings(), 1)
    assert "not UTF-8" in problems[0].message


def test_a_folder_in_the_file_s_place_allows_nothing(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").mkdir()
    settings, problems = read_page_settings(tmp_path)
    assert settings == PageSettings()
    assert problems[0].message.startswith("settings.yaml: the file cannot be read")


def test_a_file_that_is_named_otherwise_is_a_warning(on_track: World) -> None:
    on_track.write("settings.yml", "edit: true\n")
    settings, problems = read_page_settings(on_track.folder)
    assert settings == PageSettings()
    assert problems[0].message == (
        "settings.yml: a file of this name is not read; the page's settings are read from 'settings.yaml'"
    )
    result = CliRunner().invoke(app, ["validate", str(on_track.folder)])
    assert result.exit_code == 0
    assert "settings.yml" in result.stdout + result.stderr


def test_the_shipped_file_allows_nothing_and_names_its_schema() -> None:
    assert read_page_settings(THIS_PROJECT.playbook) == (PageSettings(), ())
    first = (THIS_PROJECT.playbook / "settings.yaml").read_text("utf-8").partition("\n")[0]
    schema = THIS_PROJECT.playbook / first.rpartition("=")[2]
    assert schema.name == "settings.json"
    assert schema.is_file()


def test_a_logo_is_a_picture_of_the_folder_and_one_that_is_not_there_is_a_warning(on_track: World) -> None:
    on_track.write("settings.yaml", "logo: logo.svg\n")
    settings, problems = read_page_settings(on_track.folder)
    assert settings.logo == "logo.svg"
    assert [problem.severity for problem in problems] == [Severity.WARNING]
    assert problems[0].message.startswith("settings.yaml:1:1: there is no file 'logo.svg' in the playbook's folder")
    on_track.write("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='24'/>")
    assert read_page_settings(on_track.folder) == (settings, ())


def test_a_logo_that_is_a_link_out_of_the_folder_is_given_to_nobody(on_track: World, tmp_path: Path) -> None:
    secret = tmp_path / "secrets.toml"
    secret.write_text("cookie_secret = 'x'\n", "utf-8")
    (on_track.folder / "brand").mkdir()
    (on_track.folder / "logo.svg").symlink_to(secret)
    on_track.write("settings.yaml", "logo: logo.svg\n")
    settings, problems = read_page_settings(on_track.folder)
    assert logo_file(on_track.folder, settings) is None
    assert problems[0].message.startswith("settings.yaml:1:1: there is no file 'logo.svg' in the playbook's folder")
    on_track.write("brand/real.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='24'/>")
    (on_track.folder / "logo.svg").unlink()
    (on_track.folder / "logo.svg").symlink_to(on_track.folder / "brand" / "real.svg")
    assert logo_file(on_track.folder, settings) == on_track.folder / "logo.svg"
    assert read_page_settings(on_track.folder) == (settings, ())


def test_a_template_that_is_a_link_out_of_the_folder_gives_no_report_its_look(on_track: World, tmp_path: Path) -> None:
    (tmp_path / "brand.potx").write_bytes(b"of somebody else")
    (on_track.folder / "brand.potx").symlink_to(tmp_path / "brand.potx")
    on_track.write("settings.yaml", "report: {template: brand.potx}\n")
    settings, problems = read_page_settings(on_track.folder)
    assert template_file(on_track.folder, settings) is None
    assert "there is no file 'brand.potx' in the playbook's folder" in problems[0].message
    with on_track.workspace() as workspace, pytest.raises(WrongUse, match="no such file in the playbook's folder"):
        reporting.check_look(workspace, ReportFormat.PPTX)


def test_a_template_that_is_not_there_is_a_warning_that_stops_nothing(on_track: World) -> None:
    on_track.write("settings.yaml", "edit: true\nreport: {template: brand/slides.potx}\n")
    settings, problems = read_page_settings(on_track.folder)
    assert settings.edit
    assert len(problems) == 1
    assert problems[0].message == (
        "settings.yaml:2:10: there is no file 'brand/slides.potx' in the playbook's folder; "
        "put the template there, or correct its name"
    )


CHANNELS = """\
notify:
  channels:
    - {id: leaders, service: slack, address: A, sends: [personal], seat: vp-enginering}
    - {id: copilot, service: slack, address: B, products: [contract-reader, support-copilto]}
"""


def test_a_channel_of_a_product_or_seat_that_is_not_there_is_found_at_its_word(on_track: World) -> None:
    on_track.write("settings.yaml", CHANNELS)
    found = CliRunner().invoke(app, ["validate", str(on_track.folder)])
    assert found.exit_code == 1
    assert [line for line in found.output.splitlines() if "settings.yaml" in line] == [
        "error: settings.yaml:3:74: unknown seat 'vp-enginering'; did you mean 'vp-engineering'?",
        "error: settings.yaml:4:77: unknown product 'support-copilto'; did you mean 'support-copilot'?",
    ]
    on_track.write("settings.yaml", CHANNELS.replace("enginering", "engineering").replace("copilto", "copilot"))
    assert "settings.yaml" not in CliRunner().invoke(app, ["validate", str(on_track.folder)]).output


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("service: slakc", "unknown service 'slakc'"),
        ("service: slack, sends: [alert]", "unknown sends 'alert'"),
        ("service: slack, severity: hihg", "unknown severity 'hihg'"),
    ],
)
def test_a_slip_in_what_a_channel_is_names_what_was_meant(tmp_path: Path, wrong: str, sentence: str) -> None:
    (tmp_path / "settings.yaml").write_text(f"notify: {{channels: [{{id: a, address: A, {wrong}}}]}}", "utf-8")
    ((said),) = read_page_settings(tmp_path)[1]
    meant = {"slakc": "slack", "alert": "alerts", "hihg": "high"}[sentence.split("'")[1]]
    assert sentence in said.message
    assert said.message.endswith(f"did you mean '{meant}'?")
