"""A port that is asked for, or another one."""

from __future__ import annotations

import socket

from repostwatch.services.ports import free_port


def test_a_free_port_is_given() -> None:
    port = free_port()
    assert free_port(port) == port
    with socket.socket() as server:
        server.bind(("127.0.0.1", port))


def test_a_taken_port_gives_another() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        taken = server.getsockname()[1]
        other = free_port(taken)
        assert other != taken
        assert free_port(other) == other


def test_a_port_whose_last_talk_is_dying_down_is_free() -> None:
    """Restarted services get their old port although TIME_WAIT holds it for a minute."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            answered, _ = server.accept()
            answered.close()  # the server's side closes first: the wait is on its port
            assert client.recv(1) == b""
    assert free_port(port) == port
