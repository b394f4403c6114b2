"""Small sites as functions from address to page, and a walk over them without network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from repostwatch.discovering.choice import Chosen, choose
from repostwatch.discovering.evidence import ReleaseFinder
from repostwatch.discovering.steps import SeenPage, Step
from repostwatch.discovering.walk import SiteWalk
from repostwatch.discovering.weighing import Yardstick
from repostwatch.model import BEIJING, Interval, Outcome, PageKind, Release
from repostwatch.model.navigation import Lead
from repostwatch.model.watched_lists import ListState
from repostwatch.reading.navigation.leads import leads_of
from tests.defaults import SETTINGS, Matcher, read_page

NOW = datetime(2026, 9, 7, 9, tzinfo=BEIJING)
HOME = "http://www.example.gov.cn/"
_FIELDS = (
    "高原索道",
    "内河航道",
    "城市内涝",
    "乡村道路",
    "养老照护",
    "儿童用药",
    "外贸单证",
    "种业振兴",
    "草原碳汇",
    "海上养殖",
    "地下管网",
    "政务热线",
    "低空飞行",
    "冰雪运动",
    "中小水库",
    "家政劳动",
    "数字档案",
    "矿山通风",
    "港口岸电",
    "冷链运输",
)
_KINDS = ("建设", "管理", "安全监督", "统计")


def releases(count: int = 60, every: float = 6.0) -> list[Release]:
    """Releases with titles of their own, the latest first, one every few days."""
    made = []
    for number in range(count):
        name = f"{_FIELDS[number % len(_FIELDS)]}{_KINDS[number // len(_FIELDS) % len(_KINDS)]}"
        title = f"国务院办公厅关于进一步加强{name}工作的意见"
        at = NOW - timedelta(days=1 + number * every)
        address = f"https://www.gov.cn/zhengce/content/202600/content_70{number:05d}.htm"
        made.append(Release(f"r{number}", title, Interval.at(at), (address,)))
    return made


RELEASES = releases()


@dataclass
class Site:
    """Pages by path (with query), on one host or, by a whole address, on another."""

    pages: dict[str, str | bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    home: str = HOME

    def put(self, path: str, body: str, title: str = "示例省人民政府") -> None:
        head = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        self.pages[path] = f"{head}{body}</body></html>"

    def __call__(self, url: str) -> tuple[str, bytes | None]:
        """(final address, body) of an address; None where there is no such page."""
        for _hop in range(3):
            parts = urlsplit(url)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            target = self.moved.get(url, self.moved.get(path))
            if target is None:
                break
            url = urljoin(url, target)
        body = self.pages.get(url)
        if body is None and url.startswith(self.home):
            body = self.pages.get(path)
        return url, body.encode() if isinstance(body, str) else body


Answer = Callable[[str], tuple[str, bytes | None]]


@dataclass(frozen=True)
class Result:
    """A walk that is over, and what was chosen."""

    walk: SiteWalk
    chosen: list[Chosen]

    def of(self, state: ListState) -> list[str]:
        return [one.evidence.url for one in self.chosen if one.state is state]

    @property
    def in_use(self) -> list[str]:
        return self.of(ListState.IN_USE)

    def reason(self, url: str) -> str:
        return next(str(one.reason.code) for one in self.chosen if one.evidence.url == url)


def yardstick(known: Sequence[Release], **numbers: float) -> Yardstick:
    since = NOW - timedelta(days=SETTINGS.discovery.proof_days)
    return Yardstick(
        {one.release_id: one.published.earliest for one in known},
        frozenset(one.release_id for one in known if one.published.earliest >= since),
        NOW,
        SETTINGS.discovery.model_copy(update=numbers),
        SETTINGS.scan,
        HOME,
    )


def walked(
    answer: Answer,
    known: Sequence[Release] = RELEASES,
    *,
    home: str = HOME,
    lists: Sequence[tuple[str, str]] = (),
    draw: Answer | None = None,
    failing: Callable[[str], Outcome | None] = lambda _: None,
    beside: Sequence[Lead] = (),
    **numbers: float,
) -> Result:
    """Walk over a site. `draw` is what a browser makes of its pages, `failing` says which addresses
    are not reached, `beside` stands beside the homepage."""
    by = yardstick(known, **numbers)
    finder = ReleaseFinder(Matcher(tuple(known)), known, NOW - timedelta(days=730))
    walk = SiteWalk(home, finder, by, known=lists, render=draw is not None)
    while (step := walk.step()) is not None:
        if (outcome := failing(step.url)) is not None:
            walk.take(step, SeenPage(step.url, outcome))
            continue
        page = seen(step, draw if draw and step.render else answer)
        walk.take(step, page if step.depth else replace(page, leads=(*page.leads, *beside)))
    return Result(walk, choose(walk.lists, by))


def seen(step: Step, answer: Answer) -> SeenPage:
    """What comes of a step, as the pipeline would see it."""
    url, body = answer(step.url)
    if body is None:
        return SeenPage(url, Outcome.HTTP_ERROR, gone=True)
    page = read_page(body, url, fetched_at=NOW, listed=True)
    leads = leads_of(body, url, settings=SETTINGS.reading)
    outcome = Outcome.EMPTY if page.kind is PageKind.SHELL else page.kind.outcome
    return SeenPage(url, outcome, page, leads)


def rows(found: Iterable[Release], folder: str = "./", lag: float = 0.5) -> str:
    """List rows in the form of TRS: a link with a title, a day behind it."""
    made = []
    for one in found:
        day = one.published.earliest + timedelta(days=lag)
        number = one.release_id[1:]
        made.append(
            f'<li><a href="{folder}{day:%Y%m}/t{day:%Y%m%d}_{number:0>7}.html" '
            f'title="{one.title}">{one.title}</a><span>{day:%Y-%m-%d}</span></li>'
        )
    return f"<ul class='list'>{''.join(made)}</ul>"


def news(count: int, folder: str = "./", every: float = 1.0, word: str = "我省召开") -> list[str]:
    """Rows of other news, one every few days."""
    made = []
    for number in range(count):
        day = NOW - timedelta(days=number * every)
        made.append(
            f'<li><a href="{folder}{day:%Y%m}/t{day:%Y%m%d}_9{number:06d}.html">'
            f"{word}第{number}次工作推进会议部署近期重点任务</a><span>{day:%Y-%m-%d}</span></li>"
        )
    return made


def listing(items: str, name: str = "") -> str:
    crumbs = f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; {name}</div>' if name else ""
    return f"{crumbs}<div class='con'>{items}</div>"
