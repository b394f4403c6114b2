"""Each trap is served as its name says."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repostwatch.base.sites import same_site
from repostwatch.sandbox import gov
from repostwatch.sandbox.addresses import data_path, frame_path, list_path, section_path
from repostwatch.sandbox.export import schedule, write
from repostwatch.sandbox.gov import newest, push_items
from repostwatch.sandbox.items import Item
from repostwatch.sandbox.lists_truth import true_lists
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.sections import SLOW_SECONDS
from repostwatch.sandbox.server import PortTakenError, Server
from repostwatch.sandbox.site import Site
from repostwatch.sandbox.traps import Trap
from tests.sandbox.crawler import Visitor, unlisted, with_trap
from tests.sandbox.stranger import WEB, decoded, items, world

WORLD = unlisted()
FIRST, END = WORLD.scans[0], WORLD.line.end
SEEDS = (7, 8, 9)


def site(portal: PortalPlan, seed: int = 7) -> Site:
    return Site(unlisted(seed), WEB, portal)


def page(portal: PortalPlan, path: str, now: datetime = FIRST) -> str:
    reply = site(portal).reply(path, now)
    assert reply.status == 200
    return decoded(reply.body)


def listed(portal: PortalPlan, channel: str, now: datetime = FIRST) -> list[Item]:
    return portal.listed(channel, now)


def name_of(portal: PortalPlan, channel: str) -> str:
    assert portal.layout is not None
    return portal.layout.channel(channel).name


@pytest.mark.parametrize("portal", with_trap(Trap.STALE_NAMESAKE))
def test_a_list_of_the_right_name_stopped_in_spring(portal: PortalPlan) -> None:
    assert name_of(portal, "namesake") == "国务院文件"
    newest = max(item.claimed for item in listed(portal, "namesake"))
    assert FIRST - timedelta(days=200) < newest < FIRST - timedelta(days=149)
    assert sum(item.release_id is not None for item in listed(portal, "namesake")) > 10
    oldest = min(i.claimed for i in listed(portal, "policy") if i.release_id)
    assert oldest > FIRST - timedelta(days=151)


@pytest.mark.parametrize("portal", with_trap(Trap.ROLLING_NEWS))
def test_reposts_roll_out_of_the_first_page_of_news_within_hours(portal: PortalPlan) -> None:
    news = listed(portal, "rolling", END)
    day = [item for item in news if END - timedelta(days=4) < item.claimed <= END]
    assert 30 <= len(day) / 4 <= 55
    shown = news[: portal.style.page_size]
    assert shown[0].claimed - shown[-1].claimed < timedelta(days=1)
    copies = {item.release_id: item.appears for item in news if item.release_id}
    reposts = {i.release_id: i.appears for i in listed(portal, "policy", END) if i.release_id}
    assert copies
    assert all(reposts[release_id] < appears for release_id, appears in copies.items())


@pytest.mark.parametrize("portal", with_trap(Trap.SECOND_LIST_ONLY))
def test_the_list_of_the_right_name_holds_fresh_documents_and_no_release(
    portal: PortalPlan,
) -> None:
    assert name_of(portal, "policy") == "国务院文件"
    assert not any(item.release_id for item in listed(portal, "policy", END))
    assert listed(portal, "policy")[0].claimed > FIRST - timedelta(days=14)
    assert any(item.release_id for item in listed(portal, "second"))


@pytest.mark.parametrize("portal", with_trap(Trap.SPLIT))
def test_each_list_has_reposts_that_the_other_lacks(portal: PortalPlan) -> None:
    one, other = (
        {item.release_id for item in listed(portal, channel, END) if item.release_id}
        for channel in ("policy", "second")
    )
    assert len(one) > 15
    assert len(other) > 15
    assert not one & other


@pytest.mark.parametrize("trap", [Trap.OWN_POLICY, Trap.INTERPRETATIONS])
def test_what_is_named_like_policy_is_about_it(trap: Trap) -> None:
    for portal in with_trap(trap):
        channel, name = (
            ("own", "政策文件") if trap is Trap.OWN_POLICY else ("reading", "国务院政策解读")
        )
        assert name_of(portal, channel) == name
        assert len(listed(portal, channel)) > 40
        assert not any(item.release_id for item in listed(portal, channel, END))


@pytest.mark.parametrize("portal", with_trap(Trap.SILENT_SITE))
def test_a_silent_site_never_had_a_repost(portal: PortalPlan) -> None:
    assert not any(item.release_id for item in portal.items)
    assert listed(portal, "policy")


@pytest.mark.parametrize("portal", with_trap(Trap.JPAGE))
def test_a_jpage_list_stands_in_the_answer_to_its_parameters(portal: PortalPlan) -> None:
    path = list_path(portal, "policy")
    text = page(portal, path)
    assert items(text, path) == []
    parameters = dict(re.findall(r"(\w+):'([^']*)'", text))
    asked = dict(pair.split("=") for pair in urlsplit(data_path(portal, "policy")).query.split("&"))
    assert parameters["columnid"] == asked["columnid"]
    assert parameters["unitid"] == asked["unitid"]
    answer = site(portal).reply(data_path(portal, "policy"), FIRST)
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.body.decode().count("<record>") == portal.style.page_size * 3
    for wrong in ("startrecord=0&endrecord=9", "startrecord=9&endrecord=1", "startrecord=x"):
        query = f"{wrong}&columnid={asked['columnid']}"
        path = urlsplit(data_path(portal, "policy")).path
        assert site(portal).reply(f"{path}?{query}", FIRST).status == 404


@pytest.mark.parametrize("portal", with_trap(Trap.JSON_LIST))
def test_a_json_list_is_asked_for_by_the_number_of_its_channel(portal: PortalPlan) -> None:
    path = list_path(portal, "policy")
    text = page(portal, path)
    assert items(text, path) == []
    number = re.search(r'channelId = "(\d+)"', text)
    assert number
    asked = data_path(portal, "policy")
    assert f"channelId={number[1]}&" in asked
    data = json.loads(site(portal).reply(asked, FIRST).body)["data"]
    assert data["total"] == len(listed(portal, "policy"))
    assert [row["title"] for row in data["list"]] == [
        item.title for item in listed(portal, "policy")[: portal.style.page_size]
    ]
    for wrong in ("channelId=1", "channelId=" + number[1] + "&pageSize=0", "pageIndex=-1", ""):
        assert site(portal).reply(f"{urlsplit(asked).path}?{wrong}", FIRST).status == 404


@pytest.mark.parametrize("portal", with_trap(Trap.IFRAME))
def test_a_framed_list_stands_in_a_page_of_the_same_site(portal: PortalPlan) -> None:
    path = list_path(portal, "policy")
    text, frame = page(portal, path), frame_path(portal, "policy")
    assert items(text, path) == []
    assert f'<iframe class="listframe" src="{frame}"' in text
    assert len(items(page(portal, frame), frame)) == portal.style.page_size
    assert frame_path(portal, "policy", 1) in page(portal, frame)


@pytest.mark.parametrize("portal", with_trap(Trap.SIBLING_HOST))
def test_the_other_server_is_of_the_same_site_and_has_the_list(portal: PortalPlan) -> None:
    [url] = [t.url for t in true_lists(WORLD, WEB) if t.portal_id == portal.portal_id and t.carries]
    assert url.startswith(WEB.sibling(portal))
    assert same_site(url, WEB.portal(portal))
    assert not same_site(url, WEB.gov)
    path = list_path(portal, "policy")
    assert site(portal).reply(path, FIRST).status == 404
    other = Site(WORLD, WEB, portal, sibling=True)
    rows = items(decoded(other.reply(path, FIRST).body), path)
    assert rows or "<datastore>" in decoded(other.reply(path, FIRST).body)
    assert other.reply("/", FIRST).status == 404
    assert other.reply("/robots.txt", FIRST).status == 404


@pytest.mark.parametrize("trap", [Trap.REDESIGN_404, Trap.REDESIGN_HOME])
def test_a_list_moves_between_the_second_look_and_the_third(trap: Trap) -> None:
    for portal in with_trap(trap):
        old, new = list_path(portal, "policy"), list_path(portal, "moved")
        for scan in WORLD.scans[:2]:
            assert site(portal).reply(old, scan).status == 200
            assert site(portal).reply(new, scan).status == 404
        for scan in WORLD.scans[2:]:
            gone = site(portal).reply(old, scan)
            assert gone.status == (404 if trap is Trap.REDESIGN_404 else 302)
            assert gone.headers.get("Location", "/") == "/"
            assert site(portal).reply(new, scan).status == 200
            kept = next(i for i in listed(portal, "policy", scan) if not i.to_release)
            assert portal.layout is not None
            assert portal.layout.showing("policy", scan).key == "moved"
            path = next(p for p, item in site(portal).articles.items() if item == kept)
            assert site(portal).reply(path, scan).status == 200


@pytest.mark.parametrize("portal", with_trap(Trap.SITEMAP_ONLY))
def test_a_list_that_only_the_site_map_names(portal: PortalPlan) -> None:
    clicks = Visitor(WORLD, portal, FIRST)
    url = WEB.portal(portal) + list_path(portal, "policy")
    assert url not in set(clicks.links(clicks.home))
    assert url in set(clicks.links(clicks.home + "map/"))
    file = site(portal).reply("/sitemap.xml", FIRST)
    assert file.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert f"<loc>{url}</loc>" in file.body.decode()
    robots = site(portal).reply("/robots.txt", FIRST).body.decode()
    assert f"Sitemap: {WEB.portal(portal)}/sitemap.xml" in robots


@settings(max_examples=40)
@given(day=st.dates(min_value=datetime(1900, 1, 1).date(), max_value=datetime(2200, 1, 1).date()))  # noqa: DTZ001
def test_a_calendar_leads_to_ever_new_days(day: object) -> None:
    portal = with_trap(Trap.CALENDAR)[0]
    text = page(portal, f"/rili/?d={day}")
    links = set(re.findall(r'href="(/rili/\?d=[\d-]+)"', text))
    assert 30 <= len(links) <= 33
    assert "/rili/" in page(portal, "/")


@given(text=st.text(max_size=12))
def test_a_calendar_takes_anything_for_a_day(text: str) -> None:
    portal = with_trap(Trap.CALENDAR)[0]
    assert site(portal).reply(f"/rili/?d={text}", FIRST).status == 200


@pytest.mark.parametrize("portal", with_trap(Trap.SESSION_IDS))
def test_every_page_writes_its_menu_with_another_session(portal: PortalPlan) -> None:
    home, path = page(portal, "/"), list_path(portal, "policy")
    sessions = set(re.findall(r"\?sid=(\w+)", home))
    assert len(sessions) == 1
    assert set(re.findall(r"\?sid=(\w+)", page(portal, path))) != sessions
    assert re.search(r"/t?\d[^\"]*\?sid=", home) is None, "articles keep their address"
    plain = page(portal, f"{path}?sid={sessions.pop()}")
    assert items(plain, path) == items(page(portal, path), path)


@pytest.mark.parametrize("portal", with_trap(Trap.ROBOTS))
def test_robots_forbids_a_section_to_which_menus_lead(portal: PortalPlan) -> None:
    robots = site(portal).reply("/robots.txt", FIRST).body.decode()
    forbidden = list_path(portal, "own")
    [folder] = [
        line.partition(": ")[2]
        for line in robots.splitlines()
        if line.startswith("Disallow: ") and forbidden.startswith(line.partition(": ")[2])
    ]
    assert not list_path(portal, "policy").startswith(folder)
    assert WEB.portal(portal) + forbidden in Visitor(WORLD, portal, FIRST).clicks()


@pytest.mark.parametrize("portal", with_trap(Trap.SLOW_MENU))
def test_the_section_above_the_list_is_slow(portal: PortalPlan) -> None:
    assert portal.layout is not None
    slow = section_path(portal, portal.layout.section("policy"))
    assert site(portal).reply(slow, FIRST).seconds == SLOW_SECONDS
    assert site(portal).reply(list_path(portal, "policy"), FIRST).seconds == 0


def test_the_feed_has_the_story_only_and_the_list_of_gov_cn_two_years() -> None:
    assert len(push_items(WORLD, WEB, END)) == len(push_items(world(), WEB, END))
    rows = json.loads(newest(WORLD, WEB, END))
    assert len(rows) == len(WORLD.past) + len(WORLD.policies)
    written = schedule(WORLD, WEB)
    assert written["sources"][-1].endswith(gov.NEWEST)
    since = datetime.fromisoformat(written["since"])
    assert all(policy.published < since - timedelta(days=1) for policy in WORLD.past)
    assert all(policy.published > since for policy in WORLD.policies)
    path = WORLD.past[0].paths[0][0]
    assert gov.article(WORLD, path, FIRST) is not None


def test_the_truth_of_lists_is_written(tmp_path: Path) -> None:
    write(WORLD, WEB, tmp_path)
    head, *rows = (tmp_path / "lists-truth.csv").read_text().splitlines()
    assert head.startswith("portal_id,url,kind,channel,use,releases,reachable_clicks,since,until")
    assert len(rows) == len(list(true_lists(WORLD, WEB)))
    registry = (tmp_path / "portals.csv").read_text().splitlines()[1:]
    assert sum(",," in line.partition("http")[2] for line in registry) >= 52
    assert (tmp_path / "past.csv").read_text().count("\n") == 41
    write(world(), WEB, tmp_path / "..")
    assert not (tmp_path.parent / "lists-truth.csv").exists()


def test_the_other_server_answers_on_the_next_port(tmp_path: Path) -> None:
    portal, slow = with_trap(Trap.SIBLING_HOST)[0], with_trap(Trap.SLOW_MENU)[0]
    path = list_path(portal, "policy")
    assert slow.layout is not None
    section = section_path(slow, slow.layout.section("policy"))

    async def scene() -> None:
        async with Server(WORLD, tmp_path) as server, aiohttp.ClientSession() as http:

            async def status(url: str) -> int:
                async with http.get(url) as found:
                    return found.status

            assert await status(server.web.sibling(portal) + path) == 200
            assert await status(server.web.portal(portal) + path) == 404
            assert await status(server.web.portal(slow) + section) == 200
            with pytest.raises(PortTakenError):
                await Server(WORLD, tmp_path, port=server.web.port).__aenter__()

    asyncio.run(scene())
