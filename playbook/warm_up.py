"""What the first visitor would otherwise wait for: heavy modules, and the first assessment."""

import logging
from importlib import import_module
from pkgutil import iter_modules

from metrics.problems import Problems
from metrics.store import StoreUnavailable
from playbook import running_app, screens
from playbook.score_history import score_history
from playbook.settings import WrongUse

LOG = logging.getLogger(__name__)
MODULES = ("pandas", "pyarrow", "metrics.intake", "playbook.charts")


def run() -> None:
    """Imports and assesses; what stands in the way is shown on the page, so that here it is only logged."""
    for name in (*MODULES, *(f"{screens.__name__}.{module.name}" for module in iter_modules(screens.__path__))):
        import_module(name)
    try:
        workspace = running_app.workspace()
        workspace.assess()
        workspace.ask(score_history)
    except (Problems, StoreUnavailable, WrongUse) as reason:
        LOG.warning("%s", reason)
