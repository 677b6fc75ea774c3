"""What is said of limits that cannot be read."""

from collections.abc import Iterable


def not_a_number(name: str, text: str, least: int) -> str:
    """A setting of the environment that is no number."""
    return f"{name} is '{text}'; expected a whole number, {least} or more"


def not_a_choice(name: str, text: str, choices: Iterable[str]) -> str:
    """A setting of the environment that is none of the words it takes."""
    return f"{name} is '{text}'; expected {' or '.join(repr(choice) for choice in choices)}"
