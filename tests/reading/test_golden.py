"""The real pages in the shared folder: every item with its date, no navigation, right fields."""

from __future__ import annotations

import json

import pytest

from tests.reading import golden_pages as golden

pytestmark = pytest.mark.skipif(
    not golden.SHARED.is_dir(),
    reason="the real material is not beside this checkout (../shared/realdata)",
)
# Items that the reader leaves out; docs/accuracy-reading.md says why.
KNOWN_MISSES = {"nfra-rendered.html": 1}


@pytest.mark.parametrize("name", golden.RECIPES)
def test_a_real_page_reads_as_it_was_written_down(name: str) -> None:
    want = json.loads((golden.GOLDEN / f"{name}.json").read_text())
    page = golden.look(name)
    have = golden.facts(page)
    missing = set(want["links"]) - set(have["links"])
    assert not set(have["links"]) - set(want["links"]), "something that is no item"
    assert len(missing) == KNOWN_MISSES.get(name, 0), "see `python tests/reading/golden_pages.py`"
    assert {part: have[part] for part in ("article", "columns", "next")} == {
        part: want[part] for part in ("article", "columns", "next")
    }


def test_the_same_homepage_later_that_day_shows_nothing_new() -> None:
    early, late = (golden.look(f"yichun-home-{hour}.html") for hour in ("1136", "1434"))
    assert early.links == late.links


def test_thirty_release_pages_against_the_list_of_releases() -> None:
    count = 0
    for name, page, (title, number, published) in golden.releases():
        article = page.article
        assert article is not None, name
        assert (article.title, article.doc_number, str(article.published)) == (
            title,
            number,
            published,
        ), name
        assert page.links == (), name
        count += 1
    assert count == 30
