"""When something was published, as feeds write it.

feedparser's own dates are not used: it reads 2026年9月2日 and CST wrongly and takes a time
without a zone for UTC. A form that is not listed here is not read at all.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

from repostwatch.base.clock import beijing, whole_day
from repostwatch.model import BEIJING, Interval

# The longest form, a Java date, has 28 characters; whatever is longer is prose.
LONGEST = 64
FIRST_YEAR, LAST_YEAR = 1949, 2100
# 2100 in seconds; as milliseconds it is in February of 1970.
SECONDS_END = 4_102_444_800
DAY = r"(?P<year>\d{4}|\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?"
ZONE = r"(?P<zone>[A-Z]{1,4}|(?:GMT|UTC)?[+-]\d\d:?\d\d|(?:GMT|UTC)?[+-]\d\d?)"
WEEKDAY, MONTH = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)", r"(?P<name>[A-Z][a-z]{2})[a-z]*"
FORMS = tuple(
    re.compile(form)
    for form in (
        # 2026-09-02, 2026-09-02 09:00:00, 2026-09-02-09:00:00, 2026-09-02T09:00+08:00
        rf"{DAY}(?:[-T ]{CLOCK} ?{ZONE}?)?",
        # 2026年9月2日, 2026年9月2日 09:00
        rf"(?P<year>\d{{4}}|\d\d)年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?: ?{CLOCK})?",
        # RFC 822: Wed, 02 Sep 2026 09:00:00 +0800
        (
            rf"(?:{WEEKDAY}, ?)?(?P<day>\d{{1,2}}) {MONTH} (?P<year>\d{{4}}|\d\d)"
            rf"(?: {CLOCK} ?{ZONE}?)?"
        ),
        # Java: Wed Sep 02 09:00:00 CST 2026
        rf"{WEEKDAY} {MONTH} (?P<day>\d\d) {CLOCK} {ZONE} (?P<year>\d{{4}})",
        # JavaScript: Wed Sep 02 2026 09:00:00 GMT+0800 (中国标准时间)
        (
            rf"{WEEKDAY} {MONTH} (?P<day>\d\d) (?P<year>\d{{4}}) {CLOCK} {ZONE}"
            r"(?: \([^()]{1,40}\))?"
        ),
        # 20260902, 20260902090000: no number of seconds has as many digits
        (
            r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
            r"(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?"
        ),
    )
)
# 上午9:00, 下午3时20分, 9时; noon is left out, which means 11 as well as 13 o'clock.
CHINESE_CLOCK = re.compile(
    r"[- T]?(?P<half>上午|早上|凌晨|下午|晚上)? ?(?P<hour>\d{1,2})(?:[时点]|:(?=\d\d))"
    r"(?:(?P<minute>\d{1,2})分?)?(?::?(?P<second>\d\d)秒?)?$"
)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
# On a government site of China CST is China Standard Time, not the American one.
ZONES = {"Z": UTC, "UT": UTC, "UTC": UTC, "GMT": UTC, "CST": BEIJING}


def read_date(text: str) -> Interval | None:
    """The moment, or the whole Beijing day where no time of day stands; None where unreadable.

    No zone means Beijing time. Midnight sharp without a zone is a day: it is how content
    systems write a date that has no time.
    """
    text = " ".join(unicodedata.normalize("NFKC", text[: LONGEST + 1]).split())
    if len(text) > LONGEST:
        return None
    if not text.isascii():
        text = CHINESE_CLOCK.sub(_clock, text)
    for form in FORMS:
        if found := form.fullmatch(text):
            try:
                return _interval(found.groupdict())
            except ValueError:
                return None
    return None


def _clock(found: re.Match[str]) -> str:
    """A time of day as clocks show it; as it stands where it is none, nothing for an hour."""
    half, hour = found["half"], int(found["hour"])
    if hour > (12 if half else 23):
        return found[0]
    if found["minute"] is None:
        return ""  # an hour is no minute: the day is all that is sure
    if half in ("下午", "晚上") and hour < 12:
        hour += 12
    return f" {hour:02}:{int(found['minute'] or 0):02}:{int(found['second'] or 0):02}"


def from_number(value: object) -> Interval | None:
    """A moment given as seconds or milliseconds since 1970, or a date written as one number.

    None for what is no number; `true` is none, whatever JSON libraries say.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15:
        return None
    if isinstance(value, int) and (found := read_date(str(value))):
        return found
    # Both begin in 2001, where they have no digits in common, or are the zero of an empty date.
    seconds = value if abs(value) < SECONDS_END else value / 1000
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Interval.at(moment) if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def unset(published: Interval) -> bool:
    """Whether a date is what computers make of none: the beginning of 1970, or near it."""
    return beijing(published.latest - timedelta(seconds=1)).year in (1969, 1970)


def two_digits(text: str) -> bool:
    """Whether a year is written with two digits and the order of the date is not plain."""
    return re.match(r"\s*\d\d[-/.]\d", text) is not None


def _interval(parts: dict[str, str | None]) -> Interval:
    year, day = _year(parts["year"] or ""), int(parts["day"] or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{year} is no year of a release")
    start = datetime(year, _month(parts), day, tzinfo=BEIJING)
    if parts.get("hour") is None:
        return whole_day(start.date())
    clock = [int(parts[name] or 0) for name in ("hour", "minute", "second")]
    zone = parts.get("zone")
    if not zone and not any(clock):
        return whole_day(start.date())
    hour, minute, second = clock
    return Interval.at(start.replace(hour=hour, minute=minute, second=second, tzinfo=_zone(zone)))


def _year(text: str) -> int:
    """Two digits are of the years from 1950 to 2049, as RFC 2822 reads them."""
    if len(text) != 2:
        return int(text or 0)
    return int(text) + (2000 if int(text) < 50 else 1900)


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    if name is None:
        return int(parts["month"] or 0)
    if name not in MONTHS.split():
        raise ValueError(f"{name} is no month")
    return MONTHS.split().index(name) + 1


def _zone(text: str | None) -> timezone:
    if not text:
        return BEIJING
    if text in ZONES:
        return ZONES[text]
    if found := re.fullmatch(r"(?:GMT|UTC)?([+-])(\d\d?)(?::?(\d\d))?", text):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(-offset if found[1] == "-" else offset)
    raise ValueError(f"{text} is no known zone")
