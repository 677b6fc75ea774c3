"""Sentences of packs of metrics."""

from collections.abc import Sequence

from playbook.wording import join_words, plural

NAME_HELP = "Name of the pack, as --list shows it."
LIST_HELP = "Show the packs there are, and write nothing."
DRY_RUN_HELP = "Write nothing; show the lines."
WHICH = "name a pack, or see them with: playbook add-pack --list"
COLUMNS = ("pack", "metrics", "in the playbook", "what it shows")
NEXT = (
    "Name their owners, give them targets where you have one, and send numbers; without a target they decide nothing."
)


def unknown_pack(name: str, hint: str, known: Sequence[str]) -> str:
    """No pack of that name."""
    return f"there is no pack '{name}'; {hint or f'known: {join_words(known)}'}"


def there_already(metric: str, name: str) -> tuple[str, str, str]:
    """A metric of the pack stands in the playbook: what was found, expected, to do."""
    return (
        f"'{metric}' stands there already",
        f"no metric of the pack ('{name}')",
        "nothing was added; take it out of the playbook first, or add the other metrics of the pack by hand",
    )


def added(pack: str, metrics: Sequence[str], file: str) -> str:
    """What was written."""
    return f"{plural(len(metrics), 'metric')} of the pack '{pack}' added to {file}: {join_words(metrics)}. {NEXT}"
