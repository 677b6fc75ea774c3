"""Sentences about where the playbook and its numbers are, which day is asked for, and what to do when that fails."""

import os
import re
import shlex
from collections.abc import Collection
from datetime import date

from playbook.wording import day_text, plural


def no_playbook_here(folder: str, exists: bool) -> str:
    """The folder that was named holds no playbook."""
    found = "holds no 'definitions' folder" if exists else "does not exist"
    return f"'{folder}' is no playbook: it {found}. Start one there with: playbook init {quoted(folder)}"


def quoted(argument: str) -> str:
    """An argument as a shell wants it, so that a line can be pasted."""
    if any(character in argument for character in '$`"!\\'):
        return shlex.quote(argument) if os.name == "posix" else f'"{argument}"'
    return f'"{argument}"' if re.search(r"[^\w@%+=:,./~-]", argument) else argument


def sample_needs_a_file(url: str) -> str:
    """The sample was asked to live in a shared store."""
    return (
        f"the sample organization does not go into '{url}': its numbers are made up, and a shared store is for real "
        "ones. Start your own with: playbook init"
    )


def sample_in_a_real_store(url: str) -> str:
    """The sample was pointed at a store that is not its own."""
    return (
        f"the sample organization does not go into '{url}', which is not a store of the sample. "
        "Leave --store (or PLAYBOOK_STORE) out to see the sample, or start your own with: playbook init"
    )


def real_in_the_sample_store(url: str) -> str:
    """A real playbook was pointed at the sample's store."""
    return (
        f"'{url}' holds the numbers of the sample organization, and a real playbook never shares a store with it. "
        "Leave --store (or PLAYBOOK_STORE) out to use the playbook's own store, or name another file"
    )


def not_a_day(text: str) -> str:
    """An as-of day that is no date."""
    return f"'{text}' is not a day; expected a date such as 2026-11-06"


def day_out_of_reach(day: date, first: date, last: date) -> str:
    """An as-of day that is too far away to say anything about."""
    return (
        f"{day.isoformat()} is out of reach: nothing can be said of it; "
        f"expected a day between {first.isoformat()} and {last.isoformat()}"
    )


def not_a_basis(text: str) -> str:
    """A basis that is neither of the two."""
    return (
        f"'{text}' is no basis; expected 'known' (as known on that day) or 'today' (everything received since included)"
    )


def unknown_name(kind: str, name: str, hint: str, known: Collection[str] = ()) -> str:
    """A product, metric or gate that the playbook does not have."""
    if not hint and known:
        listed = sorted(known)
        more = f" and {len(listed) - _MOST_NAMES} more" if len(listed) > _MOST_NAMES else ""
        hint = f"known: {', '.join(listed[:_MOST_NAMES])}{more}"
    return f"unknown {kind} '{name}'" + (f"; {hint}" if hint else f"; this playbook has no {kind} yet")


_MOST_NAMES = 40


def unknown_question(name: str, hint: str) -> str:
    """A query parameter that no route knows."""
    return f"unknown parameter '{name}'" + (f"; {hint}" if hint else "")


def last_whole_version(errors: int) -> str:
    """What is shown while the text on disk is broken, and an earlier version was whole."""
    return f"The playbook has {plural(errors, 'problem')}; what you see is the last version that was whole."


def committed_version(errors: int) -> str:
    """What is shown while the text on disk is broken, and the committed text is whole."""
    return f"The playbook has {plural(errors, 'problem')}; what you see is the version that was committed last."


def nothing_whole(errors: int) -> str:
    """What is shown while no whole version was ever seen."""
    them = "it" if errors == 1 else "them"
    return (
        f"The playbook has {plural(errors, 'problem')}, and no earlier version was whole: mend {them} to see anything."
    )


def sample_file_refused(name: str) -> str:
    """A file of the sample does not fit the definitions any more."""
    return f"the sample's file {name} does not fit these definitions, and was left out"


def broken_manifest(details: str) -> str:
    """The sample's manifest cannot be read."""
    return f"the sample organization cannot be shown: {details}"


def no_git() -> str:
    """History was asked for on a machine without git."""
    return "git is not installed here, and only git knows how the records stood before"


def not_in_git(folder: str) -> str:
    """Earlier definitions were asked for where git never saw any."""
    return f"no commit of git holds '{folder}', so there are no earlier definitions to judge by"


def history_begins(folder: str, began: date, *, shallow: bool) -> str:
    """Earlier definitions were asked for than git has."""
    if shallow:
        return (
            f"this is a shallow clone, which knows '{folder}' from {day_text(began)} on; "
            "'git fetch --unshallow' brings the days before"
        )
    return f"git knows '{folder}' from {day_text(began)} on; name a day from then on, or judge by today's definitions"


def not_in_shallow(revision: str) -> str:
    """A shallow clone lacks the revision that something is held against."""
    return (
        f"this is a shallow clone without '{revision}', so nothing can be compared; "
        "'git fetch --unshallow' (in CI: the whole history) brings it"
    )


def by_definitions(commit: str, on: date | None) -> str:
    """Whose definitions an answer is by."""
    since = "" if on is None else f" of {day_text(on)}"
    return f"Judged by the definitions{since} in commit {commit[:7]}."


def no_such_revision(folder: str, details: str) -> str:
    """Git knows nothing of that revision, or nothing of that folder."""
    first = details.strip().splitlines()[0].removeprefix("fatal: ") if details.strip() else ""
    reason = f" ({first})" if first else ""
    return (
        f"git cannot say how '{folder}' stood at that revision{reason}; "
        "name a commit, branch or tag that it knows, such as HEAD or origin/main"
    )


APOLOGY = "Something went wrong on our side; nothing was lost, and the details are in the application's log."


def unknown_address(path: str, hint: str) -> str:
    """An address below /api that nobody answers at."""
    return f"nothing answers at '{path}'" + (f"; {hint}" if hint else "")


def no_criterion(name: str, near: str | None) -> str:
    """A criterion that no gate has."""
    meant = f"did you mean '{near}'?" if near else "'playbook gates --gate ID' lists them"
    return f"no gate has the criterion '{name}'; {meant}"
