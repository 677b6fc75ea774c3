"""What the first visitor would otherwise wait for: heavy modules, and the first assessment."""

import logging
from importlib import import_module

from metrics.problems import Problems
from metrics.store import StoreUnavailable
from playbook import running_app
from playbook.settings import WrongUse

LOG = logging.getLogger(__name__)
MODULES = ("altair", "pandas", "pyarrow", "metrics.intake", "playbook.charts", "playbook.screens")


def run() -> None:
    """Imports and assesses; what stands in the way is shown on the page, so that here it is only logged."""
    for name in MODULES:
        import_module(name)
    try:
        running_app.workspace().assess()
    except (Problems, StoreUnavailable, WrongUse) as reason:
        LOG.warning("%s", reason)
