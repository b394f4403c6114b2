"""A month of the sandbox's 103 portals, mailed to four recipients, to be counted and looked at.

    .venv/bin/python benchmarks/mail_sandbox.py mails

Two stories of a fortnight each on one set of portals, scanned twice a day over HTTP; reports at
8:00, early warnings at 9:00 and 15:00, Beijing time. For a day and a half nobody looks (the
monitor's own outage), and on one day no portal answers. Each mail is written into the folder as
page and plain text. Printed: bytes and subject of each mail, then what must hold and whether it
does.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from repostwatch.base.clock import beijing, iso
from repostwatch.base.errors import RepostwatchError
from repostwatch.pipeline.early_warning import send_warnings, warn_early
from repostwatch.pipeline.ingest import ingest_releases
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.report_mail import make_report, send_letters
from repostwatch.pipeline.scan import scan_portals
from repostwatch.pipeline.scope import select_portals
from repostwatch.pipeline.wider import look_wider
from repostwatch.reporting.mail import html_of
from repostwatch.services.postgres import embedded
from repostwatch.services.stack import FAST_SETTINGS
from repostwatch.settings import Settings
from repostwatch.store.database import Connection, connect
from repostwatch.store.schema import upgrade_schema
from tests.faults.fault_smtp import FaultSmtp
from tests.pipeline.mail_world import body, mails

FILE = (
    "address,name,portals,levels,authority,sections,language,frequency\n"
    "national@x.example,全国,,,,,,\n"
    "province@x.example,省级,,province,,,,\n"
    "department@x.example,三个部门,mfa ndrc moe,,,,,\n"
    "news@x.example,有新才发,,,,,,news\n"
)
PEOPLE = ("national", "province", "department", "news")
# (seed, first day of the story's fortnight, Beijing); a story has a week before its day 0.
STORIES = ((7, datetime(2026, 8, 31, tzinfo=UTC)), (4, datetime(2026, 9, 14, tzinfo=UTC)))
DAYS = 14
UNWATCHED = (9, 10)  # of the first story: nobody looks
UNREACHED = 8  # of the second: no portal answers
HOUR = timedelta(hours=1)


@contextmanager
def served(folder: Path, seed: int, first: datetime, port: int) -> Iterator[str]:
    """The story's web on the port; the address that sets its clock."""
    command = [sys.executable, "-m", "repostwatch.sandbox", "--dir", str(folder)]
    command += ["--seed", str(seed), "--start", iso(first + timedelta(days=7)), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert "sandbox ready" in process.stdout.readline()
            yield json.loads((folder / "server.json").read_text())["control"]
        finally:
            process.terminate()


def set_clock(control: str, moment: datetime) -> None:
    request = urllib.request.Request(
        f"{control}/__sandbox__/clock", data=json.dumps({"now": iso(moment)}).encode()
    )
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).close()


def settings_of(folder: Path, var: Path, database: str, server: FaultSmtp) -> Settings:
    schedule: dict[str, Any] = json.loads((folder / "schedule.json").read_text())
    plain = Settings()
    sections = {
        name: getattr(plain, name).model_copy(update=dict(values))
        for name, values in FAST_SETTINGS.items()
        if name != "reporting"
    }
    return plain.model_copy(
        update={
            **sections,
            "db": database,
            "smtp": server.address,
            "allow_loopback": True,
            "var_dir": var,
            "portals": folder / "portals.csv",
            "recipients": var / "recipients.csv",
            "sources": tuple(schedule["sources"]),
            "duties": plain.duties.model_copy(update={"since": STORIES[0][1] - 8 * HOUR}),
        }
    )


def look(conn: Connection, settings: Settings) -> None:
    select_portals(conn, settings)
    try:
        ingest_releases(conn, settings)
    except RepostwatchError as error:  # before the first release, and where nothing answers
        print(f"{iso(settings.now())}  {error}", file=sys.stderr)
    scan_portals(conn, settings, run_id=iso(settings.now()))
    match_links(conn, settings)
    look_wider(conn, settings)


def day(conn: Connection, settings: Settings, control: str, midnight: datetime, number: int,
        story: int) -> None:  # fmt: skip
    for hour, minute, step in ((7, 30, "look"), (8, 0, "report"), (9, 0, "warn"),
                               (14, 30, "look"), (15, 0, "warn")):  # fmt: skip
        moment = midnight + timedelta(days=number, hours=hour, minutes=minute)
        now = settings.as_of(moment)
        if step == "look" and not (story == 0 and number in UNWATCHED):
            set_clock(control, moment)
            look(conn, _unreached(now) if (story, number) == (1, UNREACHED) else now)
        judge_reposts(conn, now)
        if step == "report":
            send_letters(conn, now, make_report(conn, now).letter_ids)
        if step == "warn":
            send_warnings(conn, now, warn_early(conn, now))
    print(f"{beijing(midnight + timedelta(days=number)):%m-%d} is over", file=sys.stderr)


def _unreached(settings: Settings) -> Settings:
    """No answer comes in time from anywhere."""
    crawl = settings.crawl.model_copy(update={"total_seconds": 0.001, "connect_seconds": 0.001})
    return settings.model_copy(update={"crawl": crawl}).as_of(settings.now())


def entries_of(mail: EmailMessage, name: str) -> list[str]:
    """Each entry under a heading of the plain text: the portal and its lines."""
    section = body(mail).partition(f"【{name}】")[2].partition("\n【")[0]
    entries: list[str] = []
    portal = ""
    for line in section.splitlines():
        if line.startswith("■ "):
            portal = line
        elif line.startswith("  - "):
            entries.append(f"{portal} {line.strip()}")
        elif entries and line.startswith("    ") and ("政策：" in line or "发布：" in line):
            entries[-1] += f" {line.strip()}"
    return entries


def shown(server: FaultSmtp, out: Path) -> None:
    for who in PEOPLE:
        for number, mail in enumerate(mails(server, f"{who}@x.example"), start=1):
            content = mail.as_bytes()
            name = f"{who}-{number:02}"
            page = html_of(content)
            (out / f"{name}.html").write_text(page, encoding="utf-8")
            (out / f"{name}.txt").write_text(body(mail), encoding="utf-8")
            print(f"{name}  {len(content):>7}  {len(page.encode()):>6}  {mail['Subject']}")


def counted(server: FaultSmtp) -> None:
    for who in PEOPLE:
        got = mails(server, f"{who}@x.example")
        for name in ("新增问题", "已整改"):
            times = Counter(entry for mail in got for entry in entries_of(mail, name))
            twice = [entry for entry, count in times.items() if count > 1]
            print(f"{who:10}  {name}: {len(times)} told, {len(twice)} of them twice {twice[:2]}")
    pages = [len(html_of(mail.as_bytes()).encode()) for who in PEOPLE
             for mail in mails(server, f"{who}@x.example")]  # fmt: skip
    print(f"{len(pages)} mails; the largest page {max(pages)} bytes, "
          f"the largest message {max(len(one.content) for one in server.taken)}")  # fmt: skip


WARNED = """
SELECT count(*) AS warned, count(*) FILTER (WHERE l.made_at >= w.deadline) AS after,
       count(*) - count(DISTINCT (w.address, w.release_id, w.portal_id)) AS twice
FROM warned w JOIN letters l USING (letter_id)
"""


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="rw-") as temporary, FaultSmtp() as server:
        folder = Path(temporary)
        folder.chmod(0o711)
        with embedded(folder / "database") as running:
            url = running.url("month")
            upgrade_schema(url)
            (folder / "recipients.csv").write_text(FILE, encoding="utf-8")
            with connect(url) as conn:
                for story, (seed, first) in enumerate(STORIES):
                    web = folder / f"web-{story}"
                    midnight = first - 8 * HOUR
                    with served(web, seed, midnight, port) as control:
                        settings = settings_of(web, folder, url, server)
                        for number in range(DAYS):
                            day(conn, settings, control, midnight, number, story)
                row = conn.execute(WARNED).fetchone()
        shown(server, out)
        counted(server)
        print(f"early warnings: {row}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
