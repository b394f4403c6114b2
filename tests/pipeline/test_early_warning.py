"""Early warnings: one for each duty and recipient, through the mailbox, and none too late."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import datetime
from email.policy import SMTP
from pathlib import Path

import pytest

from repostwatch.base.errors import MailError
from repostwatch.model import (
    DeliveryState,
    Interval,
    Language,
    Level,
    Outcome,
    Portal,
    Release,
    Visit,
)
from repostwatch.model.reasons import text
from repostwatch.pipeline.early_warning import send_warnings, warn_early
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.watch import watch_monitor
from repostwatch.settings import Settings
from repostwatch.store import deliveries, portals, releases, scan_records
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord
from tests.faults.fault_smtp import Fault, FaultSmtp
from tests.pipeline.mail_world import GUANGDONG, HOUR, MOE, NOON, at, live, look

FRESH = Release(
    "r2",
    "国务院关于<b>乙</b>的通知",
    Interval.at(NOON - 10 * HOUR),
    ("http://gov.example/2",),
    duty="all",
)
FILE = (
    "address,name,portals,levels,authority,sections,language,frequency\n"
    "moe@x.example,教育部,moe,,,,,\n"
    "gd@x.example,广东省,gd,,,,en,weekly\n"
)


@pytest.fixture
def server() -> Iterator[FaultSmtp]:
    with FaultSmtp() as running:
        yield running


@pytest.fixture
def store(conn: Connection) -> Connection:
    """A release that is due in 14 hours, on two portals; none has it yet."""
    live(conn)
    releases.save(conn, [FRESH], NOON)
    for portal in (MOE, GUANGDONG):
        look(conn, portal, NOON - HOUR / 2)
    judge_reposts(conn, Settings().as_of(NOON))
    return conn


def warn(conn: Connection, settings: Settings) -> str:
    return send_warnings(conn, settings, warn_early(conn, settings))


def content(server: FaultSmtp, address: str) -> str:
    (mail,) = [one for one in server.taken if one.recipient == address]
    parsed = email.message_from_bytes(mail.content, policy=SMTP)
    parts = [part.get_content() for part in parsed.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(parsed["Subject"]), *parts])


def test_each_is_warned_once_of_their_own(
    store: Connection, server: FaultSmtp, tmp_path: Path
) -> None:
    settings = at(NOON, tmp_path, server, file=FILE)
    for _ in range(2):
        warn(store, settings)
    assert (server.count("moe@x.example"), server.count("gd@x.example")) == (1, 1)
    said = content(server, "moe@x.example")
    assert "[转载预警] 9月3日 02:00到期：1个网站的1项转载任务即将到期\n" in said
    assert "教育部" in said
    assert "广东省" not in said
    assert "剩余14小时" in said
    assert "&lt;b&gt;乙" in said
    english = content(server, "gd@x.example")
    assert "[reposts] due 3 Sep 02:00: 1 duty of 1 portal\n" in english
    assert "14 h left" in english


def fail(conn: Connection, portal: Portal, moment: datetime) -> None:
    """A scan that read nothing."""
    visit = Visit(portal.home_url, Outcome.TIMEOUT, moment)
    record = ScanRecord(
        portal.portal_id, moment, moment, None, text("no answer"), embedded=None, columns=(),
        home=visit, visits=[PageVisit("home", visit)],
    )  # fmt: skip
    scan_records.save(conn, record)


SHENZHEN = Portal("sz", "深圳市", Level.CITY, "http://sz.example/")
BANNER = "多数网站同时采集不到，请先检查本系统的网络"


def test_a_portal_that_cannot_be_read_is_not_said_not_to_have_posted(
    store: Connection, server: FaultSmtp, tmp_path: Path
) -> None:
    portals.save(store, [SHENZHEN])
    look(store, SHENZHEN, NOON - HOUR / 2)
    judge_reposts(store, Settings().as_of(NOON))
    fail(store, MOE, NOON - HOUR / 4)
    file = FILE + "all@x.example,全国,,,,,,\n"
    warn(store, at(NOON, tmp_path, server, file=file))
    moe = content(server, "moe@x.example")
    assert moe.count("无法采集，最近一次完整采集于9月2日 11:30") == 2, "page and text"
    assert "，其中1项的网站未能采集" in moe
    assert "未见转载" not in moe
    # One of three that we watch: whoever has only that one is not told of an outage of ours.
    assert BANNER not in moe
    both = content(server, "all@x.example")
    seen, _, unread = both.rpartition("但其网站无法采集")
    assert "完整采集，未见转载" in seen
    assert "未见转载" not in unread
    assert "教育部" in unread


def test_an_outage_of_our_own_stands_over_every_warning(
    store: Connection, server: FaultSmtp, tmp_path: Path
) -> None:
    for portal in (MOE, GUANGDONG):
        fail(store, portal, NOON - HOUR / 4)
    warn(store, at(NOON, tmp_path, server, file=FILE))
    moe, english = content(server, "moe@x.example"), content(server, "gd@x.example")
    assert moe.startswith("[转载预警] 【2个网站未能采集】9月3日 02:00到期：")
    assert moe.count(BANNER) == 2, "page and text"
    assert english.count("Most portals fail at once") == 2
    assert english.count("Not scanned; the last complete scan was at 2 Sep 11:30") == 2


def test_who_gets_everything_gets_one_mail(
    store: Connection, server: FaultSmtp, tmp_path: Path
) -> None:
    settings = at(NOON, tmp_path, server, ["a@x.example", "b@x.example"])
    made = warn_early(store, settings)
    assert (len(made.letter_ids), made.duties) == (1, 4)
    send_warnings(store, settings, made)
    assert "2个网站的2项" in content(server, "b@x.example")
    # A new recipient is warned of what the others know already, and nobody else is again.
    more = at(NOON + HOUR, tmp_path, server, ["a@x.example", "b@x.example", "c@x.example"])
    warn(store, more)
    assert [server.count(f"{name}@x.example") for name in "abc"] == [1, 1, 1]


def test_another_audience_is_no_second_warning(
    store: Connection, server: FaultSmtp, tmp_path: Path
) -> None:
    warn(store, at(NOON, tmp_path, server, file=FILE))
    wider = FILE.replace("教育部,moe", "教育部,moe gd").replace("gd@x.example", "x@x.example")
    warn(store, at(NOON + HOUR, tmp_path, server, file=wider))
    mails = [one.content for one in server.taken if one.recipient == "moe@x.example"]
    assert len(mails) == 2
    parsed = email.message_from_bytes(mails[1], policy=SMTP)
    assert "1个网站的1项" in str(parsed["Subject"]), "of the added portal alone"


def test_what_was_posted_and_not_sent_goes_out_with_the_watch(
    store: Connection, server: FaultSmtp, tmp_path: Path
) -> None:
    settings = at(NOON, tmp_path, server, ["a@x.example"])
    warn_early(store, settings)
    assert states(store) == [DeliveryState.WAITING]
    watch_monitor(store, settings)
    assert states(store) == [DeliveryState.SENT]


def test_a_dry_run_keeps_nothing(store: Connection, tmp_path: Path) -> None:
    settings = at(NOON, tmp_path, None, ["a@x.example"])
    assert len(warn_early(store, settings, dry_run=True).subjects) == 1
    assert store.execute("SELECT FROM warned").rowcount == 0
    assert warn_early(store, settings).duties == 2


def test_nothing_is_due_soon(conn: Connection, tmp_path: Path) -> None:
    live(conn)
    settings = at(NOON, tmp_path, None, ["a@x.example"])
    made = warn_early(conn, settings)
    assert made.letter_ids == ()
    english = settings.model_copy(update={"language": Language.ENGLISH})
    line = send_warnings(conn, english, warn_early(conn, english))
    assert line == "there is no duty to warn anybody of"


def states(conn: Connection) -> list[DeliveryState]:
    rows = conn.execute("SELECT letter_id FROM letters WHERE kind = 'warning'").fetchall()
    return [one.state for row in rows for one in deliveries.of_letter(conn, row["letter_id"])]


@pytest.mark.parametrize(
    ("hours", "expected"), [(1, DeliveryState.SENT), (15, DeliveryState.WITHDRAWN)]
)
def test_what_a_server_refused_is_sent_later_but_not_too_late(
    store: Connection, tmp_path: Path, hours: int, expected: DeliveryState
) -> None:
    with FaultSmtp(Fault("rcpt", "450 later")) as busy, pytest.raises(MailError):
        warn(store, at(NOON, tmp_path, busy, ["a@x.example"]))
    assert states(store) == [DeliveryState.REFUSED]
    with FaultSmtp() as server:
        watch_monitor(store, at(NOON + hours * HOUR, tmp_path, server, ["a@x.example"]))
    assert states(store) == [expected]
