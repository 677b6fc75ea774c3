"""Where things are: one rule for a checkout and for an installed package, and a place for what is written."""

import os
import shutil
from pathlib import Path

import pytest

from playbook.services.recording.recording import refuse_what_stays
from playbook.services.reviewing import CannotClose, close_review
from playbook.services.starting import place_to_start
from playbook.settings import (
    THIS_PROJECT,
    Project,
    WrongUse,
    find_home,
    own_store,
    project_of,
    sample_store,
    user_data,
)
from playbook.workspace.workspace import Workspace
from tests.paths import ROOT
from tests.playbook.projects import small_project


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a person."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "kept"))
    return tmp_path / "kept" / "ai-engineering-playbook"


def installed(folder: Path) -> Project:
    """A project as a wheel lays it down."""
    checkout = small_project(folder / "checkout")
    package = folder / "packages" / "playbook"
    shutil.copytree(checkout.playbook, package)
    shutil.copytree(checkout.root / "data", package / "shipped" / "data")
    return project_of(package)


def test_a_checkout_keeps_everything_in_itself() -> None:
    assert project_of(ROOT / "playbook") == THIS_PROJECT
    assert not THIS_PROJECT.installed
    assert THIS_PROJECT.launcher == ROOT / "app.py"
    assert own_store(THIS_PROJECT) == ROOT / "data" / "playbook.duckdb"
    assert find_home(None, None, {}).cache.parent == ROOT / "data"


def test_an_installed_package_has_inside_it_what_a_checkout_has_beside_it(tmp_path: Path, home: Path) -> None:
    project = installed(tmp_path)
    assert project.installed
    assert (project.sample / "manifest.yaml").exists()
    assert (project.playbook / "definitions").is_dir()
    found = find_home(None, None, {}, project)
    assert found.is_sample
    assert (found.store_file, found.cache.parent) == (home / "sample.duckdb", home)


def test_nothing_is_started_recorded_or_closed_inside_an_installed_package(tmp_path: Path, home: Path) -> None:
    project = installed(tmp_path)
    before = sorted(project.playbook.rglob("*"))
    for folder in (None, project.playbook):
        with pytest.raises(WrongUse, match="init needs a folder for your playbook, as in: playbook init acme"):
            place_to_start(project, folder)
    with Workspace.find(environ={}, project=project) as sample:
        with pytest.raises(WrongUse, match="sample organization, which is never written to"):
            refuse_what_stays(sample)
        with pytest.raises(CannotClose, match=r"part of the installed package.*playbook init DIR"):
            close_review(sample, week=None, day=sample.today(), by="vp-engineering")
        assert sample.uploads()
    assert sorted(project.playbook.rglob("*")) == before
    assert (home / "sample.duckdb").exists()


def test_an_installed_playbook_that_has_started_is_shown_but_not_written_to(tmp_path: Path, home: Path) -> None:
    project = installed(tmp_path)
    (project.playbook / "records" / "charter.yaml").write_text("start: 2026-09-07\n", "utf-8")
    with Workspace.find(environ={}, project=project) as own:
        assert not own.is_sample
        assert own.home.store_file == home / "playbook.duckdb"
        with pytest.raises(WrongUse, match="part of the installed package"):
            refuse_what_stays(own)


def test_a_checkout_that_may_only_be_read_keeps_its_own_store_but_not_the_samples(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path / "checkout")
    assert sample_store(project) == project.root / "data" / "sample.duckdb"
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert sample_store(project) == home / "sample.duckdb"
    assert find_home(None, None, {}, project).cache.parent == home
    assert own_store(project) == project.root / "data" / "playbook.duckdb"


def test_what_is_kept_for_a_person_lies_where_each_system_keeps_it() -> None:
    at_home = Path.home()
    assert user_data({}, "linux") == at_home / ".local/share/ai-engineering-playbook"
    assert user_data({"XDG_DATA_HOME": "/srv/kept"}, "linux") == Path("/srv/kept/ai-engineering-playbook")
    assert user_data({"XDG_DATA_HOME": "not/absolute"}, "linux") == at_home / ".local/share/ai-engineering-playbook"
    assert user_data({}, "darwin") == at_home / "Library/Application Support/ai-engineering-playbook"
    assert user_data({"LOCALAPPDATA": "/c/local"}, "win32") == Path("/c/local/ai-engineering-playbook")
