"""Golden facts of the real pages in the shared folder, and the reader held against them.

    python tests/reading/golden_pages.py            the table, and each difference in words
    python tests/reading/golden_pages.py --make     write golden/*.json anew

What is expected does not come from the reader: it was written down per page, as selectors,
from the page's source and its picture in a browser. The files hold digests, because the
pages themselves must not be copied here.
"""

# A script that prints a table; selectors and facts stand on one line each.
# ruff: noqa: T201, E501

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.model import BEIJING, Page
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings

SHARED = (Path(__file__).resolve().parents[2] / "../shared/realdata").resolve()
GOLDEN = Path(__file__).parent / "golden"
Item = tuple[str, str, str | None]  # title, address, date


@dataclass(frozen=True)
class Recipe:
    """Where a page's facts stand: items as (row, link, date) selectors."""

    url: str
    items: Callable[[LexborHTMLParser, str], Iterator[Item]] | None
    article: tuple[str, str, str, str] = ("", "", "", "")  # as `meta:Name` or `date:…` or ""
    columns: tuple[tuple[str, str, int], ...] = ()  # name, form, items
    next_url: str | None = None


def _title(link: LexborNode) -> str:
    return " ".join((link.attributes.get("title") or link.text()).split())


def rows(
    row: str, date: str | None, link: str = "a"
) -> Callable[[LexborHTMLParser, str], Iterator[Item]]:
    def found(tree: LexborHTMLParser, url: str) -> Iterator[Item]:
        for node in tree.css(row):
            anchor = node if node.tag == "a" else node.css_first(link)
            if anchor is None or not anchor.attributes.get("href"):
                continue
            cells = node.css(date) if date else []
            stated = "".join(cells[-1].text().split()).replace("/", "-") if cells else None
            yield _title(anchor), urljoin(url, anchor.attributes["href"] or ""), stated

    return found


def ndrc(tree: LexborHTMLParser, url: str) -> Iterator[Item]:
    for title, address, _ in rows("ul.u-list > li", None)(tree, url):
        item = next(
            n
            for n in tree.css("ul.u-list > li")
            if (link := n.css_first("a")) is not None
            and urljoin(url, link.attributes["href"] or "") == address
        )
        yield title, address, "".join(item.css("span")[-1].text().split()).replace("/", "-")
    for title, address, _ in rows("div.popbox li", None)(tree, url):
        yield title, address, _address_day(address)


def _address_day(address: str) -> str | None:
    match = re.search(r"/t(\d{4})(\d\d)(\d\d)_", address) or re.search(r"/(\d{4})(\d\d)/", address)
    return "-".join(match.groups()) if match else None


def handan(tree: LexborHTMLParser, url: str) -> Iterator[Item]:
    """One row has no link: it is opened by a call, which is its name."""
    for node in tree.css("ul.sx-c1-list > li > p[onclick]"):
        day = node.parent.css_first("span") if node.parent is not None else None
        call = "xq%281%29"
        assert node.attributes["onclick"] == "xq(1)"
        yield " ".join(node.text().split()), f"{url}#!row={call}", day.text() if day else None
    yield from rows("ul.sx-c1-list > li", "span")(tree, url)


def yichun(tree: LexborHTMLParser, url: str) -> Iterator[Item]:
    """Headlines, carousel and news blocks; a dated copy speaks for an undated one."""
    best: dict[str, Item] = {}
    blocks = (
        ".home-toutiao h3",
        ".home-toutiao li",
        ".js-slideTpxw > a",
        ".newsTt",
        "ul.newsList li",
        ".newest li",
        "ul.newsList-dotLine li",
    )
    for row in blocks:
        for node in tree.css(row):
            anchor = node if node.tag == "a" else node.css_first("a")
            if anchor is None:
                continue
            address = urljoin(url, anchor.attributes["href"] or "")
            day = re.search(r"(?:(20\d\d)-)?\b(\d\d)-(\d\d)\s*$", " ".join(node.text().split()))
            date = f"{day[1] or '2023'}-{day[2]}-{day[3]}" if day else None
            if address not in best or (date and best[address][2] == _address_day(address)):
                best[address] = (_title(anchor), address, date or _address_day(address))
    yield from best.values()


def nfra(tree: LexborHTMLParser, url: str) -> Iterator[Item]:
    """The news in the panels of its menu: links to articles, undated."""
    for anchor in tree.css('a[href*="ItemDetail.html?docId="]'):
        if _title(anchor):
            yield _title(anchor), urljoin(url, anchor.attributes["href"] or ""), None


RECIPES = {
    "mee-list.excerpt.html": Recipe("https://www.mee.gov.cn/ywgz/zysthjbhdc/dcjl/", rows("ul#div > li", "span.date")),
    "ndrc-list.excerpt.html": Recipe("https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/", ndrc),
    "wsjkw-sh-list.html": Recipe(
        "https://wsjkw.sh.gov.cn/yqtb/index.html", rows("ul.list-date > li", "span.time"),
        next_url="https://wsjkw.sh.gov.cn/yqtb/index_2.html",
    ),
    "handan-xxgk-index.html": Recipe("http://hdzfxxgk.hd.gov.cn/", handan),
    "gov-cn-gazette.html": Recipe(
        "https://www.gov.cn/gongbao/content/2007/content_711039.htm", None,
        ("title:__", "meta:firstpublishedtime", "", ""),
    ),
    "shanxi-article.html": Recipe(
        "http://www.shanxi.gov.cn/yw/sxyw/201909/t20190918_693227.shtml", None,
        ("meta:ArticleTitle", "meta:PubDate", "meta:ContentSource", ""),
    ),
    "yichun-article.html": Recipe(
        "https://www.yichun.gov.cn/ycsrmzf/tjgb/202305/a.shtml", None,
        ("meta:ArticleTitle", "meta:PubDate", "meta:ContentSource", ""),
    ),
    "yichun-home-1136.html": Recipe("https://www.yichun.gov.cn/ycsrmzf/index.shtml", yichun, columns=(("国务院信息", "block", 1),)),
    "yichun-home-1434.html": Recipe("https://www.yichun.gov.cn/ycsrmzf/index.shtml", yichun, columns=(("国务院信息", "block", 1),)),
    "nfra-rendered.html": Recipe(
        "https://www.nfra.gov.cn/cn/view/pages/ItemDetail.html?docId=1170162&itemId=4113", nfra,
        ("meta:ArticleTitle", "meta:PubDate", "meta:ContentSource", "number"),
    ),
}  # fmt: skip


def digest(*parts: object) -> str:
    return sha256("|".join(str(part) for part in parts).encode()).hexdigest()[:20]


def key(address: str) -> str:
    return address.partition("://")[2]


def expected(name: str) -> tuple[list[Item], tuple[str | None, ...] | None, Recipe]:
    recipe = RECIPES[name]
    tree = LexborHTMLParser((SHARED / "pages" / name).read_text("utf-8"))
    items = list(recipe.items(tree, recipe.url)) if recipe.items else []
    article = tuple(_fact(tree, fact) for fact in recipe.article) if any(recipe.article) else None
    return items, article, recipe


def _fact(tree: LexborHTMLParser, fact: str) -> str | None:
    if fact.startswith("meta:"):
        node = [n for n in tree.css(f'meta[name="{fact[5:]}"]') if n.attributes.get("content")][-1]
        value = " ".join((node.attributes["content"] or "").split())
        match = re.fullmatch(r"(\d{4}-\d\d-\d\d)[ -](\d\d:\d\d)(?::\d\d)?", value)
        return f"{match[1]}T{match[2]}+08:00" if match else value
    if fact.startswith("title:"):
        title = tree.css_first("title")
        assert title is not None
        return " ".join(title.text().split(fact[6:])[0].split())
    if fact == "number":
        number = re.search(r"[(（](.*号)[)）]", _fact(tree, "meta:ArticleTitle") or "")
        assert number is not None
        return number[1]
    return None


def look(name: str) -> Page:
    body = (SHARED / "pages" / name).read_bytes()
    return read_page(
        body,
        RECIPES[name].url,
        fetched_at=datetime(2026, 11, 1, tzinfo=BEIJING),
        settings=ReadingSettings(),
    )


def facts(page: Page) -> dict[str, Any]:
    article = page.article
    return {
        "links": sorted(digest(x.title, key(x.url), x.date) for x in page.links),
        "article": article
        and digest(article.title, article.published, article.source, article.doc_number),
        "columns": [digest(c.name, c.form, c.items) for c in page.columns],
        "next": page.next_url and digest(page.next_url),
    }


def make(name: str) -> dict[str, object]:
    items, article, recipe = expected(name)
    return {
        "links": sorted(digest(title, key(url), date) for title, url, date in items),
        "article": article and digest(*article),
        "columns": [digest(*column) for column in recipe.columns],
        "next": recipe.next_url and digest(recipe.next_url),
    }


def _content(url: str) -> str:
    found = re.search(r"content_(\d+)", url)
    assert found is not None, url
    return found[1]


def releases() -> Iterator[tuple[str, Page, tuple[str, str, str]]]:
    """The 30 gov.cn fragments, each with title, number and publication from the list of releases."""
    with (SHARED / "titles/releases-2018-2019.csv").open(encoding="utf-8", newline="") as file:
        known = {_content(row["url"]): row for row in csv.DictReader(file)}
    for path in sorted((SHARED / "gov_cn").glob("*.frag.html")):
        row = known[path.name.partition(".")[0]]
        page = read_page(
            path.read_bytes(),
            row["url"],
            fetched_at=datetime(2026, 11, 1, tzinfo=BEIJING),
            settings=ReadingSettings(),
        )
        year, month, day = re.findall(r"\d+", row["published"])
        yield path.name, page, (row["title"], row["docno"], f"{year}-{month}-{day}")


def main() -> None:
    if "--make" in sys.argv:
        for name in RECIPES:
            (GOLDEN / f"{name}.json").write_text(json.dumps(make(name), indent=1) + "\n")
    print("| page | items | read | precision | recall | article | columns |")
    print("|---|---|---|---|---|---|---|")
    differences: list[str] = []
    for name in RECIPES:
        items, _, _ = expected(name)
        page, golden = look(name), json.loads((GOLDEN / f"{name}.json").read_text())
        found = facts(page)
        want, have = set(golden["links"]), set(found["links"])
        both = len(want & have)
        precision = f"{both / len(have):.3f}" if have else "–"
        recall = f"{both / len(want):.3f}" if want else "–"
        agrees = [
            "ok" if golden[part] == found[part] else "DIFFERS" for part in ("article", "columns")
        ]
        print(
            f"| {name} | {len(want)} | {len(have)} | {precision} | {recall} | {agrees[0]} | {agrees[1]} |"
        )
        differences += [
            f"{name}: missing {x}" for x in items if digest(x[0], key(x[1]), x[2]) not in have
        ]
        differences += [
            f"{name}: too much {(x.title, x.url, str(x.date))}"
            for x in page.links
            if digest(x.title, key(x.url), x.date) not in want
        ]
        if "DIFFERS" in agrees:
            differences.append(f"{name}: {page.article} {page.columns}")
    right = [0, 0, 0, 0]
    for name, page, (title, number, published) in releases():
        article = page.article
        checks = [
            article is not None and article.title == title,
            article is not None and article.doc_number == number,
            article is not None and str(article.published) == published,
            not page.links,
        ]
        right = [a + b for a, b in zip(right, checks, strict=True)]
        if not all(checks):
            differences.append(
                f"{name}: {checks} {article} {page.links[:2]} expected {title} {number} {published}"
            )
    print(
        f"\n30 release pages: title {right[0]}, number {right[1]}, publication {right[2]}, no links {right[3]}\n"
    )
    print("\n".join(differences))


if __name__ == "__main__":
    main()
