"""`playbook notify`: what would go, what went and what did not, for people, programs and cron."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playbook.cli.output import ExitCode
from playbook.documents.messages.wording import WHERE_WE_STAND
from playbook.services.notify import wording
from tests.playbook.cli.commands.numbers.test_uploads import document, run
from tests.playbook.cli.test_documents import answer
from tests.playbook.served import serving
from tests.playbook.services.notify.receivers import Answer, receiving
from tests.playbook.services.notify.running import HOOK, SECRET, channels, incidents
from tests.worlds import World


@pytest.fixture
def reported(on_track: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two incidents are to be told of; the clock is that of this machine, long after the charter."""
    on_track.write("settings.yaml", channels(f"{HOOK}, sends: [alerts], severity: critical}}"))
    incidents(on_track, 2)
    monkeypatch.setenv("SIGNED", SECRET)
    return on_track


def rows(world: World, *options: str) -> list[dict[str, Any]]:
    return list(document(run(world, "notify", *options, "--json"))["messages"])


def test_a_run_sends_and_the_history_says_what_went(reported: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as receiver:
        monkeypatch.setenv("HOOK", receiver.address)
        sent = run(reported, "notify")
        assert sent.exit_code == ExitCode.FINE, sent.output
        assert "2 sent." in sent.stdout
        assert wording.NOTHING in run(reported, "notify").stdout
        assert sorted(receiver.titles()) == [f"Critical incident: Incident {number}" for number in range(2)]
    history = rows(reported, "--history")
    assert [(row["channel"], row["state"], row["tries"], row["event"]) for row in history] == [
        ("ops", "sent", 1, "began")
    ] * 2
    assert {row["id"] for row in history} == set(receiver.ids())
    listed = run(reported, "notify", "--history").stdout
    assert listed.count("Critical incident: Incident") == 2
    assert "sent" in listed


def test_what_was_not_taken_is_said_and_ends_with_one(reported: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving([Answer(500)]) as receiver:
        monkeypatch.setenv("HOOK", receiver.address)
        failed = run(reported, "notify")
    assert failed.exit_code == ExitCode.NO
    assert "ops: 'Critical incident: Incident" in failed.stderr
    assert "it answered 500" in failed.stderr
    assert "1 failed and 2 waiting" in failed.stdout
    states = sorted((row["state"], row["why"]) for row in rows(reported, "--history"))
    assert states == [("failed", "it answered 500"), ("waiting", None)]


def test_a_dry_run_prints_every_message_and_keeps_none(reported: World) -> None:
    shown = run(reported, "notify", "--dry-run")
    assert shown.exit_code == ExitCode.FINE, shown.output
    assert shown.stdout.count("ops, alert") == 2
    (one, _) = rows(reported, "--dry-run")
    assert (one["id"], one["state"], one["severity"], one["made"]) == (None, "waiting", "critical", None)
    assert rows(reported, "--history") == []
    assert wording.NOTHING_YET in run(reported, "notify", "--history").stdout


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping", "broken_definitions"])
def test_what_would_go_fits_its_schema_in_every_world(world: Callable[[str], World], name: str) -> None:
    one = world(name)
    if name != "broken_definitions":
        one.receive_all()
    found = answer("notify", "--dry-run", playbook=one.folder)["messages"]
    kinds = {row["kind"] for row in found}
    assert kinds <= {"digest", "personal", "alert"}
    assert ("digest" in kinds) is (name in ("week_one", "on_track", "slipping"))
    answer("notify", "--history", playbook=one.folder)


def test_digests_go_now_where_they_are_asked_for(reported: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reported.write("settings.yaml", channels(f"{HOOK}, sends: [digest]}}"))
    with receiving() as receiver:
        monkeypatch.setenv("HOOK", receiver.address)
        assert "1 sent" in run(reported, "notify", "--digest").stdout
        assert wording.NOTHING in run(reported, "notify", "--digest").stdout
    data = receiver.got[0].document["data"]
    assert data["sections"][0]["title"] == WHERE_WE_STAND


def test_nothing_is_sent_of_the_sample_or_without_a_channel_or_by_settings_with_problems(reported: World) -> None:
    reported.write("settings.yaml", "edit: false\n")
    without = run(reported, "notify")
    assert (without.exit_code, wording.NO_CHANNEL in without.stderr) == (ExitCode.WRONG_USE, True)
    assert wording.NO_CHANNELS.split(";")[0] in run(reported, "notify", "--dry-run").stdout
    reported.write("settings.yaml", channels("{id: ops, service: telegraph, address: HOOK}"))
    broken = run(reported, "notify")
    assert (broken.exit_code, wording.BROKEN_SETTINGS in broken.stderr) == (ExitCode.WRONG_USE, True)
    both = run(reported, "notify", "--dry-run", "--history")
    assert (both.exit_code, wording.ONE_OF in both.stderr) == (ExitCode.WRONG_USE, True)


@pytest.mark.parametrize(
    ("channel", "message"),
    [
        ("{id: ops, service: webhook, address: HOOK}", "webhook 'ops' without a secret"),
        ("{id: ops, service: slack, address: HOOK, secret: SIGNED}", "channel 'ops' with a secret"),
        ("{id: ops, service: slack, address: https://hooks.slack.com/services/T0/B0/x}", "address"),
        ("{id: ops, service: slack, address: HOOK, sends: [everything]}", "everything"),
    ],
)
def test_a_channel_that_cannot_be_is_a_located_problem(reported: World, channel: str, message: str) -> None:
    reported.write("settings.yaml", channels(channel))
    result = run(reported, "validate")
    assert result.exit_code == ExitCode.NO
    assert "settings.yaml:3:" in result.output
    assert message in result.output


def test_two_channels_of_one_name_are_a_problem(reported: World) -> None:
    reported.write("settings.yaml", channels(f"{HOOK}}}", f"{HOOK}}}"))
    assert "settings.yaml:4:12: a second channel 'ops'" in run(reported, "validate").output


def test_beside_a_running_app_the_app_sends_and_the_history_is_its_own(tmp_path: Path) -> None:
    with serving(tmp_path) as app:
        app.world.write("settings.yaml", channels(f"{HOOK}, sends: [digest]}}"))
        beside = run(app.world, "notify")
        assert (beside.exit_code, wording.APP_SENDS in beside.stderr) == (ExitCode.FINE, True), beside.output
        assert rows(app.world, "--history") == []
        assert rows(app.world, "--dry-run")
