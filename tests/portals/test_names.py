"""Which portals a title names."""

from __future__ import annotations

import pytest

from repostwatch.model import Level, Portal
from repostwatch.portals.editions import read_edition
from repostwatch.portals.names import Names, begins_with_place


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("国务院关于同意设立河北雄安新区的批复", ["hebei"]),
        ("国务院关于同意在海南博鳌乐城暂时调整实施有关规定的决定", ["hainan"]),
        ("国务院关于同意将海南藏族自治州列入的批复", ["qinghai"]),
        ("国务院关于同意乌鲁木齐、昌吉、石河子高新区的批复", ["xinjiang", "xjbt"]),
        ("国务院关于同意新疆生产建设兵团某事的批复", ["xjbt"]),
        ("国务院关于同意新疆维吾尔自治区某事的批复", ["xinjiang"]),
        ("国务院关于吉林省吉林市城市总体规划的批复", ["jl"]),
        ("国务院关于内蒙古自治区呼和浩特市的批复", ["nmg"]),
        ("国务院关于长江三角洲某规划的批复", ["jiangsu", "zj", "ah", "shanghai"]),
        ("国务院关于京津冀某规划的批复", ["hebei", "tj", "beijing"]),
        ("国务院关于黄河流域某规划的批复", []),
        ("国家发展改革委、财政部、税务总局", ["ndrc", "mof", "chinatax"]),
        ("国家发展和改革委员会 人力资源和社会保障部", ["ndrc", "mohrss"]),
        ("银保监会、证监会", ["nfra", "csrc"]),
        ("保监会", ["nfra"]),
        ("国家药监局", ["nmpa"]),
        ("环境保护部", ["mee"]),
        ("国家乡村振兴", []),
        ("", []),
    ],
)
def test_the_present_registry(title: str, named: list[str]) -> None:
    found = Names(read_edition("current")).find(title)
    assert [portal.portal_id for portal in found] == named


def test_a_name_without_a_portal_hides_the_shorter_name_inside_it() -> None:
    names = Names(read_edition("2016"))
    assert [portal.portal_id for portal in names.find("保监会")] == ["circ"]
    assert names.find("银保监会") == (), "the merged regulator is not the one it was made of"


def test_any_registry_by_its_own_names() -> None:
    jinan = Portal("p1", "济南市人民政府", Level.CITY, "http://a/")
    shandong = Portal("p2", "山东省人民政府门户网站", Level.PROVINCE, "http://b/")
    ecology = Portal("p3", "中华人民共和国生态环境部", Level.DEPARTMENT, "http://c/")
    names = Names([jinan, shandong, ecology])
    assert names.find("国务院关于济南市城市总体规划的批复") == (jinan,)
    assert names.find("国务院关于青岛市城市总体规划的批复") == (shandong,)
    assert names.find("生态环境部、山东") == (ecology, shandong)


def test_no_registry_names_nobody() -> None:
    assert Names([]).find("北京市、财政部") == ()


@pytest.mark.parametrize(
    ("text", "begins"),
    [("河北省", True), ("石河子的", True), ("深圳市民", True), ("国务院关于河北", False),
     ("城市", False), ("", False)],
)  # fmt: skip
def test_a_text_that_begins_with_a_place(text: str, *, begins: bool) -> None:
    assert begins_with_place(text) is begins
