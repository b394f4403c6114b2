"""Whatever a site does, a walk ends within its bounds, asks for no page twice, and stays there."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repostwatch.base.sites import same_site
from repostwatch.discovering.addresses import address_key
from tests.discovering.sites import HOME, RELEASES, rows, walked

Link = Callable[[random.Random, str], str]
TWINS = (("http://", "https://"), ("www.", ""), ("example.gov.cn/",),
         ("", "index.html", "default.aspx", "#top"))  # fmt: skip
# What sites put into addresses without end; each gets the address of its page.
ENDLESS: dict[str, Link] = {
    "calendar": lambda r, _: f"/rl/{r.randrange(9999)}/{r.randrange(13)}/{r.randrange(29)}/",
    "session path": lambda r, _: f"/list;jsessionid={r.getrandbits(64):016X}?id={r.randrange(4)}",
    "session query": lambda r, _: f"/zwgk/index.html?PHPSESSID={r.getrandbits(64):x}",
    "time": lambda r, _: f"/yw/?_={r.randrange(10**12, 10**13)}",
    "deeper": lambda r, url: f"{urlsplit(url).path.rstrip('/')}/gwywj/",
    "longer query": lambda r, url: f"{url}{'&' if '?' in url else '?'}a{r.randrange(9)}=1",
    "next page": lambda r, _: f"/gwyxx/index_{r.randrange(10**6)}.html",
    "numbers": lambda r, _: f"/col/col{r.randrange(10**6)}/index.html",
    "values": lambda r, _: f"/more.jsp?cid={r.randrange(10**6)}&p={r.randrange(99)}",
    "twins": lambda r, _: "".join(r.choice(part) for part in TWINS),
    "hosts": lambda r, _: f"http://h{r.randrange(10**4)}.example.gov.cn/",
    "away": lambda r, _: r.choice(("http://www.gov.cn/", "http://other.gov.cn/", "javascript:;")),
    "broken": lambda r, _: r.choice(("http://[::1/", "http://a b/", "//", "http://x:x/", "\\")),
}
WORDS = ("国务院文件", "要闻", "下一页", "政务公开", "更多", "12", "")


class Endless:
    """A site that makes a page for every address, with other addresses each time."""

    def __init__(self, seed: int, kinds: list[str], width: int, *, reposts: bool) -> None:
        self._random = random.Random(seed)
        self._kinds, self._width, self._reposts = kinds, width, reposts
        self.asked: list[str] = []

    def __call__(self, url: str) -> tuple[str, bytes]:
        self.asked.append(url)
        r = self._random
        made = [
            f'<a href="{ENDLESS[r.choice(self._kinds)](r, url)}">{r.choice(WORDS)}</a>'
            for _ in range(self._width)
        ]
        items = rows(r.sample(RELEASES, 2)) if self._reposts else ""
        return (
            url,
            f"<html><body><div class='nav'>{' '.join(made)}</div>{items}</body></html>".encode(),
        )


@given(
    seed=st.integers(0, 2**32),
    kinds=st.lists(st.sampled_from(sorted(ENDLESS)), min_size=1, max_size=6, unique=True),
    width=st.integers(1, 60),
    reposts=st.booleans(),
    pages=st.integers(1, 40),
    depth=st.integers(1, 4),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_walk_ends_within_its_bounds(
    seed: int, kinds: list[str], width: int, reposts: bool, pages: int, depth: int
) -> None:
    site = Endless(seed, kinds, width, reposts=reposts)
    result = walked(site, pages=pages, depth=depth)
    assert result.walk.reason is not None
    assert len(site.asked) <= pages
    assert result.walk.pages == site.asked
    assert all(same_site(url, HOME) for url in site.asked)
    twice = [key for key, count in Counter(map(address_key, site.asked)).items() if count > 1]
    assert not twice
    assert all(one.evidence.depth <= depth for one in result.chosen)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=10, deadline=None)
def test_a_walk_is_the_same_each_time(seed: int) -> None:
    kinds = sorted(ENDLESS)
    first, second = (
        walked(Endless(seed, kinds, 20, reposts=True), pages=20).walk.pages for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("kind", ["calendar", "next page", "values", "hosts"])
def test_a_list_is_found_among_endless_addresses(kind: str) -> None:
    endless = Endless(7, [kind], 80, reposts=False)

    def answer(url: str) -> tuple[str, bytes]:
        final, body = endless(url)
        if urlsplit(url).path == "/zz/":
            return final, f"<h2>转载</h2>{rows(RELEASES[:12])}".encode()
        return final, body.replace(b"<body>", '<body><a href="/zz/">上级政策</a>'.encode())

    assert walked(answer).in_use == ["http://www.example.gov.cn/zz/"]
