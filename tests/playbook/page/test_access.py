"""Roles hold where something is done, not only where it is shown; without secrets nobody need sign in."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.page import access
from playbook.page.parts import wording_access
from playbook.page.parts.people import BadAccess, Person, Role, Stranger


def as_role(monkeypatch: pytest.MonkeyPatch, looking: Person | Stranger | None) -> None:
    """Whoever looks is this."""
    monkeypatch.setattr(access, "person", lambda: looking)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("wanted", list(Role))
def test_a_deed_needs_its_role_at_the_very_moment(monkeypatch: pytest.MonkeyPatch, role: Role, wanted: Role) -> None:
    as_role(monkeypatch, Person("lee@example.org", "lee@example.org", role))
    assert access.may(wanted) == (role >= wanted)
    if role >= wanted:
        assert access.acting(wanted, "somebody else") == "lee@example.org", "a typed name does not stand in"
    else:
        with pytest.raises(access.NotAllowed, match=r"\[access\]"):
            access.acting(wanted)


@pytest.mark.parametrize("looking", [None, Stranger("x", "y")])
def test_whoever_may_not_look_may_do_nothing(monkeypatch: pytest.MonkeyPatch, looking: Stranger | None) -> None:
    as_role(monkeypatch, looking)
    assert not access.may(Role.VIEWER)
    with pytest.raises(access.NotAllowed):
        access.acting(Role.UPLOADER, "me")


def secrets(monkeypatch: pytest.MonkeyPatch, found: dict[str, object] | None) -> None:
    """The secrets of the app; None: a file that cannot be read."""
    monkeypatch.setattr(access, "_secrets", lambda: found)


def test_without_secrets_nobody_need_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(monkeypatch, {"database": "x"})
    assert not access.sign_in_is_wanted()
    assert access.acting(Role.APPROVER, "lead-ai-engineer") == "lead-ai-engineer"


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (None, wording_access.UNREADABLE),
        ({"access": {}}, wording_access.ONLY_ACCESS),
        ({"auth": {}, "access": {"domain": "x"}}, "[access] domain"),
        ({"auth": {}, "access": "everybody"}, wording_access.NOT_A_SECTION),
    ],
)
def test_doubtful_secrets_let_nobody_in(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, object] | None, sentence: str
) -> None:
    secrets(monkeypatch, found)
    assert access.sign_in_is_wanted()
    with pytest.raises(BadAccess) as refused:
        access.person()
    assert any(sentence in each for each in refused.value.sentences)


def test_a_missing_package_is_said_and_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(monkeypatch, {"auth": {}})
    nothing: Callable[[str], None] = lambda _: None  # noqa: E731 - a stand-in of one line
    monkeypatch.setattr(access, "find_spec", nothing)
    with pytest.raises(BadAccess, match="needs one more package"):
        access.person()


DEEDS = {"file_uploader", "chat_input", "camera_input", "keep", "receive", "revoke", "write", "write_and_commit"}


def test_every_screen_that_takes_or_changes_something_asks_for_a_role() -> None:
    careless = []
    for path in sorted((Path(access.__file__).parent).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        done = {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in DEEDS
        }
        asks = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "playbook.page.access"
            for alias in node.names
        }
        if done and not asks & {"acting", "only_for", "may", "writing_files"}:
            careless.append(f"{path.name}: {sorted(done)}")
    assert careless == [], "ask for the role first, with playbook.page.access"
