"""What each service gets: within its limits, whatever records hold, and with nobody called by it."""

import json
import re
from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256
from hmac import digest
from typing import Any

import pytest

from playbook.documents.messages.message import Message, MessageKind, Section
from playbook.model.incidents import Severity
from playbook.services.notify.channels import slack, teams, webhook
from playbook.services.notify.channels.by_apprise import body
from playbook.services.notify.defused import defused, defused_message
from playbook.services.notify.outgoing import Outgoing
from tests.playbook.services.notify.running import SECRET

LINK = "https://playbook.example.com/?a=1&b=2"
TEXTS = (
    "<!channel> look",
    "<!here|here> look",
    "<!everyone>",
    "<@U024BE7LH> you",
    "@channel @here @everyone @all",
    "＠everyone in wide letters",
    "<users/all> of Google Chat",
    "<at>Everyone</at>",
    "[Sign in](https://evil.example/login)",
    "<https://evil.example|your bank>",
    "https://evil.example/login",
    "www.evil.example",
    "evil.example",
    "javascript:alert(1)",
    "mailto:ceo@example.com",
    "<script>alert(1)</script>",
    "<img src=https://evil.example/p.gif>",
    "**bold** _slanted_ ~gone~ `code` ```block```",
    "# heading\n> quote\n- list",
    "a title\r\nBcc: everybody@example.com",
    "\x1b[31mred\x07 \x00 nothing",
    "\u202egnihton\u202c turned",
    "||spoiler|| and |a|table|",
    "&lt;!channel&gt; &amp; &#64;everyone",
    "🚀" * 5000,
    "x" * 40_000,
    "漢字" * 3000,
    '"quotes" \\ and {braces} ${jndi:ldap://x}',
    "",
    " \t ",
)
CALLS = re.compile(r"@(channel|here|everyone|all)\b|<[!@]|<users/|<at>|<script|<img")
LINKS = re.compile(r"(?i)https?://|www\.|\]\(|mailto:[a-z]|javascript:[a-z]|evil\.example")


def outgoing(text: str, lines: int = 1) -> Outgoing:
    sections = (Section(text, (text,) * lines), Section("", (text,) * lines))
    message = Message(MessageKind.ALERT, "began", "incident:x", text, sections, Severity.HIGH, ("support-copilot",))
    return Outgoing("msg_1", datetime(2026, 11, 6, 12), defused_message(message), LINK)


def test_there_are_thirty_of_the_worst() -> None:
    assert len(set(TEXTS)) == 30


@pytest.mark.parametrize("lines", [1, 400])
@pytest.mark.parametrize("text", TEXTS)
def test_slack_gets_fifty_blocks_of_three_thousand_characters_at_most(text: str, lines: int) -> None:
    document = json.loads(slack.payload(outgoing(text, lines)))
    blocks = document["blocks"]
    assert len(blocks) <= slack.MOST_BLOCKS
    assert len(blocks[0]["text"]["text"]) <= slack.LONGEST_HEADER
    texts = [block["text"] for block in blocks if "text" in block]
    assert all(1 <= len(one["text"]) <= slack.LONGEST_TEXT for one in texts)
    assert {one["type"] for one in texts} == {"plain_text"}, "in plain text Slack finds no mention"
    assert not CALLS.search(document["text"])
    assert not LINKS.search(document["text"])
    (link,) = [block for block in blocks if block["type"] == "context"]
    assert link["elements"][0]["text"] == "<https://playbook.example.com/?a=1&amp;b=2|Open the playbook>"


@pytest.mark.parametrize("lines", [1, 400])
@pytest.mark.parametrize("text", TEXTS)
def test_teams_gets_twenty_eight_kilobytes_at_most_and_no_markup(text: str, lines: int) -> None:
    content = teams.payload(outgoing(text, lines))
    assert len(content) <= teams.MOST_BYTES
    card = json.loads(content)["attachments"][0]["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}, "its runs are never read as Markdown"
    said = "\n".join(run["text"] for block in card["body"] for run in block["inlines"])
    assert not CALLS.search(said)
    assert [action["url"] for action in card["actions"]] == [LINK]


@pytest.mark.parametrize("lines", [1, 400])
@pytest.mark.parametrize("text", TEXTS)
def test_a_webhook_gets_twenty_kilobytes_at_most(text: str, lines: int) -> None:
    content = webhook.payload(outgoing(text, lines))
    assert len(content) <= webhook.MOST_BYTES
    data = json.loads(content)["data"]
    assert data["severity"] == "high"
    assert not CALLS.search(data["text"])
    assert not LINKS.search(data["text"])


@pytest.mark.parametrize("most", [140, 2000, 32_768])
@pytest.mark.parametrize("text", TEXTS)
def test_every_other_service_gets_what_it_has_room_for(text: str, most: int) -> None:
    said = body(outgoing(text, 400), most)
    assert len(said) <= most
    without = said.replace(LINK, "")
    assert not CALLS.search(without)
    assert not LINKS.search(without)
    assert not re.search(r"\*|`|~|^#", without)


def test_what_is_left_out_is_counted() -> None:
    content = json.loads(webhook.payload(outgoing("a line of text", 4000)))["data"]
    shown = sum(len(part["lines"]) for part in content["sections"][:-1])
    assert content["sections"][-1]["lines"] == [f"and {8000 - shown:,} more on the page"]


@pytest.mark.parametrize(
    "text",
    [
        "Hallucination rate 7.2% of 2,100 in Nov 2-8, needs <= 3%: missed (lead AI engineer, due Nov 6)",
        "Nov 9, VP engineering: <= 0.04 → >= 0.05. People judged again; at 10:30 too",
        "95% < 97% and 3 > 2; $13,390 (−4.5 since Nov 6) and 'quotes' & more",
    ],
)
def test_sentences_of_our_own_stay_as_they_are(text: str) -> None:
    assert defused(text) == text


def test_people_read_a_defused_text_as_it_was() -> None:
    assert defused("@all of team_x at gates.yaml").replace("\u200b", "") == "@all of team_x at gates.yaml"


def verified(headers: dict[str, str], content: bytes, secret: str) -> Any:
    """As a receiver checks a message by the standard."""
    key = b64decode(secret.removeprefix("whsec_"))
    what = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + content
    assert headers["webhook-signature"] == f"v1,{b64encode(digest(key, what, sha256)).decode()}"
    return json.loads(content)


def test_the_published_signature_of_the_standard() -> None:
    content = b'{"test": 2432232314}'
    headers = webhook.signed("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, content, b64decode(SECRET[6:]))
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert verified(headers, content, SECRET) == {"test": 2432232314}
