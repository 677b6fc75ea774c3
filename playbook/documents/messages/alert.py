"""An alert as a message: that it began, changed or is over."""

from datetime import date

from playbook.documents.messages.message import Message, MessageKind, section
from playbook.readiness.alerts import wording
from playbook.readiness.alerts.news import News


def alert_message(news: News, day: date) -> Message:
    """What is told of it."""
    before = news.before
    if news.alert is not None:
        title, lines = wording.title(news.alert, before), wording.lines(news.alert, day)
    else:
        assert before is not None, "only what was told is over"
        title, lines = wording.over(before), (wording.reported_on(before, day),)
    now = news.now
    return Message(MessageKind.ALERT, str(news.event), now.key, title, section("", lines), now.severity, now.products)
