"""A reply that holds a part of a page is no page, whatever its status."""

from __future__ import annotations

import pytest

from repostwatch.crawl.fetch.page_check import _is_part


@pytest.mark.parametrize(
    "said", ["bytes 0-99/100", "bytes 0-99/*", "items 0-9/20", "", None, "bytes */100", "x" * 9_000]
)
def test_a_whole_page(said: str | None) -> None:
    assert not _is_part(said)


@pytest.mark.parametrize("said", ["bytes 0-98/100", "BYTES  50-99/100 ", "bytes 1-99/100"])
def test_a_part(said: str) -> None:
    assert _is_part(said)
