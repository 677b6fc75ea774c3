"""Prometheus and Datadog: one number a day (or a week) of a query."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from metrics.definition import Grain
from metrics.readers.tools.shared.values import record, records, text
from playbook.services.pulling import wording
from playbook.services.pulling.client import bearer, client
from playbook.services.pulling.request import Fetched, Request, Trouble


def fetch_prometheus(request: Request) -> list[Fetched]:
    """The query at the last second of each day, in the source's time zone, so that `[1d]` is of that day; of a weekly
    source at the last second of each week."""
    found: list[Any] = []
    warnings: list[str] = []
    kind = "matrix"
    with client(request, "http://localhost:9090", bearer(request)) as service:
        for first, last, step in _stretches(request):
            parameters = {"query": request.pull.query, "start": f"{first:.0f}", "end": f"{last:.0f}", "step": str(step)}
            document = service.page("/api/v1/query_range", parameters)
            if text(document.get("status")) != "success":
                raise Trouble(wording.QUERY_FAILED)
            data = record(document.get("data"))
            kind = text(data.get("resultType")) or kind
            found += records(data.get("result"))
            said = document.get("warnings")
            warnings += [text(one) for one in said] if isinstance(said, list) else []
    whole = {"status": "success", "data": {"resultType": kind, "result": found}}
    weekly = request.source.every is Grain.WEEK
    covers = (request.window.first, request.window.last) if weekly else None
    return request.joined({**whole, **({"warnings": warnings} if warnings else {})}, covers)


def _stretches(request: Request) -> Iterator[tuple[float, float, int]]:
    """Instants with one step between them: the clocks' change begins another stretch."""
    days = request.window.days()
    length = 1
    if request.source.every is Grain.WEEK:
        days, length = [day for day in days if request.calendar.end_of(day) == day], 7
    step = length * 24 * 3600
    began: float | None = None
    before = 0.0
    for day in days:
        midnight = datetime.combine(day + timedelta(days=1), time(), request.zone)
        at = midnight.timestamp() - 1
        if began is not None and round(at - before) != step:
            yield began, before, step
            began = None
        began, before = at if began is None else began, at
    if began is not None:
        yield began, before, step


def fetch_datadog(request: Request) -> list[Fetched]:
    """The series of the query; it says itself what a day's number is, as `.rollup(sum, 86400)`, and those are UTC
    days."""
    headers = {"DD-API-KEY": request.key(0) or "", "DD-APPLICATION-KEY": request.key(1) or ""}
    parameters = {
        "from": f"{request.window.begin.timestamp():.0f}",
        "to": f"{request.window.end.timestamp() - 1:.0f}",
        "query": request.pull.query,
    }
    with client(request, "https://api.datadoghq.com", headers) as service:
        return request.joined(service.page("/api/v1/query", parameters), None)
