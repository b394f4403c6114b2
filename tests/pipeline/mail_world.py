"""Two portals, a release, a finding, and a mail server: what mails are made of."""

from __future__ import annotations

import email
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from repostwatch.model import (
    Column,
    ColumnForm,
    Interval,
    Level,
    Outcome,
    PageDate,
    Portal,
    Precision,
    Release,
    Visit,
)
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.settings import ReportingSettings, Settings
from repostwatch.store import portals, releases, scan_records
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord
from tests.faults.fault_smtp import FaultSmtp

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)  # a Wednesday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOE = Portal("moe", "教育部", Level.DEPARTMENT, "http://moe.example/", authority="国务院办公厅")
GUANGDONG = Portal("gd", "广东省", Level.PROVINCE, "http://gd.example/")
RELEASE = Release(
    "r1", "国务院关于甲的通知", Interval.at(NOON - 30 * HOUR), ("http://gov.example/1",), duty="all"
)
REGISTRY = (
    "portal_id,name,level,home_url,column_urls,limit_hours,site_code,authority\n"
    "moe,教育部,department,http://moe.example/,,,,国务院办公厅\n"
    "gd,广东省,province,http://gd.example/,,,,\n"
)


def live(conn: Connection) -> None:
    """Complete looks at both portals; the column of one is not prominent, which is a finding."""
    portals.save(conn, [MOE, GUANGDONG])
    releases.save(conn, [RELEASE], NOON)
    for hours in (-4, -3):
        look(conn, MOE, NOON + hours * HOUR)
    hide_column(conn, GUANGDONG, NOON - 2 * HOUR)


def look(conn: Connection, portal: Portal, moment: datetime, *, prominent: bool = True) -> None:
    visit = Visit(portal.home_url, Outcome.OK, moment)
    newest = PageDate(moment - 5 * HOUR, Precision.MINUTE)
    column = Column("国务院信息", ColumnForm.BLOCK, prominent, items=6, newest=newest)
    back = RELEASE.published.earliest - HOUR
    record = ScanRecord(
        portal.portal_id, moment, moment, back, None, embedded=False, columns=(column,), home=visit,
        visits=[PageVisit("home", visit)],
    )  # fmt: skip
    scan_records.save(conn, record)


def hide_column(conn: Connection, portal: Portal, moment: datetime) -> None:
    """A fault that is new at `moment`: the column is not prominent any more."""
    for minutes in (20, 10):
        look(conn, portal, moment - timedelta(minutes=minutes), prominent=False)
    judge_reposts(conn, Settings().as_of(moment))


def at(
    moment: datetime,
    var: Path,
    server: FaultSmtp | None,
    people: Sequence[str] = (),
    file: str | None = None,
) -> Settings:
    """`file` is the text of a file of recipients."""
    registry, recipients = var / "portals.csv", var / "recipients.csv"
    registry.write_text(REGISTRY, encoding="utf-8")
    if file is not None:
        recipients.write_text(file, encoding="utf-8")
    return Settings(
        smtp=server.address if server else None,
        var_dir=var,
        portals=registry,
        recipients=None if file is None else recipients,
        reporting=ReportingSettings(recipients=tuple(people)),
    ).as_of(moment)


def mails(server: FaultSmtp, address: str) -> list[EmailMessage]:
    """What an address got, in order."""
    found = []
    for one in server.taken:
        if one.recipient == address:
            message = email.message_from_bytes(one.content, policy=SMTP)
            assert isinstance(message, EmailMessage)
            found.append(message)
    return found


def body(message: EmailMessage) -> str:
    text = message.get_body(("plain",))
    assert text is not None
    return str(text.get_content())
