"""Keys and values beside the records in JSON that say that there is more, that something failed, or that it is no
production; a key is read in words, `meta.totalPages` as 'total pages'."""

import re

from metrics.likeness import is_production, normalized

_UNITS_OF_FILES = r"(?:rows|records|items|results|entries|elements|documents|shards|data|pages|products)"

MORE_IF_TRUE = re.compile(
    r"(?:is |was )?(?:truncated|partial|incomplete|cut off|clipped|capped|interrupted|aborted|cancelled|canceled)"
    rf"|incomplete {_UNITS_OF_FILES}|(?:has |are |there are |there is )?more(?: {_UNITS_OF_FILES})?(?: available)?"
    rf"|(?:has |more )?next(?: page)?|has (?:more|next)(?: {_UNITS_OF_FILES})?"
    r"|(?:is )?(?:terminated|stopped|ended) early"
    r"|timed ?out|timeout|(?:limit|quota) (?:reached|exceeded|hit)|exceeded (?:transfer )?limit|early termination"
)
MORE_IF_FALSE = re.compile(
    r"(?:is |was |all |job |query |export |run |data |fully )*"
    r"(?:complete|completed|final|finished|done|loaded|exhausted)"
    r"|(?:is )?last(?: page)?|(?:is |at |reached )?end(?: of (?:data|file|results|list|stream))?|eof|all pages"
)
FAILED_IF_FALSE = re.compile(r"(?:is |was )?(?:success|ok|succeeded|successful|valid)")
NOT_REAL_IF_FALSE = re.compile(
    r"(?:is )?live(?: ?mode)?|(?:data )?is golden|(?:is )?(?:production|prod)|(?:is )?verified"
)
NEXT = re.compile(
    r"next|next (?:page|url|link|uri|href|cursor|token|offset|start|page token|page url|page cursor|records url|marker)"
    r"|(?:odata )?next ?link|continuation(?: token)?|continue|last evaluated key|exclusive start key|scroll id"
)
CURSOR = re.compile(r"(?:end |after |page )?cursor|bookmark|resume token|page token|search after|after")
"""What may point to records after these."""
_LOST = r"(?:failed|dropped|skipped|rejected|truncated|lost|discarded|quarantined|unprocessed|errored)"
_PASSED_OVER = r"(?:missing|omitted|excluded|filtered(?: out)?|ignored|suppressed|invalid|bad|duplicates?)"
REMAINING = re.compile(rf"(?:{_UNITS_OF_FILES} )?(?:remaining|left|outstanding)(?: {_UNITS_OF_FILES})?")
ERRORS = re.compile(
    r"(?:(?:last|first|api|query|job|fatal|export|import|request|response|upstream|parse|sql|internal|partial|shard|run"
    r"|validation|fetch|load|sync) )?(?:err|errors?|exceptions?|failures?|faults?)"
    r"(?: (?:messages?|codes?|text|details?|reason|type|count|list))?"
    rf"|(?:{_UNITS_OF_FILES} )?{_LOST}(?: {_UNITS_OF_FILES})?"
)
PASSED_OVER = re.compile(rf"(?:{_UNITS_OF_FILES} )?{_PASSED_OVER}(?: {_UNITS_OF_FILES}| weeks| days)?")
WARNINGS = frozenset(["warning", "warnings", "notice", "notices"])
STATUS = re.compile(
    r"(?:http |response |query |job |run |request |execution |sync |export )?(?:status|state|outcome|result)(?: ?code)?"
    r"|(?:http|response|return) code"
)
FINE = frozenset(
    [
        "ok", "okay", "success", "succeeded", "successful", "complete", "completed", "done", "finished", "ready",
        "final", "fine", "true", "published", "active", "closed", "abgeschlossen", "fertig", "erledigt", "endgültig",
        "terminé", "achevé", "complet", "validé", "terminado", "completado", "finalizado", "completato", "completo",
        "concluído", "voltooid", "gereed",
    ]
)  # fmt: skip
NOT_FINE = re.compile(
    r"err|fail|partial|incomplete|time ?d? ?out|running|pending|cancel|abort|in ?progress|queued|denied|forbidden"
    r"|unavailable|invalid|stale|expired|degraded|throttl|truncat|started|creating|processing|unknown"
)
NOT_WHOLE_CODES = frozenset([206, 207])
"""Partial content, and several answers of which some may have failed (RFC 9110, RFC 4918)."""
TOTALS = re.compile(
    r"total(?: (?:count|items|rows|records|results|hits|elements|entries|size|number|observations|matched))?"
    r"|(?:row|record|item|result|element|entry|observation) count|count|num (?:found|rows|records|results|items)"
    r"|result size estimate|estimated (?:total|count)"
    r"|(?:rows|records|items|results) total|n rows|n records|matched|available"
)
MAY_BE_SUMS = frozenset(["total", "count", "available", "matched"])
"""Totals that may add up a column rather than count the records."""
SUMS = re.compile(r"(?:grand )?(?:sum|total|totals)(?: (?:of )?(?:values?|amount))?|summary|sums")
PAGES = re.compile(r"(?:total|num|number of|n) ?pages|pages|page count|last page|pages total|of pages")
PAGE = frozenset(["page", "page number", "current page", "page index", "page no"])
PAGE_OF = re.compile(r"\D*(?P<page>\d+) ?(?:/|of|von|de|sur|di|van|z) ?(?P<pages>\d+)\D*")
OF_PAGES = re.compile(r"pag(?:ination|ing|er|es|e)|page (?:info|meta|data)")
BEFORE = frozenset(["offset", "skip", "skipped rows", "start index", "from index"])
LIMITS = frozenset(["limit", "page size", "per page", "max results", "max rows", "row limit", "size", "top", "first"])
SAMPLED = re.compile(r"(?:sampling|sample) (?:rate|ratio|fraction|percent|probability)")
SCALED = re.compile(
    r"(?:unit |value |number )?(?:scale|scaling|scale factor|scaling factor|factor|multiplier)"
    r"|(?:values? |numbers? |amounts? )?in (?:thousands|millions|billions|cents)"
)
_ENVIRONMENTS = re.compile(
    r"(?:[a-z]+ )?(?:environment|env)(?: name)?|umgebung|environnement|entorno|ambiente|omgeving"
)
_PLACES = re.compile(
    r"deployment|stage|tier|instance|cluster|database|db|data ?set|source|workspace|project|host|hostname|server|url"
    r"|uri|endpoint|namespace|schema|tenant|account|bucket|mode|profile|target|origin|domain|site|system|table|index|catalog"
    r"|organi[sz]ation|base url|api url|realm|slot|ring|(?:[a-z]+ )?(?:host|url|workspace|project|schema|database)"
)
_REHEARSAL = re.compile(
    r"(?:.* )?(?:staging|stage|stg|test|testing|tests|dev|devel|development|qa|uat|sandbox|demo|canary|pre ?prod|sit"
    r"|nonprod|non prod|integration|rehearsal|playground|dummy)(?: .*)?"
)
"""Names of what stands beside production."""
_SURELY_REHEARSALS = frozenset(["staging", "stg", "sandbox", "uat", "preprod", "nonprod", "demo", "dummy", "mock"])
_REHEARSALS_ALONE = frozenset(["dev", "test", "tests", "testing", "testdaten", "development", "playground", "qa"])
_SAYS_NOTHING = frozenset(
    ["data", "daten", "données", "datos", "env", "environment", "system", "umgebung", "only", "kw"]
)
"""Beside these, a word such as 'test' names the place; a sheet of 'test results' is of no other place."""
NOT_REAL = re.compile(
    r"(?:is |contains |has )?(?:sampled?|test|demo|mock(?:ed)?|dummy|synthetic|draft|preview|estimated|preliminary"
    r"|provisional|fake|dry run|sandbox|staging|simulated|placeholder)(?: data| run| mode)?"
)


def is_elsewhere(key: str, value: str) -> bool:
    """Whether a key names the place that the numbers are of, and it is not production."""
    if _ENVIRONMENTS.fullmatch(key):
        return not is_production(value)
    return bool(_PLACES.fullmatch(key) and _REHEARSAL.fullmatch(normalized(value)))


def names_a_rehearsal(text: str, *, of_file: bool = False) -> bool:
    """Whether a title says by one of its words that what is below is not of production; names of files are often those
    of tests without being of any."""
    words = {word for word in re.split(r"[\s_\-./:,;()\[\]|]+", text.casefold()) if word}
    if words & _SURELY_REHEARSALS:
        return True
    others = {word for word in words - _REHEARSALS_ALONE if not re.fullmatch(r"(?:w|kw)?\d+", word)}
    return not of_file and bool(words & _REHEARSALS_ALONE) and others <= _SAYS_NOTHING


def says_an_environment(text: str) -> bool:
    """Whether a line above a table names an environment that is not production: 'Environment: staging'."""
    key, separator, value = text.partition(":") if ":" in text else text.partition("=")
    return bool(separator and value.strip() and _ENVIRONMENTS.fullmatch(normalized(key)) and not is_production(value))
