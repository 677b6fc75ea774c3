"""The name of a file as it came in, made fit to be kept and shown: no path, no control characters, not endless."""

LONGEST = 120
UNNAMED = "upload"


def shown_name(name: str) -> str:
    """The last part of a path of either kind, its unprintable signs replaced, its ending kept when it is too long."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    last = " ".join(last.split())
    last = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in last)
    if last.strip(".") == "":
        return UNNAMED
    if len(last) > LONGEST:
        return f"{last[: LONGEST - 21]}…{last[-20:]}"
    return last
