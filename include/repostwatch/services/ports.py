"""Free ports on loopback."""

from __future__ import annotations

import socket


def free_port(wanted: int = 0) -> int:
    """`wanted` if nobody listens there, else one that the system chooses."""
    with socket.socket() as probe:
        # As servers do: a port whose last connection is still dying down counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            if wanted == 0:
                raise
        else:
            return int(probe.getsockname()[1])
    return free_port()
