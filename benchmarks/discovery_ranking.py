"""The addresses that a search would look at first, by the real pages beside the checkout.

    .venv/bin/python benchmarks/discovery_ranking.py [COUNT]

Nothing is fetched: each page is read, and what it leads on to is ranked. For the eye.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from repostwatch.discovering.frontier import Candidate, Frontier
from repostwatch.model.navigation import LeadPlace
from repostwatch.reading.navigation.leads import leads_of
from repostwatch.settings import Settings
from tests.conftest import SHARED

# Where each page was saved from, as far as its links tell.
PAGES = {
    "yichun-home-1136.html": "http://www.yichun.gov.cn/",
    "yichun-home-1434.html": "http://www.yichun.gov.cn/",
    "yichun-article.html": "http://www.yichun.gov.cn/",
    "handan-xxgk-index.html": "http://hdzfxxgk.hd.gov.cn/",
    "shanxi-article.html": "http://www.shanxi.gov.cn/",
    "nfra-rendered.html": "https://www.nfra.gov.cn/cn/view/pages/index/index.html",
    "mee-list.excerpt.html": "https://www.mee.gov.cn/ywgz/zysthjbhdc/dcjl/",
    "ndrc-list.excerpt.html": "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/",
    "wsjkw-sh-list.html": "https://wsjkw.sh.gov.cn/xwfb/index.html",
    "gov-cn-gazette.html": "https://www.gov.cn/gongbao/",
}


def ranked(name: str, home: str, count: int) -> Iterator[Candidate]:
    """The first candidates of a page, the most likely first."""
    body = (SHARED / "realdata" / "pages" / name).read_bytes()
    settings = Settings.model_construct()
    frontier = Frontier(home, settings.discovery.depth)
    frontier.add(leads_of(body, home, settings=settings.reading), 1)
    for _ in range(count):
        if (one := frontier.pop()) is not None:
            yield one


def main(count: int) -> None:
    for name, home in PAGES.items():
        print(name)
        for one in ranked(name, home, count):
            place = "" if one.place is LeadPlace.BODY else f" ({one.place.value})"
            print(f"  {one.score:4} {one.name or '—'}{place}  {one.url}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
