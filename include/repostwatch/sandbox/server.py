"""Serves a world on loopback: one address per site, one port for all, one clock."""

from __future__ import annotations

import asyncio
import socket
import struct
from datetime import datetime
from pathlib import Path
from typing import Self

from aiohttp import web as http

from repostwatch.base.clock import iso, parse_moment
from repostwatch.sandbox.addresses import CONTROL_HOST, GOV_HOST, Web, portal_host
from repostwatch.sandbox.roles import SiteFault
from repostwatch.sandbox.site import Site, gov_reply
from repostwatch.sandbox.troubles import Reply
from repostwatch.sandbox.world import World

PORT_TRIES = 20  # a port has to be free on every address; others may hold it on one
CLOSE_SECONDS = 2.0  # how long open connections may take to end; nobody waits for a sandbox


class PortTakenError(OSError):
    """The port that was asked for is in use on one of the sandbox's addresses."""


class Server:
    """An async context: bound, written down and answering inside it, all sockets closed after.

    `now` is the sandbox's clock. Setting it also writes the file `clock` in the folder.
    """

    def __init__(self, world: World, folder: Path, *, port: int = 0) -> None:
        self.world, self.folder, self.asked_port = world, folder, port
        self._now = world.scans[0]
        self._stopped = asyncio.Event()
        self.web = Web(port)
        self.sites: dict[str, Site] = {}
        self.siblings: dict[str, Site] = {}  # the other servers of some sites

    @property
    def now(self) -> datetime:
        return self._now

    def set_clock(self, moment: datetime) -> None:
        """Let the web stand at a moment. The file is replaced whole: a reader never sees half."""
        self._now = moment
        part = self.folder / "clock.part"
        part.write_text(iso(moment) + "\n", encoding="utf-8")
        part.replace(self.folder / "clock")

    async def __aenter__(self) -> Self:
        portals = self.world.portals
        hosts = [GOV_HOST, CONTROL_HOST, *(portal_host(portal.place) for portal in portals)]
        with_sibling = [p for p in portals if p.layout is not None and p.layout.has_sibling]
        siblings = [portal_host(portal.place) for portal in with_sibling]
        port, sockets = _bind(hosts, siblings, self.asked_port)
        self.web = Web(port)
        self.sites = {portal_host(p.place): Site(self.world, self.web, p) for p in portals}
        self.siblings = {
            portal_host(p.place): Site(self.world, self.web, p, sibling=True) for p in with_sibling
        }
        self.set_clock(self._now)
        app = http.Application()
        app.router.add_route("*", "/{tail:.*}", self._handle)
        self._runner = http.AppRunner(app, access_log=None, shutdown_timeout=CLOSE_SECONDS)
        await self._runner.setup()
        for bound in sockets:
            await http.SockSite(self._runner, bound, backlog=512).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stopped.set()
        await self._runner.cleanup()

    async def _handle(self, request: http.Request) -> http.StreamResponse:
        transport = request.transport
        if transport is None:
            return http.Response(status=400)
        host, port = transport.get_extra_info("sockname")[:2]
        sites = self.sites if port == self.web.port else self.siblings
        target = request.path_qs
        if host == CONTROL_HOST:
            return await self._control(request)
        if host == GOV_HOST:
            return await self._send(
                request, gov_reply(self.world, self.web, request.path, self._now)
            )
        return await self._send(request, sites[host].reply(target, self._now))

    async def _control(self, request: http.Request) -> http.Response:
        """GET tells the clock, POST {"now": ISO moment} sets it."""
        if request.path != "/__sandbox__/clock" or request.method not in ("GET", "POST"):
            return http.json_response({"error": "GET or POST /__sandbox__/clock"}, status=404)
        if request.method == "POST":
            try:
                moment = (await request.json())["now"]
                self.set_clock(parse_moment(moment).earliest)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                return http.json_response({"error": f"not an ISO moment: {error}"}, status=400)
        return http.json_response({"now": iso(self._now)})

    async def _send(self, request: http.Request, reply: Reply) -> http.StreamResponse:
        transport = request.transport
        if reply.seconds:
            await asyncio.sleep(reply.seconds)
        if reply.fault is SiteFault.TIMEOUT:
            await self._stopped.wait()  # until the visitor gives up or the sandbox ends
        if reply.fault is not None:
            if transport is not None:
                _reset(transport)
            return http.Response(status=500)
        response = http.Response(status=reply.status, headers=dict(reply.headers), body=reply.body)
        site = self.sites.get(request.host.partition(":")[0])
        if site is None or site.portal.style.gzip:
            response.enable_compression()
        return response


def _bind(hosts: list[str], siblings: list[str], port: int) -> tuple[int, list[socket.socket]]:
    """Listening sockets on one port of every host, and on the next of the `siblings`. Raises
    PortTakenError."""
    taken = ""
    for _ in range(1 if port else PORT_TRIES):
        sockets: list[socket.socket] = []
        try:
            chosen = port
            for host in hosts:
                sockets.append(_listen(host, chosen))
                chosen = chosen or sockets[0].getsockname()[1]
            sockets += [_listen(host, chosen + 1) for host in siblings]
        except (OSError, OverflowError) as error:  # there is no port after the last
            taken = str(error)
            for bound in sockets:
                bound.close()
        else:
            return chosen, sockets
    raise PortTakenError(f"no port for the sandbox: {taken}. Choose another with --port.")


def _listen(host: str, port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    bound.setblocking(False)
    return bound


def _reset(transport: asyncio.Transport) -> None:
    """Close so that the other side sees a reset, not an end; it may have gone before."""
    if transport.is_closing():
        return
    bound = transport.get_extra_info("socket")
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
