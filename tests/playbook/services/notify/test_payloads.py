"""Whatever names and sentences records hold, every payload is within its service's limits and calls nobody."""

import json
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.documents.messages.message import Message, MessageKind, Section
from playbook.services.notify.channels import slack, teams, webhook
from playbook.services.notify.channels.by_apprise import body
from playbook.services.notify.defused import defused_message
from playbook.services.notify.outgoing import Outgoing
from tests.playbook.services.notify.test_channels import CALLS, LINK, TEXTS

PIECES = st.sampled_from([*TEXTS, "مساعد الدعم", "\u202eשלום", "👩🏽‍🚒" * 50, "a&b<c>d", "é" * 900, "Support copilot"])
NAMES = st.one_of(PIECES, st.text(max_size=200), st.lists(PIECES, min_size=2, max_size=4).map(" ".join))
SECTIONS = st.lists(st.builds(Section, NAMES, st.lists(NAMES, max_size=60).map(tuple)), max_size=12).map(tuple)


@settings(max_examples=60, deadline=None)
@given(title=NAMES, sections=SECTIONS)
def test_every_payload_fits_and_calls_nobody(title: str, sections: tuple[Section, ...]) -> None:
    message = defused_message(Message(MessageKind.DIGEST, "", "2026-11-06", title, sections))
    outgoing = Outgoing("msg_1", datetime(2026, 11, 6, 12), message, LINK)
    blocks = json.loads(slack.payload(outgoing))["blocks"]
    texts = [block["text"]["text"] for block in blocks if "text" in block]
    assert len(blocks) <= slack.MOST_BLOCKS
    assert 1 <= len(texts[0]) <= slack.LONGEST_HEADER
    assert all(1 <= len(text) <= slack.LONGEST_TEXT for text in texts)
    card = teams.payload(outgoing)
    assert len(card) <= teams.MOST_BYTES
    hook = webhook.payload(outgoing)
    assert len(hook) <= webhook.MOST_BYTES
    said = [*texts, json.loads(hook)["data"]["text"], body(outgoing, 2000)]
    assert len(said[-1]) <= 2000
    assert not any(CALLS.search(text) for text in said)
