"""A row with a release's title and its abstract may be the release; one about it is not."""

from __future__ import annotations

import pytest

from tests.matching.test_traces import TITLE, hits

ABSTRACT = (
    "意见提出，到2030年基本建成安全有序的低空经济体系，形成一批具有国际竞争力的企业，"
    "明确了五方面十八项重点任务，要求各地区各部门认真组织实施。"
)


@pytest.mark.parametrize(
    "item",
    [
        f"{TITLE} {ABSTRACT}",
        f"{TITLE}{ABSTRACT}",
        f"{ABSTRACT}——{TITLE}",
        f"2026-08-10 {TITLE} {ABSTRACT}",
    ],
)
def test_its_abstract_beside_it_makes_a_title_nothing_else(item: str) -> None:
    assert hits(f"<li><a href='/1'>{item}</a></li>", item)


@pytest.mark.parametrize(
    "item",
    [
        f"{TITLE}解读：{ABSTRACT}",
        f"{TITLE} 解读 {ABSTRACT}",
        f"关于《{TITLE}》的解读 {ABSTRACT}",
        f"解读《{TITLE}》：{ABSTRACT}",
        f"{TITLE}答记者问 {ABSTRACT}",
        f"甲部贯彻落实《{TITLE}》实施方案 {ABSTRACT}",
        f"浙江省人民政府转发{TITLE} {ABSTRACT}",
        f"关于开展《{TITLE}》征求意见的通知 {ABSTRACT}",
    ],
)
def test_what_is_about_a_release_stays_so_with_an_abstract(item: str) -> None:
    assert not hits(f"<li><a href='/1'>{item}</a></li>", item)
