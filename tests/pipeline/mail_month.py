"""A month of days, mailed to four recipients: everything, a province, a department, news only.

`test_news.py` counts what was told; `benchmarks/mail_month.py` shows the mails.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from repostwatch.model import Interval, Release
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.report_mail import make_report, send_letters
from repostwatch.settings import Settings
from repostwatch.store import releases
from repostwatch.store.database import Connection
from tests.faults.fault_smtp import FaultSmtp
from tests.pipeline.mail_world import DAY, GUANGDONG, HOUR, MOE, NOON, at, live, look

FILE = (
    "address,name,portals,levels,authority,sections,language,frequency\n"
    "all@x.example,全国,,,,,,\n"
    "gd@x.example,省,,province,,,,\n"
    "moe@x.example,部门,moe,,,,,\n"
    "news@x.example,有新才发,,,,,,news\n"
)
PEOPLE = ("all", "gd", "moe", "news")


def play(conn: Connection, var: Path, server: FaultSmtp) -> None:
    """Thirty days: a new release every six, columns that come and go, a day in seven without a
    report, a second edition every five; each day's mails are sent to the server."""
    live(conn)
    for day in range(30):
        now = NOON + day * DAY
        if day % 6 == 2:
            new = Release(f"n{day}", f"国务院关于第{day}件事的通知", Interval.at(now - 30 * HOUR),
                          (f"http://gov.example/n{day}",), duty="all")  # fmt: skip
            releases.save(conn, [new], now)
        for minutes in (70, 60):
            moment = now - timedelta(minutes=minutes)
            look(conn, MOE, moment, prominent=day % 10 < 7)
            look(conn, GUANGDONG, moment, prominent=day % 8 > 2)
        if day % 7 == 5:
            continue  # a day without a report
        settings = at(now, var, server, file=FILE)
        morning(conn, settings)
        if day % 5 == 0:  # facts change on the same day: another edition
            look(conn, MOE, now + HOUR, prominent=day % 10 < 5)
            look(conn, MOE, now + HOUR + timedelta(minutes=5), prominent=day % 10 < 5)
            morning(conn, at(now + 2 * HOUR, var, server, file=FILE))


def morning(conn: Connection, settings: Settings) -> int:
    judge_reposts(conn, settings)
    return send_letters(conn, settings, make_report(conn, settings).letter_ids).sent
