"""Over real sockets: troubles, the clock, gov.cn, and ports that somebody else holds."""

from __future__ import annotations

import asyncio
import csv
import gzip
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from repostwatch.base.clock import iso
from repostwatch.sandbox import gov
from repostwatch.sandbox.addresses import CONTROL_HOST, portal_host
from repostwatch.sandbox.roles import Quirk, SiteFault
from repostwatch.sandbox.server import PortTakenError, Server
from tests.sandbox.stranger import START, plan_of, world

WORLD = world()
END = WORLD.line.end

Scene = tuple[Server, aiohttp.ClientSession]


@asynccontextmanager
async def served(
    folder: Path, **options: Any
) -> AsyncIterator[tuple[Server, aiohttp.ClientSession]]:
    timeout = aiohttp.ClientTimeout(total=10)
    async with (
        Server(WORLD, folder, **options) as server,
        aiohttp.ClientSession(timeout=timeout) as http,
    ):
        yield server, http


def address(server: Server, **role: object) -> str:
    return server.web.portal(plan_of(7, **role)) + "/"


STATUSES = {
    SiteFault.FORBIDDEN: (403, "防火墙"),
    SiteFault.PRECONDITION: (412, "$_ts"),
    SiteFault.COOKIE: (521, "document.cookie"),
    SiteFault.INTERSTITIAL: (200, "安全检测"),
    SiteFault.SHELL: (200, '<div id="app"></div>'),
}


def test_refusals_and_challenges(tmp_path: Path) -> None:
    async def scene() -> None:
        async with served(tmp_path) as (server, http):
            for fault, (status, sign) in STATUSES.items():
                for path in ("", "index.html", "robots.txt", "any/where.html"):
                    async with http.get(address(server, fault=fault) + path) as answer:
                        assert answer.status == status
                        assert sign in await answer.text()

    asyncio.run(scene())


def test_a_reset_a_loop_and_a_silence(tmp_path: Path) -> None:
    async def scene() -> None:
        async with served(tmp_path) as (server, http):
            with pytest.raises((aiohttp.ClientOSError, aiohttp.ServerDisconnectedError)):
                await http.get(address(server, fault=SiteFault.RESET))
            with pytest.raises(aiohttp.TooManyRedirects):
                await http.get(address(server, fault=SiteFault.LOOP))
            silence = aiohttp.ClientTimeout(total=0.5)
            with pytest.raises(asyncio.TimeoutError):
                await http.get(address(server, fault=SiteFault.TIMEOUT), timeout=silence)

    asyncio.run(scene())


@pytest.mark.parametrize("patient", [True, False])
def test_an_end_does_not_wait_for_the_silent(
    tmp_path: Path, patient: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither with a visitor who still waits, nor after one who gave up."""

    async def scene() -> None:
        async with Server(WORLD, tmp_path) as server:
            host = portal_host(plan_of(7, fault=SiteFault.TIMEOUT).place)
            reader, writer = await asyncio.open_connection(host, server.web.port)
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(reader.read(1), 0.3)
            if not patient:
                writer.close()
                await writer.wait_closed()
        if patient:
            with pytest.raises(ConnectionResetError):
                await reader.read(1)
            writer.close()

    asyncio.run(asyncio.wait_for(scene(), 20))
    assert not caplog.records


def test_outages_come_and_go(tmp_path: Path) -> None:
    whole, lists = plan_of(7, quirk=Quirk.OUTAGE_MIDDLE), plan_of(7, quirk=Quirk.OUTAGE_END)

    async def status(http: aiohttp.ClientSession, url: str) -> int:
        async with http.get(url) as answer:
            return answer.status

    async def scene() -> None:
        async with served(tmp_path) as (server, http):
            statuses = []
            for scan in WORLD.scans:
                server.set_clock(scan)
                base = server.web.portal(lists)
                list_page = next(iter(server.sites[portal_host(lists.place)].lists))
                statuses.append(
                    (
                        await status(http, server.web.portal(whole)),
                        await status(http, base),
                        await status(http, base + list_page),
                    )
                )
            assert statuses == [(200, 200, 200), (503, 200, 200), (200, 200, 200), (200, 200, 503)]

    asyncio.run(scene())


def test_a_homepage_that_redirects_and_works(tmp_path: Path) -> None:
    async def scene() -> None:
        async with served(tmp_path) as (server, http):
            answer = await http.get(address(server, quirk=Quirk.REDIRECT))
            assert answer.status == 200
            assert answer.url.path == "/index.html"

    asyncio.run(scene())


def test_some_answer_compressed(tmp_path: Path) -> None:
    async def scene() -> None:
        raw = aiohttp.ClientSession(auto_decompress=False)
        async with served(tmp_path) as (server, _), raw as http:
            for packed in (True, False):
                plan = next(p for p in WORLD.portals if p.style.gzip is packed and not p.role.fault)
                answer = await http.get(
                    server.web.portal(plan) + "/index.html", headers={"Accept-Encoding": "gzip"}
                )
                body = await answer.read()
                assert answer.headers.get("Content-Encoding") == ("gzip" if packed else None)
                body = gzip.decompress(body) if packed else body
                assert plan.name in body.decode(plan.style.charset)

    asyncio.run(scene())


def test_the_clock_moves_the_web(tmp_path: Path) -> None:
    async def scene() -> None:
        async with served(tmp_path) as (server, http):
            clock = f"{server.web.control}/__sandbox__/clock"
            async with http.get(clock) as answer:
                assert await answer.json() == {"now": iso(WORLD.scans[0])}
            policy = WORLD.policies[-1]
            page = server.web.gov + policy.paths[0][0]
            for moment, status in (
                (policy.published - timedelta(seconds=1), 404),
                (policy.published, 200),
            ):
                async with http.post(clock, json={"now": iso(moment)}) as answer:
                    assert await answer.json() == {"now": iso(moment)}
                assert (tmp_path / "clock").read_text() == iso(moment) + "\n"
                async with http.get(page) as answer:
                    assert answer.status == status

    asyncio.run(scene())


@pytest.mark.parametrize(
    "body", [b"", b"x", b"{}", b"[]", b'{"now": 5}', b'{"now": "yesterday"}', b'{"now": null}']
)
def test_a_clock_is_not_set_by_nonsense(tmp_path: Path, body: bytes) -> None:
    async def scene() -> None:
        async with served(tmp_path) as (server, http):
            clock = f"{server.web.control}/__sandbox__/clock"
            async with http.post(clock, data=body) as answer:
                assert answer.status == 400
                assert "not an ISO moment" in (await answer.json())["error"]
            assert server.now == WORLD.scans[0]
            for method, path in (("DELETE", clock), ("GET", f"{server.web.control}/")):
                async with http.request(method, path) as answer:
                    assert answer.status == 404
                    assert "GET or POST /__sandbox__/clock" in await answer.text()

    asyncio.run(scene())


def test_gov_cn_tells_the_same_releases_in_every_form(tmp_path: Path) -> None:
    async def scene() -> None:
        async with served(tmp_path) as (server, http):
            server.set_clock(END)
            texts = {}
            for name in ("rss.xml", "pushinfo.json", "pushinfo.jsonp", "pushinfo.js", "index.htm"):
                async with http.get(server.web.gov + gov.PUSH + name) as answer:
                    texts[name] = await answer.text()
            rows = json.loads(texts["pushinfo.json"])
            paths = [path for policy in WORLD.policies for path, _ in policy.paths]
            assert sorted(row["link"] for row in rows) == sorted(server.web.gov + p for p in paths)
            assert len(paths) == len(WORLD.policies) + 1  # one of them has two addresses
            forms = {len(row["pubDate"]) for row in rows}
            assert forms == {10, 19}
            for name, text in texts.items():
                for row in rows:
                    assert row["title"] in text, name
            assert texts["pushinfo.jsonp"].startswith("pushInfoJsonpCallBack(")
            async with http.get(server.web.gov + gov.NEWEST) as answer:
                newest = await answer.json()
            assert len(newest) == len(WORLD.policies)
            assert {len(row["DOCRELPUBTIME"]) for row in newest} == {10}
            for policy in WORLD.policies:
                async with http.get(server.web.gov + policy.paths[0][0]) as answer:
                    page = await answer.text()
                assert f'content="{policy.published:%Y-%m-%d-%H:%M:%S}"' in page
                assert f"{policy.signed.year}年{policy.signed.month}月{policy.signed.day}日" in page
            async with http.get(server.web.gov + gov.PUSH + "nothing") as answer:
                assert answer.status == 404

    asyncio.run(scene())


@contextmanager
def holding(host: str) -> Iterator[int]:
    with socket.socket() as held:
        held.bind((host, 0))
        held.listen()
        yield held.getsockname()[1]


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    """On whatever address it is taken: the sandbox needs it on all of them."""

    async def scene(port: int) -> None:
        async with served(tmp_path, port=port):
            raise AssertionError("it bound")

    for host in ("127.77.0.1", CONTROL_HOST, portal_host(102)):
        with holding(host) as port, pytest.raises(PortTakenError, match="--port"):
            asyncio.run(scene(port))


def program(folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "repostwatch.sandbox", "--dir", str(folder), *more]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_program_serves_until_it_is_told_to_stop(tmp_path: Path, number: int) -> None:
    folder = tmp_path / "new" / "folder"
    with subprocess.Popen(program(folder, "--seed", "3"), stdout=subprocess.PIPE, text=True) as one:
        assert one.stdout is not None
        ready = one.stdout.readline()
        assert ready.startswith("sandbox ready: 103 portals, gov.cn at http://127.77.0.1:")
        server = json.loads((folder / "server.json").read_text())
        assert server["pid"] == one.pid
        one.send_signal(number)
        assert one.wait(10) == 0
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.77.0.1", server["port"]), 1)


def test_the_program_names_the_port_that_is_taken(tmp_path: Path) -> None:
    with holding("127.77.0.1") as port:
        done = subprocess.run(
            program(tmp_path, "--port", str(port)), capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert "no port for the sandbox" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_files_beside_the_server(tmp_path: Path) -> None:
    with subprocess.Popen(
        program(tmp_path, "--start", "2026-11-02"), stdout=subprocess.PIPE, env=os.environ
    ) as one:
        assert one.stdout is not None
        one.stdout.readline()
        one.terminate()
    tables = {
        path.name: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for path in tmp_path.glob("*.csv")
    }
    server = json.loads((tmp_path / "server.json").read_text())
    schedule = json.loads((tmp_path / "schedule.json").read_text())
    assert set(tables) == {"portals.csv", "releases.csv", "truth.csv", "columns_truth.csv"}
    assert list(tables["portals.csv"][0]) == [
        "portal_id",
        "name",
        "level",
        "home_url",
        "column_urls",
        "limit_hours",
        "site_code",
    ]
    assert list(tables["truth.csv"][0]) == [
        "release_id",
        "portal_id",
        "verdict",
        "url",
        "urls",
        "title",
    ]
    assert list(tables["columns_truth.csv"][0]) == ["portal_id", "standing"]
    ids = [row["portal_id"] for row in tables["portals.csv"]]
    assert [row["portal_id"] for row in tables["columns_truth.csv"]] == ids
    assert {row["portal_id"] for row in tables["truth.csv"]} == set(ids)
    assert all(row["url"] == row["urls"].split()[0] for row in tables["truth.csv"])
    assert all(row["url"].startswith(server["gov"]) for row in tables["truth.csv"])
    assert len({row["home_url"] for row in tables["portals.csv"]}) == 103
    assert schedule["scans"][0] == "2026-11-02T09:00:00+08:00"
    assert schedule["scans"][-1] == schedule["now"] == "2026-11-08T09:00:00+08:00"
    assert len(schedule["sources"]) == 3
    assert (tmp_path / "clock").read_text() == "2026-11-02T09:00:00+08:00\n"
    assert START.year == 2026
