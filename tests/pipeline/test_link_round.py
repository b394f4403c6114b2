"""A round over links of served homepages, kept in the database, and what it says."""

from __future__ import annotations

import csv
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from repostwatch.base.errors import InputError
from repostwatch.base.quarters import parse_quarter
from repostwatch.base.terminal import Terminal
from repostwatch.commands.inspections import HomepageSource, InspectionRequest, run_inspection
from repostwatch.crawl.evidence.archive import EvidenceRef
from repostwatch.model import Outcome, Visit, because
from repostwatch.model.codes import PageCode, PortalCode
from repostwatch.model.reasons import text
from repostwatch.model.spot_checks import LinkState, VetoIndicator
from repostwatch.pipeline.kept_links import kept_links
from repostwatch.pipeline.link_round import look_at_links
from repostwatch.pipeline.probe_round import keep_round
from repostwatch.pipeline.spot_check import inspect_quarter, results_of, spot_check_of
from repostwatch.portals.table import read_portals
from repostwatch.reporting.spot_check_statement import links_statement
from repostwatch.settings import Settings
from repostwatch.store import portals, samples, scan_records
from repostwatch.store.database import Connection
from repostwatch.store.samples import RECORD
from repostwatch.store.scan_records import PageVisit, ScanRecord
from repostwatch.visiting.evidence_writer import archive
from repostwatch.wording import Style, say
from tests.pipeline.test_probe_round import NOON, draw, registry, settings_of
from tests.pipeline.test_probing import Site, served

QUARTER = parse_quarter("2026Q4")
HOUR = timedelta(hours=1)
Pages = dict[str, tuple[int, str]]
ARTICLE = "<title>某文件</title><h1>某文件</h1>" + "<p>正文内容说明情况。</p>" * 60
GAMES = "<title>澳门百家乐娱乐城</title><p>真人视讯"
SALE = "<title>该域名出售</title><p>您访问的域名正在出售"
LOST = "<title>404 页面不存在</title><p>您访问的页面不存在"


@contextmanager
def pages(of: Mapping[str, tuple[int, str]], host: str, asked: list[str]) -> Iterator[str]:
    """A server of these paths at a loopback address; the rest is answered with 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, text = of.get(self.path, (404, "gone"))
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer((host, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{host}:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def nobody() -> str:
    """An address at which nobody answers."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    return f"http://127.0.0.1:{port}/"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[tuple[Path, dict[str, LinkState], list[str], ExitStack]]:
    """A site with links of every fate, another without any; the fates by address."""
    with ExitStack() as stack:
        asked: list[str] = []
        outside: Pages = {
            "/": (200, ARTICLE), "/games": (200, GAMES), "/sale": (200, SALE),
            "/robots.txt": (200, "User-agent: *\nDisallow: /closed"),
        }  # fmt: skip
        other = stack.enter_context(pages(outside, "127.0.0.2", asked))
        inside: Pages = {"/a.html": (200, ARTICLE), "/lost": (200, LOST), "/busy": (503, "")}
        own = stack.enter_context(pages(inside, "127.0.0.1", asked))
        fates = {
            f"{own}/a.html": LinkState.OPENED, f"{own}/none.html": LinkState.DEAD,
            f"{own}/lost": LinkState.DEAD, f"{own}/busy": LinkState.UNDECIDED,
            nobody(): LinkState.DEAD, f"{other}/": LinkState.OPENED,
            f"{other}/games": LinkState.SELLING, f"{other}/sale": LinkState.PARKED,
            f"{other}/closed": LinkState.UNDECIDED,
        }  # fmt: skip
        inside["/"] = (200, "".join(f'<a href="{url}">链接</a>' for url in fates))
        bare = stack.enter_context(pages({"/": (200, ARTICLE)}, "127.0.0.1", []))
        path = registry(tmp_path / "s.csv", {"full": f"{own}/", "bare": f"{bare}/"})
        yield path, fates, asked, stack


LEADS = {
    "/refresh": "<html><head><meta http-equiv='refresh' content='0;url={to}'></head></html>",
    "/slow": "<html><meta http-equiv=refresh content='3; URL={to}'><p>请稍候</p></html>",
    "/script": "<html><script>window.location.href='{to}';</script></html>",
    "/replace": '<script>location.replace("{to}")</script>',
}


@pytest.mark.parametrize("path", LEADS)
@pytest.mark.parametrize(
    ("to", "fate"),
    [
        ("/games", LinkState.SELLING), ("/sale", LinkState.PARKED), ("/", LinkState.OPENED),
        ("/none", LinkState.DEAD), ("/twice", LinkState.SELLING),
    ],
)  # fmt: skip
def test_a_link_is_what_its_page_leads_to(
    conn: Connection, tmp_path: Path, path: str, to: str, fate: LinkState
) -> None:
    with ExitStack() as stack:
        outside: Pages = {
            "/": (200, ARTICLE), "/games": (200, GAMES), "/sale": (200, SALE),
            "/twice": (200, LEADS["/refresh"].format(to="/games")),
        }  # fmt: skip
        other = stack.enter_context(pages(outside, "127.0.0.2", []))
        outside[path] = (200, LEADS[path].format(to=f"{other}{to}"))
        home: Pages = {"/": (200, f'<a href="{other}{path}">友情链接</a>')}
        own = stack.enter_context(pages(home, "127.0.0.1", []))
        known = [stack.enter_context(served(Site())) for _ in range(2)]
        table = registry(tmp_path / "s.csv", {"full": f"{own}/"})
        settings = kept_under(settings_of(table, known, NOON), tmp_path)
        draw(conn, settings, table, 100)
        assert look_at_links(conn, settings, QUARTER).sites == 1
        [site] = kept_links(conn, settings, QUARTER)
        [(look, state)] = site.states
        assert (state, look.link.url) == (fate, f"{other}{path}")
        if fate is not LinkState.DEAD:
            assert look.led_to == f"{other}{'/games' if to == '/twice' else to}"


@pytest.mark.parametrize(
    ("body", "fate"),
    [
        ("<title>招商网</title><script src='/j.js'></script>", LinkState.UNDECIDED),
        ("<p>正在跳转，请稍候</p><script src='/j.js'></script>", LinkState.UNDECIDED),
        ("<p>甲县招商服务中心欢迎您</p><script src='/j.js'></script>", LinkState.OPENED),
    ],
)
def test_what_a_script_from_elsewhere_leads_to_is_not_known(
    conn: Connection, tmp_path: Path, body: str, fate: LinkState
) -> None:
    """It leads to games of chance; nobody runs it, so that nothing is said of where it leads."""
    asked: list[str] = []
    with ExitStack() as stack:
        outside: Pages = {"/": (200, body), "/j.js": (200, "location.href = '/games'")}
        other = stack.enter_context(pages(outside, "127.0.0.2", asked))
        home: Pages = {"/": (200, f'<a href="{other}/">友情链接</a>')}
        own = stack.enter_context(pages(home, "127.0.0.1", []))
        known = [stack.enter_context(served(Site())) for _ in range(2)]
        table = registry(tmp_path / "s.csv", {"full": f"{own}/"})
        settings = kept_under(settings_of(table, known, NOON), tmp_path)
        draw(conn, settings, table, 100)
        assert look_at_links(conn, settings, QUARTER).sites == 1
        [site] = kept_links(conn, settings, QUARTER)
        [(look, state)] = site.states
        assert state is fate
        assert "/j.js" not in asked
        bare = look.reason is not None and look.reason.has(PageCode.ONLY_SCRIPT)
        assert bare is (fate is LinkState.UNDECIDED)


def test_every_link_is_what_is_true_of_it(
    conn: Connection,
    world: tuple[Path, dict[str, LinkState], list[str], ExitStack],
    tmp_path: Path,
) -> None:
    path, fates, asked, stack = world
    controls = [stack.enter_context(served(Site())) for _ in range(2)]
    settings = kept_under(settings_of(path, controls, NOON), tmp_path)
    assert look_at_links(conn, settings, QUARTER).sites == 0, "no sample yet"
    draw(conn, settings, path, 100)
    made = look_at_links(conn, settings, QUARTER)
    assert made.sites == 2
    bare, full = kept_links(conn, settings, QUARTER)
    assert (bare.portal_id, bare.found, bare.states) == ("bare", 0, ())
    assert {look.link.url: state for look, state in full.states} == fates
    for look, state in full.states:
        assert look.evidence or state is LinkState.OPENED
    sold = next(look for look, state in full.states if state is LinkState.SELLING)
    assert GAMES.encode() in archive(settings).read(EvidenceRef.of(sold.evidence or {}))

    before = len(asked)
    again = settings.as_of(NOON + timedelta(hours=2))
    look_at_links(conn, again, QUARTER)
    assert len(asked) == before, "tried again within a day, it goes on where it was"

    inspect_quarter(conn, settings, QUARTER)
    results = {one.site.portal_id: one for one in results_of(conn, QUARTER)}
    errors = next(
        one for one in results["full"].indicators if one.indicator is VetoIndicator.SERIOUS_ERRORS
    )
    assert errors.result.value == "waiting", "whether that is a serious error a person says"
    assert "games" in str(errors.reason)
    found = spot_check_of(conn, settings, QUARTER)
    assert found is not None
    assert found.links is not None
    dead, abused = links_statement(found.links, Style(settings.language))
    assert dead == ("抽看1个网站首页的9条链接：打不开3条（33.3%至55.6%），有此情况的网站1个。")
    assert abused.startswith(
        "1个网站的首页链接疑似指向被停放、出售的域名（1条）或售卖、博彩等内容（1条）"
    )


def test_inspecting_from_files_puts_what_the_database_has_before_a_person(
    conn: Connection,
    database_url: str,
    world: tuple[Path, dict[str, LinkState], list[str], ExitStack],
    tmp_path: Path,
) -> None:
    """The same as an inspection of the database does."""
    path, _, _, stack = world
    controls = [stack.enter_context(served(Site())) for _ in range(2)]
    settings = kept_under(settings_of(path, controls, NOON), tmp_path)
    draw(conn, settings, path, 100)
    look_at_links(conn, settings, QUARTER)
    portals.save(conn, read_portals(path))
    sold = because(PortalCode.PARKED, why=text("百家乐"))
    for hours in (1, 2):
        at = NOON - timedelta(hours=hours)
        visit = Visit("http://bare.example/", Outcome.OK, at)
        scan_records.save(conn, ScanRecord(
            "bare", at, at, None, text("gone"), embedded=False, columns=(), home=visit,
            visits=[PageVisit("home", visit)], moved=sold,
        ))  # fmt: skip
    inspect_quarter(conn, settings, QUARTER)
    kept = {
        one.site.portal_id: say(found.reason, Style())
        for one in results_of(conn, QUARTER)
        for found in one.indicators
        if found.indicator is VetoIndicator.SERIOUS_ERRORS
    }
    assert "games" in kept["full"]
    assert "百家乐" in kept["bare"]
    record, out = tmp_path / "sample.json", tmp_path / "o"
    sample = samples.load(conn, str(QUARTER))
    assert sample is not None
    record.write_bytes(RECORD.dump_json(sample))
    conn.commit()
    own = settings.model_copy(update={"db": database_url})
    asked = InspectionRequest(record, out, (None, None, None), HomepageSource(True, None), [], None)
    run_inspection(own, asked, Terminal(quiet=True))
    with (out / "indicators.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["indicator"] == "serious_errors"]
    assert {row["portal_id"]: row["reason"] for row in rows} == kept


@pytest.mark.parametrize(
    ("words", "fate"),
    [
        ("甲县旅游商店", LinkState.OPENED),
        ("本地土特产", LinkState.OPENED),
        ("甲县招商网", LinkState.SELLING),
    ],
)
def test_a_shop_is_what_a_link_means_where_it_says_its_name(
    conn: Connection, tmp_path: Path, words: str, fate: LinkState
) -> None:
    shop = "<title>甲县旅游商店 - 首页</title><p>土蜂蜜 加入购物车 ￥68"
    with ExitStack() as stack:
        other = stack.enter_context(pages({"/": (200, shop)}, "127.0.0.2", []))
        home: Pages = {"/": (200, f'<a href="{other}/">{words}</a>')}
        own = stack.enter_context(pages(home, "127.0.0.1", []))
        known = [stack.enter_context(served(Site())) for _ in range(2)]
        table = registry(tmp_path / "s.csv", {"full": f"{own}/"})
        settings = kept_under(settings_of(table, known, NOON), tmp_path)
        draw(conn, settings, table, 100)
        look_at_links(conn, settings, QUARTER)
        [site] = kept_links(conn, settings, QUARTER)
        assert [state for _, state in site.states] == [fate]


def test_an_outage_of_ours_makes_no_link_dead(
    conn: Connection,
    world: tuple[Path, dict[str, LinkState], list[str], ExitStack],
    tmp_path: Path,
) -> None:
    path, fates, _, stack = world
    down = [stack.enter_context(served(Site(home=(503, 0.0, "")))) for _ in range(2)]
    settings = kept_under(settings_of(path, down, NOON), tmp_path)
    draw(conn, settings, path, 100)
    look_at_links(conn, settings, QUARTER)
    _, full = kept_links(conn, settings, QUARTER)
    found = {look.link.url: state for look, state in full.states}
    shown = (LinkState.OPENED, LinkState.PARKED, LinkState.SELLING)
    assert found == {
        url: state if state in shown else LinkState.OURS for url, state in fates.items()
    }


def test_after_an_outage_of_ours_what_it_took_is_looked_at_again(
    conn: Connection,
    world: tuple[Path, dict[str, LinkState], list[str], ExitStack],
    tmp_path: Path,
) -> None:
    """And only that: what had opened, or sold something, is not asked for once more."""
    path, fates, asked, stack = world
    down = [stack.enter_context(served(Site(home=(503, 0.0, "")))) for _ in range(2)]
    up = [stack.enter_context(served(Site())) for _ in range(2)]
    first = kept_under(settings_of(path, down, NOON), tmp_path)
    draw(conn, first, path, 100)
    look_at_links(conn, first, QUARTER)
    shown = {url for url, state in states_of(conn, first).items() if state is not LinkState.OURS}
    assert 0 < len(shown) < len(fates)
    asked.clear()
    look_at_links(conn, kept_under(settings_of(path, up, NOON + HOUR), tmp_path), QUARTER)
    again = {one for one in asked if one not in ("/", "/robots.txt")}
    assert again == {"/none.html", "/lost", "/busy"}, "of 127.0.0.1; /closed is not asked for"
    assert states_of(conn, first) == fates
    asked.clear()
    look_at_links(conn, kept_under(settings_of(path, up, NOON + 2 * HOUR), tmp_path), QUARTER)
    assert asked == [], "nothing is left"


def test_a_second_outage_takes_nothing_that_was_seen(
    conn: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the links nor the homepage, which cannot be read then."""
    with ExitStack() as stack:
        down = [stack.enter_context(served(Site(home=(503, 0.0, "")))) for _ in range(2)]
        inside: Pages = {"/a.html": (200, ARTICLE)}
        own = stack.enter_context(pages(inside, "127.0.0.1", []))
        links = "".join(f'<a href="{own}{one}">链接</a>' for one in ("/a.html", "/none.html"))
        inside["/"] = (200, links)
        path = registry(tmp_path / "s.csv", {"full": f"{own}/"})
        settings = kept_under(settings_of(path, down, NOON), tmp_path)
        draw(conn, settings, path, 100)
        look_at_links(conn, settings, QUARTER)
        seen = states_of(conn, settings)
        assert set(seen.values()) == {LinkState.OPENED, LinkState.OURS}
        for broken in ((503, ""), (200, "")):
            monkeypatch.setitem(inside, "/", broken)
            look_at_links(conn, settings.as_of(NOON + HOUR), QUARTER)
            assert states_of(conn, settings) == seen
        monkeypatch.setitem(inside, "/", (200, links))
        monkeypatch.setitem(inside, "/a.html", (503, ""))
        look_at_links(conn, settings.as_of(NOON + HOUR), QUARTER)
        assert states_of(conn, settings) == seen, "it had opened"


def states_of(conn: Connection, settings: Settings) -> dict[str, LinkState]:
    kept = {one.portal_id: one for one in kept_links(conn, settings, QUARTER)}
    return {look.link.url: state for look, state in kept["full"].states}


def test_sites_that_the_registry_has_not_are_named(conn: Connection, tmp_path: Path) -> None:
    """What it has is looked at; one that ended is in it; where it has none nothing is."""
    with ExitStack() as stack:
        own = stack.enter_context(pages({"/": (200, ARTICLE)}, "127.0.0.1", []))
        known = [stack.enter_context(served(Site())) for _ in range(2)]
        homes = dict.fromkeys(("here", "gone", "lost"), f"{own}/")
        path = registry(tmp_path / "s.csv", homes)
        settings = kept_under(settings_of(path, known, NOON), tmp_path)
        draw(conn, settings, path, 100)
        assert look_at_links(conn, settings, QUARTER).problem is None
        lines = path.read_text("utf-8").splitlines()
        kept = [f"{lines[0]},valid_until", f"{lines[1]},", f"{lines[2]},2026-10-20"]
        path.write_text("\n".join(kept), encoding="utf-8")
        made = look_at_links(conn, settings.as_of(NOON + timedelta(days=2)), QUARTER)
        assert made.problem is not None
        assert "1 of 3 sampled sites are not in the registry: lost" in str(made.problem)
        assert keep_round(conn, settings).sites == 1
        assert "lost" in str(keep_round(conn, settings).problem)
        registry(path, {"other": f"{own}/"})
        for step in (partial(look_at_links, quarter=QUARTER), keep_round):
            with pytest.raises(InputError, match=r"3 of 3 sampled .*: gone, here, lost"):
                step(conn, settings.as_of(NOON + timedelta(days=4)))


def kept_under(settings: Settings, folder: Path) -> Settings:
    return settings.model_copy(update={"var_dir": folder})
