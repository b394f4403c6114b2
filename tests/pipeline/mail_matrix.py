"""Every way in which a mail server or the sending process can fail, at every step of a session, and
what becomes of each recipient's mail: right after it, and once all is well again.

`benchmarks/mail_matrix.py` prints it, `test_mail_matrix.py` holds it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from repostwatch.base.errors import MailError
from repostwatch.model import DeliveryState
from repostwatch.model.mails import DAILY, Delivery
from repostwatch.pipeline.mailbox import About, post
from repostwatch.pipeline.report_mail import send_letters
from repostwatch.pipeline.sending import due_letters, send_letter
from repostwatch.reporting.data import Attachment, Report
from repostwatch.settings import ReportingSettings, Settings
from repostwatch.store import deliveries
from repostwatch.store.database import Connection, connect
from tests.faults.fault_smtp import Fault, FaultSmtp

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
PEOPLE = ("a@x.example", "b@x.example", "c@x.example")
SICK = 1  # b's session is the second one
QUICK = ("451 come again", "550 never", "drop", "garbage")
STEPS = ("greeting", "ehlo", "mail", "rcpt", "data", "answer", "quit")
KILLED = ("greeting", "ehlo", "mail", "rcpt", "data", "content", "answer", "quit")


@dataclass(frozen=True)
class Case:
    """`fault` for the session of b alone, or for everybody's; `scheme` and `user` of the server's
    address; `killed`: the sending process is, where the server hangs."""

    fault: Fault
    scheme: str = "smtp"
    user: str = ""
    killed: bool = False

    def __str__(self) -> str:
        who = "each" if self.fault.session is None else "b"
        return f"{self.fault.step}-{self.fault.how.split()[0]}-{who}" + "-killed" * self.killed

    def settings(self, server: FaultSmtp, *, well: bool = False) -> Settings:
        host = server.address.removeprefix("smtp://")
        scheme = "smtp" if well else self.scheme
        waits = self.fault.how in ("hang", "slow") and not self.killed
        seconds = (1.0, 2.0) if waits and not well else (20.0, 40.0)
        reporting = ReportingSettings(
            recipients=PEOPLE, smtp_seconds=seconds[0], smtp_total_seconds=seconds[1]
        )
        return Settings(smtp=f"{scheme}://{self.user}{host}", reporting=reporting)


@dataclass(frozen=True)
class Stand:
    """One recipient's mail: what is known of it, and how often it really was taken."""

    delivery: Delivery
    taken: int
    message_ids: frozenset[str]

    def __str__(self) -> str:
        state = self.delivery.state.value
        dead = ", dead letter" if self.delivery.dead else ""
        unsure = f", {self.delivery.unsure} answers lost" if self.delivery.unsure else ""
        return f"{state}{dead}{unsure}; taken {self.taken}x"


@dataclass(frozen=True)
class Result:
    case: Case
    said: str  # what the sending run said; empty where it reported success
    after: tuple[Stand, ...]
    settled: tuple[Stand, ...]


def cases() -> Iterator[Case]:
    """The whole matrix."""
    for step in STEPS:
        for how in QUICK:
            yield Case(Fault(step, how, SICK))
        for how in QUICK[:2]:
            yield Case(Fault(step, how))
        for how in ("hang", "slow"):
            yield Case(Fault(step, how, SICK))
    yield Case(Fault("content", "drop", SICK))
    yield Case(Fault("content", "hang", SICK))
    yield Case(Fault("answer", "lose", SICK))
    yield Case(Fault("answer", "hang"))
    for how in (*QUICK, "hang", "slow"):
        yield Case(Fault("auth", how, SICK), user="officer:secret@")
        yield Case(Fault("starttls", how, SICK), scheme="smtp+starttls")
    for step in KILLED:
        yield Case(Fault(step, "hang", SICK), killed=True)


def mail_report(size: int = 100) -> Report:
    attachment = Attachment("table.bin", "application/octet-stream", b"x" * size)
    return Report("日报", "<p>页面</p>", "正文\n.\n..两点\n", (attachment,), NOON)


def run(conn: Connection, database: str, case: Case) -> Result:
    """One case over an empty mailbox."""
    with FaultSmtp(case.fault, size=50_000_000) as server:
        settings = case.settings(server).as_of(NOON)
        # Larger than what sockets buffer, where the server does not read it.
        made = mail_report(12_000_000 if case.fault.step == "content" else 100)
        about = About(DAILY, "2026-09-02", "all", "digest")
        letter_id = post(conn, settings, made, about).letter.letter_id
        said = _killed(server, settings, database, letter_id) if case.killed else ""
        if not case.killed:
            try:
                send_letters(conn, settings, [letter_id])
            except MailError as error:
                said = str(error)
        after = stands(conn, server, letter_id)
        server.restart()
        well = case.settings(server, well=True)
        _time_passes(conn)
        for hours in (1, 12, 24):
            for due in due_letters(conn, well.as_of(NOON + timedelta(hours=hours))):
                send_letter(
                    conn, well.as_of(NOON + timedelta(hours=hours)), due.letter_id, now_due=True
                )
        return Result(case, said, after, stands(conn, server, letter_id))


def stands(conn: Connection, server: FaultSmtp, letter_id: int) -> tuple[Stand, ...]:
    return tuple(
        Stand(
            one,
            server.count(one.address),
            frozenset(mail.message_id for mail in server.taken if mail.recipient == one.address),
        )
        for one in deliveries.of_letter(conn, letter_id)
    )


def problems(result: Result) -> list[str]:
    """What no case may show: a mail that is silently lost, or silently sent twice."""
    found = []
    for moment, all_stands in (("after", result.after), ("settled", result.settled)):
        for one in all_stands:
            found += [f"{moment}, {one.delivery.address}: {said}" for said in _wrong(one)]
    sick = (SICK,) if result.case.fault.session is not None else range(len(PEOPLE))
    for place, one in enumerate(result.settled):
        dead = one.delivery.dead and place in sick
        if not dead and one.delivery.state is not DeliveryState.SENT:
            found.append(f"settled, {one.delivery.address}: {one}, though all is well again")
        if place not in sick and one.taken != 1:
            found.append(f"settled, {one.delivery.address}: taken {one.taken} times")
    if not result.said and any(not one.delivery.settled for one in result.after):
        found.append("the run reported success although somebody has not got the mail")
    return found


def _wrong(one: Stand) -> Iterator[str]:
    delivery = one.delivery
    if delivery.state is DeliveryState.SENT and not one.taken:
        yield "counts as sent, and was never taken"
    if one.taken and not delivery.unsure and delivery.state is not DeliveryState.SENT:
        yield f"was taken, and reads {delivery.state}"
    if one.taken > 1 and (not delivery.unsure or len(one.message_ids) > 1):
        yield f"was taken {one.taken} times without a word, or as different mails"
    if delivery.state is not DeliveryState.SENT and not (delivery.reason or delivery.retry_at):
        yield "was not sent, and nothing says why"


SEND = """
import sys
from datetime import datetime
from repostwatch.pipeline.report_mail import send_letters
from repostwatch.settings import Settings
from repostwatch.store.database import connect
database, settings, moment, letter_id = sys.argv[1:]
settings = Settings.model_validate_json(settings).as_of(datetime.fromisoformat(moment))
with connect(database) as conn:
    send_letters(conn, settings, [int(letter_id)])
"""


def _killed(server: FaultSmtp, settings: Settings, database: str, letter_id: int) -> str:
    """A process that sends, killed (SIGKILL) while the server holds it at the fault."""
    given = (database, settings.model_dump_json(), NOON.isoformat(), str(letter_id))
    process = subprocess.Popen([sys.executable, "-c", SEND, *given])
    try:
        reached = server.reached.wait(60)
        if server.fault and server.fault.step == "quit":
            _wait_until_sent(database, letter_id)
    finally:
        process.kill()
        process.wait(10)
    assert reached, "the session did not come to the fault"
    return "killed"


def _wait_until_sent(database: str, letter_id: int) -> None:
    """QUIT comes after the state was stored: there is nothing to wait for."""
    with connect(database) as conn:
        sick = deliveries.of_letter(conn, letter_id)[SICK]
    assert sick.state is DeliveryState.SENT, "QUIT was said before the state was stored"


def _time_passes(conn: Connection) -> None:
    """What a killed process has taken becomes free."""
    conn.execute(
        "UPDATE deliveries SET claimed_until = clock_timestamp() - interval '1 second' "
        "WHERE claimed_until IS NOT NULL"
    )
