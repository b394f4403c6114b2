"""Whatever is made of strangers' bytes is made by readers, and comes back as it was made."""

from __future__ import annotations

import ast
import asyncio
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from repostwatch.base.clock import whole_day
from repostwatch.model import Outcome, Release
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.reading.page_text import page_text
from repostwatch.reading.still_page import still_page
from repostwatch.releases.articles import complete_from_article
from repostwatch.releases.parsed import SourceReading
from repostwatch.releases.sources import read_source
from repostwatch.settings import ReadingSettings, ScanSettings

ROOT = Path(__file__).resolve().parents[2]
URL = "http://a.example/list/"
LINK = "http://a.example/1.html"
SETTINGS = ReadingSettings()
PARSERS = {"selectolax", "lxml", "bs4"}
# Where parsers of pages may be used: what stands there is called in readers only.
READING = ("include/repostwatch/reading/", "include/repostwatch/releases/articles.py")
SANDBOX = "include/repostwatch/sandbox/"
WORK = {"read_page", "page_text", "still_page"} | {
    "complete_from_article", "parse_releases", "read_source",
}  # fmt: skip
EDGES = tuple(f"include/repostwatch/{name}" for name in ("pipeline", "queries", "visiting"))
BODIES = [
    b"<ul><li><a href='../1.html'>x</a> 08-12</li></ul>",
    "<p>国务院</p><script>var a='\\ud83d\\ude00 \\ud83d 中'</script>".encode(),
    b"",
    bytes(range(256)) * 40,
]


def modules(*folders: str) -> list[tuple[str, ast.Module]]:
    return [
        (str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8")))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def test_parsers_of_pages_are_used_by_reading_only() -> None:
    strays = [
        path
        for path, tree in modules("include", "plugins", "dags")
        if imported(tree) & PARSERS and not path.startswith((*READING, SANDBOX))
    ]
    assert not strays


def test_steps_and_pages_read_by_readers_only() -> None:
    """They hand the work on; they do not do it."""
    done = [
        (path, node.lineno)
        for path, tree in modules(*EDGES, "plugins", "dags")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORK
    ]
    assert not done


def test_what_comes_back_is_what_was_made() -> None:
    async def run() -> None:
        async with Readers(ScanSettings(readers=1)) as readers:
            for body in BODIES:
                shown = partial(
                    still_page, body, URL,
                    content_type=None, addresses=frozenset({LINK}), settings=SETTINGS,
                )  # fmt: skip
                assert await readers.still(shown) == shown()
                searched = partial(page_text, body, settings=SETTINGS)
                assert await readers.whole(searched) == searched()

    asyncio.run(run())


def test_a_release_is_completed_by_its_article() -> None:
    day = whole_day(date(2026, 8, 12))
    release = Release("r", "国务院关于某事的通知", day, ("http://a.example/",))
    article = b"<meta name='firstpublishedtime' content='2026-08-12-09:15:00'>"
    work = partial(complete_from_article, release, article)

    async def run() -> Release:
        async with Readers(ScanSettings(readers=1)) as readers:
            return await readers.release(work)

    assert asyncio.run(run()) == work() != release


FEEDS = [
    '[{"TITLE":"国务院\\ud83d通知","URL":"/\\udfff","DOCRELPUBTIME":"2026-08-18"}]',
    '[{"title":"\\ud83d","duty":"\\udfff","publishTime":"2026-08-18","url":"/a"}]',
    "release_id,title,doc_number,published_at,url,duty\nf1,国务院关于某事的通知,,昨天,,\n",
    "<rss><channel><item><title>国务院关于某事的通知</title><pubDate>2026-08-18</pubDate></item>",
    "<html>",
    "",
]


@pytest.mark.parametrize("feed", FEEDS)
def test_a_source_or_its_error_comes_back_as_it_was_made(feed: str) -> None:
    work = partial(read_source, feed.encode(), URL, "application/json")

    async def run() -> SourceReading:
        async with Readers(ScanSettings(readers=1)) as readers:
            return await readers.source(work)

    made = work()
    assert asyncio.run(run()) == made
    assert (made.parsed is None) == bool(made.problem)


def test_a_page_that_takes_too_long_is_an_outcome() -> None:
    work = partial(
        still_page, b"<p>" * 2_000_000, URL,
        content_type=None, addresses=frozenset(), settings=SETTINGS,
    )  # fmt: skip

    async def run() -> None:
        async with Readers(ScanSettings(readers=1, reader_seconds=0.01)) as readers:
            await readers.still(work)

    with pytest.raises(ReadError) as failure:
        asyncio.run(run())
    assert failure.value.outcome is Outcome.TOO_LARGE
