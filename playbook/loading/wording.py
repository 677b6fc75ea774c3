"""What loading says."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

NOT_A_REVIEW = "not the folder of a closed review"
A_WEEKS_FOLDER = "folders here are called as their week, such as 2026-W45, and written by: playbook review close"
UNREADABLE = "a file of a closed review is missing or cannot be read"
NOT_ITS_JSON = "a file of a closed review that is not as 'playbook review close' writes it"
TAMPERED = "a closed review was changed after it was closed: its fingerprint does not fit"
RESTORE = "restore it from git; until then nothing is compared with this review"


def of_another_week(week: str) -> str:
    """A review lies in the folder of another week."""
    return f"a review whose week is '{week}' lies in the folder of another week"


def no_such_review(name: str) -> str:
    """A withdrawal of what was never closed."""
    return f"no closed review '{name}' to withdraw; the names are those of the folders in records/reviews"


def closed_already(week: str) -> str:
    """A week is closed once."""
    return f"the review of this week is closed already, and what was said then stands: playbook review show {week}"


def cannot_write(reason: str) -> str:
    """The disk is full, or the folder is not ours."""
    return f"the review cannot be written ({reason}); nothing was closed"


COMMIT_WITHOUT_EDIT = ("commit: true without edit: true", "", "write edit: true beside it, or take it out")


def cannot_read(reason: str) -> tuple[str, str, str]:
    """The settings cannot be read."""
    return f"the file cannot be read ({reason})", "", "is it a plain file that may be read?"


def channel_twice(name: str) -> tuple[str, str, str]:
    """Two channels of one name."""
    return f"a second channel '{name}'", "", "give each channel a name of its own"


def channel_secret(name: str, service: str) -> tuple[str, str, str]:
    """A webhook without its secret, or another service with one."""
    if service == "webhook":
        return (
            f"webhook '{name}' without a secret",
            "",
            "name the environment variable of its signing secret: secret: NAME",
        )
    return f"channel '{name}' with a secret", "", f"{service} needs its address alone; take the line out"


def misnamed_settings(file: str) -> tuple[str, str, str]:
    """A file that looks like the settings and is not read: found, expected, remedy."""
    return "a file of this name is not read", "", f"the page's settings are read from '{file}'"


def unknown_repository(address: str) -> tuple[str, str, str]:
    """The address of a repository that no page can be linked to: found, expected, remedy."""
    return (
        f"'{address}' leads to no page that edits a file; forms give no link",
        "the address of the playbook's folder on GitHub or GitLab",
        "open that folder in the browser and copy its address, such as https://github.com/acme/ai/tree/main/playbook",
    )


def no_logo(file: str) -> tuple[str, str, str]:
    """The page's logo is not there: found, expected, remedy."""
    return f"there is no file '{file}' in the playbook's folder", "", "put the picture there, or correct its name"


def no_template(file: str) -> tuple[str, str, str]:
    """The report's template is not there: found, expected, remedy."""
    return f"there is no file '{file}' in the playbook's folder", "", "put the template there, or correct its name"
