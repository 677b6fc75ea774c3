"""Receivers that are slow, busy, broken, gone or not who they say: what was not taken is tried again, and told."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from metrics.store import outbox
from metrics.store.outbox import MessageState
from playbook.services.notify import wording
from playbook.services.notify.channels import post as posting
from playbook.services.notify.delivering import CLAIMED_FOR, PAUSES
from tests.free_port import free_port
from tests.playbook.services.notify.receivers import Answer, receiving
from tests.playbook.services.notify.running import HOOK, SECRET, Running, channels, incidents
from tests.playbook.services.notify.test_channels import verified
from tests.worlds import World

# Apprise's mail brings a module that Python 3.13 takes away, on Pythons that still have it
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
ALERTS = f"{HOOK}, sends: [alerts]}}"


@pytest.fixture
def running(on_track: World) -> Iterator[Running]:
    """One incident is to be told of; the address of the channel is not known yet."""
    on_track.write("settings.yaml", channels(ALERTS))
    incidents(on_track, 1)
    one = Running(on_track, {"SIGNED": SECRET})
    yield one
    one.workspace.close()


def test_a_webhook_is_signed_anew_with_each_try_and_keeps_its_id(running: Running) -> None:
    with receiving([Answer(500)]) as receiver:
        running.environ["HOOK"] = receiver.address
        (failed,) = running.run()
        assert (failed.state, failed.why) == (MessageState.FAILED, "it answered 500")
        assert running.run() == (), "not at once again"
        running.now += PAUSES[0]
        (sent,) = running.run()
    assert sent.state is MessageState.SENT
    first, second = receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    document = verified(second.headers, second.body, SECRET)
    assert (document["type"], document["data"]["subject"]) == ("alert.began", "incident:i0")


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, (("Retry-After", "7200"),), 7200),
        (503, (("Retry-After", "Fri, 06 Nov 2026 13:00:00 GMT"), ("Date", "Fri, 06 Nov 2026 12:00:00 GMT")), 3600),
        (429, (("Retry-After", "soon"),), PAUSES[0].total_seconds()),
        (429, (("Retry-After", "1"),), PAUSES[0].total_seconds()),
        (500, (), PAUSES[0].total_seconds()),
        (404, (), PAUSES[0].total_seconds()),
        (302, (("Location", "https://elsewhere.example"),), PAUSES[0].total_seconds()),
    ],
)
def test_a_service_that_asks_for_patience_gets_it_with_all_that_waits_for_it(
    running: Running, status: int, headers: tuple[tuple[str, str], ...], seconds: float
) -> None:
    incidents(running.world, 2)
    with receiving([Answer(status, headers)]) as receiver:
        running.environ["HOOK"] = receiver.address
        (tried,) = running.run()
        assert tried.state is MessageState.FAILED
        running.now += timedelta(seconds=seconds - 1)
        assert running.run() == ()
        running.now += timedelta(seconds=1)
        assert [one.state for one in running.run()] == [MessageState.SENT] * 2
    assert len(receiver.got) == 3
    assert receiver.titles()[1:] == ["Critical incident: Incident 0", "Critical incident: Incident 1"]


def test_a_connection_that_is_closed_and_one_that_is_slow_are_tried_again(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "TIMEOUT", httpx.Timeout(0.5))
    with receiving([Answer(None), Answer(200, seconds=3.0)]) as receiver:
        running.environ["HOOK"] = receiver.address
        (closed,) = running.run()
        assert closed.why == "no answer came (RemoteProtocolError)"
        running.now += PAUSES[0]
        (slow,) = running.run()
        assert slow.why == "no answer came (ReadTimeout)"
        running.now += PAUSES[1]
        (sent,) = running.run()
        assert sent.state is MessageState.SENT
        assert len(set(receiver.ids())) == 1, "a receiver that took it while we heard nothing knows it by its id"


def self_signed(path: Path) -> Path:
    """A certificate of this machine that nobody vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "elsewhere.example")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(begins).not_valid_after(begins + timedelta(days=9999))
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(secret + made.sign(key, hashes.SHA256()).public_bytes(pem))
    return path


def test_nothing_is_sent_to_who_has_another_certificate(running: Running, tmp_path: Path) -> None:
    certificate = self_signed(tmp_path / "certificate.pem")

    def wrap(server: ThreadingHTTPServer) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)

    with receiving(wrap=wrap, scheme="https") as receiver:
        running.environ["HOOK"] = receiver.address
        (tried,) = running.run()
        assert tried.why == wording.NO_CERTIFICATE
        assert receiver.got == []


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "the environment variable HOOK is not set"),
        ("http://chat.example.com/hook", "begins with http://"),
        ("ftp://chat.example.com/hook", wording.NO_ADDRESS),
        ("https://user:password@chat.example.com/", wording.NO_ADDRESS),
        ("not an address", wording.NO_ADDRESS),
        ("http://127.0.0.1:1/hook", "no answer came (ConnectError)"),
    ],
)
def test_an_address_that_leads_nowhere_says_so_and_never_what_it_is(running: Running, address: str, why: str) -> None:
    running.environ["HOOK"] = address
    (tried,) = running.run()
    assert why in tried.why
    assert "password" not in tried.why
    assert "/hook" not in tried.why


def test_a_secret_that_signs_nothing_is_said_by_the_name_of_its_variable(running: Running) -> None:
    running.environ |= {"HOOK": "http://127.0.0.1:1/", "SIGNED": "whsec_short"}
    (tried,) = running.run()
    assert "SIGNED holds no signing secret" in tried.why
    assert "short" not in tried.why


def test_it_is_given_up_after_the_last_try_and_the_next_message_goes(running: Running) -> None:
    with receiving([Answer(410)] * (len(PAUSES) + 1)) as receiver:
        running.environ["HOOK"] = receiver.address
        for pause in PAUSES:
            (tried,) = running.run()
            assert tried.state is MessageState.FAILED
            running.now += pause
        (last,) = running.run()
        assert last.state is MessageState.GIVEN_UP
        (kept,) = outbox.newest(running.workspace.store(), 9)
        assert (kept.state, kept.tries, kept.why) == (MessageState.GIVEN_UP, len(PAUSES) + 1, "it answered 410")
        incidents(running.world, 2)
        assert [one.state for one in running.run()] == [MessageState.SENT]


def test_a_claim_of_a_process_that_is_gone_is_taken_over(running: Running) -> None:
    with receiving() as receiver:
        running.environ["HOOK"] = receiver.address
        running.make()
        store, now = running.workspace.store(), running.workspace.now()
        (waiting,) = outbox.on_their_way(store)
        assert outbox.claim(store, waiting, "gone", now, now + CLAIMED_FOR) is not None
        assert outbox.claim(store, waiting, "late", now, now + CLAIMED_FOR) is None, "one claims it"
        # on a lake its owner may be alive, a file lets one process in
        if store.location.path is None:
            assert running.deliver() == ()
            running.now += CLAIMED_FOR
        assert [one.state for one in running.deliver()] == [MessageState.SENT]
        assert len(receiver.got) == 1


def test_slack_and_teams_get_their_own_shapes(running: Running) -> None:
    running.world.write(
        "settings.yaml",
        channels(
            "{id: chat, service: slack, address: HOOK, sends: [alerts]}",
            "{id: team, service: teams, address: HOOK, sends: [alerts]}",
            more="  link: https://playbook.example.com\n",
        ),
    )
    with receiving() as receiver:
        running.environ["HOOK"] = receiver.address
        assert [one.state for one in running.run()] == [MessageState.SENT] * 2
    documents = [request.document for request in receiver.got]
    (blocks,) = [one["blocks"] for one in documents if "blocks" in one]
    assert blocks[0]["text"]["text"] == "Critical incident: Incident 0"
    (cards,) = [one["attachments"] for one in documents if "attachments" in one]
    assert cards[0]["content"]["type"] == "AdaptiveCard"


class Mailbox:
    """Takes mail at its port, or says no."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.answer = "250 taken"
        self.port = free_port()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answer.startswith("250"):
            self.mails.append(envelope.content)
        return self.answer


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A server that takes mail on this machine."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def test_mail_goes_by_apprise_and_a_refused_one_is_tried_again_without_its_password_in_the_history(
    running: Running,
) -> None:
    with mail_server() as mailbox:
        running.environ["MAIL"] = (
            f"mailto://127.0.0.1:{mailbox.port}/?from=playbook@example.com&to=leaders@example.com&mode=insecure&token=hunter22"
        )
        running.world.write("settings.yaml", channels("{id: mail, service: apprise, address: MAIL, sends: [alerts]}"))
        mailbox.answer = "451 later"
        (tried,) = running.run()
        assert tried.state is MessageState.FAILED
        assert tried.why.startswith("Apprise could not send it")
        assert "hunter22" not in tried.why
        mailbox.answer = "250 taken"
        running.now += PAUSES[0]
        (sent,) = running.run()
        assert sent.state is MessageState.SENT
        mail = message_from_bytes(mailbox.mails[0], policy=policy.default)
        assert mail["Subject"] == "Critical incident: Incident 0"
        assert "leaders@example.com" in mail["To"]


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        (r"Line\r\nBcc: victim@example.com\r\n\r\nbody", "Line Bcc: victim@\u200bexample\u200b.com body"),
        (r"Line\u2028Bcc: v\x85\0\x1b[31m\u202e", r"Line\u2028Bcc: v\x85\x00\x1b［31m\u202e"),
        (
            "=?utf-8?b?DQpCY2M6IHZpY3RpbUBleGFtcGxlLmNvbQ==?=",
            "=\u200b?utf-8?b?DQpCY2M6IHZpY3RpbUBleGFtcGxlLmNvbQ==\u200b?=",
        ),
        ("=?utf-8?q?=E2=80=AE?= x", "=\u200b?utf-8?q?=E2=80=AE?= x"),
        ("\U0001f600" * 200, "\U0001f600" * 70),
        ("字" * 200, "字" * 93),
    ],
)
def test_no_name_adds_to_the_head_of_a_mail_or_makes_its_line_too_long(
    running: Running, name: str, subject: str
) -> None:
    with mail_server() as mailbox:
        running.environ["MAIL"] = (
            f"mailto://127.0.0.1:{mailbox.port}/?from=a@example.com&to=b@example.com&mode=insecure"
        )
        running.world.write("settings.yaml", channels("{id: mail, service: apprise, address: MAIL, sends: [alerts]}"))
        running.world.change("records/incidents.yaml", "title: Incident 0", f'title: "{name}"')
        assert [one.state for one in running.run()] == [MessageState.SENT]
    (mail,) = (message_from_bytes(content, policy=policy.default) for content in mailbox.mails)
    assert mail["Subject"] == f"Critical incident: {subject}"
    assert mail.get_all("To") == ["b@example.com"]
    assert mail["Bcc"] is None
    assert all(len(line) <= 998 for line in mailbox.mails[0].splitlines())


def test_a_digest_by_mail_brings_the_picture_of_the_overview(running: Running) -> None:
    with mail_server() as mailbox:
        running.environ["MAIL"] = (
            f"mailto://127.0.0.1:{mailbox.port}/?from=a@example.com&to=b@example.com&mode=insecure"
        )
        running.world.write("settings.yaml", channels("{id: mail, service: apprise, address: MAIL, sends: [digest]}"))
        assert [one.state for one in running.run(digests=True)] == [MessageState.SENT]
    (mail,) = (message_from_bytes(content, policy=policy.default) for content in mailbox.mails)
    (picture,) = mail.iter_attachments()
    assert (picture.get_content_type(), picture.get_filename()) == ("image/png", "overview.png")
    assert picture.get_content().startswith(b"\x89PNG")


@pytest.mark.parametrize("address", ["nonsense", "json://127.0.0.1 json://127.0.0.2", "nosuchservice://x"])
def test_what_is_no_address_of_apprise_is_said_by_the_name_of_its_variable(running: Running, address: str) -> None:
    running.environ["MAIL"] = address
    running.world.write("settings.yaml", channels("{id: mail, service: apprise, address: MAIL, sends: [alerts]}"))
    (tried,) = running.run()
    assert tried.why == wording.no_apprise_address("MAIL")
