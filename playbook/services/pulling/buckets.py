"""OpenAI and Anthropic: reports of an organization in buckets of a UTC day, page by page behind a cursor."""

from collections.abc import Mapping
from datetime import UTC, date
from typing import Any

from metrics.readers.tools.shared.values import Record, day_of, moment, records, text, truth
from playbook.services.pulling import wording
from playbook.services.pulling.client import MOST_PAGES, client
from playbook.services.pulling.request import Fetched, Request, Trouble

PAGE_SIZE = "31"
"""The most that every one of these reports gives at once by day."""


def fetch_openai(request: Request) -> list[Fetched]:
    """Costs, or a report of usage."""
    report = request.pull.report or "costs"
    path = "/v1/organization/costs" if report == "costs" else f"/v1/organization/usage/{report}"
    days = {
        "start_time": f"{request.window.begin.timestamp():.0f}",
        "end_time": f"{request.window.end.timestamp():.0f}",
    }
    return _all(request, "https://api.openai.com", path, days, {"Authorization": f"Bearer {request.key()}"})


def fetch_anthropic(request: Request) -> list[Fetched]:
    """Costs (in cents), or usage of messages."""
    report = request.pull.report or "cost"
    path = "/v1/organizations/cost_report" if report == "cost" else f"/v1/organizations/usage_report/{report}"
    days = {
        "starting_at": f"{request.window.begin:%Y-%m-%dT%H:%M:%SZ}",
        "ending_at": f"{request.window.end:%Y-%m-%dT%H:%M:%SZ}",
    }
    headers = {"x-api-key": request.key() or "", "anthropic-version": "2023-06-01"}
    return _all(request, "https://api.anthropic.com", path, days, headers)


def _all(
    request: Request, address: str, path: str, days: Mapping[str, str], headers: Mapping[str, str]
) -> list[Fetched]:
    buckets: dict[str, Record] = {}
    cursors: set[str] = set()
    parameters = {**days, "bucket_width": "1d", "limit": PAGE_SIZE}
    with client(request, address, headers) as service:
        for _ in range(MOST_PAGES):
            document = service.page(path, parameters)
            listed = document.get("data")
            if not isinstance(listed, list):
                raise Trouble(wording.OTHER_SHAPE)
            for bucket in records(listed):
                began = text(bucket.get("start_time") or bucket.get("starting_at"))
                if buckets.setdefault(began, bucket) != bucket:
                    raise Trouble(wording.two_versions(str(_day(bucket))))
            cursor = text(document.get("next_page"))
            if truth(document.get("has_more")) is not True:
                break
            if not cursor or cursor in cursors:
                raise Trouble(wording.PAGE_AGAIN)
            cursors.add(cursor)
            parameters["page"] = cursor
        else:
            raise Trouble(wording.ENDLESS)
    by_day: dict[date, list[Record]] = {}
    for bucket in buckets.values():
        day = _day(bucket)
        if request.window.first <= day <= request.window.last:
            by_day.setdefault(day, []).append(bucket)
    # a day without spending has an empty bucket: one that is not there at all was lost on the way
    missing = [day for day in request.window.days() if by_day and min(by_day) < day and day not in by_day]
    if missing:
        raise Trouble(wording.day_missing(missing[0], len(missing)))
    data: list[Any] = [bucket for _, same in sorted(by_day.items()) for bucket in same]
    covers = (min(by_day), max(by_day)) if by_day else None
    return request.joined({"object": "page", "data": data, "has_more": False, "next_page": None}, covers)


def _day(bucket: Record) -> date:
    day = day_of(moment(bucket.get("start_time") or bucket.get("starting_at")), UTC)
    if day is None:
        raise Trouble(wording.OTHER_SHAPE)
    return day
