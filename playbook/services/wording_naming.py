"""Sentences about a file that was named on a command line."""


def no_file(name: str) -> str:
    """A file was named that is not there."""
    return f"There is no file '{name}' that says what would ship."


def unreadable_file(name: str, why: str) -> str:
    """A file cannot be read."""
    return f"The candidate in '{name}' cannot be read: {why}."


def too_long(name: str, most: int) -> str:
    """A file is no candidate's."""
    return f"'{name}' is too long for a candidate: at most {most:,} characters."
