"""An article's own date is none of a related article's, nor of the one before or after it."""

from __future__ import annotations

import pytest

from repostwatch.base.clock import iso
from tests.reading.reading_pages import read

TITLE = "国务院关于推进低空经济高质量发展的指导意见"
RELATED = (
    "<div><h3>{}</h3><ul><li><a href='/x.html'>国务院其他文件</a>"
    "<span>发布时间：2026-08-10 10:00</span></li></ul></div>"
)
OTHERS = [
    *(RELATED.format(head) for head in ("相关阅读", "延伸阅读：", "推荐文章")),
    "<p>上一篇：国务院其他文件 发布时间：2026-08-10 10:00</p>",
    "<p>下一条：国务院其他文件　发布时间：2026-08-10 10:00</p>",
]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("own", ["", "<div>发布时间：2026-08-12 11:00 来源：中国政府网</div>"])
def test_the_date_of_another_article(other: str, own: str) -> None:
    body = (
        f"<html><head><meta charset=utf-8><meta name=ArticleTitle content={TITLE}>"
        f"<title>{TITLE}_某部</title></head><body><h1>{TITLE}</h1>"
        f"{own}<div class=content><p>各省、自治区、直辖市人民政府：现提出以下意见，请认真贯彻"
        f"执行。</p></div>{other}</body></html>"
    )
    page = read(body.encode())
    assert page.article
    published = page.article.published
    assert (published and iso(published.value)[:16]) == ("2026-08-12T11:00" if own else None)
