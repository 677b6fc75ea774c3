"""Starting a playbook of one's own: its files, its dates, and what it refuses."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from metrics.problems import Problems
from playbook.loading.page_settings import PageSettings, read_page_settings
from playbook.model.products import RiskTier
from playbook.services.beginning import Beginning, FirstProduct, check_amount, check_currency, check_seat, check_zone
from playbook.services.first_records import with_currency, with_zone
from playbook.services.starting import (
    check_name,
    help_of,
    move_targets,
    product_id_of,
    start,
    with_product,
    with_start,
)
from playbook.settings import Project, WrongUse, has_started, started_on
from playbook.yaml_text.source import read
from tests.playbook.folders import check, load
from tests.playbook.projects import small_project

BEGINNING = Beginning("Acme & Sons", date(2027, 1, 4), "Claims Triage (EU)", RiskTier.HIGH)
METRICS = """# the head stays
metrics:
  - id: nps      # 2026-09-07 stays, it is a comment
    definition: since 2026-09-07
    targets:
      - {date: 2026-09-07, value: 5, kind: baseline}   # the start
      - value: 25
        date: "2026-12-05"
  - id: users
    targets: [{date: 2026-10-01, value: 1}, {date: 2026-12-05, value: 2}]
  - id: free
    targets_by_product: {copilot: [{date: 2026-10-08, value: 3}]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A checkout that nobody has started."""
    return small_project(tmp_path / "checkout")


def test_targets_move_with_the_start_and_nothing_else_in_the_file_does() -> None:
    moved = move_targets(METRICS, timedelta(days=119))
    assert moved.splitlines()[2:4] == METRICS.splitlines()[2:4]
    assert "{date: 2027-01-04, value: 5, kind: baseline}   # the start" in moved
    assert 'date: "2027-04-03"' in moved
    assert "targets: [{date: 2027-01-28, value: 1}, {date: 2027-04-03, value: 2}]" in moved
    assert "{copilot: [{date: 2027-02-04, value: 3}]}" in moved
    assert move_targets(moved, timedelta(days=-119)) == METRICS
    assert move_targets(METRICS, timedelta(0)) == METRICS


def test_starting_in_place_makes_the_project_its_own(project: Project) -> None:
    metrics = (project.playbook / "definitions" / "metrics.yaml").read_text("utf-8")
    before = read(metrics, "metrics.yaml").data["metrics"][0]["targets"]
    started = start(project, None, BEGINNING)
    assert started.in_place
    assert started.moved_days == (BEGINNING.start - date(2026, 9, 7)).days
    playbook = load(project.playbook)
    assert playbook.records.charter.start == BEGINNING.start
    assert playbook.records.charter.organization == "Acme & Sons"
    (product,) = playbook.records.products.products
    assert (product.id, product.name, product.risk_tier) == ("claims-triage-eu", "Claims Triage (EU)", RiskTier.HIGH)
    moved = timedelta(days=started.moved_days)
    after = playbook.definitions.metrics.metrics[0].targets
    assert [target.date for target in after] == [target["date"] + moved for target in before]
    assert (project.playbook / "records" / "charter.yaml").read_text("utf-8").startswith("# Help for charter")


def test_starting_in_a_folder_takes_its_own_copy_and_leaves_the_project_alone(project: Project, tmp_path: Path) -> None:
    (project.playbook / "schema").mkdir()
    (project.playbook / "schema" / "gates.json").write_text("{}", "utf-8")
    texts = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
    started = start(project, tmp_path / "acme", BEGINNING)
    assert not started.in_place
    assert {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()} == texts
    assert load(tmp_path / "acme").records.charter.start == BEGINNING.start
    assert (tmp_path / "acme" / "schema" / "gates.json").exists()
    assert "playbook.duckdb" in (tmp_path / "acme" / ".gitignore").read_text("utf-8")
    assert not has_started(project.playbook)


def test_a_new_folder_has_the_reference_of_its_files_beside_them(project: Project, tmp_path: Path) -> None:
    for folder in ("definitions", "records"):
        (project.playbook / folder / "README.md").write_text(f"# Keys of {folder}\n", "utf-8")
    (tmp_path / "acme" / "records").mkdir(parents=True)
    (tmp_path / "acme" / "records" / "README.md").write_text("# Ours\n", "utf-8")
    start(project, tmp_path / "acme", BEGINNING)
    assert (tmp_path / "acme" / "definitions" / "README.md").read_text("utf-8") == "# Keys of definitions\n"
    assert (tmp_path / "acme" / "records" / "README.md").read_text("utf-8") == "# Ours\n"
    assert check(tmp_path / "acme") == check(project.playbook), "nothing but what the definitions say of themselves"


def test_a_second_playbook_is_dated_from_the_first_and_takes_nothing_of_its_records(
    project: Project, tmp_path: Path
) -> None:
    start(project, None, BEGINNING)
    second = Beginning("Second", BEGINNING.start + timedelta(days=7), "Other", RiskTier.MINIMAL)
    assert start(project, tmp_path / "second", second).moved_days == 7
    playbook = load(tmp_path / "second")
    assert [product.id for product in playbook.records.products.products] == ["other"]
    assert playbook.records.charter.organization == "Second"


def test_one_that_has_started_is_never_written_over(project: Project, tmp_path: Path) -> None:
    start(project, tmp_path / "acme", BEGINNING)
    texts = {path: path.read_bytes() for path in (tmp_path / "acme").rglob("*") if path.is_file()}
    with pytest.raises(WrongUse, match="has started on Jan 4, 2027, and nothing was changed"):
        start(project, tmp_path / "acme", BEGINNING)
    assert {path: path.read_bytes() for path in (tmp_path / "acme").rglob("*") if path.is_file()} == texts
    with pytest.raises(WrongUse, match="has started"):
        start(project, project.sample, BEGINNING)


def test_broken_definitions_start_nothing(project: Project, tmp_path: Path) -> None:
    gates = project.playbook / "definitions" / "gates.yaml"
    gates.write_text(gates.read_text("utf-8").replace("owner:", "ownr:", 1), "utf-8")
    with pytest.raises(Problems, match="ownr"):
        start(project, tmp_path / "acme", BEGINNING)
    assert not (tmp_path / "acme").exists()


def test_a_folder_with_definitions_of_its_own_keeps_them_as_they_are(project: Project, tmp_path: Path) -> None:
    start(project, tmp_path / "acme", BEGINNING)
    (tmp_path / "acme" / "records" / "charter.yaml").write_text("start:   # not yet\n", "utf-8")
    metrics = (tmp_path / "acme" / "definitions" / "metrics.yaml").read_bytes()
    started = start(project, tmp_path / "acme", Beginning("Acme", date(2028, 1, 3), "Other", RiskTier.LIMITED))
    assert started.moved_days == 0
    assert (tmp_path / "acme" / "definitions" / "metrics.yaml").read_bytes() == metrics
    assert [product.id for product in load(tmp_path / "acme").records.products.products] == [
        "claims-triage-eu",
        "other",
    ]
    assert started_on(tmp_path / "acme") == date(2028, 1, 3)


def test_blank_keys_are_filled_in_and_help_is_kept() -> None:
    text = "# help\nstart:     # the first day\norganization: ''\nprogress: []\n"
    assert with_start(text, BEGINNING) == "# help\nstart: 2027-01-04\norganization: Acme & Sons\nprogress: []\n"
    assert help_of("# one\n#\n\nproducts:\n  # inside\n") == "# one\n#\n\n"


def test_a_product_that_is_listed_already_is_not_listed_twice() -> None:
    text = with_product("", BEGINNING.products[0], BEGINNING.start)
    assert with_product(text, BEGINNING.products[0], BEGINNING.start) == text


@pytest.mark.parametrize("name", ["Yes", "it's", "a: b", "#1 bank", "- dash", "Søster & Co", "100", "null", "{x}"])
def test_any_name_survives_the_file_it_is_written_to(name: str) -> None:
    text = with_start("", Beginning(name, date(2027, 1, 4), "x", RiskTier.LIMITED))
    assert read(text, "charter.yaml").data["organization"] == name


@pytest.mark.parametrize(
    ("name", "identifier"), [("Support copilot", "support-copilot"), ("2nd Ångström!", "product-2nd-angstrom")]
)
def test_a_products_id_is_made_of_its_name(name: str, identifier: str) -> None:
    assert product_id_of(name) == identifier


def test_names_that_cannot_be_shown_are_refused() -> None:
    assert check_name("  two   words ") == "two words"
    for name in ("", "   ", "x" * 121, "bell\a"):
        with pytest.raises(WrongUse, match="1 to 120 characters"):
            check_name(name)
    with pytest.raises(WrongUse, match="at least one letter"):
        product_id_of("???")


@pytest.mark.parametrize("inside", [(), ("below",)])
def test_where_nothing_can_be_written_the_refusal_is_a_sentence(
    project: Project, tmp_path: Path, inside: tuple[str, ...]
) -> None:
    taken = tmp_path / "notes.txt"
    taken.write_text("no folder")
    with pytest.raises(WrongUse, match=r"no playbook can be started in '.*notes.txt.*' \(.+\); name a folder"):
        start(project, taken.joinpath(*inside), BEGINNING)
    assert taken.read_text() == "no folder"


def whole() -> Beginning:
    """A beginning with everything that can be said."""
    return replace(
        BEGINNING,
        more=(FirstProduct("Desk bot", RiskTier.LIMITED), FirstProduct("Yes", RiskTier.MINIMAL)),
        timezone="America/New_York",
        currency="EUR",
        budget=460000.0,
        seats={"lead-ai-engineer": "staff-0117", "vp-engineering": "Dr. O'Hara: interim"},
        sheet=("sheet.csv", b"name,owner,monthly cost,colour\nChat over the wiki,head-of-data,120,blue\n"),
    )


def test_everything_that_was_said_stands_in_the_files(project: Project, tmp_path: Path) -> None:
    started = start(project, tmp_path / "acme", whole())
    playbook = load(tmp_path / "acme")
    assert check(tmp_path / "acme") == check(project.playbook), "nothing but what the definitions say of themselves"
    assert playbook.definitions.charter.charter.timezone == "America/New_York"
    budget = playbook.records.charter.budget
    assert budget is not None
    assert (budget.amount, budget.currency) == (460000, "EUR")
    products = [(one.id, one.title, one.risk_tier) for one in playbook.records.products.products]
    assert products == [
        ("claims-triage-eu", "Claims Triage (EU)", RiskTier.HIGH),
        ("desk-bot", "Desk bot", RiskTier.LIMITED),
        ("yes", "Yes", RiskTier.MINIMAL),
    ]
    assert {one.seat: one.holder for one in playbook.records.team.seats} == {
        "lead-ai-engineer": "staff-0117",
        "vp-engineering": "Dr. O'Hara: interim",
    }
    assert [one.owner for one in playbook.records.experiments.experiments] == ["head-of-data"]
    assert started.experiments == 1
    assert started.passed_over == ("'colour' is passed over",)


def test_a_sheet_with_a_problem_starts_nothing(project: Project, tmp_path: Path) -> None:
    wrong = replace(whole(), sheet=("sheet.csv", b"name,monthly cost\nChat,a lot\n"))
    with pytest.raises(Problems) as problems:
        start(project, tmp_path / "acme", wrong)
    assert "sheet.csv, row 2" in problems.value.problems[0].message
    assert not (tmp_path / "acme").exists()


def test_two_products_of_one_name_start_nothing(project: Project, tmp_path: Path) -> None:
    wrong = replace(BEGINNING, more=(FirstProduct("claims triage EU", RiskTier.LIMITED),))
    with pytest.raises(WrongUse, match="two products are called"):
        start(project, tmp_path / "acme", wrong)
    assert not (tmp_path / "acme").exists()


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S607
    return done.stdout


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git knows who commits, and nothing else of this machine."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "Analyst")
    for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "analyst@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.mark.usefixtures("somebody")
def test_a_folder_without_git_becomes_a_repository_with_a_first_commit(project: Project, tmp_path: Path) -> None:
    started = start(project, tmp_path / "acme", replace(BEGINNING, writes=True))
    assert started.git
    assert git(tmp_path / "acme", "log", "--format=%s").splitlines() == ["Start the playbook of Acme & Sons"]
    assert git(tmp_path / "acme", "status", "--porcelain") == ""
    assert read_page_settings(tmp_path / "acme")[0] == PageSettings(edit=True, commit=True)


@pytest.mark.usefixtures("somebody")
def test_a_folder_in_a_repository_stays_uncommitted_unless_the_page_writes(project: Project, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "theirs.txt").write_text("not ours\n")
    git(tmp_path, "add", "theirs.txt")
    assert start(project, tmp_path / "one", BEGINNING).git == ""
    assert start(project, tmp_path / "two", replace(BEGINNING, writes=True)).git
    committed = git(tmp_path, "log", "--name-only", "--format=").split()
    assert committed
    assert all(name.startswith("two/") for name in committed)
    assert not (tmp_path / "two" / ".git").exists()


def test_where_nobody_commits_the_page_is_let_write_and_not_commit(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    started = start(project, tmp_path / "acme", replace(BEGINNING, writes=True))
    assert "no git on this machine" in started.no_git
    assert read_page_settings(tmp_path / "acme")[0] == PageSettings(edit=True)


@pytest.mark.parametrize(
    ("check", "text", "sentence"),
    [
        (check_zone, "Berlin", "'Berlin' is no time zone"),
        (check_zone, "../etc/passwd", "is no time zone"),
        (check_currency, "EURO", "'EURO' is no currency; did you mean 'EUR'"),
        (check_amount, "a lot", "'a lot' is no sum of money"),
        (check_amount, "-5", "is no sum of money"),
        (check_amount, "1e9", "is no sum of money"),
        (lambda text: check_seat(text, ""), "lead", "names no seat and holder"),
        (lambda text: check_seat(text, "x"), "Lead AI", "names no seat and holder"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_a_sentence(check: Callable[[str], object], text: str, sentence: str) -> None:
    with pytest.raises(WrongUse) as wrong:
        check(text)
    assert sentence in str(wrong.value)


def test_answers_are_taken_as_people_write_them() -> None:
    assert check_amount("1,250,000.50") == 1250000.5
    assert check_amount("460 000") == 460000
    assert check_amount(" ") is None
    assert check_currency("€") == "EUR"
    assert check_zone(" Asia/Tokyo ") == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("charter:\n  timezone: UTC   # here\n  days: 90\n", "charter:\n  timezone: Asia/Tokyo   # here\n  days: 90\n"),
        ("charter:\n  timezone: 'UTC'\n", "charter:\n  timezone: 'Asia/Tokyo'\n"),
        ("charter: {timezone: UTC, days: 90}\n", "charter: {timezone: Asia/Tokyo, days: 90}\n"),
        ("charter:\n  days: 90\n", "charter:\n  timezone: Asia/Tokyo\n  days: 90\n"),
        ("# only help\n", "# only help\ncharter:\n  timezone: Asia/Tokyo\n"),
    ],
)
def test_the_time_zone_is_changed_and_nothing_else(before: str, after: str) -> None:
    assert with_zone(before, "Asia/Tokyo") == after


def test_another_currency_is_named_in_words_and_comments_too() -> None:
    texts = {
        "definitions/metrics.yaml": "metrics:\n  - {id: spend_usd, unit: USD, numerator: cost in USD}   # USD a week\n",
        "definitions/experiments.yaml": "audit:\n  currency: USD\n  rules: []   # USD a month\n",
    }
    for file, text in with_currency(texts, "CHF").items():
        assert text == texts[file].replace("USD", "CHF")
    assert with_currency(texts, "USD") == {}


def test_money_is_counted_in_the_currency_that_was_said(project: Project, tmp_path: Path) -> None:
    started = start(project, tmp_path / "acme", replace(BEGINNING, currency="EUR", budget=1000.0))
    assert started.money_targets == ("Token spend",), "targets that were set in another currency"
    same = start(project, tmp_path / "same", replace(BEGINNING, currency="USD"))
    assert not same.money_targets + same.money_lines
    text = (tmp_path / "acme" / "definitions" / "metrics.yaml").read_text("utf-8")
    assert "unit: EUR" in text
    assert "unit: USD" not in text
    definitions = load(tmp_path / "acme").definitions
    assert definitions.experiments.audit.currency == "EUR"
    before = load(project.playbook).definitions.metrics.metrics
    assert [one.unit.replace("EUR", "USD") for one in definitions.metrics.metrics] == [one.unit for one in before]
    assert (project.playbook / "definitions" / "metrics.yaml").read_text("utf-8").count("unit: USD") >= 1
