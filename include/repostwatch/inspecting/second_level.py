"""A homepage that only leads on: its second-level pages → 首页不更新.

One of them with something new acquits the site. It fails only if all of them were read whole, and
dates were seen: undated items count as not updated beside dated ones, while pages without any date
may be beyond our reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from repostwatch.inspecting.freshness import Age, age_of, is_ahead, judge_homepage, may_be_fresh
from repostwatch.model import PageDate, PageKind, because
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.home_columns import HomeColumn, HomepageLook
from repostwatch.model.reasons import Fact
from repostwatch.model.spot_checks import (
    CheckResult,
    IndicatorResult,
    LinkLook,
    LinkState,
    PageDates,
)
from repostwatch.settings import SpotCheckSettings

UNSEEN = PageDates(None, whole=False)
# Nothing that is kept up stands there.
NO_LIST = PageDates(None, whole=True)
# For others, or drawn by a script: what stands there was not seen.
HIDDEN = frozenset({PageKind.SHELL, PageKind.LOGIN})


def only_leads_on(look: HomepageLook, settings: SpotCheckSettings) -> bool:
    """Whether a homepage was read whole and has no date: then its second-level pages count."""
    return _undated(judge_homepage("", look, settings))


def dates_of(
    kind: PageKind,
    columns: Iterable[HomeColumn],
    article: PageDate | None,
    at: datetime,
    settings: SpotCheckSettings,
    *,
    leads_on: bool = False,
) -> PageDates:
    """What a second-level page that came shows: the newest date that is not ahead of `at`. One
    without any date that `leads_on` to others has its news there."""
    if kind in HIDDEN:
        return UNSEEN
    limit = timedelta(days=settings.homepage_days)
    found, whole = [article] if article else [], True
    for column in columns:
        read = column.items is not None and (column.whole or column.items == 0)
        whole = whole and read and not may_be_fresh(column.doubted, at, limit)
        if column.newest is not None:
            found.append(column.newest)
    if not found and leads_on:
        return UNSEEN
    past = [one for one in found if not is_ahead(one, at)]
    newest = max(past, key=lambda one: one.interval.latest, default=None)
    return PageDates(newest, whole=whole and len(past) == len(found))


def judge_second_level(
    home: IndicatorResult,
    found: int,
    looks: Sequence[tuple[LinkLook, LinkState]],
    settings: SpotCheckSettings,
    until: datetime | None = None,
) -> IndicatorResult:
    """The indicator of a site, `home` by its homepage; another one than that of a homepage which
    only leads on stays. `found` is how many second-level pages there are, `looks` those seen. What
    a look after `until` shows may acquit, but leaves open how old the page was then."""

    def ends(result: CheckResult, code: SpotCheckCode, **facts: Fact) -> IndicatorResult:
        seen_at = max(look.at for look, _ in looks)
        reason = because(code, seen_at=seen_at, looked=len(looks), **facts)
        return IndicatorResult(home.portal_id, home.indicator, result, reason)

    if not _undated(home) or not looks:
        return home
    limit = timedelta(days=settings.homepage_days)
    newest: list[PageDate] = []
    open_ = found - len(looks)
    for look, state in looks:
        dates = NO_LIST if state is LinkState.DEAD else look.dates or UNSEEN
        late = until is not None and look.at > until
        moment = until if until is not None and late else look.at
        if dates.newest is not None:
            newest.append(dates.newest)
            if age_of(dates.newest, moment, limit, whole=dates.whole) is Age.FRESH:
                words, url, last = look.link.words, look.link.url, dates.newest
                return ends(
                    CheckResult.PASSED,
                    SpotCheckCode.SECOND_FRESH,
                    words=words,
                    url=url,
                    newest=last,
                )
        open_ += late or not dates.whole
    if open_:
        return ends(CheckResult.UNKNOWN, SpotCheckCode.SECOND_OPEN, found=found, open=open_)
    if not newest:
        return ends(CheckResult.UNKNOWN, SpotCheckCode.SECOND_UNDATED)
    last = max(newest, key=lambda date: date.interval.latest)
    return ends(CheckResult.FAILED, SpotCheckCode.SECOND_STALE, newest=last, limit=limit)


def _undated(home: IndicatorResult) -> bool:
    return home.reason.code is SpotCheckCode.HOME_UNDATED
