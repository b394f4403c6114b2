"""Sites that stand twice, belong nowhere, or have the code of another place."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.model import BEIJING, Level, Portal
from repostwatch.portals.belonging import check_belonging
from repostwatch.portals.check import check_registry
from repostwatch.portals.divisions import province_of, provinces
from repostwatch.portals.names import PROVINCES
from repostwatch.portals.table import read_portals


def site(portal_id: str, name: str, level: Level, code: str = "", parent: str = "") -> Portal:
    home = f"https://{portal_id}.example/"
    return Portal(portal_id, name, level, home, site_code=code or None, parent=parent or None)


GD = site("gd", "广东省人民政府", Level.PROVINCE, "4400000084")
GZ = site("gz", "广州市人民政府", Level.CITY, "4401000001", "gd")
TH = site("th", "天河区人民政府", Level.COUNTY, "4401060002", "gz")
ST = site("st", "石牌街道办事处", Level.BELOW, "4401060007", "th")
SOUND = (GD, GZ, TH, ST)
FORMER = replace(GZ, valid_until=datetime(2020, 1, 1, tzinfo=BEIJING))


def test_a_sound_registry_of_five_levels_has_no_problem() -> None:
    office = site("bm", "财政部某监管局", Level.DEPARTMENT, "bm14000009", "mof")
    ministry = site("mof", "财政部", Level.DEPARTMENT, "bm14000001")
    assert check_registry([*SOUND, ministry, office]) == []


@pytest.mark.parametrize(
    "other",
    ["https://x.gov.cn/", "http://www.x.gov.cn", "https://WWW.X.gov.cn/index.html", "https://x.gov.cn.:443/",
     "https://www.x.gov.cn/"],
)  # fmt: skip
def test_one_address_in_two_spellings_is_a_double(other: str) -> None:
    home = "https://www.x.gov.cn/"
    twice = [replace(GD, home_url=home), replace(GZ, home_url=other)]
    both = home if other == home else f"{home} = {other}"
    assert check_registry(twice) == [f"gd, gz: one address, {both}"]


def test_a_chinese_name_is_one_in_both_scripts() -> None:
    homes = ("http://某县.政务.cn/", "https://www.xn--gov-9s0er15b.cn/")
    chinese = [replace(GD, home_url=homes[0]), replace(GZ, home_url=homes[1])]
    assert check_registry(chinese) == []
    network = "http://www." + "某县.政务.cn".encode("idna").decode() + "/"
    twice = [replace(GD, home_url=homes[0]), replace(GZ, home_url=network)]
    assert check_registry(twice) == [f"gd, gz: one address, {homes[0]} = {network}"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.gov.cn/a/", "https://x.gov.cn/b/"),
        ("https://x.gov.cn/?sid=1", "https://x.gov.cn/?sid=2"),
        ("https://x.gov.cn/", "https://x.gov.cn:8080/"),
        ("https://x.gov.cn/", "https://fgw.x.gov.cn/"),
        ("https://www.x.gov.cn/", "https://wwwx.gov.cn/"),
    ],
)
def test_sites_that_share_a_server_or_a_name_are_two(one: str, other: str) -> None:
    assert check_registry([replace(GD, home_url=one), replace(GZ, home_url=other)]) == []


def test_a_registry_without_any_parent_has_no_orphans() -> None:
    assert check_belonging([replace(one, parent=None) for one in SOUND]) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (replace(TH, site_code=GZ.site_code), "gz, th: one site code, 4401000001"),
        (replace(TH, parent=None), "th: has no parent"),
        (replace(TH, parent="th"), "th: is its own parent"),
        (replace(TH, parent="nobody"), "its parent nobody is not in the registry"),
        (replace(GZ, parent="th"), "gz: of level city, but its parent th is of level county"),
        (replace(GZ, parent="th"), "th: its parents lead back to themselves"),
        (FORMER, "th: its parent gz exists no longer"),
        (replace(TH, site_code="9901060002"), "site code 9901060002 is of no province"),
        (replace(TH, site_code="4403060002"), "th: site code 4403060002 is not within gz"),
        (replace(ST, site_code="4401050007"), "is not within th, whose code begins with 440106"),
        (replace(GZ, site_code="4501000001"), "is of 广西, its name of 广东"),
        (replace(GD, site_code="4401000084"), "of a place within a province"),
    ],
)
def test_what_is_wrong_is_named(changed: Portal, message: str) -> None:
    rows = [changed if one.portal_id == changed.portal_id else one for one in SOUND]
    problems = check_registry(rows)
    assert any(message in problem for problem in problems), problems


def test_one_name_twice_is_wrong_only_under_one_parent() -> None:
    other = site("sz", "深圳市人民政府", Level.CITY, "4403000001", "gd")
    twin = site("th2", TH.name, Level.COUNTY, "4401060009", "gz")
    assert "th, th2: one name under gz, 天河区人民政府" in check_belonging([*SOUND, twin])
    elsewhere = replace(twin, parent="sz", site_code="4403060009")
    assert check_belonging([*SOUND, other, elsewhere]) == []


@pytest.mark.parametrize(
    ("name", "level", "code", "parent"),
    [
        ("海南区人民政府", Level.COUNTY, "1503030001", "wh"),  # of 乌海, not of 海南
        ("仙桃市人民政府", Level.CITY, "4290040001", ""),
        ("石河子市人民政府", Level.CITY, "6590010001", ""),  # of the corps
        ("海南藏族自治州人民政府", Level.CITY, "6325000001", ""),  # of 青海
        ("吉林市人民政府", Level.CITY, "2202000001", ""),
    ],
)
def test_places_that_are_called_like_others(
    name: str, level: Level, code: str, parent: str
) -> None:
    city = site("wh", "乌海市人民政府", Level.CITY, "1503000001")
    found = check_belonging([city, site("x", name, level, code, parent)])
    assert [one for one in found if "no parent" not in one] == []


HAINAN = site("hi", "海南省人民政府", Level.PROVINCE)
L = Level
NO_CODE = site("hk", "某区管委会", Level.CITY, "", "hi")


@pytest.mark.parametrize(
    ("below", "wrong"),
    [
        (site("cy", "朝阳区", L.COUNTY, "1101050001", "hi"), "is of 北京, hi above it of 海南"),
        (site("cy", "朝阳区", L.COUNTY, "1101050001", "hk"), "is of 北京, hi above it of 海南"),
        (site("jd", "街道办事处", L.BELOW, "1101050009", "ml"), "is of 北京, hi above it of 海南"),
        (site("gz", "广州市", L.CITY, "", "hi"), "of 广东, hi above it of 海南"),
        (site("gz", "广州市", L.CITY, "", "gx"), "of 广东, gx above it of 广西"),
        (site("cy", "朝阳区", L.COUNTY, "1101050001", "nn"), "is not within gx, whose code"),
        (site("sy", "三亚市", L.CITY, "4602000001", "hi"), None),
        (site("ml", "美兰区", L.COUNTY, "4601080001", "hk"), None),
        (site("sy", "三亚市", L.CITY, "", "hi"), None),
        (site("cq", "长三角一体化网", L.CITY, "", "hi"), "its name is of"),
        (site("jl", "吉林市", L.CITY, "", "hi"), "of 吉林, hi above it of 海南"),
        (site("cy", "朝阳区", L.COUNTY, "", "hi"), None),  # nothing tells
        (site("bm", "海口海关", L.COUNTY, "1101050001", "mof"), None),  # a department's
        (site("sh", "石河子市", L.CITY, "6590010001", "bt"), None),
        (site("sh", "石河子市", L.CITY, "", "xj"), None),
        (site("tl", "图木舒克市", L.CITY, "6600030001", "xj"), None),
        (site("gz", "广州市", L.CITY, "4401000001", "bt"), "above it of 新疆生产建设兵团"),
    ],
)  # fmt: skip
def test_a_place_under_one_whose_code_is_not_known(below: Portal, wrong: str | None) -> None:
    """It is told by the name of that one, or by what is above it."""
    others = [
        HAINAN, NO_CODE,
        site("ml", "美兰区人民政府", Level.COUNTY, "", "hi"),
        site("gx", "广西壮族自治区人民政府", Level.PROVINCE, "4500000001"),
        site("nn", "青秀区人民政府", Level.COUNTY, "", "gx"),
        site("mof", "海关总署", Level.DEPARTMENT, ""),
        site("bt", "新疆生产建设兵团", Level.PROVINCE),
        site("xj", "新疆维吾尔自治区人民政府", Level.PROVINCE),
    ]  # fmt: skip
    rows = [one for one in others if one.portal_id != below.portal_id]
    own = [one for one in check_belonging([*rows, below]) if one.startswith(f"{below.portal_id}:")]
    assert [wrong is not None and wrong in one for one in own] == ([True] if wrong else [])


def test_a_county_directly_under_its_province_is_within_no_city() -> None:
    city = site("wh", "武汉市人民政府", Level.CITY, "4201000001")
    county = site("xt", "仙桃市人民政府", Level.COUNTY, "4290040001", "wh")
    assert [one for one in check_belonging([city, county]) if one.startswith("xt")] == []


@pytest.mark.parametrize(
    ("portal", "province"),
    [
        (TH, "广东"),
        (site("a", "广州市某局", Level.CITY), "广东"),
        (site("b", "天河区人民政府", Level.COUNTY, "", "gz"), "广东"),
        (site("c", "天河区人民政府", Level.COUNTY), None),
        (site("d", "长三角一体化网", Level.CITY), None),  # of four provinces
        (site("e", "新疆生产建设兵团", Level.PROVINCE), "新疆生产建设兵团"),
        (site("f", "财政部", Level.DEPARTMENT, "bm14000001"), None),
        (site("g", "甲局", Level.COUNTY, "", "g"), None),  # its own parent
    ],
)
def test_the_province_of_a_site(portal: Portal, province: str | None) -> None:
    assert province_of(portal, {one.portal_id: one for one in (*SOUND, portal)}) == province


def test_every_province_has_a_code() -> None:
    assert set(PROVINCES.pattern.split("|")) <= set(provinces().values())
    assert len(provinces()) == len(set(provinces().values())) == 32


@given(
    st.lists(
        st.builds(
            Portal,
            portal_id=st.sampled_from("abcd"),
            name=st.text(max_size=6),
            level=st.sampled_from(Level),
            home_url=st.just("https://a.example/"),
            site_code=st.none() | st.text(max_size=11) | st.from_regex(r"\d{10}", fullmatch=True),
            parent=st.none() | st.sampled_from("abcde"),
        ),
        max_size=8,
    )
)
def test_whatever_stands_in_a_registry_ends_in_lines(rows: list[Portal]) -> None:
    known = {one.portal_id: one for one in rows}
    assert all(len(line.splitlines()) == 1 for line in check_registry(rows))
    assert all(province_of(one, known) in {None, *provinces().values()} for one in rows)


def test_thousands_of_rows_are_checked_in_seconds(tmp_path: Path) -> None:
    rows = ["portal_id,name,level,home_url,column_urls,site_code,parent"]
    for n in range(15_000):
        parent = f"p{n // 20}" if n else ""
        level = ("province", "city", "county", "below")[min(len(str(n)) - 1, 3)]
        rows.append(f"p{n},第{n}号,{level},https://p{n}.example/,,44{n:08},{parent}")
    path = tmp_path / "many.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    begun = time.perf_counter()
    assert check_registry(read_portals(path)) == []
    assert time.perf_counter() - begun < 20, "it takes one second on an idle core"
