"""What a verdict rests on, to be looked at: the pages as they were, with the link marked.

The pages are other people's. They are shown in a frame without scripts, forms or network: what
they would load or send stays undone.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.clock import beijing
from repostwatch.judging import HumanDecision
from repostwatch.model import Duty, Outcome, Portal, Release, Sighting, Verdict
from repostwatch.reporting import words
from repostwatch.reporting.pages import html_page
from repostwatch.reporting.safe import clean, web_address

# A page of this many characters is shown whole, a longer one by its excerpt only.
LONGEST_PAGE = 2_000_000
ACTIVE = ("script", "iframe", "frame", "frameset", "object", "embed", "base", "link", "noscript")
# Nothing is loaded, nothing is sent; inline styles keep the page's form.
CLOSED = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; img-src data:; form-action 'none'\">"
)
MARK = "outline:3px solid #c00000;background:#fff2a8;color:#000"
ROLES = {
    "home": "首页",
    "column": "专栏列表",
    "next": "列表后续页",
    "frame": "列表内嵌网页",
    "article": "文章页",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """How a page looked, as JPEG, or None. `told`: why not, or why only in part, in Chinese."""

    body: bytes | None
    told: str = ""
    place: str = ""  # file and offset in the archive


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One fetch of a page. `body` and `headers` come from the archive; where they could not
    be had, `lost` says why, in Chinese. `picture` is None where none was wanted."""

    role: str
    url: str
    final_url: str
    outcome: Outcome
    status: int | None
    size: int
    fetched_at: datetime
    reason: str = ""
    digest: str = ""
    place: str = ""  # file and offset in the archive
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    lost: str = ""
    picture: Picture | None = None
    captured: str = ""  # the real clock's moment, ISO; `fetched_at` is the one that was asked for
    reader: str = ""  # digest of the program that read it
    answers: tuple[str, ...] = ()  # what came on the way, each with its place in the archive


@dataclass(frozen=True, slots=True)
class Evidence:
    """A duty, its verdict and everything that it rests on. `visits` counts the fetches, of
    which `exhibits` are those to look at."""

    release: Release
    portal: Portal
    duty: Duty
    verdict: Verdict | None
    sightings: Sequence[Sighting]
    decisions: Sequence[HumanDecision]
    exhibits: Sequence[Exhibit]
    visits: int


def evidence_page(evidence: Evidence) -> str:
    """One self-contained HTML page in Chinese."""
    return html_page(
        "evidence.html",
        title=f"核验证据：{clean(evidence.portal.name)}《{clean(evidence.release.title)}》",
        facts=_facts(evidence),
        sightings=[_sighting(one) for one in evidence.sightings],
        exhibits=[_shown(one, evidence) for one in evidence.exhibits],
        left=evidence.visits - len(evidence.exhibits),
    )


def evidence_lines(evidence: Evidence) -> Iterator[str]:
    """The same for a terminal."""
    yield from (f"{name}：{value}" for name, value in _facts(evidence))
    for one in evidence.sightings:
        yield f"链接：{'　'.join(_sighting(one))}"
    for exhibit in evidence.exhibits:
        yield ""
        yield from (f"{name}：{value}" for name, value in _of_exhibit(exhibit))
        yield from (f"  {name}: {value}" for name, value in exhibit.headers)
        for excerpt in _excerpts(exhibit, _addresses(evidence)):
            yield f"  >>> {clean(' '.join(part for part, _ in excerpt))}"


def _facts(evidence: Evidence) -> list[tuple[str, str]]:
    release, verdict, duty = evidence.release, evidence.verdict, evidence.duty
    facts = [
        ("国务院政策信息", f"{clean(release.title)}（{release.release_id}）"),
        ("发布时间", _span(duty.published.earliest, duty.published.latest)),
        ("门户网站", f"{clean(evidence.portal.name)}（{evidence.portal.portal_id}）"),
        ("转载任务", clean(duty.reason)),
        ("时限", f"{_span(duty.deadline.earliest, duty.deadline.latest)}前"),
    ]
    if verdict is None:
        return [*facts, ("结论", "尚未判定")]
    facts.append(("结论", f"{words.VERDICTS[verdict.kind]}：{clean(verdict.reason)}"))
    if verdict.reposted:
        facts.append(("转载时间", _span(verdict.reposted.earliest, verdict.reposted.latest)))
    if verdict.backdated:
        facts.append(("倒签日期", clean(verdict.backdated)))
    facts += [("人工复核", clean(decision.told)) for decision in evidence.decisions]
    return facts


def _sighting(one: Sighting) -> tuple[str, ...]:
    claims = "、".join(str(claim) for claim in one.claims) or "未标日期"
    seen = f"首次看到{_moment(one.first_seen)}，最近看到{_moment(one.last_seen)}"
    why = f"链接编号{one.match.link_id}：{clean(one.match.reason)}"
    return clean(one.title), clean(one.url), f"网页标注{claims}", seen, why


def _of_exhibit(exhibit: Exhibit) -> list[tuple[str, str]]:
    status = f"{exhibit.outcome.value} {exhibit.status or ''} {clean(exhibit.reason)}".strip()
    facts = [
        (ROLES.get(exhibit.role, exhibit.role), clean(exhibit.url)),
        ("采集时间", _moment(exhibit.fetched_at)),
        ("采集结果", f"{status}，{exhibit.size}字节"),
    ]
    if exhibit.final_url != exhibit.url:
        facts.append(("跳转至", clean(exhibit.final_url)))
    if exhibit.captured:
        facts.append(("存档时刻（系统时钟）", _moment(datetime.fromisoformat(exhibit.captured))))
    facts += [("途中应答", clean(answer)) for answer in exhibit.answers]
    if exhibit.digest:
        facts.append(("SHA-256", exhibit.digest))
    if exhibit.place:
        facts.append(("存档位置", exhibit.place))
    if exhibit.reader:
        facts.append(("读取程序", exhibit.reader))
    if exhibit.lost:
        facts.append(("存档", exhibit.lost))
    if exhibit.picture:
        facts.append(("网页画面", clean(_seen(exhibit.picture))))
    return facts


def _seen(picture: Picture) -> str:
    size = f"{len(picture.body)}字节，存于{picture.place}" if picture.body else ""
    return "；".join(part for part in (size, picture.told) if part)


def _shown(exhibit: Exhibit, evidence: Evidence) -> dict[str, Any]:
    addresses = _addresses(evidence)
    return {
        "name": ROLES.get(exhibit.role, exhibit.role),
        "address": web_address(exhibit.url),
        "facts": _of_exhibit(exhibit),
        "headers": [(clean(name), clean(value)) for name, value in exhibit.headers],
        "excerpts": _excerpts(exhibit, addresses),
        "looked_for": bool(addresses) and exhibit.role != "article" and exhibit.body is not None,
        "picture": _inside(exhibit.picture),
        "frame": _frame(exhibit, addresses),
    }


def _inside(picture: Picture | None) -> str | None:
    """The picture as an address that holds it: the page must be whole by itself."""
    if picture is None or picture.body is None:
        return None
    return f"data:image/jpeg;base64,{b64encode(picture.body).decode()}"


def _addresses(evidence: Evidence) -> frozenset[str]:
    found = {one.url for one in evidence.sightings}
    if evidence.verdict and evidence.verdict.link_url:
        found.add(evidence.verdict.link_url)
    return frozenset(found)


def _excerpts(exhibit: Exhibit, addresses: frozenset[str]) -> list[list[tuple[str, bool]]]:
    """The rows that hold the link, as pieces of text; True marks the link's own."""
    if exhibit.body is None:
        return []
    rows = []
    for node in _links(LexborHTMLParser(exhibit.body), exhibit.final_url, addresses):
        own = clean(node.text() or node.attributes.get("title") or "")
        row = clean(node.parent.text(separator=" ") if node.parent else own, 400)
        before, found, after = row.partition(own)
        rows.append([(before, False), (own, True), (after, False)] if found else [(own, True)])
    return rows


def _links(tree: LexborHTMLParser, base: str, addresses: frozenset[str]) -> Iterator[LexborNode]:
    for node in tree.css("a[href]"):
        try:
            address = urljoin(base, (node.attributes.get("href") or "").strip())
        except ValueError:
            continue
        if address in addresses:
            yield node


def _frame(exhibit: Exhibit, addresses: frozenset[str]) -> str | None:
    """The page's own markup, made still, with the link marked."""
    if exhibit.body is None or len(exhibit.body) > LONGEST_PAGE:
        return None
    tree = LexborHTMLParser(exhibit.body)
    tree.strip_tags(list(ACTIVE))
    for node in tree.css("meta[http-equiv]"):
        node.decompose()
    for node in _links(tree, exhibit.final_url, addresses):
        node.attrs["style"] = MARK
    for node in tree.css("[href]"):  # a click must not put today's page where the old one was
        del node.attrs["href"]
    markup = re.sub(r"<!DOCTYPE[^>]{0,300}>", "", tree.html or "", flags=re.IGNORECASE)
    return f"<!DOCTYPE html>{CLOSED}{markup}"


def _moment(moment: datetime) -> str:
    return f"{beijing(moment):%Y-%m-%d %H:%M:%S}"


def _span(earliest: datetime, latest: datetime) -> str:
    return _moment(earliest) if earliest == latest else f"{_moment(earliest)} 至 {_moment(latest)}"
