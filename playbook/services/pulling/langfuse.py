"""Langfuse: daily metrics, page by page; or the rows of a question to its metrics API, version 2."""

import json
from typing import Any

from metrics.readers.tools.shared.values import record, records, text, whole
from playbook.services.pulling import wording
from playbook.services.pulling.client import MOST_PAGES, bearer, client
from playbook.services.pulling.request import Fetched, Request, Trouble

PAGE_SIZE = "50"
MOST_ROWS = 1000
_OURS = ("timeDimension", "fromTimestamp", "toTimestamp", "config")


def fetch(request: Request) -> list[Fetched]:
    """Daily metrics, or what the source's query asks."""
    return _rows(request) if request.pull.query.strip() else _days(request)


def _rows(request: Request) -> list[Fetched]:
    """The rows of each day; an answer that reaches the limit of rows is refused, because others were left out."""
    try:
        asks = json.loads(request.pull.query)
    except ValueError:
        asks = None
    if not isinstance(asks, dict) or not asks.get("view") or not asks.get("metrics") or set(_OURS) & set(asks):
        raise Trouble(wording.NO_LANGFUSE_QUERY)
    asks |= {
        "timeDimension": {"granularity": "day"},
        "fromTimestamp": f"{request.window.begin:%Y-%m-%dT%H:%M:%SZ}",
        "toTimestamp": f"{request.window.end:%Y-%m-%dT%H:%M:%SZ}",
        "config": {"row_limit": MOST_ROWS},
    }
    with client(request, "https://cloud.langfuse.com", bearer(request)) as service:
        document = service.page("/api/public/v2/metrics", {"query": json.dumps(asks)})
    listed = document.get("data")
    if not isinstance(listed, list):
        raise Trouble(wording.OTHER_SHAPE)
    if len(listed) >= MOST_ROWS:
        raise Trouble(wording.rows_left_out(MOST_ROWS))
    return request.joined({"data": records(listed)}, (request.window.first, request.window.last))


def _days(request: Request) -> list[Fetched]:
    """All pages; only days with data stand in them, and as many as the first page announced must come."""
    days: dict[str, Any] = {}
    parameters = {
        "fromTimestamp": f"{request.window.begin:%Y-%m-%dT%H:%M:%SZ}",
        "toTimestamp": f"{request.window.end:%Y-%m-%dT%H:%M:%SZ}",
        "limit": PAGE_SIZE,
    }
    with client(request, "https://cloud.langfuse.com", bearer(request)) as service:
        for page in range(1, MOST_PAGES + 1):
            document = service.page("/api/public/metrics/daily", {**parameters, "page": str(page)})
            listed, meta = document.get("data"), record(document.get("meta"))
            if not isinstance(listed, list):
                raise Trouble(wording.OTHER_SHAPE)
            for one in records(listed):
                if days.setdefault(text(one.get("date")), one) != one:
                    raise Trouble(wording.two_versions(text(one.get("date"))))
            if page >= (whole(meta.get("totalPages")) or 1):
                break
        else:
            raise Trouble(wording.ENDLESS)
    announced = whole(meta.get("totalItems"))
    if announced is not None and announced != len(days):
        raise Trouble(wording.days_missing(len(days), announced))
    inside = [
        one for day, one in sorted(days.items()) if str(request.window.first) <= day[:10] <= str(request.window.last)
    ]
    meta = {"page": 1, "totalPages": 1, "totalItems": len(inside)}
    return request.joined({"data": inside, "meta": meta}, (request.window.first, request.window.last))
