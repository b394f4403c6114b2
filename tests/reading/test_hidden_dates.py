"""A date that nobody sees, or that is struck through, says nothing beside one that is shown."""

from __future__ import annotations

import pytest

from repostwatch.base.clock import iso
from repostwatch.model import Article
from tests.reading.reading_pages import read

TITLE = "国务院关于推进低空经济高质量发展的指导意见"
HIDDEN = [
    "<span hidden>{}</span>",
    "<span style='display:none'>{}</span>",
    "<span style='DISPLAY : n\\6f ne'>{}</span>",
    "<span style='font-size:0'>{}</span>",
    "<span style='opacity:0'>{}</span>",
    "<span style='position:absolute;left:-9999px'>{}</span>",
    "<span style='position:absolute;top:-999em'>{}</span>",
    "<span style='color:transparent'>{}</span>",
    "<div popover>{}</div>",
    "<s>{}</s>",
    "<del>{}</del>",
    "<textarea hidden>{}</textarea>",
    "<noscript>{}</noscript>",
    "<template>{}</template>",
    "<p hidden>发布时间：{}</p>",
]


def article(date: str) -> Article:
    body = (
        f"<html><head><meta charset=utf-8><title>{TITLE}_某部</title></head><body><h1>{TITLE}</h1>"
        f"<div class=info>发布时间：{date} 来源：中国政府网</div><div class=content>"
        "<p>各省、自治区、直辖市人民政府：现提出以下意见，请认真贯彻执行。</p></div></body></html>"
    )
    page = read(body.encode())
    assert page.article
    return page.article


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(
    ("unseen", "shown"),
    [("2026-08-10 10:00", "2026-08-12 11:00"), ("2026-08-12 11:00", "2026-08-10 10:00")],
)
@pytest.mark.parametrize("first", [True, False])
def test_the_shown_date_counts(hidden: str, unseen: str, shown: str, *, first: bool) -> None:
    both = [hidden.format(unseen), f" {shown}"]
    published = article("".join(both if first else both[::-1])).published
    assert published
    assert iso(published.value)[:16] == shown.replace(" ", "T")


@pytest.mark.parametrize("hidden", HIDDEN[:2])
def test_a_date_that_stands_alone_counts_although_it_is_hidden(hidden: str) -> None:
    """A script shows it, as it does on real pages."""
    published = article(hidden.format("2026-08-10 10:00")).published
    assert published
    assert iso(published.value)[:16] == "2026-08-10T10:00"
