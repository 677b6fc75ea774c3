"""Opens the store of a playbook: the sample's built first, one's own made only by what puts numbers into it."""

from collections.abc import Callable

from metrics.store.connection import look_for
from metrics.store.location import NoStore
from metrics.store.migrations import NEWEST
from metrics.store.store import Store, empty_store, open_store
from playbook import wording_workspace as wording
from playbook.model.playbook import Playbook
from playbook.settings import MANIFEST, Home, WrongUse
from playbook.workspace import sample
from playbook.workspace.sample import Manifest


def refuse_a_missing_store(home: Home, *, making: bool) -> None:
    """A store that somebody named must be there, unless it may be made; raises NoStore."""
    if home.store_given and not making:
        look_for(home.store_url)


def open_own(home: Home, *, making: bool) -> Store:
    """The store of a playbook that is no sample. Where it was not made yet, a question is answered from an empty one;
    a store that somebody named must be there. Raises WrongUse, NoStore, StoreUnavailable."""
    try:
        store = open_store(home.store_url, create=making)
    except NoStore as missing:
        if home.store_given or not missing.not_yet:
            raise
        return empty_store(home.store_url)
    if home.store_given and _is_a_copy_of_the_sample(home, store):
        store.close()
        raise WrongUse(wording.real_in_the_sample_store(home.store_url))
    return store


def open_sample(home: Home, manifest: Manifest, playbook: Callable[[], Playbook], *, making: bool) -> Store:
    """The store of the sample, built anew where its files have changed; one that somebody named is built only by what
    puts numbers into it. Raises WrongUse, NoStore, StoreUnavailable."""
    file = home.store_file
    assert file is not None, "the sample lives in a file"
    digest = sample.digest_of(home.folder, manifest, f"schema {NEWEST}")
    if not sample.is_current(file, digest):
        refuse_a_missing_store(home, making=making)
        from playbook.workspace.sample_store import build  # noqa: PLC0415  (brings pandas: once, on first use)

        build(home.folder, file, manifest, playbook(), digest, given=home.store_given)
    return open_store(str(file))


def _is_a_copy_of_the_sample(home: Home, store: Store) -> bool:
    folder = home.project.sample
    if not (folder / MANIFEST).exists():
        return False
    return sample.holds_the_sample(store.uploads(), sample.read_manifest(folder))
