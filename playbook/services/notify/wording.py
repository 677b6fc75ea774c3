"""Sentences about digests and alerts on their way: what was sent, what was not and why."""

from metrics.store.outbox import MessageState
from playbook.wording import join_words, plural

OPEN = "Open the playbook"
NO_ADDRESS = "its address is none of the web; begin it with https://"
NO_CERTIFICATE = "its certificate is not valid, so nothing was sent"
MOVED = "the address leads to another one; name that one"
TOO_MUCH = "the answer did not end"
NO_APPRISE = "Apprise is not installed; pip install 'ai-engineering-playbook[notify]'"
NO_CHANNEL_LEFT = "the channel is no longer in settings.yaml"
OVERTAKEN = "it was over, or something newer was there, before it was sent"
NO_CHANNEL = "No channel is set up: name one in settings.yaml, below notify (--dry-run prints what it would get)."
NO_CHANNELS = "No channel is set up in settings.yaml; this is what one would get that gets everything."
NOTHING = "Nothing new to tell, and nothing waits."
NOTHING_YET = "Nothing was sent yet."
SAMPLE = "The sample is never sent; --dry-run prints what would go."
BROKEN_SETTINGS = "settings.yaml has problems, so nothing is sent until they are mended (playbook validate)."
APP_SENDS = "The running app owns the store and sends by itself; nothing is to be done."
ONE_OF = "Ask for one of --dry-run, --digest and --history."
DRY_RUN_HELP = "Print what would go now, and send nothing."
DIGEST_HELP = "Send the digests now, once a day, whatever time settings.yaml names."
HISTORY_HELP = "What was sent to whom, what failed, what waits."
STATE_WORDS = {
    MessageState.WAITING: "waiting",
    MessageState.CLAIMED: "being sent",
    MessageState.SENT: "sent",
    MessageState.FAILED: "failed, tried again",
    MessageState.GIVEN_UP: "given up",
    MessageState.WITHDRAWN: "withdrawn",
}


def no_variable(name: str) -> str:
    """A variable of the environment is not there."""
    return f"the environment variable {name} is not set"


def no_signing_secret(name: str) -> str:
    """What stands in a variable signs nothing."""
    return f"the environment variable {name} holds no signing secret (whsec_ and 24 to 64 bytes in base64)"


def no_apprise_address(name: str) -> str:
    """What stands in a variable is no address of Apprise."""
    return f"the environment variable {name} holds no single address of Apprise"


def apprise_failed(said: str) -> str:
    """Apprise could not send it."""
    return f"Apprise could not send it: {said}" if said else "Apprise could not send it"


def in_the_clear(host: str) -> str:
    """An address without TLS on another machine."""
    return f"the address of {host} begins with http://, and anybody between could read it; name one with https://"


def answered_with(status: int) -> str:
    """The service refused."""
    return f"it answered {status}"


def lost(reason: Exception) -> str:
    """No answer came."""
    return f"no answer came ({type(reason).__name__})"


def open_at(link: str) -> str:
    """The line with the address of the page."""
    return f"{OPEN}: {link}"


def trouble(why: str, tries: int) -> str:
    """What stood in the way, and how often it was tried."""
    often = plural(tries, "try", "tries") if tries > 1 else ""
    return "; ".join(part for part in (why, often) if part)


def to_channel(channel: str, kind: str) -> str:
    """Above a message that would go."""
    return f"{channel}, {kind}"


def done(sent: int, failed: int, waiting: int) -> str:
    """What one run came to."""
    parts = [(sent, "sent"), (failed, "failed"), (waiting, "waiting")]
    return (
        f"{join_words(f'{count:,} {word}' for count, word in parts if count)}." if sent + failed + waiting else NOTHING
    )


def failure(channel: str, title: str, why: str) -> str:
    """A message that was not taken, for the log and the terminal."""
    return f"{channel}: '{title}' was not sent: {why}"
