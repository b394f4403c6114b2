"""One look at a homepage → 首页不更新 and 栏目不更新.

What one look leaves open is counted both ways: a site fails if it would with everything open in its
favour, passes if it would with everything open against it, and is unknown between.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum

from repostwatch.base.clock import day_of, whole_day
from repostwatch.model import PageDate, because, together
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.home_columns import ColumnKind, HomeColumn, HomepageLook
from repostwatch.model.reasons import Fact, quoted
from repostwatch.model.spot_checks import CheckResult, IndicatorResult, VetoIndicator
from repostwatch.settings import SpotCheckSettings


class Age(Enum):
    FRESH = 1
    STALE = 2
    OPEN = 3


def judge_homepage(
    portal_id: str, look: HomepageLook, settings: SpotCheckSettings
) -> IndicatorResult:
    """Whether anything in the homepage's columns is of the last two weeks before the look.

    A homepage without any date is open: a page of links to others has none either, and of that
    the second-level pages count.
    """

    def ends(result: CheckResult, code: SpotCheckCode, **facts: Fact) -> IndicatorResult:
        reason = because(code, seen_at=look.at, **facts)
        return IndicatorResult(portal_id, VetoIndicator.STALE_HOMEPAGE, result, reason)

    if look.columns is None:
        return ends(CheckResult.UNKNOWN, SpotCheckCode.HOME_UNREAD, why=look.why)
    limit = timedelta(days=settings.homepage_days)
    for column in look.columns:
        if _is_fresh(column.newest, look.moment, limit):
            name = quoted(column.name) or None
            return ends(
                CheckResult.PASSED, SpotCheckCode.HOME_FRESH, name=name, newest=column.newest
            )
    for column in look.columns:
        if column.doubt is not None and may_be_fresh(column.doubted, look.moment, limit):
            name = quoted(column.name) or None
            return ends(
                CheckResult.UNKNOWN,
                SpotCheckCode.HOME_DOUBTED,
                name=name,
                newest=column.doubted,
                why=column.doubt,
            )
    waits = next((one.doubt for one in look.columns if _is_place(one)), None)
    read = [column for column in look.columns if not _is_place(column)]
    if open_ := sum(_age(column, look.moment, limit) is Age.OPEN for column in read):
        return ends(CheckResult.UNKNOWN, SpotCheckCode.HOME_OPEN, count=open_)
    # What stands beside them makes no columns of a page that only leads on.
    if _without_dates([column for column in look.columns if not column.aside]):
        return ends(CheckResult.UNKNOWN, SpotCheckCode.HOME_UNDATED)
    if waits is not None:
        return ends(CheckResult.UNKNOWN, SpotCheckCode.HOME_WAITS, why=waits)
    dated = [column.newest for column in look.columns if column.newest is not None]
    newest = max(dated, key=lambda date: date.interval.latest)
    return ends(CheckResult.FAILED, SpotCheckCode.HOME_STALE, newest=newest, limit=limit)


def _is_place(column: HomeColumn) -> bool:
    """Whether it is no column that was seen, but places in which a script may show anything."""
    return column.items is None and column.waits


def _without_dates(columns: Sequence[HomeColumn]) -> bool:
    """Whether none of them has a date: nothing shows that they are columns, and no links or a
    notice."""
    return all(column.newest is None for column in columns)


def judge_columns(
    portal_id: str, look: HomepageLook, settings: SpotCheckSettings
) -> IndicatorResult:
    """Whether too many of the homepage's columns are stale by the period of their kind, or
    blank. A homepage without any dated one, as of a site under repair, proves none kept up."""
    if look.columns is None:
        unread = because(SpotCheckCode.HOME_UNREAD, seen_at=look.at, why=look.why)
        return IndicatorResult(portal_id, VetoIndicator.STALE_COLUMNS, CheckResult.UNKNOWN, unread)
    groups = _by_column([column for column in look.columns if not column.aside])
    ages = [[_age_of_kind(column, look.moment, settings) for column in group] for group in groups]
    pairs = list(zip(groups, ages, strict=True))
    kinds = (ColumnKind.NEWS, ColumnKind.NOTICE)
    held = [aged for (one, *_), aged in pairs if _may_be(one, kinds)]
    counts = (
        (*_count(held), settings.stale_columns),
        (*_count(ages), settings.unkept_columns),
        (*_blank(groups, look.speaks_of), settings.blank_columns),
    )
    undated = _without_dates(look.columns)
    if any(least >= line for least, _, line in counts):
        result = CheckResult.FAILED
    elif all(most < line for _, most, line in counts) and not undated:
        result = CheckResult.PASSED
    else:
        result = CheckResult.UNKNOWN
    codes = (SpotCheckCode.STALE, SpotCheckCode.UNKEPT, SpotCheckCode.BLANK)
    counted = [
        because(code, least=least, most=most, line=line)
        for code, (least, most, line) in zip(codes, counts, strict=True)
    ]
    stale = tuple(quoted(one.name) for (one, *_), aged in pairs if one.name and _are_stale(aged))
    names = because(SpotCheckCode.STALE_NAMES, names=stale) if stale else None
    doubt = because(SpotCheckCode.COLUMNS_UNDATED) if undated else None
    reason = together(because(SpotCheckCode.SEEN_AT, seen_at=look.at), *counted, names, doubt)
    return IndicatorResult(portal_id, VetoIndicator.STALE_COLUMNS, result, reason)


def _is_fresh(date: PageDate | None, at: datetime, limit: timedelta) -> bool:
    return date is not None and age_of(date, at, limit, whole=True) is Age.FRESH


def may_be_fresh(date: PageDate | None, at: datetime, limit: timedelta) -> bool:
    """Whether a date, where there is one, is within the limit, or ahead, or may be."""
    return date is not None and age_of(date, at, limit, whole=True) is not Age.STALE


def _age(column: HomeColumn, at: datetime, limit: timedelta) -> Age | None:
    """Counted in Beijing days, so that the time of day of a look decides nothing. None where there
    is no item whose age could be told, and none may be missing."""
    if column.items is None:
        return Age.OPEN
    if column.items == 0:
        return None
    doubted = may_be_fresh(column.doubted, at, limit)
    if column.newest is None:
        return None if column.whole and not doubted else Age.OPEN
    return age_of(column.newest, at, limit, whole=column.whole and not doubted)


def is_ahead(date: PageDate, at: datetime) -> bool:
    """Whether a date begins after the Beijing day of a look: a mistake, or of what is to come."""
    return day_of(date.interval.earliest) > day_of(at)


def age_of(newest: PageDate, at: datetime, limit: timedelta, *, whole: bool) -> Age:
    """By the newest date that was seen; `whole`: nothing newer may have been missed."""
    if is_ahead(newest, at):
        return Age.OPEN
    span = newest.interval
    today = whole_day(day_of(at)).earliest
    if today - span.earliest <= limit:
        return Age.FRESH
    return Age.STALE if whole and today - span.latest >= limit else Age.OPEN


def _age_of_kind(column: HomeColumn, at: datetime, settings: SpotCheckSettings) -> Age | None:
    """By the period of its kind. Of a column whose rows show no day at all nobody knows whether its
    items have one on their own pages; beside dated rows one without counts as not updated. Of
    what kind a column without such a name is, its age may tell: within the shortest period it is
    kept up whatever it is."""
    if column.items == 0 or column.kind is ColumnKind.STANDING:
        return None
    days = {
        ColumnKind.NEWS: settings.news_days,
        ColumnKind.NOTICE: settings.notice_days,
        ColumnKind.PERSONNEL: settings.personnel_days,
        ColumnKind.OTHER: min(settings.news_days, settings.notice_days, settings.personnel_days),
    }[column.kind]
    age = _age(column, at, timedelta(days=days))
    if column.kind is ColumnKind.OTHER:
        return Age.OPEN if age is Age.STALE else age
    if column.hidden and age is not Age.FRESH:
        return Age.OPEN  # what nobody sees may be no column
    if column.waits and age is not Age.FRESH:
        return Age.OPEN
    return Age.OPEN if age is None else age


def _may_be(column: HomeColumn, kinds: Sequence[ColumnKind]) -> bool:
    return column.kind in (*kinds, ColumnKind.OTHER)


def _by_column(columns: Sequence[HomeColumn]) -> list[list[HomeColumn]]:
    """The columns, each with those that may be it again."""
    groups = [[column] for column in columns if not column.again]
    named = {group[0].name: group for group in reversed(groups)}
    for column in columns:
        if not column.again:
            continue
        if column.name not in named:
            groups.append(named.setdefault(column.name, []))
        named[column.name].append(column)
    return groups


def _are_stale(ages: Sequence[Age | None]) -> bool:
    """Whether a column is stale, whatever belongs to it."""
    return all(age is Age.STALE for age in ages)


def _count(ages: Sequence[Sequence[Age | None]]) -> tuple[int, int]:
    """How many are stale at least, and at most: where all that may be one are several."""
    most = sum(age in (Age.STALE, Age.OPEN) for aged in ages for age in aged)
    return sum(map(_are_stale, ages)), most


def _blank(groups: Sequence[Sequence[HomeColumn]], speaks_of: datetime | None) -> tuple[int, int]:
    """How many are blank at least, and at most: an empty list without a name, or a name over
    nothing at all, may be no column, one that a script fills may have nothing, and one that got
    something after the moment that is asked about may have had nothing until then."""
    least = sum(all(map(_is_blank, group)) for group in groups)
    columns = [column for group in groups for column in group]
    dates = [one.newest for one in columns if one.items and one.newest is not None]
    filled = sum(is_ahead(date, speaks_of) for date in dates) if speaks_of else 0
    return least, filled + sum(not column.items for column in columns)


def _is_blank(column: HomeColumn) -> bool:
    return column.items == 0 and column.whole and bool(column.name) and not column.hidden
