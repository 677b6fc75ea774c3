"""Where the command starts: a plain question to a running app is asked at once, all else imports what it needs."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from playbook.cli.asking import answer_of, named_address, named_token, repeat
from playbook.cli.output import forgive_characters
from playbook.services.naming import as_text
from playbook.services.running_app.calling import NoAnswer, headers_of, is_address, printed

_DAY = ("as-of", "definitions")
VALUES: Mapping[str, Sequence[str]] = {
    "gates": (*_DAY, "product", "gate", "candidate", "wait"),
    "admitted": (*_DAY, "product", "gate", "candidate"),
    "status": (*_DAY, "product"),
    "metrics": (*_DAY, "product", "metric"),
    "risks": (*_DAY, "product", "risk"),
    "due": (*_DAY, "role"),
    "value": (*_DAY, "product"),
}
"""Options with a value of the commands that are asked at once; all others, and every mistake, take the long way."""
FLAGS: Mapping[str, Sequence[str]] = {"gates": ("strict", "allow-not-due", "junit")}
REQUIRED: Mapping[str, Sequence[str]] = {"admitted": ("candidate",)}
BEFORE = (*_DAY, "server", "token")
_INTERRUPTED = 130
FLAGS_OF_ALL = ("json", "insecure")


@dataclass
class Question:
    """A command for a running app, option by option as it was typed."""

    name: str = ""
    values: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    def takes(self, word: str) -> bool:
        """Whether an option has a value."""
        return word in BEFORE or word in VALUES.get(self.name, ())

    def is_flag(self, word: str) -> bool:
        """Whether an option has none."""
        return word in FLAGS_OF_ALL or word in FLAGS.get(self.name, ())


def plain_question(words: Sequence[str]) -> Question | None:
    """The command in such words; None where they say anything but a plain question to a running app."""
    question = Question()
    rest = list(words)
    while rest:
        option, equals, value = rest.pop(0).partition("=")
        word = option.removeprefix("--")
        if word == option:
            if question.name or equals or word not in VALUES:
                return None
            question.name = word
        elif question.takes(word):
            value = value if equals else (rest.pop(0) if rest else "")
            if not value.strip() or value.startswith("-"):
                return None
            question.values[word] = value
        elif question.is_flag(word) and not equals:
            question.flags.add(word)
        else:
            return None
    if not question.name or any(word not in question.values for word in REQUIRED.get(question.name, ())):
        return None
    return question


def answered(question: Question) -> int | None:
    """Asks the app that was named and repeats its answer: the exit code. None where no app was."""
    typed = dict(question.values)
    address = named_address(typed.pop("server", None), at_home=False).strip().rstrip("/")
    if not is_address(address):
        return None
    headers, wait = headers_of(named_token(typed.pop("token", None))), typed.pop("wait", None)
    insecure = "insecure" in question.flags
    if "candidate" in typed:
        typed["candidate"] = as_text(typed["candidate"])
    options = {word.replace("-", "_"): value for word, value in typed.items()}
    options |= {word.replace("-", "_"): "true" for word in question.flags - {"insecure"}}

    def ask(more: Mapping[str, str]) -> dict[str, Any]:
        try:
            return printed(address, headers, question.name, {**options, **more}, insecure=insecure)
        except NoAnswer as failed:
            from playbook.services.running_app.client import RunningApp  # noqa: PLC0415  (only a failure pays for it)

            raise RunningApp(address).refusal(failed) from failed

    answer = answer_of(ask, wait)
    repeat(answer)
    return int(answer["exit_code"])


class Ending:
    """How a question ends: what kept the answer away is said as every command says it, and `code` is then set; what
    people cannot mend is raised on."""

    def __init__(self, *, as_json: bool) -> None:
        self.code: int | None = None
        self._as_json = as_json

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, reason: BaseException | None, trace: object) -> bool:
        if isinstance(reason, KeyboardInterrupt):
            self.code = _INTERRUPTED
        elif reason is not None:
            self.code = _code_of(reason, as_json=self._as_json)
        return reason is not None


def _code_of(reason: BaseException, *, as_json: bool) -> int:
    import typer  # noqa: PLC0415  (only a failure pays for it)

    from playbook.cli.options import exit_codes  # noqa: PLC0415  (as above)

    try:
        with exit_codes(as_json=as_json):
            raise reason
    except typer.Exit as ended:
        return int(ended.exit_code)


def main() -> None:
    """Entry point of the command."""
    forgive_characters()
    question = plain_question(sys.argv[1:])
    if question is not None:
        with Ending(as_json="json" in question.flags) as ending:
            ending.code = answered(question)
        if ending.code is not None:
            sys.exit(ending.code)
    from playbook.cli.main import main as any_command  # noqa: PLC0415  (what needs all of it waits for all of it)

    any_command()
