"""Six services in their own shape, eight troubles each: whole weeks of true numbers, or nothing and the reason."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from playbook.services.pulling import langfuse
from playbook.services.pulling.pull import Pulled, pull, sender
from tests.playbook.services.pulling.fakes import ENVIRON, KEY, SECOND_KEY, Fake, served
from tests.worlds import World

TODAY = date(2026, 11, 6)
FIRST = date(2026, 10, 12)
TOOLS = {
    "litellm": "LiteLLM",
    "langfuse": "Langfuse",
    "openai": "OpenAI",
    "anthropic": "Anthropic",
    "prometheus": "Prometheus",
    "datadog": "Datadog",
}
MEASURES = {"prometheus": "llm_spend_usd", "datadog": "llm.spend"}
PAGED = ("litellm", "langfuse", "openai", "anthropic")
every_service = pytest.mark.parametrize("service", TOOLS)


def source(service: str, address: str, **more: Any) -> str:
    """`definitions/sources.yaml` with one source."""
    two = service in ("langfuse", "datadog")
    asks: dict[str, Any] = {
        "service": service,
        "url": address,
        "secrets": ["FIRST_KEY", "SECOND_KEY"] if two else ["FIRST_KEY"],
        "days": 19,
    }
    if service in MEASURES:
        asks["query"] = "sum(increase(llm_spend_usd[1d]))"
    takes = [{"measure": MEASURES.get(service, "cost"), "metric": "token_spend_usd"}]
    one = {
        "id": "spend", "tool": TOOLS[service], "owner": "head-of-data", "product": "support-copilot",
        "timezone": "UTC", "takes": takes, "pull": asks, **more,
    }  # fmt: skip
    return json.dumps({"sources": [one]})


def truth() -> dict[date, float]:
    """Dollars by day, from Oct 12 to Nov 8: three closed weeks on Nov 6."""
    return {FIRST + timedelta(days=number): 10.0 + number + 0.25 for number in range(28)}


def week(days: dict[date, float], number: int) -> float:
    """The sum of a week of the truth."""
    return sum(days.get(FIRST + timedelta(days=7 * number + place), 0.0) for place in range(7))


class Puller:
    """A world on Nov 6 whose one source is a fake."""

    def __init__(self, world: World, fake: Fake, **more: Any) -> None:
        self.world, self.fake = replace(world, today=TODAY), fake
        world.write("definitions/sources.yaml", source(fake.service, fake.address, **more))
        self.waits: list[float] = []

    def pull(self, **more: Any) -> Pulled:
        """Pulls it."""
        with self.world.workspace() as workspace:
            send = sender(workspace, "nightly")
            (done,) = pull(workspace, send, more.pop("environ", ENVIRON), wait=self.waits.append, **more)
        return done

    def weeks(self) -> dict[str, float]:
        """What counts, by the last day of the week."""
        with self.world.workspace() as workspace:
            rows = workspace.measurements().book.rows.get(("support-copilot", "token_spend_usd"), ())
            return {str(row.period_end): row.value or 0.0 for row in rows if row.revoked_at is None}

    def uploads(self) -> int:
        """How many files were stored."""
        with self.world.workspace() as workspace:
            return len(workspace.uploads())


@pytest.fixture
def puller(week_one: World) -> Iterator[Callable[..., Puller]]:
    """Makes a puller of a service."""
    with_servers: list[Any] = []

    def make(service: str, days: dict[date, float] | None = None, zone: str = "UTC", **troubles: Any) -> Puller:
        context = served(Fake(service, truth() if days is None else days, **troubles))
        with_servers.append(context)
        return Puller(week_one, context.__enter__(), timezone=zone)

    yield make
    for context in with_servers:
        context.__exit__(None, None, None)


def expected(days: dict[date, float]) -> dict[str, Any]:
    """The three closed weeks."""
    return {str(FIRST + timedelta(days=7 * number + 6)): pytest.approx(week(days, number)) for number in range(3)}


@every_service
def test_days_of_all_pages_become_weeks_and_a_second_pull_stores_nothing(
    puller: Callable[..., Puller], service: str
) -> None:
    one = puller(service)
    done = one.pull()
    assert (done.trouble, done.refused, done.stored) == ("", False, True)
    assert one.weeks() == expected(truth())
    assert (len(one.fake.requests) > 1) == (service in PAGED)
    again = one.pull()
    assert (again.refused, again.stored, one.uploads()) == (False, False, 1)


@every_service
def test_a_service_that_asks_for_patience_gets_it(puller: Callable[..., Puller], service: str) -> None:
    one = puller(service, pause_first=2)
    assert one.pull().stored
    assert one.waits == [7.0, 7.0]
    assert one.weeks() == expected(truth())


@every_service
def test_a_restated_day_corrects_its_week_and_no_other(puller: Callable[..., Puller], service: str) -> None:
    one = puller(service)
    one.pull()
    one.fake.days[FIRST + timedelta(days=9)] = 1000.0
    done = one.pull()
    (file,) = done.files
    assert (file["state"], file["replaces"]["changed"]) == ("stored", 1)
    assert one.weeks() == expected(one.fake.days)


@every_service
def test_what_breaks_off_stores_nothing_and_the_next_pull_brings_it(
    puller: Callable[..., Puller], service: str
) -> None:
    one = puller(service, breaks_on_page=2 if service in PAGED else 1)
    done = one.pull()
    assert done.trouble == "it answered with 503; nothing of it was stored"
    assert (done.files, one.weeks(), len(one.waits)) == ((), {}, 4)
    one.fake.breaks_on_page = None
    assert one.pull().stored
    assert one.weeks() == expected(truth())


@every_service
def test_a_revoked_key_is_told_by_the_name_of_its_variable_alone(
    puller: Callable[..., Puller], service: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    one = puller(service, revoked=True)
    done = one.pull()
    assert "it refuses the key in FIRST_KEY" in done.trouble
    assert one.waits == []
    said = done.trouble + caplog.text + repr(done)
    assert KEY not in said
    assert SECOND_KEY not in said
    assert "the environment variable FIRST_KEY is not set" in one.pull(environ={}).trouble


@every_service
def test_cents_stay_cents(puller: Callable[..., Puller], service: str) -> None:
    days = {FIRST + timedelta(days=number): 0.01 for number in range(26)}
    one = puller(service, days, cents=True)
    assert one.pull().stored
    assert one.weeks() == {day: pytest.approx(0.07) for day in expected(days)}


@every_service
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Auckland"])
def test_days_are_those_of_the_service_wherever_the_charter_is(
    puller: Callable[..., Puller], service: str, zone: str
) -> None:
    days = {FIRST + timedelta(days=6): 70.0, FIRST + timedelta(days=7): 700.0, FIRST + timedelta(days=18): 1.0}
    if service in MEASURES:  # days without a point are no days for them
        days = {day: days.get(day, 0.0) for day in truth()}
    one = puller(service, days, zone="UTC" if service in MEASURES else zone)
    one.world.change("definitions/charter.yaml", "Europe/Berlin", zone)
    assert not one.pull().refused
    assert one.weeks() == {
        "2026-10-18": pytest.approx(70.0),
        "2026-10-25": pytest.approx(700.0),
        "2026-11-01": pytest.approx(1.0),
    }


@every_service
def test_a_page_that_comes_twice_is_counted_once_or_not_at_all(puller: Callable[..., Puller], service: str) -> None:
    one = puller(service, repeats_page=True)
    done = one.pull()
    if service in PAGED:
        assert "nothing of it was stored" in done.trouble
        assert one.weeks() == {}
    else:
        assert one.weeks() == expected(truth())


def test_days_of_a_time_zone_end_when_they_end_there(puller: Callable[..., Puller]) -> None:
    one = puller("prometheus", zone="America/New_York")
    one.pull()
    starts = [float(asks["start"]) for _, asks in one.fake.requests]
    assert len(starts) == 2  # clocks change on Nov 1
    assert [round(start) % 86400 for start in starts] == [4 * 3600 - 1, 5 * 3600 - 1]


def test_a_key_is_not_sent_over_plain_http_to_another_machine(week_one: World) -> None:
    one = Puller(week_one, Fake("openai", {}, address="http://proxy.example"))
    assert "over plain HTTP everybody on the way can read it" in one.pull().trouble


def test_a_service_that_asks_to_wait_for_an_hour_is_left_for_later(puller: Callable[..., Puller]) -> None:
    one = puller("openai")
    one.fake.answer = lambda *_: (429, {}, {"Retry-After": "3600"})  # type: ignore[method-assign]
    assert one.pull().trouble == "it asks to wait 3,600 seconds; try again later"
    assert one.waits == []


def test_a_moment_to_wait_for_is_read_by_the_clock_of_the_service(puller: Callable[..., Puller]) -> None:
    one = puller("anthropic")
    usual, headers = (
        one.fake.answer,
        {"Retry-After": "Fri, 06 Nov 2026 12:00:30 GMT", "Date": "Fri, 06 Nov 2026 12:00:00 GMT"},
    )
    first: Iterator[Any] = iter([(429, {}, headers)])
    one.fake.answer = lambda *request: next(first, None) or usual(*request)  # type: ignore[method-assign]
    assert one.pull().stored
    assert one.waits == [30.0]


def asked_by_query(puller: Callable[..., Puller], query: str) -> Puller:
    """Langfuse, asked by a query of the source's own."""
    one = puller("langfuse")
    sources = json.loads(one.world.text("definitions/sources.yaml"))
    sources["sources"][0]["pull"]["query"] = query
    one.world.write("definitions/sources.yaml", json.dumps(sources))
    return one


def test_a_question_to_langfuse_brings_its_rows_day_by_day(puller: Callable[..., Puller]) -> None:
    metrics = [{"measure": "totalCost", "aggregation": "sum"}]
    one = asked_by_query(puller, json.dumps({"view": "observations", "metrics": metrics, "dimensions": []}))
    done = one.pull()
    assert (done.trouble, done.stored) == ("", True)
    assert one.weeks() == expected(truth())
    assert (one.pull().stored, one.uploads()) == (False, 1)


@pytest.mark.parametrize(
    "query", ["all of it", "[]", '{"view": "observations"}', '{"view": "o", "metrics": [1], "config": {}}']
)
def test_a_question_that_is_none_is_said(puller: Callable[..., Puller], query: str) -> None:
    assert "'query' is a JSON object with view and metrics" in asked_by_query(puller, query).pull().trouble


def test_rows_that_reach_the_limit_are_refused(puller: Callable[..., Puller], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(langfuse, "MOST_ROWS", 10)
    dimensions = [{"field": "providedModelName"}]
    query = {"view": "observations", "metrics": [{"measure": "totalCost"}], "dimensions": dimensions}
    assert "10 rows, the most it gives" in asked_by_query(puller, json.dumps(query)).pull().trouble
