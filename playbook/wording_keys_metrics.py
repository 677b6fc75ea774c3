"""What the keys of notes on metrics mean; `wording_keys` puts them beside all others."""

METRIC_KEYS: dict[str, dict[str, str]] = {
    "NoteRecords": {"notes": "what people knew of a week of a metric, dated"},
    "Note": {
        "kind": "restart: the metric's limits start anew with this week; nothing else ever restarts them",
        "metric": "id of a metric",
        "by": "seat that wrote it",
        "on": "the day it was written; earlier days do not know it",
    },
}
"""Meanings by model and key."""
