"""Apps that people sign in to, and another machine that reaches them."""

from collections.abc import Iterator

import pytest

from tests.playbook.api.visiting import SECRETS
from tests.playbook.neighbor import Neighbor, neighbor
from tests.playbook.served import Served, serving


@pytest.fixture(scope="module")
def outside() -> Iterator[Neighbor]:
    """Another machine in the network, or this one by an address that others reach, too."""
    with neighbor() as found:
        if found is None:
            pytest.skip("this machine has no address but its own")
        yield found


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Open to the network, people sign in."""
    folder = tmp_path_factory.mktemp("guarded")
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS, "utf-8")
    settings = {"STREAMLIT_SECRETS_FILES": str(secrets)}
    with serving(folder, "", "--address", "0.0.0.0", **settings) as served:  # noqa: S104 - what is tested
        yield served
