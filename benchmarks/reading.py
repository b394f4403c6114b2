"""How fast a page is read, beside parsers that only collect links.

    python benchmarks/reading.py

Reads every page of ../shared/realdata/pages (left out, and said so, where the folder is
absent) and a generated list of 300 items, from bytes in memory. Each number is the least CPU
time of several rounds; the rounds of all readers alternate, so that a busy machine disturbs
them alike. The bare passes do what their library does by itself: decode, parse, and take href
and text of every link. This reader does everything it is for: charset, items told from
navigation, dates with years, tags, article, column, next page, kind of page. It remembers the
addresses of menus and the days it has seen, as it does in service, where a portal's pages are
read again and again; "first read" is the same with that memory emptied. "As a list" is what a scan
asks of homepages and lists, "kept up" what the spot check asks besides.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from repostwatch.reading import addresses
from repostwatch.reading.dates import row_dates, written_dates
from repostwatch.reading.page import read_page
from repostwatch.settings import Settings

PAGES = Path(__file__).resolve().parents[1] / "../shared/realdata/pages"
URL = "https://www.example.gov.cn/a/index.html"
ROUNDS = 15
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = Settings().reading
MEMORY = (addresses.link_target, written_dates.made, row_dates.plain, row_dates.short)


def ours(body: bytes) -> int:
    return len(read_page(body, URL, settings=SETTINGS, fetched_at=NOW).links)


def as_list(body: bytes) -> int:
    return len(read_page(body, URL, settings=SETTINGS, fetched_at=NOW, listed=True).links)


def kept_up(body: bytes) -> int:
    return len(read_page(body, URL, settings=SETTINGS, fetched_at=NOW, kept_up=True).links)


def first_read(body: bytes) -> int:
    for remembered in MEMORY:
        remembered.cache_clear()
    return ours(body)


def selectolax(body: bytes) -> int:
    tree = LexborHTMLParser(body.decode("utf-8", "replace"))
    return len([(node.attributes.get("href"), node.text()) for node in tree.css("a")])


def lxml_alone(body: bytes) -> int:
    tree = lxml.html.fromstring(body, parser=lxml.html.HTMLParser(encoding="utf-8"))
    return len([(node.get("href"), node.text_content()) for node in tree.iter("a")])


def soup(parser: str) -> Callable[[bytes], int]:
    def collect(body: bytes) -> int:
        tree = BeautifulSoup(body, parser, from_encoding="utf-8")
        return len([(node.get("href"), node.get_text()) for node in tree.find_all("a")])

    return collect


READERS: dict[str, Callable[[bytes], int]] = {
    "this reader": ours,
    "first read": first_read,
    "as a list": as_list,
    "kept up": kept_up,
    "selectolax, bare": selectolax,
    "lxml, bare": lxml_alone,
    "bs4 + lxml, bare": soup("lxml"),
    "bs4 + html.parser, bare": soup("html.parser"),
}


def generated(items: int = 300) -> bytes:
    rows = "".join(
        f'<li><a href="./2026{1 + i % 9:02}/t2026{1 + i % 9:02}{1 + i % 28:02}_{700000 + i}.html" '
        f'target="_blank" title="某省人民政府关于第{i}号事项工作方案的通知">'
        f"某省人民政府关于第{i}号事项工作…</a>"
        f"<span>2026-{1 + i % 9:02}-{1 + i % 28:02}</span></li>\n"
        for i in range(items)
    )
    menu = "".join(f'<li><a href="/c{i}/">栏目{i}</a></li>' for i in range(60))
    return (
        f'<html><head><meta charset="utf-8"><title>列表</title></head><body><div class="nav"><ul>'
        f'{menu}</ul></div><ul class="list">{rows}</ul></body></html>'
    ).encode()


def best(body: bytes) -> dict[str, float]:
    """Milliseconds per reader."""
    times = dict.fromkeys(READERS, float("inf"))
    for _ in range(ROUNDS):
        for name, reader in READERS.items():
            started = time.thread_time()
            reader(body)
            times[name] = min(times[name], (time.thread_time() - started) * 1000)
    return times


def main() -> None:
    pages = {path.name: path.read_bytes() for path in sorted(PAGES.glob("*.html"))}
    if not pages:
        print("The shared folder is absent: only the generated list is measured.\n")
    pages["generated, 300 items"] = generated()
    print("| page | KB | " + " | ".join(READERS) + " |\n|---|---|" + "---|" * len(READERS))
    total = dict.fromkeys(READERS, 0.0)
    for name, body in pages.items():
        times = best(body)
        total = {reader: total[reader] + times[reader] for reader in READERS}
        cells = " | ".join(f"{times[reader]:.2f}" for reader in READERS)
        print(f"| {name} | {len(body) // 1024} | {cells} |")
    print(f"| all | | {' | '.join(f'{total[reader]:.2f}' for reader in READERS)} |")
    mine = total["this reader"]
    print(
        f"\nMilliseconds. This reader costs {mine / total['selectolax, bare']:.1f} times the bare "
        f"pass of selectolax and is {total['bs4 + lxml, bare'] / mine:.1f} times faster than the "
        "bare pass of bs4 with lxml."
    )


if __name__ == "__main__":
    main()
