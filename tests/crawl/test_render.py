"""Pages drawn by script: a real browser, behind the same gate and within bounds."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import psutil
import pytest

from repostwatch.crawl.evidence.archive import Archive
from repostwatch.crawl.evidence.warc_files import open_record
from repostwatch.crawl.fetch.fetched import Fetched, FetchPolicy
from repostwatch.model import Language, Outcome, Reason, because
from repostwatch.model.codes import VisitCode
from repostwatch.visiting.evidence_writer import EvidenceWriter
from repostwatch.wording import Style, say
from tests.crawl.crawling import crawler, settings
from tests.faults.faults import Fault, Wire, serve

CHROMIUM = settings().chromium
LIMITS: dict[str, object] = {"total_seconds": 20.0, "read_seconds": 5.0, "render_seconds": 20.0}
pytestmark = pytest.mark.system
needs_browser = pytest.mark.usefixtures("browser_starts")
LIST = '["国务院办公厅关于甲的通知", "国务院办公厅关于乙的通知"]'
DRAW = (
    "fetch('/list').then(r => r.json()).then(titles => titles.forEach(title => {"
    "const item = document.createElement('li'); item.textContent = title;"
    "document.querySelector('ul').append(item)}))"
)


def page(script: str) -> str:
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>门户</title></head>"
        f"<body><ul></ul><script>{script}</script></body></html>"
    )


class Site(Fault, abstract=True):
    """A page at `/`, and what its script asks for at other paths: (type, body)."""

    def __init__(self, script: str, parts: Mapping[str, tuple[str, str]] | None = None) -> None:
        super().__init__()
        self.parts = {
            "/": ("text/html", page(script)),
            "/list": ("application/json", LIST),
            **(parts or {}),
        }
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []

    async def talk(self, wire: Wire, target: str) -> None:
        self.headers.append(wire.headers)
        if length := int(wire.headers.get("content-length", "0")):
            self.bodies.append(await wire.reader.readexactly(length))
        kind, body = self.parts.get(target, ("text/plain", ""))
        if body.startswith("→"):
            await wire.answer(b"", "302 Found", Location=body[1:])
        elif body == "stall":
            await wire.stall()
        else:
            found = "200 OK" if target in self.parts else "404 Not Found"
            await wire.answer(body.encode(), found, Content_Type=f"{kind}; charset=utf-8")


def drawn(site: Fault, **changes: object) -> Fetched:
    async def run() -> Fetched:
        async with (
            asyncio.timeout(60),
            serve([site]),
            crawler(limits=LIMITS | changes) as one,
        ):
            return await one.fetch(site.url, FetchPolicy(render=True))

    return asyncio.run(run())


@needs_browser
def test_a_page_that_was_fetched_is_drawn_without_asking_for_it_again() -> None:
    site = Site(DRAW)
    asked: list[str] = []

    class Counting(Fault, abstract=True):
        async def talk(self, wire: Wire, target: str) -> None:
            asked.append(target)
            await site.talk(wire, target)

    async def run() -> tuple[Fetched, Fetched]:
        async with asyncio.timeout(60), serve([one := Counting()]), crawler(limits=LIMITS) as crawl:
            plain = await crawl.fetch(one.url)
            return plain, await crawl.draw(plain, FetchPolicy(render=True))

    plain, fetched = asyncio.run(run())
    assert "<li>" not in text_of(plain)
    assert "<li>国务院办公厅关于甲的通知</li>" in text_of(fetched)
    assert (asked.count("/"), asked.count("/list")) == (1, 1)
    assert fetched.screen is not None
    assert fetched.answers[: len(plain.answers)] == plain.answers


@needs_browser
def test_a_page_that_goes_to_another_site_by_script_is_not_followed_there() -> None:
    other = Site("document.title = 'there'")
    asked: list[str] = []

    class Elsewhere(Fault, abstract=True):
        async def talk(self, wire: Wire, target: str) -> None:
            asked.append(target)
            await other.talk(wire, target)

    async def run() -> Fetched:
        away = Elsewhere()
        async with asyncio.timeout(60), serve([away]):
            there = away.url.replace("127.0.0.1", "localhost")
            site = Site(f"setTimeout(() => location.href = '{there}', 100)")
            async with serve([site]), crawler(limits=LIMITS) as crawl:
                return await crawl.fetch(site.url, FetchPolicy(render=True, within=site.url))

    assert "there" not in text_of(asyncio.run(run()))
    assert not asked


def text_of(fetched: Fetched) -> str:
    assert fetched.body is not None, fetched.visit
    return fetched.body.decode("utf-8-sig")


@needs_browser
def test_a_page_drawn_by_script_is_read_as_drawn() -> None:
    fetched = drawn(Site(DRAW))
    assert fetched.visit.outcome is Outcome.OK, fetched.visit
    assert "<li>国务院办公厅关于甲的通知</li><li>国务院办公厅关于乙的通知</li>" in text_of(fetched)
    assert fetched.visit.digest
    assert re.fullmatch(r"Chromium \d+(\.\d+)+", fetched.browser)


@needs_browser
def test_the_evidence_names_the_browser_that_drew_it(tmp_path: Path) -> None:
    fetched = drawn(Site(DRAW))
    evidence = EvidenceWriter(Archive(tmp_path)).write(fetched)
    assert evidence
    assert evidence["browser"] == fetched.browser
    with open_record(tmp_path, evidence["file"], evidence["offset"]) as record:
        assert record.rec_headers.get_header("Repostwatch-Browser") == fetched.browser


@needs_browser
@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::ffff:192.168.0.1]/",
        "http://127.0.0.1.nip.example:1/",
        "http://2852039166/",
        "file:///etc/hostname",
        "ftp://127.0.0.1/",
    ],
)
def test_a_script_cannot_reach_what_the_gate_refuses(address: str) -> None:
    script = (
        f"fetch('{address}', {{mode: 'no-cors'}}).then(() => document.title = 'reached',"
        " () => document.title = 'refused')"
    )
    assert "<title>refused</title>" in text_of(drawn(Site(script)))


@needs_browser
def test_a_redirect_of_a_part_into_a_private_network_is_refused() -> None:
    script = (
        "fetch('/door').then(() => document.title = 'reached', () => document.title = 'refused')"
    )
    fetched = drawn(Site(script, {"/door": ("text/html", "→http://10.0.0.1/")}))
    assert fetched.visit.outcome is Outcome.FORBIDDEN_ADDRESS
    assert fetched.visit.reason
    assert fetched.visit.reason.code is VisitCode.RENDER_INCOMPLETE


@needs_browser
def test_nothing_leaves_the_browser_but_through_the_gate() -> None:
    """To loopback, which the gate here allows, by every way that is no request of the page."""
    with socket.socket() as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        tcp.bind(("127.0.0.1", 0))
        tcp.listen()
        udp.bind(("127.0.0.1", 0))
        tcp.settimeout(0)
        udp.settimeout(0)
        there, stun = tcp.getsockname()[1], udp.getsockname()[1]
        script = f"""
        new WebSocket('ws://127.0.0.1:{there}/');
        document.head.innerHTML += '<link rel="dns-prefetch" href="//127.0.0.1:{there}">' +
          '<link rel="preconnect" href="http://127.0.0.1:{there}">';
        const peer = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{stun}'}}]}});
        peer.createDataChannel('x');
        peer.createOffer().then(offer => peer.setLocalDescription(offer));
        try {{ new WebTransport('https://127.0.0.1:{stun}/') }} catch (error) {{}}
        new EventSource('http://127.0.0.1:{there}/');
        setTimeout(() => document.title = 'done', 400);
        """
        assert "<title>done</title>" in text_of(drawn(Site(script)))
        with pytest.raises(BlockingIOError):
            tcp.accept()
        with pytest.raises(BlockingIOError):
            udp.recv(1)


@needs_browser
def test_a_list_asked_for_by_post_comes_with_its_query_and_cookie() -> None:
    script = (
        "document.cookie = 'seen=1';"
        "fetch('/list', {method: 'POST', body: 'channel=12'}).then(r => r.json())"
        ".then(titles => document.title = titles[0])"
    )
    site = Site(script)
    assert "<title>国务院办公厅关于甲的通知</title>" in text_of(drawn(site))
    assert site.bodies == [b"channel=12"]
    assert site.headers[-1]["cookie"] == "seen=1"
    assert "repostwatch" in site.headers[-1]["user-agent"]


@needs_browser
def test_a_page_that_moves_on_by_script_is_followed() -> None:
    site = Site(
        "location.href = '/old'",
        {"/old": ("text/html", "→/new/"), "/new/": ("text/html", page(DRAW))},
    )
    fetched = drawn(site)
    assert "国务院办公厅关于乙的通知" in text_of(fetched)
    assert fetched.visit.final_url == site.url + "new/"


@needs_browser
def test_images_and_frames_are_not_asked_for() -> None:
    script = "document.body.innerHTML += '<img src=/a.png><iframe src=/frame></iframe>'"
    site = Site(script)
    assert "<iframe" in text_of(drawn(site))
    assert site.asked == ["/robots.txt", "/"]


@needs_browser
def test_parts_that_robots_txt_closes_are_not_asked_for() -> None:
    class Closed(Site, abstract=True):
        async def accept(self, wire: Wire) -> None:
            while True:
                self.asked.append(target := await wire.request())
                if target == "/robots.txt":
                    await wire.answer(b"User-agent: *\nDisallow: /list")
                else:
                    await self.talk(wire, target)

    site = Closed(DRAW)
    fetched = drawn(site)
    assert fetched.visit.outcome is Outcome.BLOCKED
    disallowed = because(VisitCode.ROBOTS_DISALLOW)
    assert fetched.visit.reason == because(VisitCode.RENDER_INCOMPLETE, why=disallowed)
    assert "/list" not in site.asked


@needs_browser
@pytest.mark.parametrize(
    ("script", "parts", "changes", "outcome", "reason"),
    [
        ("while (true) {}", {}, {"render_seconds": 3.0}, Outcome.TIMEOUT, VisitCode.RENDER_TIMEOUT),
        (
            DRAW,
            {"/list": ("text/plain", "stall")},
            {"read_seconds": 0.5},
            Outcome.TIMEOUT,
            VisitCode.RENDER_INCOMPLETE,
        ),
        (
            "for (let i = 0; i < 50; i++) fetch('/list?' + i)",
            {},
            {"render_requests": 20},
            Outcome.TOO_LARGE,
            because(VisitCode.RENDER_REQUESTS, limit=20),
        ),
        (
            "(async () => { for (let i = 0; i < 9; i++) await (await fetch('/big')).text() })()",
            {"/big": ("text/plain", "x" * 1_000_000)},
            {"render_bytes": 4 * 1024 * 1024},
            Outcome.TOO_LARGE,
            because(VisitCode.RENDER_BYTES, limit=4 * 1024 * 1024),
        ),
        (
            "document.body.append('字'.repeat(3000000))",
            {},
            {},
            Outcome.TOO_LARGE,
            VisitCode.RENDER_TOO_LARGE,
        ),
        (
            # Eight at a time without a pause: a slow machine makes no quiet moment of it.
            "for (let i = 0; i < 8; i++) (function go() { fetch('/list').then(go) })()",
            {},
            {"render_seconds": 3.0, "render_requests": 100_000},
            Outcome.TIMEOUT,
            VisitCode.RENDER_TIMEOUT,
        ),
    ],
    ids=["endless script", "stalled data", "requests", "bytes", "markup", "never quiet"],
)
def test_a_page_beyond_the_bounds_is_refused_and_not_taken_in_part(
    script: str,
    parts: dict[str, tuple[str, str]],
    changes: dict[str, object],
    outcome: Outcome,
    reason: VisitCode | Reason,
) -> None:
    visit = drawn(Site(script, parts), **changes).visit
    assert visit.reason
    assert visit.outcome is outcome
    assert reason in (visit.reason, visit.reason.code)


@needs_browser
def test_one_page_that_hangs_harms_no_other_and_leaves_no_process() -> None:
    bad, good = Site("while (true) {}"), Site(DRAW)

    async def run() -> list[Fetched]:
        async with (
            asyncio.timeout(60),
            serve([bad, good]),
            crawler(limits=LIMITS | {"render_seconds": 8.0}) as one,
        ):
            policy = FetchPolicy(render=True)
            urls = [bad.url, good.url, bad.url, good.url]
            return list(await asyncio.gather(*(one.fetch(url, policy) for url in urls)))

    pages = asyncio.run(run())
    assert [page.visit.outcome for page in pages] == [Outcome.TIMEOUT, Outcome.OK] * 2
    assert browsers_of(psutil.Process()) == []


@needs_browser
def test_a_browser_that_dies_is_an_outcome_and_the_next_page_gets_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_REPOSTWATCH_DB", "postgresql://u:geheim@db/x")
    environments: list[dict[str, str]] = []
    site = Site(DRAW)
    hanging = Site(
        "const ask = new XMLHttpRequest(); ask.open('GET', '/list', false); ask.send();"
        "while (true) {}"
    )

    async def run() -> list[Fetched]:
        async with (
            asyncio.timeout(60),
            serve([site, hanging]),
            crawler(limits=LIMITS) as one,
        ):
            policy = FetchPolicy(render=True)
            first = asyncio.create_task(one.fetch(hanging.url, policy))
            while "/list" not in hanging.asked:  # noqa: ASYNC110 - a list raises no event
                await asyncio.sleep(0.1)
            environments.extend(process.environ() for process in browsers_of(psutil.Process()))
            for process in browsers_of(psutil.Process()):
                process.kill()
            return [await first, await one.fetch(site.url, policy)]

    died, after = asyncio.run(run())
    assert died.visit.outcome is Outcome.EMPTY
    assert died.visit.reason == because(VisitCode.RENDER_FAILED)
    assert after.visit.outcome is Outcome.OK
    assert environments
    assert "geheim" not in str(environments), "a page's browser knows no secret"


ORPHANING = """
import asyncio, sys
sys.path.insert(0, {root!r})
from repostwatch.crawl.fetch.fetched import FetchPolicy
from tests.crawl.crawling import crawler
from tests.crawl.test_render import LIMITS, Site, serve

async def main():
    site = Site("while (true) {{}}")
    async with serve([site]), crawler(limits=LIMITS) as one:
        await one.fetch(site.url, FetchPolicy(render=True))

asyncio.run(main())
"""


@needs_browser
def test_nothing_is_written_into_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chromium keeps what it tells of its own crashes there, pages' contents and all."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.delenv("BREAKPAD_DUMP_LOCATION", raising=False)
    (tmp_path / "home").mkdir()
    (tmp_path / "tmp").mkdir()
    assert drawn(Site("")).visit.status == 200
    assert [path.name for path in (tmp_path / "home").iterdir() if path.name != ".cache"] == []
    assert list((tmp_path / "tmp").glob("rw-dumps-*")) == []


@needs_browser
def test_a_run_that_is_killed_takes_its_browser_with_it() -> None:
    code = ORPHANING.format(root=str(Path(__file__).parents[2]))
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) as child:
        process = psutil.Process(child.pid)
        deadline = time.monotonic() + 30
        while not (browsers := browsers_of(process)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert browsers
        os.kill(child.pid, signal.SIGKILL)
    _, alive = psutil.wait_procs(browsers, timeout=20)
    assert alive == []


def browsers_of(process: psutil.Process) -> list[psutil.Process]:
    found = []
    for child in process.children(recursive=True):
        try:
            if "chrom" in child.name() and child.status() != psutil.STATUS_ZOMBIE:
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


def test_without_a_browser_the_outcome_says_so(tmp_path: Path) -> None:
    program = str(tmp_path / "chromium")
    fetched = drawn(Site(DRAW), chromium=program)
    assert fetched.visit.outcome is Outcome.EMPTY
    assert fetched.visit.reason == because(VisitCode.NO_BROWSER, program=program)
    assert fetched.body is not None  # what the server sent stands beside it, as evidence


@needs_browser
def test_a_browser_that_does_not_start_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    fetched = drawn(Site(DRAW), chromium=str(broken))
    assert fetched.visit.outcome is Outcome.EMPTY
    assert fetched.visit.reason
    assert fetched.visit.reason.code is VisitCode.BROWSER_NOT_STARTED


@needs_browser
@pytest.mark.parametrize(("chosen", "inside"), [(None, None), (True, True), (False, False)])
def test_chromium_has_its_sandbox_unless_root_runs_it(
    chosen: bool | None, inside: bool | None, tmp_path: Path
) -> None:
    asked = tmp_path / "chromium"
    asked.write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/flags\nexit 1\n')
    asked.chmod(0o755)
    drawn(Site(DRAW), chromium=str(asked), chromium_sandbox=chosen)
    wanted = inside if inside is not None else os.geteuid() != 0
    assert ("--no-sandbox" in (tmp_path / "flags").read_text().split()) is not wanted


@needs_browser
@pytest.mark.parametrize(
    "said",
    [
        "FATAL:zygote_host_impl_linux.cc(132)] No usable sandbox! If you are running on Ubuntu",
        "ERROR:zygote_host: Running as root without --no-sandbox is not supported.",
    ],
)
def test_no_sandbox_to_be_had_says_so_and_what_to_set(said: str, tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
    broken.chmod(0o755)
    fetched = drawn(Site(DRAW), chromium=str(broken), chromium_sandbox=True)
    assert fetched.visit.outcome is Outcome.EMPTY
    assert fetched.visit.reason == because(VisitCode.NO_SANDBOX)
    assert "CHROMIUM_SANDBOX=0" in say(fetched.visit.reason, Style(Language.CHINESE))


AS_NOBODY = """
import encodings.idna, importlib.readers, os, pwd, sys
import playwright.async_api
from tests.crawl.test_render import DRAW, Site, drawn
nobody = pwd.getpwnam("nobody")
os.environ |= {"HOME": sys.argv[1], "TMPDIR": sys.argv[1]}
os.chown(sys.argv[1], nobody.pw_uid, nobody.pw_gid)
os.setgroups([]); os.setgid(nobody.pw_gid); os.setuid(nobody.pw_uid)
visit = drawn(Site(DRAW)).visit
print(visit.outcome, visit.reason and visit.reason.code)
"""


@needs_browser
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_draws_inside_the_sandbox_or_is_told_why_not() -> None:
    with tempfile.TemporaryDirectory(prefix="rw-nobody-") as home:
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, home],
            capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
        )  # fmt: skip
    said = done.stdout.strip()
    if str(VisitCode.DRIVER_NOT_STARTED) in said or "Permission" in done.stderr:
        pytest.skip("this checkout is closed to other accounts")
    assert said in ("ok None", f"empty {VisitCode.NO_SANDBOX}"), said + done.stderr


@pytest.mark.parametrize("node", ["missing", "without a library", "silent"])
def test_a_driver_that_does_not_start_says_so(
    node: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "node"
    if node != "missing":
        ends = "echo libatomic.so.1: cannot open >&2; exit 127" if node != "silent" else "exit 0"
        path.write_text(f"#!/bin/sh\n{ends}\n")
        path.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(path))
    fetched = drawn(Site(DRAW), chromium=sys.executable)
    assert fetched.visit.outcome is Outcome.EMPTY
    assert fetched.visit.reason
    assert fetched.visit.reason.code is VisitCode.DRIVER_NOT_STARTED
    assert fetched.body is not None
