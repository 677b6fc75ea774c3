"""A port of this machine that nobody listens at."""

import socket


def free_port() -> int:
    """One that is free now; whoever starts a server there does so at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
