"""Something that is done once for a key, however often it is asked for."""

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import TypeVar

from metrics.store.answers import KeyedRequest, keep_answer, look_up
from playbook.json_values import Document
from playbook.workspace.workspace import Workspace

Done = TypeVar("Done", bound=Document)


def keyed_request(key: str, whose: str, parts: Iterable[str | bytes]) -> KeyedRequest:
    """A request with a key; keys of different callers never meet. `parts` is everything that makes it this request."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return KeyedRequest(f"{whose}\n{key}", digest.hexdigest())


def refuse_a_known_key(workspace: Workspace, keyed: KeyedRequest | None) -> None:
    """Raises AnsweredBefore or KeyTaken, before any work is done."""
    if keyed is not None:
        look_up(workspace.store(), keyed)


def once(workspace: Workspace, keyed: KeyedRequest | None, do: Callable[[], Done]) -> Done:
    """Does it, all of it or nothing, and keeps the answer with it. Raises AnsweredBefore or KeyTaken where the key is
    known, and then nothing is done."""
    store = workspace.store()
    with store.together():
        refuse_a_known_key(workspace, keyed)
        done = do()
        if keyed is not None:
            keep_answer(store, keyed, json.dumps(done.to_json(), ensure_ascii=False), workspace.now())
    return done


def once_alone(workspace: Workspace, keyed: KeyedRequest | None, do: Callable[[], Done]) -> Done:
    """The same for what is several transactions, such as upkeep: it may be done again where the first broke off."""
    store = workspace.store()
    with store.alone():
        refuse_a_known_key(workspace, keyed)
        done = do()
        if keyed is not None:
            keep_answer(store, keyed, json.dumps(done.to_json(), ensure_ascii=False), workspace.now())
    return done
