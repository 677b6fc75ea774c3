"""What is said of a text that nothing can be put into."""


def in_the_way(file: str, part: str) -> str:
    """The text is written so that nothing can be added without changing what stands there."""
    return (
        f"{file}: '{part}' is written with an alias (*name) or in another way that the program cannot add to "
        "without changing what stands there; add the entry by hand"
    )
