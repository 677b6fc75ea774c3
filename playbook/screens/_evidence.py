"""Links to evidence outside the page: only http and https, the address shown as it is."""

from urllib.parse import urlsplit

from playbook.screens._text import escape_markdown, is_web_link


def web_link(link: str, label: str = "") -> str:
    """Markdown of a link to `link`, named by `label` or its host; text only where it is no web address."""
    if not link:
        return ""
    words = escape_markdown(label or urlsplit(link).hostname or link)
    return f"[{words}](<{link}>)" if is_web_link(link) else escape_markdown(link)
