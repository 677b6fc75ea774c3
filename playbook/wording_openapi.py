"""Sentences of the OpenAPI document."""

TITLE = "AI engineering playbook"
DESCRIPTION = (
    "The weekly numbers in, the assessment out: the documents of the command `playbook --json`, in the dashboard's own "
    "process. Unknown is null; scores run 0..100, shares 0..1; moments are UTC. Errors have one shape."
)
OPENAPI = "This document."
BEARER = (
    "A token made with `playbook token create NAME`. Its scopes are `read` and `upload`; reading needs one only where "
    "PLAYBOOK_READING=token is set or people sign in."
)
REQUEST_ID = "The id of the request, as sent in X-Request-Id or made here; it stands in the log."
RETRY_AFTER = "Seconds until it is worth trying again."
BODY = (
    "One file as the whole body (CSV, TSV, XLSX, Parquet or JSON, recognized by content), or several as parts named "
    "`file` of a form, stored all together or not at all. May be compressed (Content-Encoding: gzip)."
)
ERRORS: dict[int, tuple[str, str]] = {
    401: ("unauthorized", "No token, or one that is unknown, past its last day or taken back."),
    403: ("forbidden", "The token is for something else."),
    404: ("unknown_upload", "There is no such upload."),
    408: ("too_slow", "The body stopped on its way; nothing was stored."),
    409: ("taken_back_before", "The upload was taken back before, or the start of its id fits several."),
    413: ("too_large", "The body is longer than any weekly file may be; nothing was stored."),
    415: ("unsupported_media_type", "The body says that it is something no reader takes."),
    422: ("refused", "The question or the file cannot be accepted; every problem is listed, and nothing was stored."),
    429: ("too_many_requests", "The token asked too often."),
    500: ("unexpected", "Something went wrong on our side; the log has the details."),
    503: ("store_unavailable", "The store cannot be reached at the moment, or too many files are being read."),
}
"""Code and sentence of each error, by its status."""
