"""What the first visitor would otherwise wait for: heavy modules and the first assessment, beside the first answers."""

import gc
import logging
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from threading import Thread

from streamlit import delta_generator

from metrics.problems import Problems
from metrics.store.location import StoreUnavailable
from playbook.page import parts, screens
from playbook.readiness.score_history import score_history
from playbook.services.running_app import app as running_app
from playbook.settings import WrongUse

LOG = logging.getLogger(__name__)
MODULES = ("pandas", "pyarrow", "PIL.PngImagePlugin", "metrics.intake", "playbook.page.navigation")


def in_the_background() -> Thread:
    """Imports and assesses while the app answers already: one that was stopped under load is there again the sooner."""
    thread = Thread(target=_warm_up, name="warm-up", daemon=True)
    thread.start()
    return thread


def _warm_up() -> None:
    """All of it then is taken out of the sight of the garbage collector (91 ms to 5 a rerun), which has nothing to
    look for while what lasts is made."""
    gc.disable()
    try:
        _import_and_assess()
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()


def _import_and_assess() -> None:
    # at the first element of a process Streamlit looks through every module to warn whoever ran a script by hand: a
    # third of a second that nobody who opens the app has to wait
    delta_generator._use_warning_has_been_displayed = True  # noqa: SLF001
    for name in (*MODULES, *_of_the_page()):
        import_module(name)
    _assess()


def _of_the_page() -> Iterator[str]:
    """Every module that a page is made of; the script itself would run."""
    for package in (parts, screens):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            yield module.name


def _assess() -> None:
    """What stands in the way is shown on the page, so that here it is only logged."""
    try:
        workspace = running_app.workspace()
        workspace.assess()
        workspace.ask(score_history)
    except (Problems, StoreUnavailable, WrongUse) as reason:
        LOG.warning("%s", reason)
