"""Sources name metrics, products and tools that can be meant, and keep no secret."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from metrics.problems import Problem, did_you_mean
from metrics.source import TABLE, TOOLS, Pull, Service, Source
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error

_OURS = frozenset({"week", "date", "product", "metric", "value", "numerator", "denominator", "unit", "environment", ""})

_PARTS = (" numerator", " denominator", " n")
"""What may follow a metric in the meaning of a heading."""


def sources_name_what_is_defined(world: World) -> Iterator[Problem]:
    """A source takes measures of a tool that is read, for metrics and products on record."""
    tools = {*TOOLS, TABLE}
    known = {tool.casefold() for tool in tools}
    for entry in world.listed(world.definition("sources"), "sources"):
        source = entry.value
        if source.tool.casefold() not in known:
            found = f"no files of '{source.tool}' are read here"
            yield error(entry.at("tool"), found, remedy=did_you_mean(source.tool, tools))
        for one in entry.each("takes", source.takes):
            yield from world.known.metrics.unknown(one.at("metric"), one.value.metric)
            if one.value.product is not None:
                yield from world.known.products.unknown(one.at("product"), one.value.product)
        if source.product is not None:
            yield from world.known.products.unknown(entry.at("product"), source.product)
        for product in source.products.values():
            yield from world.known.products.unknown(entry.at("products"), product)
        for metric in source.metrics.values():
            yield from world.known.metrics.unknown(entry.at("metrics"), metric)


def sources_take_something(world: World) -> Iterator[Problem]:
    """A source of a tool takes a measure; one of tables says what its headings are."""
    for entry in world.listed(world.definition("sources"), "sources"):
        source = entry.value
        if source.tool != TABLE and not source.takes:
            found = f"source '{source.id}' takes nothing"
            yield error(entry.at("tool"), found, "'takes' with a measure and its metric")
        by_query = source.pull is not None and source.pull.service is Service.SQL
        if source.tool == TABLE and not source.headings and not by_query:
            yield error(entry.at("id"), f"source '{source.id}' names no headings", "'headings', or 'tool'")
        for heading, meant in source.headings.items():
            metric = meant.rpartition(" ")[0] if meant.endswith(_PARTS) else meant
            if meant not in _OURS and metric not in world.metrics_meant:
                remedy = did_you_mean(meant, {*_OURS, *world.metrics_meant} - {""})
                found = f"'{heading}' is '{meant}', which is neither a column nor a metric"
                yield error(entry.at("headings"), found, remedy=remedy)


_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_TOOL_OF = {
    Service.LITELLM: "LiteLLM",
    Service.LANGFUSE: "Langfuse",
    Service.OPENAI: "OpenAI",
    Service.ANTHROPIC: "Anthropic",
    Service.PROMETHEUS: "Prometheus",
    Service.DATADOG: "Datadog",
    Service.SQL: TABLE,
}
_SECRETS = {
    Service.LITELLM: 1,
    Service.LANGFUSE: 2,
    Service.OPENAI: 1,
    Service.ANTHROPIC: 1,
    Service.DATADOG: 2,
}
_QUERIES = (Service.PROMETHEUS, Service.DATADOG, Service.SQL)
_NAMED_BY_ADDRESS = (Service.LITELLM, Service.PROMETHEUS, Service.URL)


def pulls_are_possible(world: World) -> Iterator[Problem]:
    """A pull says all that its service needs. Secrets are named by their environment variables; nothing that may be
    one is quoted."""
    for entry in world.listed(world.definition("sources"), "sources"):
        if entry.value.pull is not None:
            yield from _of_pull(entry, entry.value, entry.value.pull)


def _of_pull(entry: Entry[Source], source: Source, pull: Pull) -> Iterator[Problem]:
    at = entry.at("pull")
    service = pull.service.value
    tool = _TOOL_OF.get(pull.service, source.tool)
    if source.tool.casefold() != tool.casefold():
        yield error(at, f"{service} gives files of {tool}, and the source is of {source.tool}", f"'tool: {tool}'")
    if not all(_NAME.fullmatch(name) for name in pull.secrets):
        found = "'secrets' holds something that is no name of an environment variable"
        yield error(at, found, "names such as OPENAI_ADMIN_KEY", "move a secret into the environment, and renew it")
    elif len(pull.secrets) < _SECRETS.get(pull.service, 0):
        found = f"{service} needs {_SECRETS[pull.service]} names in 'secrets', and {len(pull.secrets)} are there"
        yield error(at, found, "names of environment variables that hold its keys")
    if pull.service in _QUERIES and not pull.query.strip():
        yield error(at, f"{service} needs a 'query'")
    if pull.service in _NAMED_BY_ADDRESS and not pull.url.strip():
        yield error(at, f"{service} needs a 'url'")
    if pull.service is Service.SQL and not (pull.url.strip() or pull.secrets):
        yield error(at, "sql needs a 'url', or the name of a variable that holds the address in 'secrets'")
    if _keeps_a_password(pull.url):
        yield error(at, "'url' holds a user with a password", "an address without", "name the password in 'secrets'")
    if pull.service is Service.DATADOG and source.timezone != "UTC":
        yield error(entry.at("id"), "Datadog's days are UTC days", "'timezone: UTC'")


def _keeps_a_password(url: str) -> bool:
    try:
        return urlsplit(url).password is not None
    except ValueError:
        return False
