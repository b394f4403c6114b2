"""A probe is of the homepage: a robots.txt costs it nothing, unless it says that we may not."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from repostwatch.model import Level, Outcome, Portal
from repostwatch.model.spot_checks import Probe
from repostwatch.pipeline.probing import probe_sites
from repostwatch.settings import Settings, SpotCheckSettings


@dataclass(frozen=True)
class Site:
    """How a site answers: status, seconds and text of its robots.txt and of its homepage. `asked`
    are the paths so far."""

    robots: tuple[int, float, str] = (404, 0.0, "")
    home: tuple[int, float, str] = (200, 0.0, "<html><body>page</body></html>")
    asked: list[str] = field(default_factory=list)


@contextmanager
def served(site: Site) -> Iterator[Portal]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            status, seconds, text = site.robots if self.path == "/robots.txt" else site.home
            time.sleep(seconds)
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    home = f"http://127.0.0.1:{server.server_address[1]}/"
    yield Portal("a", "甲市人民政府", Level.CITY, home)
    server.shutdown()
    server.server_close()
    thread.join()


def probed(site: Site) -> Probe:
    own = SpotCheckSettings(probe_seconds=2.0)
    with served(site) as portal:
        made = probe_sites(Settings(allow_loopback=True, spot_check=own), [portal], [])
    (probe,) = made.sites
    assert made.controls == []
    return probe


SLOW = 2.5


@pytest.mark.parametrize(
    ("site", "outcome", "late"),
    [
        (Site(), Outcome.OK, False),
        (Site(robots=(503, 0.0, "")), Outcome.OK, False),
        (Site(robots=(200, SLOW, "User-agent: *")), Outcome.OK, False),
        (Site(home=(200, SLOW, "<p>page")), Outcome.OK, True),
        (Site(home=(503, 0.0, "")), Outcome.HTTP_ERROR, False),
        (Site((503, 0.0, ""), (503, 0.0, "")), Outcome.HTTP_ERROR, False),
        (Site(robots=(200, 0.0, "User-agent: *\nDisallow: /")), Outcome.BLOCKED, False),
    ],
)
def test_what_a_probe_says(site: Site, outcome: Outcome, late: bool) -> None:
    probe = probed(site)
    assert probe.outcome is outcome
    assert (probe.seconds >= 2.0) is late


ANNOUNCED = "HTTP/1.1 {status} X\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n{more}\r\n"
PAGE = "<html><title>某县</title><body>" + "<p>正文内容说明情况。</p>" * 30


@pytest.mark.parametrize(
    ("status", "more", "body", "outcome"),
    [
        (200, "", PAGE, Outcome.OK),
        (200, "", "", Outcome.RESET),
        (503, "", PAGE, Outcome.HTTP_ERROR),
        (404, "", PAGE, Outcome.HTTP_ERROR),
        (302, "Location: /home\r\n", "moved", Outcome.OK),
    ],
)
def test_a_page_that_is_shorter_than_it_announces_opened(
    status: int, more: str, body: str, outcome: Outcome
) -> None:
    """Browsers show what came. Where nothing did, or no page, it is what it is."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/"
            head = ANNOUNCED.format(status=status, more=more) if known else "HTTP/1.1 200 X\r\n\r\n"
            self.wfile.write((head + (body if known else PAGE)).encode())

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    own = SpotCheckSettings(probe_seconds=2.0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    home = f"http://127.0.0.1:{server.server_address[1]}/"
    made = probe_sites(
        Settings(allow_loopback=True, spot_check=own), [Portal("a", "甲市", Level.CITY, home)], []
    )
    server.shutdown()
    server.server_close()
    thread.join()
    assert [one.outcome for one in made.sites] == [outcome]


def test_a_long_round_is_controlled_while_it_lasts() -> None:
    own = SpotCheckSettings(probe_seconds=4.0, control_minutes=0.02)
    with served(Site(home=(200, SLOW, "<p>page"))) as slow, served(Site()) as known:
        made = probe_sites(Settings(allow_loopback=True, spot_check=own), [slow], [known])
    assert len(made.controls) > 3, "before, behind, and in between"
    assert {one.outcome for one in made.controls} == {Outcome.OK}


def test_probes_are_kept_as_they_are_made() -> None:
    """Before the slow site has answered, the quick one is kept, and so are the known ones."""
    own = SpotCheckSettings(probe_seconds=4.0, probes_kept_at_once=1)
    kept: list[tuple[list[str], bool]] = []

    def keep(made: Sequence[Probe], *, known: bool) -> None:
        if made:
            kept.append(([one.portal_id for one in made], known))

    with served(Site(home=(200, SLOW, "<p>page"))) as slow, served(Site()) as quick:
        sites = [replace(slow, portal_id="slow"), replace(quick, portal_id="quick")]
        settings = Settings(allow_loopback=True, spot_check=own)
        made = probe_sites(settings, sites, [replace(quick, portal_id="known")], keep)
    assert kept == [(["known"], True), (["quick"], False), (["slow"], False), (["known"], True)]
    assert [one.portal_id for one in made.sites] == ["quick", "slow"]


def test_a_round_that_is_cut_off_leaves_what_it_made() -> None:
    own = SpotCheckSettings(probes_kept_at_once=2)
    kept: list[str] = []

    def keep(made: Sequence[Probe], *, known: bool) -> None:
        if kept and not known:
            raise KeyboardInterrupt
        kept.extend(one.portal_id for one in made)

    with served(Site()) as one, served(Site()) as two, served(Site(home=(200, SLOW, ""))) as three:
        names = zip("abc", (one, two, three), strict=True)
        sites = [replace(portal, portal_id=name) for name, portal in names]
        with pytest.raises(KeyboardInterrupt):
            probe_sites(Settings(allow_loopback=True, spot_check=own), sites, [], keep)
    assert sorted(kept) == ["a", "b"]
