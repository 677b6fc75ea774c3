"""An entry as an e-mail: its text arrives whole, and can be nothing else than text."""

from urllib.parse import parse_qsl, urlsplit

from playbook.page.parts.mail import mail_address

ENTRY = '  - {what: "100% & more?", note: "a+b #1"}\n'


def parts(address: str) -> tuple[str, dict[str, str]]:
    split = urlsplit(address)
    return split.path, dict(parse_qsl(split.query.replace("+", "%2B"), strict_parsing=True))


def test_the_text_arrives_as_it_was_written() -> None:
    recipient, fields = parts(mail_address("Entry", "Please add:", ENTRY, "too long"))
    assert recipient == ""
    assert fields == {"subject": "Entry", "body": f"Please add:\r\n\r\n{ENTRY.rstrip()}"}


def test_no_text_adds_a_recipient_or_a_header() -> None:
    _, fields = parts(mail_address("Entry\r\nBcc: x@example.org", "Add:", "a&bcc=x@example.org&attach=/etc/passwd", ""))
    assert set(fields) == {"subject", "body"}
    assert "\n" not in fields["subject"]


def test_a_text_too_long_for_an_address_is_to_be_attached() -> None:
    _, fields = parts(mail_address("Entry", "Add:", "é" * 2000, "Attach it."))
    assert fields["body"] == "Add:\r\n\r\nAttach it."
