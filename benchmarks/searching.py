"""What the search of a page for all open releases costs, beside reading it.

    python benchmarks/searching.py

Takes every page of ../shared/realdata/pages (left out, and said so, where the folder is absent)
and a generated list of 300 items, and looks for 1, 20 and 200 releases at once. Each number is
the least CPU time of several rounds. Searching takes a page apart into what it says in any form
(`reading.page_text`) and runs one automaton over it (`matching.Finder`); the automaton is built
once per scan and stands in a row of its own. The regions are what a list's page costs more to read
than another: its account of all parts that are or may be the list.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from reading import PAGES, generated

from repostwatch.matching.search.traces import Finder
from repostwatch.model import Interval, Release
from repostwatch.reading.page import read_page
from repostwatch.reading.page_text import page_text
from repostwatch.settings import Settings

ROUNDS = 9
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = Settings().reading
URL = "https://www.example.gov.cn/a/index.html"
TOPICS = ("养老服务", "数字政府", "海洋渔业", "服务消费", "设备更新", "低空经济", "节能降碳")


def releases(count: int) -> list[Release]:
    return [
        Release(
            f"r{n}",
            f"国务院关于印发《第{n}批{TOPICS[n % 7]}高质量发展行动方案》的通知",
            Interval.at(NOW),
            (f"https://www.gov.cn/zhengce/content/202608/content_{7_000_000 + n}.htm",),
            f"国发〔2026〕{n + 1}号",
        )
        for n in range(count)
    ]


def least(work: Callable[[], object]) -> float:
    """Milliseconds."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.thread_time()
        work()
        best = min(best, (time.thread_time() - started) * 1000)
    return best


def main() -> None:
    pages = {path.name: path.read_bytes() for path in sorted(PAGES.glob("*.html"))}
    if not pages:
        print("The shared folder is absent: only the generated list is measured.\n")
    pages["generated, 300 items"] = generated()
    finders = {count: Finder(releases(count)) for count in (1, 20, 200)}
    print("| page | KB | read | its regions | taken apart | 1 release | 20 | 200 |")
    print("|---|---|---|---|---|---|---|---|")
    total = [0.0] * 6
    for name, body in pages.items():
        titles = {
            link.title for link in read_page(body, URL, settings=SETTINGS, fetched_at=NOW).links
        }
        apart = page_text(body, settings=SETTINGS)
        assert apart is not None
        read = least(partial(read_page, body, URL, settings=SETTINGS, fetched_at=NOW))
        listed = least(
            partial(read_page, body, URL, settings=SETTINGS, fetched_at=NOW, listed=True)
        )
        taken = least(partial(page_text, body, settings=SETTINGS))
        found = [least(partial(finder.find, apart, URL, titles)) for finder in finders.values()]
        row = [read, listed - read, taken, *found]
        total = [one + other for one, other in zip(total, row, strict=True)]
        print(f"| {name} | {len(body) // 1024} | {' | '.join(f'{ms:.2f}' for ms in row)} |")
    print(f"| all | | {' | '.join(f'{ms:.2f}' for ms in total)} |")
    for count in finders:
        wanted = releases(count)
        print(f"\nBuilding the automaton of {count}: {least(partial(Finder, wanted)):.2f} ms.")
    share = (total[2] + total[4]) / total[0]
    print(
        f"\nMilliseconds. Searching a page for 20 releases costs {share:.0%} of reading it; the "
        f"account of a list page's regions {total[1] / total[0]:.0%}."
    )


if __name__ == "__main__":
    main()
