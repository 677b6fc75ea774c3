"""Sentences of the upload page: sending a file, its problems, what it would change, the receipt, withdrawing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from playbook.wording import join_words, plural, weeks_text
from playbook.wording_moments import moment_text

if TYPE_CHECKING:
    from metrics.store.uploads import Upload
    from playbook.model.candidates import Candidate

TITLE = "Upload a weekly file"
FILE = "Weekly files"
FILE_HELP = (
    "CSV, TSV, XLSX, Parquet or JSON, up to 200 MB: a table with week (or date), product, metric and value, "
    "numerator and denominator for rates; or one column for each metric."
)
FILE_LINE = (
    "Nothing is stored before you publish. A file is taken whole or not at all, and a newer file corrects an older one."
)
PRODUCT = "Product, where the file does not say"
WEEK = "Week, where the file does not say"
THE_FILE_SAYS = "The file says"
CANDIDATE = "Measured on candidate"
CANDIDATE_HELP = (
    "The candidate that all of these numbers were measured on; a gate asks whether its proof is about what would ship."
)
ORGANIZATION = "whole organization"
WHO = "Submitted by"
WHO_HELP = "Your seat, such as head-of-data; it stands beside the file in the list below."
NOBODY_NAMED = "somebody at the page"
SOURCE = "page"
TEMPLATE = "Template"
TEMPLATE_HELP = (
    "A workbook with your metrics by products, to fill in and send as it is; definitions are notes on its cells."
)
READING = "Reading the file"
REFUSED_TITLE = "Not stored yet: fix these first"
REFUSED_LINE = "Correct the file as told and upload it again. Rows are counted as your spreadsheet shows them."
PREVIEW_TITLE = "Ready to publish"
LOST = (
    "The app was started again since a file was chosen, and no longer has it. Remove the file with ✕ and choose it "
    "again; nothing of it was stored."
)
LET_GO = "Choose other files"
CHANGES_TITLE = "What it would change"
PUBLISH = "Publish"
NOT_STORED = "not stored"
TOTALS = "in all"
REPLACES = "replaces"
LOOK_AGAIN = "look again"
NOT_KNOWN = "not known"
NEWER_WEEK = "a newer week becomes known"
RECEIPT_TITLE = "Stored"
ALREADY_TITLE = "Already counted"
SEE_OVERVIEW = "See the overview"
SEE_METRICS = "See the metrics"
UPLOADS_TITLE = "What was received"
NO_UPLOADS_TITLE = "Nothing was received yet"
NO_UPLOADS = "No weekly file has been published."
NO_UPLOADS_WAYS = (
    "choose a file above",
    "take the rows to fill in, add your numbers, and upload them",
    "`playbook upload week45.csv` does the same from the command line",
)
WITHDRAW_TITLE = "Withdraw an upload"
WITHDRAW_WHICH = "Which file"
WITHDRAW = "Withdraw"
WITHDRAW_SURE = "Yes, withdraw it"
NOTHING_TO_WITHDRAW = "Every file that was received has been withdrawn."
COUNTS = "active"
REPLACED = "replaced"
PARTLY = "partly replaced"
REVOKED = "withdrawn"
ROWS = "Rows"
METRICS = "Metrics"
PRODUCTS = "Products"
WEEKS = "Weeks"
FIRST_ROWS = "The first rows as they were read"
COLUMN_RECEIVED = "received (UTC)"
COLUMN_FILE = "file"
COLUMN_STATE = "state"
COLUMN_ROWS = "rows"
COLUMN_COUNTING = "rows that count"
COLUMN_WHO = "sent by"
COLUMN_SOURCE = "through"
COLUMN_ID = "id"
UPLOAD_FILE_COLUMNS = (
    COLUMN_STATE,
    COLUMN_FILE,
    COLUMN_RECEIVED,
    COLUMN_ROWS,
    COLUMN_COUNTING,
    COLUMN_WHO,
    COLUMN_SOURCE,
    COLUMN_ID,
)
HEAD_FILE, HEAD_RECEIVED, HEAD_STATE, HEAD_ROWS = "File", "Received", "State", "Rows"
HEAD_WHO, HEAD_SOURCE = "Submitted by", "Through"
COLUMN_PRODUCT = "product"
COLUMN_METRIC = "metric"
COLUMN_VALUE = "value"
COLUMN_NUMERATOR = "numerator"
COLUMN_DENOMINATOR = "denominator"
COLUMN_PERIOD_END = "last day"
COLUMN_WHAT = "what"
COLUMN_WHERE = "where"
COLUMN_BEFORE = "before"
COLUMN_AFTER = "after"
COLUMN_WHY = "why"
CHANGE_COLUMNS = (COLUMN_WHAT, COLUMN_WHERE, COLUMN_BEFORE, COLUMN_AFTER, COLUMN_WHY)
BACKFILLED = "Backfilled"
BACKFILL = "Backfill: count it as known from an earlier day"
BACKFILL_HELP = (
    "For numbers that were known at the time and come into the store only now. They are always shown as backfilled, "
    "and may not reach back to the day of a closed review."
)
BACKFILL_DAY = "Known from"
BACKFILL_WHY = "Why it comes only now"
BACKFILL_WHY_HINT = "moved from the old sheet"


def candidate_name(candidate: "Candidate", products: Mapping[str, str]) -> str:
    """A candidate in the list to choose from: `Support copilot: pilot-2`."""
    return f"{products.get(candidate.product, candidate.product)}: {candidate.id}"


def kept(names: Sequence[str]) -> str:
    """Files that were chosen before a visit to another page."""
    return f"Still chosen: {join_words(names)}"


def preview_title(name: str, files: int) -> str:
    """What stands above the preview of a file."""
    return PREVIEW_TITLE if files == 1 else f"{PREVIEW_TITLE}: {name}"


def publish(files: int) -> str:
    """The button."""
    return PUBLISH if files == 1 else f"{PUBLISH} {files} files"


def held_back(names: Sequence[str]) -> str:
    """Files without problems beside one that has some."""
    verb = "is" if len(names) == 1 else "are"
    return f"{join_words(names)} {verb} fine; files chosen together are published together."


def refused(name: str, problems: int) -> str:
    """A file with problems."""
    return f"'{name}' has {plural(problems, 'problem')}; nothing of it was stored."


def products_text(products: Sequence[str]) -> str:
    """Names of products; rows without one belong to the whole organization."""
    return join_words([product or ORGANIZATION for product in products])


def stored(upload: "Upload", rows: int, week_ends: Sequence[date], timezone: str) -> str:
    """The receipt."""
    return (
        f"'{upload.file_name}': {plural(rows, 'row')} for {weeks_text(week_ends)} are stored and count from now on. "
        f"Upload {upload.upload_id}, on {moment_text(upload.received_at, timezone)}."
    )


def overtaken(name: str, actor: str) -> str:
    """Somebody else published while this preview was looked at."""
    return (
        f"Nothing was stored yet: meanwhile '{name}' arrived from {actor}, and this file would replace other numbers "
        "than you saw. Read the preview below, and publish it if it is right."
    )


def more_doubts(more: int) -> str:
    """The rest of a long list."""
    return f"{plural(more, 'more doubt')} of this kind."


def already_counts(name: str, upload: "Upload", timezone: str) -> str:
    """The same rows are stored and all of them still count."""
    return (
        f"The rows of '{name}' are stored already and all of them count: upload {upload.upload_id}, "
        f"'{upload.file_name}', on {moment_text(upload.received_at, timezone)}. There is nothing to do."
    )


def upload_state(upload: "Upload") -> str:
    """Whether an upload counts."""
    if upload.revoked_at is not None:
        return REVOKED
    if upload.counting_rows == 0:
        return REPLACED
    return COUNTS if upload.counting_rows == upload.rows else PARTLY


def upload_names(uploads: Sequence["Upload"], timezone: str, today: date) -> dict[str, str]:
    """Uploads in the list to choose from, by their ids: `2026-W45.csv, Nov 10, 09:30 CET`; those of one name and minute
    with the id."""
    names = {
        upload.upload_id: f"{upload.file_name}, {moment_text(upload.received_at, timezone, today)}"
        for upload in uploads
    }
    counted = Counter(names.values())
    return {upload: f"{name} ({upload})" if counted[name] > 1 else name for upload, name in names.items()}


def rows_text(upload: "Upload") -> str:
    """`22`, or `20 of 22 count`."""
    if upload.counting_rows == upload.rows:
        return f"{upload.rows:,}"
    return f"{upload.counting_rows:,} of {upload.rows:,} count"


def withdraw_line(upload: "Upload") -> str:
    """What withdrawing means."""
    return (
        f"{plural(upload.counting_rows, 'row')} of '{upload.file_name}' would no longer count; what they had replaced "
        "counts again. The file stays on record, and can be sent again."
    )


def withdrawn(upload: "Upload") -> str:
    """Done."""
    return f"'{upload.file_name}' was withdrawn; what it had replaced counts again."


def progress(doing: str, share: float) -> str:
    """While a long file is read."""
    return f"{doing}: {100 * share:.0f}%"


def revoked_by(upload: "Upload", timezone: str, today: date) -> str:
    """Who withdrew it, and when."""
    if upload.revoked_at is None:
        return ""
    return f"by {upload.revoked_by}, {moment_text(upload.revoked_at, timezone, today)}"


def received_later(count: int) -> str:
    """Files that came after the day the page is about are not listed as of it."""
    return f"{plural(count, 'file')} came in later and {'is' if count == 1 else 'are'} not listed as of this day."
