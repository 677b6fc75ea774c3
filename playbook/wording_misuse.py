"""Sentences of a command that was called wrongly, where typer's own come from the library below it."""

_PLAIN_WORDS = (
    ("Value error, ", ""),
    ("Input should be a valid integer, unable to parse string as an integer", "expected a whole number"),
    ("Input should be a valid number, unable to parse string as a number", "expected a number"),
    ("Input should be ", "expected a number "),
)


def in_plain_words(message: str) -> str:
    """A message of typer without the words of the library that checks values for it."""
    for theirs, ours in _PLAIN_WORDS:
        message = message.replace(theirs, ours)
    return message
