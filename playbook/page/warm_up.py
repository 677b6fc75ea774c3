"""What the first visitor would otherwise wait for: heavy modules, and the first assessment."""

import logging
from importlib import import_module
from pkgutil import walk_packages

from metrics.problems import Problems
from metrics.store.location import StoreUnavailable
from playbook.page import screens
from playbook.readiness.score_history import score_history
from playbook.services.running_app import app as running_app
from playbook.settings import WrongUse

LOG = logging.getLogger(__name__)
MODULES = ("pandas", "pyarrow", "metrics.intake", "playbook.readiness.charts")


def run() -> None:
    """Imports and assesses; what stands in the way is shown on the page, so that here it is only logged."""
    for name in (*MODULES, *(f"{screens.__name__}.{module.name}" for module in walk_packages(screens.__path__))):
        import_module(name)
    try:
        workspace = running_app.workspace()
        workspace.assess()
        workspace.ask(score_history)
    except (Problems, StoreUnavailable, WrongUse) as reason:
        LOG.warning("%s", reason)
