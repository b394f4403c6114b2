"""The words that things are sorted by."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    DEPARTMENT = "department"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    BELOW = "below"  # the county: townships and their like


class Precision(StrEnum):
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


class OwnPage(StrEnum):
    """What is known of a link's own page: not read as an article, read without a date of its
    publication on it, or read with one."""

    UNREAD = "unread"
    UNDATED = "undated"
    DATED = "dated"


class VerdictKind(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    PENDING = "pending"
    UNKNOWN = "unknown"
    REVIEW = "review"
    WAIVED = "waived"


OVERDUE = (VerdictKind.MISSING, VerdictKind.LATE)


class Standing(StrEnum):
    PRESENT = "present"
    EMBEDDED = "embedded"
    NOT_PROMINENT = "not_prominent"
    STALE = "stale"
    BLANK = "blank"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    REVIEW = "review"


# The gravest first: reports list them so.
BAD_COLUMNS = (Standing.ABSENT, Standing.BLANK, Standing.STALE, Standing.NOT_PROMINENT)
GOOD_COLUMNS = (Standing.PRESENT, Standing.EMBEDDED)


class Decision(StrEnum):
    MATCH = "match"
    REVIEW = "review"


class ColumnForm(StrEnum):
    """How a homepage shows its policy column."""

    BLOCK = "block"  # a heading with items of its own
    SCRIPT = "script"  # the gov.cn push feed drawn by its script or JSONP
    IFRAME = "iframe"  # a frame of the gov.cn push feed
    CHANNEL = "channel"  # a heading that only leads to a channel page
    UNFILLED = "unfilled"  # a heading whose items a script fetches: they are not in the page

    @property
    def embedded(self) -> bool:
        return self in (ColumnForm.SCRIPT, ColumnForm.IFRAME)


class RegionForm(StrEnum):
    """What a region of a page is made of."""

    ROWS = "rows"  # links, one under the other
    TABLE = "table"
    DATA = "data"  # an answer or a script that holds the list as data
    PLACE = "place"  # an empty place that a script of the page fills
    BLANK = "blank"  # an empty list that nothing is known to fill
    FRAME = "frame"  # a page within the page


class TracePlace(StrEnum):
    """Where in a page's bytes a trace of a release stands."""

    TEXT = "text"
    LINKS = "links"
    ATTRIBUTES = "attributes"
    CODE = "code"  # a script, or data
    ADDRESS = "address"


class DecisionKind(StrEnum):
    """What a person can say about a duty.

    CONFIRM with a link: that link is the release; its time follows from the facts, and what
    they leave open counts as on time. Without a link: the duty was done on time, whatever we saw.
    LATE: the same, but what the facts leave open counts as late.
    REJECT with a link: that link is not the release, judge without it. Without a link: nothing
    seen up to the decision was a repost; after the deadline that stands for a look of our own.
    WAIVE: the duty does not count.
    WITHDRAW: what was said before is taken back; the machine's own result counts again.
    """

    CONFIRM = "confirm"
    LATE = "late"
    REJECT = "reject"
    WAIVE = "waive"
    WITHDRAW = "withdraw"


class FindingKind(StrEnum):
    LATE = "late"
    MISSING = "missing"
    BACKDATED = "backdated"
    COLUMN = "column"
    NO_REPOSTS = "no_reposts"  # a search of the whole site found none of the releases
    MOVED = "moved"  # closed, moved or taken over: the registry needs an edit
    SPOT_CHECK = "spot_check"  # the whole site failed a quarter's spot check


class FindingState(StrEnum):
    OPEN = "open"
    NOTIFIED = "notified"
    RECTIFIED = "rectified"
    WAIVED = "waived"


class Occasion(StrEnum):
    """Why a mail about an alarm goes out."""

    RAISED = "raised"
    GREW = "grew"  # it concerns more than the mails before it said
    REMINDED = "reminded"
    RESOLVED = "resolved"


class Language(StrEnum):
    """Of mails, pages, bulletins and of the reasons in tables."""

    CHINESE = "zh"
    ENGLISH = "en"


class Frequency(StrEnum):
    """When a recipient gets the daily report."""

    DAILY = "daily"
    NEWS = "news"  # only when it holds a finding that no mail to them has held
    WEEKLY = "weekly"  # the first report of a week


class DeliveryState(StrEnum):
    """Where a letter stands with one recipient."""

    WAITING = "waiting"
    SENT = "sent"  # the mail server took it
    REFUSED = "refused"  # it answered that it does not: for now, or for good
    UNKNOWN = "unknown"  # it was handed over, and no answer came
    WITHDRAWN = "withdrawn"  # not sent, and not to be


class MailStep(StrEnum):
    """Where in a mail session something went wrong."""

    CONNECT = "connect"
    GREETING = "greeting"
    EHLO = "ehlo"
    STARTTLS = "starttls"
    LOGIN = "login"
    SENDER = "sender"
    SIZE = "size"
    RECIPIENT = "recipient"
    DATA = "data"
    CONTENT = "content"
    ANSWER = "answer"
