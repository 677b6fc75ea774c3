"""Files of evaluation and cost tools among the files that are sent: what was found in one, in one sentence."""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from metrics.problems import Problem, Problems, TablePlace
from metrics.readers.raw_table import RawTable, refused
from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import given
from metrics.readers.tools.shared.measures import Measures
from metrics.readers.tools.table import read
from metrics.snapshot.context import IntakeContext, Progress
from metrics.snapshot.mapped import mapped_table, sources_for
from metrics.snapshot.renamed import Renamed, renamed_table
from metrics.source import TABLE


def zone_of(name: str) -> tzinfo:
    """A time zone by its name; UTC where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def measures_of(name: str, content: bytes, timezone: str) -> Measures | None:
    """What a tool's file holds; None for any other file. Raises Problems where a tool's file is damaged."""
    return read(given(name, content, zone_of(timezone)))


def tool_table(name: str, content: bytes, context: IntakeContext) -> RawTable | None:
    """The table that a tool's file makes by its sources; None for any other file, and where no source is for it."""
    for zone in dict.fromkeys(one.timezone or context.timezone for one in context.sources if one.tool != TABLE):
        found = measures_of(name, content, zone)
        if found is None:
            return None
        sources = [one for one in sources_for(found, context) if (one.timezone or context.timezone) == zone]
        if sources:
            return mapped_table(name, found, sources, context)
    return None


def renamed_by_source(name: str, content: bytes, context: IntakeContext, tell: Progress) -> Renamed | None:
    """The table of the first source whose headings a file has; None where there is none."""
    for source in context.sources:
        if source.tool == TABLE and (found := renamed_table(name, content, source, context, tell)) is not None:
            return found
    return None


def named_table(name: str, content: bytes, context: IntakeContext, tell: Progress) -> Renamed | None:
    """The table by the one source that was named; None where none was. Raises Problems where the file is none of it."""
    if context.mapped_by is None or not context.sources:
        return None
    (source,) = context.sources
    if source.tool != TABLE:
        instead = found_instead(name, content, context.timezone)
        raise instead or refused(name, f"this is no file of {source.tool}", f"what source '{source.id}' brings")
    return renamed_table(name, content, source, context, tell, named=True)


def found_instead(name: str, content: bytes, timezone: str) -> Problems | None:
    """A file that is no table of ours: its tool, what is in it and what is missing; None for any other."""
    try:
        found = measures_of(name, content, timezone)
    except Problems as damaged:
        return damaged
    if found is None:
        return None
    remedy = wording.SEND_A_WHOLE_ONE if found.refused else wording.MAP_IT
    problems = [Problem(TablePlace(name), wording.found(found), remedy=remedy)]
    return Problems(problems)
