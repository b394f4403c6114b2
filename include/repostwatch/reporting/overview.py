"""The report in a few numbers: subject, summary, figures, counts, releases, scans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from repostwatch.clock import day_of
from repostwatch.judging import Figure
from repostwatch.model import Level, Release, VerdictKind
from repostwatch.reporting import words
from repostwatch.reporting.blindness import blindness
from repostwatch.reporting.book import Book, PortalWords, ShownLink

NAMES_SHOWN = 30  # of portals in one line: more are no reading
EXCEPTIONS = {
    "ignore_robots_reason": "不按robots.txt的限制采集",
    "legacy_tls_reason": "接受过时的TLS加密采集",
    "request_headers_reason": "附加请求头采集",
    "proxy_reason": "经代理采集",
}
# How figures are called where judging names them by a key.
FIGURE_NAMES = {"column": "专栏开设率", "repost": "24小时转载率"}


@dataclass(frozen=True, slots=True)
class FigureWords:
    """One line of a headline figure; `level` is 全部 over all of them."""

    level: str
    share: str
    numerator: int
    denominator: int
    unknown: int
    bounds: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as a row of a table."""
        counted = (str(self.numerator), str(self.denominator), str(self.unknown))
        return (self.level, self.share, *counted, self.bounds)


@dataclass(frozen=True, slots=True)
class Headline:
    name: str
    total: FigureWords
    levels: tuple[FigureWords, ...]

    @property
    def lines(self) -> tuple[FigureWords, ...]:
        return (self.total, *self.levels)


@dataclass(frozen=True, slots=True)
class CountRow:
    """Verdicts of one level (or all), in the order of words.VERDICTS, and their sum."""

    level: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    release: ShownLink
    number: str
    published: str
    deadline: str
    told: str


def subject(book: Book) -> str:
    """The day and the counts: what stands in the inbox. Before them, that we were blind."""
    counts = Counter(verdict.kind for verdict in book.verdicts)
    blind = f"【{short}】" if (short := blindness(book).short) else ""
    past = f"（补做，数据截至{book.minute(book.data.made_at)}）" if belated(book) else ""
    day = f"{blind}{words.day_words(book.data.day)}{past}"
    columns = f"，专栏问题{len(book.failed_columns)}" if book.failed_columns else ""
    if not counts:
        return f"国务院政策转载日报 {day}：无到期转载任务{columns}"
    backdated = sum(verdict.backdated is not None for verdict in book.verdicts)
    parts = [
        ("超时", counts[VerdictKind.LATE]),
        ("未转载", counts[VerdictKind.MISSING]),
        ("倒签", backdated),
        ("待复核", counts[VerdictKind.REVIEW]),
        ("无法核验", counts[VerdictKind.UNKNOWN]),
    ]
    told = "、".join(f"{name}{count}" for name, count in parts if count)
    return (
        f"国务院政策转载日报 {day}：{told or '无超时、无未转载'}（共{counts.total()}项）{columns}"
    )


def summary(book: Book) -> tuple[str, str]:
    """The day in two sentences."""
    counts = Counter(verdict.kind for verdict in book.verdicts)
    scope = f"监测{len(book.data.portals)}个门户网站、{len(book.data.releases)}条国务院政策信息"
    if not counts:
        return f"本期{scope}，没有需要判定的转载任务。", _of_figures(book)
    told = "，".join(
        f"{words.VERDICTS[kind]}{counts[kind]}项" for kind in words.VERDICTS if counts[kind]
    )
    backdated = sum(verdict.backdated is not None for verdict in book.verdicts)
    extra = f"；其中{backdated}项标注日期与采集观察矛盾" if backdated else ""
    return f"本期{scope}，共{counts.total()}项转载任务：{told}{extra}。", _of_figures(book)


def belated(book: Book) -> str:
    """That a report of a past day tells what is known by now, not what was known that day."""
    if day_of(book.data.made_at) == book.data.day:
        return ""
    made, day = book.minute(book.data.made_at), words.day_words(book.data.day)
    return f"本报告补做于{made}：所列为补做时的情况，不是{day}当天所知的情况。"


def absent_problems(book: Book) -> str:
    """What there is none of, said outright: an officer must not have to infer it.

    Never more than was seen: nothing of an outage, and of a partial view as much.
    """
    blind = blindness(book)
    if blind.short:
        return ""
    kinds = {verdict.kind for verdict in book.verdicts}
    none = [
        words.VERDICTS[kind]
        for kind in (VerdictKind.LATE, VerdictKind.MISSING)
        if kind not in kinds
    ]
    if not any(verdict.backdated for verdict in book.verdicts):
        none.append("倒签日期")
    scope = "在能够核验的范围内，" if blind.text else ""
    return f"{scope}本期未发现{'、'.join(none)}。" if none and book.verdicts else ""


def headlines(book: Book) -> list[Headline]:
    names = list(dict.fromkeys(figure.name for figure in book.data.figures))
    found = []
    for name in names:
        lines = {f.level: _figure_words(f) for f in book.data.figures if f.name == name}
        if None in lines:
            levels = tuple(lines[level] for level in Level if level in lines)
            found.append(Headline(FIGURE_NAMES.get(name, name), lines[None], levels))
    return found


def counts(book: Book) -> list[CountRow]:
    """Verdicts by level, all of them last."""
    by_level: dict[str, Counter[VerdictKind]] = {}
    for portal in book.portals():
        by_level.setdefault(portal.level, Counter())
    for verdict in book.verdicts:
        level = book.portal(verdict.portal_id).level or "其他"
        by_level.setdefault(level, Counter())[verdict.kind] += 1
    rows = [_count_row(level, count) for level, count in by_level.items()]
    return [*rows, _count_row("合计", sum(by_level.values(), Counter()))]


def release_rows(book: Book) -> list[ReleaseRow]:
    """The releases, newest first, with when they appeared and until when they were due."""
    by_release: dict[str, Counter[VerdictKind]] = {}
    for verdict in book.verdicts:
        by_release.setdefault(verdict.release_id, Counter())[verdict.kind] += 1
    releases = sorted(book.data.releases, key=lambda r: (r.published, r.release_id), reverse=True)
    return [_release_row(book, r, by_release.get(r.release_id, Counter())) for r in releases]


def scan_lines(book: Book) -> list[str]:
    """When we looked, how much of it was complete, and whom we did not look at."""
    latest = [book.latest[p.portal_id] for p in book.data.portals if p.portal_id in book.latest]
    if not latest:
        return ["本期没有采集记录。"]
    first = min(scan.started_at for scan in latest)
    last = max(scan.ended_at for scan in latest)
    whole = sum(scan.reach is not None for scan in latest)
    span = f"{book.minute(first)} 至 {book.minute(last)}之间"
    when = f"各网站最近一次采集在{span if first < last else book.minute(first)}"
    told = f"{len(latest)}个网站已采集，其中{whole}个完整，{len(latest) - whole}个不完整"
    lines = [f"{when}：{told}。"]
    never = [
        book.portal(portal.portal_id).name
        for portal in sorted(book.data.portals, key=lambda p: book.portal(p.portal_id).place)
        if portal.portal_id not in book.latest
    ]
    if never:
        shown = "、".join(never[:10]) + (f"等{len(never)}个网站" if len(never) > 10 else "")
        lines.append(f"尚未采集：{shown}。")
    return lines


def exception_lines(book: Book) -> list[str]:
    """Which portals are reached under an exception, each with its reason."""
    alike: dict[tuple[str, str], list[PortalWords]] = {}
    for portal in sorted(book.data.portals, key=lambda p: book.portal(p.portal_id).place):
        for name, told in EXCEPTIONS.items():
            reason = getattr(portal, name)
            if reason is not None:
                alike.setdefault((told, book.text(reason)), []).append(
                    book.portal(portal.portal_id)
                )
    lines = []
    for (told, reason), own in sorted(alike.items(), key=lambda item: item[0]):
        names = "、".join(portal.name for portal in own[:NAMES_SHOWN])
        if len(own) > NAMES_SHOWN:
            names += f"等{len(own)}个网站，全部见登记表"
        lines.append(f"{told}：{names}。登记的理由：{reason or '未填写'}。")
    lines += [
        f"{EXCEPTIONS[name]}：全部网站。设置的理由：{book.text(reason)}。"
        for name, reason in book.data.exceptions.items()
    ]
    return lines


METHOD = (
    "期限：自中国政府网首次公开发布之时起算，默认24小时；网站另有时限的从其规定。链接至中国政府网原文与转载同等对待。",
    "转载时间：取网页标注时间与采集观察（最后一次未见、首次见到）的共同区间；整个区间在期限内为按时，整个区间在期限后为超时。",
    "未转载：期限之后至少一次完整采集（列表连续回溯至政策发布之前）未见该政策。采集不完整的一律为无法核验，不作未转载。",
    "倒签日期：标注日期早于一次未见该链接的完整采集。以采集观察为准，并列出两项事实。",
    "专栏开设率：首页显著位置开设国务院政策专栏（含嵌入推送）的网站所占比率。24小时转载率：到期任务按时的比例达到规定要求（默认全部按时）的网站所占比率。",
    "两项指标的分母为应判定总数；无法核验与待复核项不计入分子，最差与最好分别为其全部不达标、全部达标时的数值。",
)


def _of_figures(book: Book) -> str:
    told = []
    for headline in headlines(book):
        total = headline.total
        if not total.denominator:
            told.append(f"{headline.name}暂无可计算的数据")
            continue
        text = f"{headline.name}{total.share}（{total.numerator}/{total.denominator}"
        told.append(text + (f"，{total.unknown}个未能判定）" if total.unknown else "）"))
    return "；".join(told) + "。" if told else "本期没有可计算的指标。"


def _figure_words(figure: Figure) -> FigureWords:
    share = figure.numerator / figure.denominator if figure.denominator else None
    low, high = words.percent(figure.worst), words.percent(figure.best)
    return FigureWords(
        level=words.LEVELS[figure.level] if figure.level else "全部",
        share=words.percent(share),
        numerator=figure.numerator,
        denominator=figure.denominator,
        unknown=figure.unknown,
        bounds=low if low == high else f"{low} – {high}",
    )


def _count_row(level: str, count: Counter[VerdictKind]) -> CountRow:
    return CountRow(level, tuple(count[kind] for kind in words.VERDICTS), count.total())


def _release_row(book: Book, release: Release, count: Counter[VerdictKind]) -> ReleaseRow:
    deadlines = sorted({d.deadline for d in book.data.duties if d.release_id == release.release_id})
    deadline = words.interval_words(deadlines[-1], book.year) if deadlines else "无需转载"
    if len(deadlines) > 1:
        deadline += f"（时限较短的网站：{words.interval_words(deadlines[0], book.year)}）"
    return ReleaseRow(
        release=book.release(release.release_id),
        number=_number(book, release),
        published=words.interval_words(release.published, book.year),
        deadline=deadline,
        told=counted(count) or "没有需要判定的任务",
    )


def _number(book: Book, release: Release) -> str:
    """The document's number, unless the title has it already."""
    number = book.text(release.doc_number or "")
    return "" if number in release.title else number


def counted(count: Counter[VerdictKind]) -> str:
    """Verdicts by kind, those that occur."""
    return "，".join(f"{name}{count[kind]}" for kind, name in words.VERDICTS.items() if count[kind])
