"""A handful of portals on loopback, and the command line as a person calls it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from repostwatch import cli
from repostwatch.commands import (
    administration,
    decisions,
    discovery,
    inspection,
    lists,
    mails,
    operation,
    quarter_tables,
    sampling,
)

TITLE = "国务院关于加快高原索道建设的若干意见"
NUMBER = "国发〔2026〕31号"
RELEASES = "release_id,title,doc_number,published_at,url,duty\n"
PORTALS = "portal_id,name,level,home_url,column_urls,limit_hours,site_code\n"
ENVIRONMENT = {
    "REPOSTWATCH_ALLOW_LOOPBACK": "1",
    "REPOSTWATCH_CRAWL__GAP_SECONDS": "0",
    "REPOSTWATCH_CRAWL__RETRY_SECONDS": "0.05",
    "REPOSTWATCH_CRAWL__TOTAL_SECONDS": "5",
}


@dataclass
class Web:
    """Pages by path; a path that is not there answers 404. `moved` are redirects."""

    address: str
    pages: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)

    def portal(self, name: str, *items: tuple[str, str]) -> str:
        """A portal with a column that lists (title, day); its row of a registry."""
        rows = "".join(
            f'<li><a href="/{name}/2026/art_{n}.html" title="{title}">{title}</a>'
            f"<span>{day}</span></li>"
            for n, (title, day) in enumerate(items)
        )
        block = f'<h2><a href="/{name}/gwy/">国务院重要政策信息</a></h2><ul>{rows}</ul>'
        head = f"<html><head><meta charset='utf-8'><title>{name}门户网站</title></head><body>"
        self.pages[f"/{name}/"] = f"{head}<div class='box'>{block}</div></body></html>"
        self.pages[f"/{name}/gwy/"] = f"{head}<ul class='list'>{rows}</ul></body></html>"
        home = f"{self.address}/{name}/"
        return f"{name},{name}市人民政府,city,{home},{home}gwy/,,\n"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def both(self) -> str:
        """Both streams on one line, however the terminal broke them."""
        return " ".join((self.out + " " + self.err).split())


Cli = Callable[..., Said]


@contextmanager
def served() -> Iterator[Web]:
    pages: dict[str, str] = {}
    moved: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            body = (page or "").encode()
            if target := moved.get(self.path):
                self.send_response(302)
                self.send_header("Location", target)
            else:
                self.send_response(404 if page is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Web(f"http://127.0.0.1:{server.server_address[1]}", pages, moved)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def web() -> Iterator[Web]:
    with served() as here:
        yield here


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Call the command line; what it exits with and prints."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    # The consoles were made when their modules were loaded, maybe by another test.
    consoles = (cli.out, cli.err, administration.out, decisions.out, decisions.err, lists.out,
                discovery.out, discovery.err, mails.out, operation.out, operation.err,
                sampling.out, sampling.err, inspection.out, inspection.err,
                quarter_tables.err)  # fmt: skip
    for console in consoles:
        monkeypatch.setattr(console, "_width", 200)

    def call(*arguments: object, **environment: str) -> Said:
        with monkeypatch.context() as here:
            here.setattr(sys, "argv", ["repostwatch", *map(str, arguments)])
            for name, value in environment.items():
                here.setenv(f"REPOSTWATCH_{name}", value)
            try:
                cli.main()
                code = 0
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 0
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return call


@dataclass(frozen=True)
class Files:
    portals: Path
    releases: Path
    out: Path


@pytest.fixture
def files(web: Web, tmp_path: Path) -> Files:
    return three_portals(web, tmp_path)


def three_portals(web: Web, folder: Path) -> Files:
    """And a policy of 2026-08-12 09:00: one reposted it, one did not, one is gone."""
    news = [
        (f"本市第{n}项便民工程今日开工建设", f"2026-08-{day}") for n, day in enumerate((13, 11, 8))
    ]
    portals, releases = folder / "portals.csv", folder / "releases.csv"
    portals.write_text(
        PORTALS
        + web.portal("good", news[0], (TITLE, "2026-08-12"), *news[1:])
        + web.portal("lazy", *news)
        + f"gone,gone市人民政府,city,{web.address}/gone/,,,\n",
        encoding="utf-8",
    )
    releases.write_text(f"{RELEASES}r1,{TITLE},{NUMBER},2026-08-12T09:00,,\n", encoding="utf-8")
    return Files(portals, releases, folder / "out")
