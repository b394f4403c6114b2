"""All cores together find what one finds, in the same order."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from repostwatch.matching.search import parallel
from repostwatch.matching.search.parallel import match_parts
from repostwatch.model import Interval, Release
from tests.defaults import Matcher
from tests.matching.links import Item

PUBLISHED = Interval.at(datetime(2026, 9, 1, tzinfo=UTC))
RELEASES = [
    Release(f"r{n}", f"国务院关于推进第{n}类商业体系建设的意见", PUBLISHED) for n in range(30)
]
LINKS = [
    Item(str(n), RELEASES[n % 30].title if n % 7 == 0 else f"某市召开第{n}次工作会议")
    for n in range(500)
]


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("step", [1, 64, 1000])
def test_parts_are_what_the_matcher_alone_finds(
    monkeypatch: pytest.MonkeyPatch, workers: int, step: int
) -> None:
    monkeypatch.setattr(parallel, "WORTH", 0)
    alone = list(Matcher(RELEASES).match(LINKS))
    parts = list(match_parts(Matcher(RELEASES), LINKS, step, workers))
    assert [match for part in parts for match in part] == alone
    assert len(parts) == -(-len(LINKS) // step)
    assert alone


def test_no_links_are_no_parts() -> None:
    assert list(match_parts(Matcher(RELEASES), [], 10, 2)) == []
