"""How a portal is built: its page family, charset, date forms and looks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from repostwatch.sandbox.roles import Quirk
from repostwatch.sandbox.traps import Trap


class Family(StrEnum):
    """Page families of docs/rules.md section 7."""

    TRS = "trs"  # index.html, index_1.html, t20260922_1123995.html
    HANWEB = "hanweb"  # jpage: items in <script type="text/xml">
    SCRIPTED = "scripted"  # drawn from JSON, with a static list underneath
    TABLE = "table"
    DL = "dl"


class DateForm(StrEnum):
    AFTER = "after"  # 2026-09-08 after the link
    BEFORE = "before"
    BRACKET = "bracket"  # [2026-09-08]
    DOTS = "dots"  # 2026.09.08
    SLASHES = "slashes"
    CHINESE = "chinese"  # 2026年9月8日
    SPLIT = "split"  # the day in one element, year and month in the next
    MONTHDAY = "monthday"  # [09-08]; the year stands in the address
    BROKEN = "broken"  # split over lines
    MINUTE = "minute"  # 2026-09-08 10:30
    NONE = "none"


class ArticleTime(StrEnum):
    MINUTE = "minute"
    SECOND = "second"
    PLACEHOLDER = "placeholder"  # the tag's own explanation left in it
    EMPTY = "empty"

    @property
    def stated(self) -> bool:
        return self in (ArticleTime.MINUTE, ArticleTime.SECOND)


@dataclass(frozen=True, slots=True)
class Style:
    family: Family
    dates: DateForm
    article_time: ArticleTime
    charset: str  # of the bytes
    said_charset: str  # what the meta tag says
    header_charset: bool  # whether the Content-Type header says it too
    theme: int  # 0…: colours and layout of the homepage
    page_size: int
    cut: int | None  # list titles longer than this are cut
    cut_title: bool  # whether a cut item has its whole title in title=
    registered: bool  # whether the registry knows its list page
    pinned: bool  # an old item stands first
    gzip: bool

    @property
    def coarse(self) -> bool:
        """Whether no page of it tells the time of day of a repost."""
        return self.dates is not DateForm.MINUTE and not self.article_time.stated


FORMS = {
    Family.TRS: (
        DateForm.AFTER,
        DateForm.BRACKET,
        DateForm.MONTHDAY,
        DateForm.SPLIT,
        DateForm.MINUTE,
    ),
    Family.HANWEB: (DateForm.AFTER, DateForm.BROKEN, DateForm.BRACKET, DateForm.DOTS),
    Family.SCRIPTED: (DateForm.AFTER, DateForm.MINUTE, DateForm.SLASHES),
    Family.TABLE: (DateForm.AFTER, DateForm.BEFORE, DateForm.CHINESE, DateForm.SLASHES),
    Family.DL: (DateForm.BEFORE, DateForm.DOTS, DateForm.CHINESE),
}
# How often each family and article form is met, in parts.
FAMILIES = {Family.TRS: 8, Family.HANWEB: 5, Family.SCRIPTED: 3, Family.TABLE: 3, Family.DL: 2}
TIMES = {
    ArticleTime.MINUTE: 12,
    ArticleTime.SECOND: 4,
    ArticleTime.PLACEHOLDER: 2,
    ArticleTime.EMPTY: 1,
}


def style_of(seed: int, portal_id: str, quirk: Quirk) -> Style:
    """A portal's style, from the seed and what its quirk needs."""
    rng = Random(f"{seed}:style:{portal_id}")  # noqa: S311  a seed, not a secret
    family = rng.choices(list(FAMILIES), list(FAMILIES.values()))[0]
    time = rng.choices(list(TIMES), list(TIMES.values()))[0]
    if quirk in (Quirk.DATELESS, Quirk.UNDATED_ITEM):
        family = Family.TABLE  # the one family with no date in its addresses
    dates = rng.choice(FORMS[family])
    if quirk is Quirk.DATELESS:
        dates, time = DateForm.NONE, ArticleTime.MINUTE
    if quirk in (Quirk.UNDATED_ITEM, Quirk.STRADDLING_DAY):
        time, dates = ArticleTime.PLACEHOLDER, DateForm.AFTER
    if quirk is Quirk.DIRECT:
        time = ArticleTime.PLACEHOLDER  # it has no article of its own to state a time
    gbk = family is not Family.SCRIPTED and rng.random() < 0.25
    said = rng.choice(("gb2312", "gbk", "GB18030")) if gbk else "utf-8"
    if not gbk and rng.random() < 0.04:
        said = "gb2312"  # the meta charset can lie
    small = family in (Family.TRS, Family.TABLE) and rng.random() < 0.3
    return Style(
        family=family,
        dates=dates,
        article_time=time,
        charset="gbk" if gbk else "utf-8",
        said_charset=said,
        header_charset=said == "utf-8" and rng.random() < 0.5,
        theme=rng.randrange(3),
        page_size=7 if small else rng.choice((15, 20, 25)),
        cut=rng.choice((None, None, 34, 30, 26)),
        # Whose articles cannot be opened must show whole titles, or nobody could tell them apart.
        cut_title=rng.random() < 0.6 or quirk is Quirk.OUTAGE_END,
        registered=quirk is not Quirk.NONE or rng.random() < 0.8,
        pinned=rng.random() < 0.12,
        gzip=rng.random() < 0.5,
    )


def style_for(style: Style, trap: Trap) -> Style:
    """The style as a trap needs it."""
    if trap is Trap.JPAGE:
        return replace(style, family=Family.HANWEB, dates=DateForm.AFTER)
    if trap is Trap.JSON_LIST:
        return replace(style, family=Family.SCRIPTED, dates=DateForm.AFTER)
    if trap is Trap.SPLIT:  # each list has half of the reposts, and shows three on its first page
        return replace(style, page_size=max(style.page_size, 15))
    if trap is Trap.IFRAME and style.family is Family.HANWEB:
        return replace(style, family=Family.TRS, dates=DateForm.AFTER)
    return style
