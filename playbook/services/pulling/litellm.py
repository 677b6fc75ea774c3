"""LiteLLM: the proxy's daily activity, page by page."""

from math import fsum
from typing import Any

from metrics.readers.tools.shared.values import number, record, records, truth, whole
from playbook.services.pulling import wording
from playbook.services.pulling.client import MOST_PAGES, bearer, client
from playbook.services.pulling.request import Fetched, Request, Trouble

PAGE_SIZE = "1000"


def fetch(request: Request) -> list[Fetched]:
    """All pages; a day whose rows fall on two pages stands there twice, and its parts are added up where they are
    read."""
    results: list[Any] = []
    spends: list[float | None] = []
    seen: list[Any] = []
    path = f"/{request.pull.report or 'user'}/daily/activity"
    days = {"start_date": str(request.window.first), "end_date": str(request.window.last)}
    with client(request, "http://localhost:4000", bearer(request)) as service:
        for page in range(1, MOST_PAGES + 1):
            document = service.page(path, {**days, "page": str(page), "page_size": PAGE_SIZE})
            listed, meta = document.get("results"), record(document.get("metadata"))
            if not isinstance(listed, list):
                raise Trouble(wording.OTHER_SHAPE)
            if (whole(meta.get("page")) or page) != page or (listed and listed in seen):
                raise Trouble(wording.PAGE_AGAIN)
            seen.append(listed)
            results += records(listed)
            spends.append(number(meta.get("total_spend")))
            if page >= (whole(meta.get("total_pages")) or 1) and truth(meta.get("has_more")) is not True:
                break
        else:
            raise Trouble(wording.ENDLESS)
    known = [spend for spend in spends if spend is not None]
    total = {"total_spend": fsum(known)} if len(known) == len(spends) else {}
    meta = {"page": 1, "total_pages": 1, "has_more": False, **total}
    return request.joined({"results": results, "metadata": meta}, (request.window.first, request.window.last))
