"""The web that the crawl benchmarks run against: many hosts on loopback, one port, own process.

    python benchmarks/crawl_web.py HOSTS KILOBYTES [PAGE]

prints its port once it answers and serves until its input ends. Every address shows the same
page with a mark of its own, so that no two have the same bytes. PAGE is a file to serve instead
of a generated page.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import uvloop

PER_NET = 250  # hosts of one 127.x.y.0/24
MARK = b"<!-- %-60s -->"


def host(number: int) -> str:
    return f"127.{100 + number // PER_NET // 250}.{number // PER_NET % 250}.{1 + number % PER_NET}"


def generated(kilobytes: int) -> bytes:
    """A homepage: menus, blocks of twenty dated items, scripts and styles that fill it up.

    A small one has a small menu and a single block.
    """
    names = ("国务院重要政策信息", "本地要闻", "通知公告", "部门动态")
    small = kilobytes < 20
    menus = "".join(f"<li><a href='/c{i}/'>栏目{i}</a></li>" for i in range(12 if small else 120))
    blocks = "".join(
        f"<div class='box'><h2><a href='/b{b}/'>{name}</a></h2><ul>"
        + "".join(
            f"<li><a href='/art/2026/8/{20 - i % 20}/art_{b}_{i}.html' "
            f"title='国务院办公厅关于做好第{b}{i:02}号重点工作有关事项的通知'>国务院办公厅关于做好第{b}{i:02}号重点工作…</a>"
            f"<span>2026-08-{20 - i % 20:02}</span></li>"
            for i in range(20)
        )
        + "</ul></div>"
        for b, name in enumerate(names[:1] if small else names)
    )
    page = (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>测试省人民政府</title></head>"
        f"<body><ul class='nav'>{menus}</ul>{blocks}</body></html>"
    ).encode()
    filler = b"<div class='tab'><script>var swiper = {delay: 3000, loop: true};</script></div>"
    missing = max(0, kilobytes * 1024 - len(page)) // len(filler)
    return page.replace(b"</body>", filler * missing + b"</body>")


class Answer(asyncio.Protocol):
    """Answers as fast as Python can, so that the visitors are what is measured."""

    before = after = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are of no class of asyncio's.
        self.transport = cast("asyncio.WriteTransport", transport)
        self.heard = b""

    def data_received(self, data: bytes) -> None:
        self.heard += data
        while (end := self.heard.find(b"\r\n\r\n")) >= 0:
            head, self.heard = self.heard[:end], self.heard[end + 4 :]
            path = head.split(b" ", 2)[1]
            if path == b"/robots.txt":
                reply = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            else:
                name = self.transport.get_extra_info("sockname")[0].encode() + path
                reply = self.before + MARK % name[:60] + self.after
            self.transport.write(reply)


async def main(hosts: int, body: bytes) -> None:
    length = len(body) + len(MARK % b"")
    Answer.before = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Length: %d\r\n\r\n" % length
    ) + body
    loop, port = asyncio.get_running_loop(), 0
    for number in range(hosts):
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host(number), port))
        port = sock.getsockname()[1]
        await loop.create_server(Answer, sock=sock, backlog=64)
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def web(hosts: int, kilobytes: int, page: Path | None = None) -> Iterator[list[str]]:
    """The hosts' addresses, while they answer."""
    command = [sys.executable, __file__, str(hosts), str(kilobytes), *([str(page)] if page else [])]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        port = int(server.stdout.readline())
        try:
            yield [f"http://{host(number)}:{port}/" for number in range(hosts)]
        finally:
            server.stdin.close()


if __name__ == "__main__":
    page = Path(sys.argv[3]).read_bytes() if sys.argv[3:] else generated(int(sys.argv[2]))
    uvloop.run(main(int(sys.argv[1]), page))
