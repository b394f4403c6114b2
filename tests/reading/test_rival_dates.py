"""The source's day and this portal's beside each other: neither is taken for the only one."""

from __future__ import annotations

import pytest

from repostwatch.model import Article
from tests.reading.reading_pages import read

TITLE = "国务院关于推进低空经济高质量发展的指导意见"


def article(line: str) -> Article:
    page = read(
        f"<html><head><meta charset=utf-8><meta name=ArticleTitle content={TITLE}>"
        f"<title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{line}</div>"
        "<p>各省、自治区、直辖市人民政府：现提出以下意见，请认真贯彻执行。2026年8月1日</p></body></html>".encode()
    )
    assert page.article
    return page.article


@pytest.mark.parametrize(
    "line",
    [
        *(
            f"2026-08-10 09:05 来源：中国政府网 {label}2026-08-12 11:00"
            for label in ("【转载于", "收录时间：", "上传时间：", "推送时间：", "转载日期 ")
        ),
        "发布日期：2026-08-10（中国政府网） 发布日期：2026-08-12（本网）",
        "发布机构：国务院 发布日期：2026-08-10 公开日期：2026-08-12",
        "公布日期：2026-08-10 公开日期：2026-08-12",
        "首次发布：2026-08-10 10:00 发布时间：2026-08-12 10:00",
        "发布时间：2026-08-12 10:00</div><div>我网于2026-08-10首次转载，2026-08-12更正",
    ],
)
def test_both_days_are_known(line: str) -> None:
    found = article(line)
    assert found.published
    days = {date.value.day for date in (found.published, *found.tagged)}
    assert days == {10, 12}


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2026-08-10 09:05 来源：中国政府网",
        "2026-08-10 09:05 来源：中国政府网 更新时间：2026-08-12",
        "成文日期：2026-08-01 发布日期：2026-08-10 施行日期：2026-09-01",
        "发布时间：2026-08-10 09:05 编辑：王敏 2026-08-12",
        "发布日期：2026-08-10 公开日期：2026-08-10 09:05",
    ],
)
def test_what_is_no_publication_is_no_rival(line: str) -> None:
    assert article(line).tagged == ()
