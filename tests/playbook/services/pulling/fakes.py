"""Servers on this machine in the shape of each service, made of one truth: dollars by UTC day. Shapes: LiteLLM
`/user/daily/activity`, Langfuse `/api/public/metrics/daily`, OpenAI `/v1/organization/costs`, Anthropic
`/v1/organizations/cost_report`, Prometheus `/api/v1/query_range`, Datadog `/api/v1/query`, as their public references
describe them."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY, SECOND_KEY = "sk-very-secret-1", "sk-very-secret-2"
ENVIRON = {"FIRST_KEY": KEY, "SECOND_KEY": SECOND_KEY}
DAYS_A_PAGE = 5
Answer = tuple[int, Any, Mapping[str, str]]


@dataclass
class Fake:
    """One service: its truth, and what goes wrong. `requests` are the paths and parameters of every request."""

    service: str
    days: dict[date, float]
    pause_first: int = 0
    breaks_on_page: int | None = None
    revoked: bool = False
    repeats_page: bool = False
    cents: bool = False
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""

    def answer(self, path: str, asks: dict[str, str], headers: Mapping[str, str]) -> Answer:
        """What it says."""
        self.requests.append((path, asks))
        if self.revoked or not self._is_let_in(headers):
            return 401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}, {}
        if self.pause_first:
            self.pause_first -= 1
            return 429, {"error": "slow down"}, {"Retry-After": "7"}
        page = int(asks.get("page", "1").removeprefix("cursor-") or 1)
        if self.breaks_on_page is not None and page >= self.breaks_on_page:
            return 503, {"error": "overloaded"}, {}
        shown = 1 if self.repeats_page and page == 2 else page
        content: dict[str, Any] = getattr(self, f"_{self.service}")(path, asks, page, shown)
        return 200, content, {}

    def _is_let_in(self, headers: Mapping[str, str]) -> bool:
        both = b64encode(f"{KEY}:{SECOND_KEY}".encode()).decode()
        wanted = {
            "langfuse": {"Authorization": f"Basic {both}"},
            "anthropic": {"x-api-key": KEY, "anthropic-version": "2023-06-01"},
            "datadog": {"DD-API-KEY": KEY, "DD-APPLICATION-KEY": SECOND_KEY},
        }.get(self.service, {"Authorization": f"Bearer {KEY}"})
        return all(headers.get(name) == value for name, value in wanted.items())

    def _between(self, first: date, last: date) -> list[date]:
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def _page_of(self, days: list[date], page: int) -> tuple[list[date], int]:
        pages = max(1, -(-len(days) // DAYS_A_PAGE))
        return days[(page - 1) * DAYS_A_PAGE : page * DAYS_A_PAGE], pages

    def _litellm(self, path: str, asks: dict[str, str], page: int, shown: int) -> dict[str, Any]:
        assert path == "/user/daily/activity"
        days = self._between(date.fromisoformat(asks["start_date"]), date.fromisoformat(asks["end_date"]))
        # rows are paged, not days: the last day of a page goes on at the top of the next one
        parts = [(day, part) for day in days if day in self.days for part in (0.25, 0.75)]
        size = 2 * DAYS_A_PAGE - 1
        pages = max(1, -(-len(parts) // size))
        rows: dict[date, float] = {}
        for day, part in parts[(shown - 1) * size : shown * size]:
            rows[day] = rows.get(day, 0.0) + part * self.days[day]
        results = [
            {"date": str(day), "metrics": {"spend": spend, "total_tokens": 100, "api_requests": 4}}
            for day, spend in rows.items()
        ]
        meta = {"total_spend": sum(rows.values()), "page": page, "total_pages": pages, "has_more": page < pages}
        return {"results": results, "metadata": meta}

    def _langfuse(self, path: str, asks: dict[str, str], page: int, shown: int) -> dict[str, Any]:
        if path == "/api/public/v2/metrics":
            return self._langfuse_rows(json.loads(asks["query"]))
        assert path == "/api/public/metrics/daily"
        assert asks["fromTimestamp"].endswith("T00:00:00Z")
        first, end = date.fromisoformat(asks["fromTimestamp"][:10]), date.fromisoformat(asks["toTimestamp"][:10])
        days = [day for day in self._between(first, end - timedelta(days=1)) if day in self.days]
        here, pages = self._page_of(list(reversed(days)), shown)
        data = [
            {
                "date": str(day), "countTraces": 3, "countObservations": 9, "totalCost": self.days[day],
                "usage": [{"model": "gpt-4o-mini", "totalUsage": 100, "totalCost": self.days[day]}],
            }
            for day in here
        ]  # fmt: skip
        return {"data": data, "meta": {"page": page, "limit": 50, "totalItems": len(days), "totalPages": pages}}

    def _langfuse_rows(self, query: dict[str, Any]) -> dict[str, Any]:
        assert query["timeDimension"] == {"granularity": "day"}
        assert query["view"] == "observations"
        first, end = (date.fromisoformat(query[key][:10]) for key in ("fromTimestamp", "toTimestamp"))
        names = [one["field"] for one in query["dimensions"]]
        models = ["gpt-4o-mini", "gpt-4o"] if names else [""]
        rows = [
            {"time_dimension": f"{day}T00:00:00Z", "sum_totalCost": self.days[day] / len(models)}
            | dict.fromkeys(names, model)
            for day in self._between(first, end - timedelta(days=1))
            if day in self.days
            for model in models
        ]
        return {"data": rows[: query["config"]["row_limit"]]}

    def _openai(self, path: str, asks: dict[str, str], page: int, shown: int) -> dict[str, Any]:
        assert path == "/v1/organization/costs"
        first, end = (datetime.fromtimestamp(int(asks[key]), UTC) for key in ("start_time", "end_time"))
        here, pages = self._page_of(self._between(first.date(), end.date() - timedelta(days=1)), shown)
        data = [
            {
                "object": "bucket", "start_time": _seconds(day), "end_time": _seconds(day) + 86400,
                "results": [
                    {
                        "object": "organization.costs.result", "project_id": None, "line_item": None,
                        "amount": {"value": self.days[day], "currency": "usd"},
                    }
                ] if day in self.days else [],
            }
            for day in here
        ]  # fmt: skip
        more = page < pages
        return {
            "object": "page", "data": data, "has_more": more, "next_page": f"cursor-{page + 1}" if more else None,
        }  # fmt: skip

    def _anthropic(self, path: str, asks: dict[str, str], page: int, shown: int) -> dict[str, Any]:
        assert path == "/v1/organizations/cost_report"
        first, end = (date.fromisoformat(asks[key][:10]) for key in ("starting_at", "ending_at"))
        here, pages = self._page_of(self._between(first, end - timedelta(days=1)), shown)
        data = [
            {
                "starting_at": f"{day}T00:00:00Z", "ending_at": f"{day + timedelta(days=1)}T00:00:00Z",
                "results": [{"currency": "USD", "amount": f"{self.days[day] * 100:.4f}"}] if day in self.days else [],
            }
            for day in here
        ]  # fmt: skip
        more = page < pages
        return {"data": data, "has_more": more, "next_page": f"cursor-{page + 1}" if more else None}

    def _prometheus(self, path: str, asks: dict[str, str], page: int, shown: int) -> dict[str, Any]:
        assert path == "/api/v1/query_range"
        del page, shown
        at, values = float(asks["start"]), []
        while at <= float(asks["end"]):
            day = datetime.fromtimestamp(at, UTC).date()  # the last second of it
            values += [[at, str(self.days[day])]] if day in self.days else []
            at += float(asks["step"])
        result = [{"metric": {"__name__": "llm_spend_usd"}, "values": values}]
        return {"status": "success", "data": {"resultType": "matrix", "result": result}}

    def _datadog(self, path: str, asks: dict[str, str], page: int, shown: int) -> dict[str, Any]:
        assert path == "/api/v1/query"
        del page, shown
        first, last = (datetime.fromtimestamp(int(asks[key]), UTC).date() for key in ("from", "to"))
        factor, unit = (100, "cent") if self.cents else (1, "dollar")
        points = [
            [_seconds(day) * 1000, self.days[day] * factor] for day in self._between(first, last) if day in self.days
        ]
        series = [
            {
                "metric": "llm.spend",
                "scope": "*",
                "interval": 86400,
                "unit": [{"name": unit}, None],
                "pointlist": points,
            }
        ]
        return {"status": "ok", "res_type": "time_series", "query": asks["query"], "series": series}


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


@contextmanager
def served(fake: Fake) -> Iterator[Fake]:
    """The service at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asks = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, content, headers = fake.answer(parts.path, asks, self.headers)  # type: ignore[arg-type]
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:  # nothing on the terminal
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    fake.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
