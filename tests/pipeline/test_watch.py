"""The monitor's own alarms, from what is stored to what a mail server takes."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from repostwatch.model import Level, Link, Occasion, Outcome, Portal, Visit, because
from repostwatch.model.alarms import SourceFact
from repostwatch.model.codes import AlarmCode
from repostwatch.model.reasons import text
from repostwatch.pipeline.ingest import ingest_releases
from repostwatch.pipeline.mailbox import About, post
from repostwatch.pipeline.report import has_scans
from repostwatch.pipeline.watch import watch_monitor
from repostwatch.reporting.data import Report
from repostwatch.settings import ReportingSettings, Settings, WatchSettings
from repostwatch.store import alarms, deliveries, portals, scan_records
from repostwatch.store.database import Connection
from repostwatch.store.links import FoundLink
from repostwatch.store.scan_records import PageVisit, ScanRecord
from repostwatch.wording import Style, label, say

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = "https://feed.example/rss.xml"


class Sink:
    """Takes mail, or answers that it does not."""

    def __init__(self) -> None:
        self.answer, self.taken = "250 OK", list[Envelope]()
        self.answers = dict[str, str]()  # by the recipient

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: object, session: object, envelope: Envelope, address: str, options: object
    ) -> str:
        said = self.answers.get(address, "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, server: object, session: object, envelope: Envelope
    ) -> str:
        if self.answer.startswith("250"):
            self.taken.append(envelope)
        return self.answer

    @property
    def subjects(self) -> list[str]:
        return [str(self.mail(place)["Subject"]) for place in range(len(self.taken))]

    def mail(self, place: int) -> EmailMessage:
        content = self.taken[place].content
        assert isinstance(content, bytes)
        message = email.message_from_bytes(content, policy=SMTP)
        assert isinstance(message, EmailMessage)
        return message


@pytest.fixture
def sink() -> Iterator[tuple[Sink, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    yield sink, f"smtp://127.0.0.1:{port}"
    controller.stop(no_assert=True)


def at(
    moment: datetime, smtp: str | None, operators: tuple[str, ...] = ("op@x.example",)
) -> Settings:
    return Settings(
        smtp=smtp,
        sources=(FEED,),
        watch=WatchSettings(operators=operators),
        reporting=ReportingSettings(recipients=("officer@x.example",)),
    ).as_of(moment)


def look(
    conn: Connection, portal_id: str, moment: datetime, links: int, outcome: Outcome = Outcome.OK
) -> None:
    visit = Visit(f"http://{portal_id}.example/", outcome, moment)
    found = [
        FoundLink(Link(f"第{n}条", f"http://{portal_id}.example/{n}"), moment) for n in range(links)
    ]
    page = PageVisit("home", visit, found)
    reach = moment if outcome is Outcome.OK else None
    record = ScanRecord(portal_id, moment, moment, reach, None, None, None, visit, [page])
    scan_records.save(conn, record)


@pytest.fixture
def _well(conn: Connection) -> None:
    """Three portals with a day of scans, a feed that was just read."""
    portals.save(
        conn, [Portal(f"p{n}", f"第{n}网站", Level.CITY, f"http://p{n}.example/") for n in range(3)]
    )
    for hour in range(-6, 1):
        for n in range(3):
            look(conn, f"p{n}", NOON + hour * HOUR, 40)
    alarms.save_source(conn, SourceFact(FEED, NOON, NOON, NOON - 20 * HOUR))


@pytest.mark.usefixtures("_well")
def test_nothing_is_said_while_all_is_well(conn: Connection, sink: tuple[Sink, str]) -> None:
    found = watch_monitor(conn, at(NOON, sink[1]))
    assert (found.alarms, found.sent, sink[0].taken) == ((), 0, [])


@pytest.mark.usefixtures("_well")
def test_an_alarm_is_mailed_once_reminded_and_resolved(
    conn: Connection, sink: tuple[Sink, str]
) -> None:
    mails, smtp = sink
    for hour in (3, 4, 5, 27):
        alarms.save_source(
            conn, SourceFact(FEED, NOON + hour * HOUR, problem=text("timed out after 15 s"))
        )
        for n in range(3):
            look(conn, f"p{n}", NOON + hour * HOUR, 40)
        watch_monitor(conn, at(NOON + hour * HOUR, smtp))
    alarms.save_source(conn, SourceFact(FEED, NOON + 29 * HOUR, NOON + 29 * HOUR, NOON))
    look(conn, "p0", NOON + 29 * HOUR, 40)
    for _ in range(2):
        watch_monitor(conn, at(NOON + 29 * HOUR, smtp))
    raised, reminded, resolved = mails.subjects
    for occasion, subject in (
        (Occasion.RAISED, raised),
        (Occasion.REMINDED, reminded),
        (Occasion.RESOLVED, resolved),
    ):
        start = label("alarm.subject", Style(), occasion=occasion, reason="")
        assert subject.startswith(start)
    first = mails.mail(0)
    assert first["To"] == "op@x.example"
    body = first.get_body(("plain",))
    assert body is not None
    assert "timed out after 15 s" in body.get_content()
    assert len({mails.mail(place)["Message-ID"] for place in range(3)}) == 3


@pytest.mark.usefixtures("_well")
def test_it_counts_as_mailed_only_after_the_server_took_it(
    conn: Connection, sink: tuple[Sink, str]
) -> None:
    mails, smtp = sink
    look(conn, "p1", NOON + HOUR, 0, Outcome.EMPTY)
    mails.answer = "451 later"
    for _ in range(2):
        found = watch_monitor(conn, at(NOON + HOUR, smtp))
        assert [alarm.alarm_id for alarm in found.alarms] == ["unseen", "links"]
        assert (found.sent, len(found.unsent)) == (0, 2)
        assert "451 later" in found.unsent[0]
    assert len(deliveries.unsettled(conn, NOON)) == 2, "the same two letters, tried twice"
    mails.answer = "250 OK"
    assert watch_monitor(conn, at(NOON + HOUR, smtp)).sent == 2
    assert watch_monitor(conn, at(NOON + HOUR, smtp)).sent == 0
    assert len(mails.taken) == 2
    assert deliveries.unsettled(conn, NOON) == []


@pytest.mark.usefixtures("_well")
def test_a_server_that_refuses_the_connection_or_none_at_all(conn: Connection) -> None:
    look(conn, "p1", NOON + HOUR, 0, Outcome.EMPTY)
    refused = watch_monitor(conn, at(NOON + HOUR, "smtp://127.0.0.1:1"))
    assert "127.0.0.1:1" in refused.unsent[0]
    none = watch_monitor(conn, at(NOON + HOUR, None))
    assert "REPOSTWATCH_SMTP" in none.unsent[0]
    assert len(deliveries.unsettled(conn, NOON)) == 2


@pytest.mark.usefixtures("_well")
def test_without_an_operator_the_report_s_readers_hear_it(
    conn: Connection, sink: tuple[Sink, str]
) -> None:
    look(conn, "p1", NOON + HOUR, 0, Outcome.EMPTY)
    watch_monitor(conn, at(NOON + HOUR, sink[1], operators=()))
    assert sink[0].mail(0)["To"] == "officer@x.example"


@pytest.mark.usefixtures("_well")
def test_a_page_that_was_not_sent_again_has_not_lost_its_links(conn: Connection) -> None:
    look(conn, "p1", NOON + HOUR, 0, Outcome.NOT_MODIFIED)
    found = alarms.portal_facts(conn, NOON + HOUR, 20)
    assert [(fact.portal_id, fact.typical) for fact in found if fact.links == 0] == [("p1", None)]


@pytest.mark.usefixtures("_well")
def test_scans_that_stopped_are_mailed(conn: Connection, sink: tuple[Sink, str]) -> None:
    alarms.save_source(conn, SourceFact(FEED, NOON + 3 * HOUR, NOON + 3 * HOUR, NOON))
    found = watch_monitor(conn, at(NOON + 3 * HOUR, sink[1]))
    assert [alarm.alarm_id for alarm in found.alarms] == ["scans"]
    assert found.alarms[0].reason == because(AlarmCode.NO_SCANS, since=NOON)
    assert say(found.alarms[0].reason, Style()) in sink[0].subjects[0]


def test_ingest_keeps_how_each_source_was_read(
    conn: Connection, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("sources")
    good, bad = folder / "good.csv", folder / "bad.csv"
    good.write_text(
        "release_id,title,doc_number,published_at,url\nr1,国务院关于甲的通知,,2026-09-01T09:00,\n",
        encoding="utf-8",
    )
    settings = Settings(var_dir=folder).as_of(NOON)
    ingest_releases(conn, settings, [str(good), str(bad)])
    known = {fact.source: fact for fact in alarms.load_sources(conn, [str(good), str(bad)])}
    assert known[str(good)].read_at == NOON
    assert known[str(good)].newest == datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
    assert "no such file" in say(known[str(bad)].problem, Style())
    bad.write_text(good.read_text(encoding="utf-8"), encoding="utf-8")
    ingest_releases(conn, settings, [str(bad)])
    assert alarms.load_sources(conn, [str(bad)])[0].problem is None


def test_whether_any_portal_was_looked_at(conn: Connection) -> None:
    portals.save(conn, [Portal("p", "甲省", Level.PROVINCE, "http://p.example/")])
    assert not has_scans(conn)
    look(conn, "p", datetime(2026, 9, 7, 1, tzinfo=UTC), 0, Outcome.TIMEOUT)
    assert has_scans(conn)


@pytest.mark.usefixtures("_well")
def test_the_mail_ends_with_the_portals_that_cannot_be_judged(
    conn: Connection, sink: tuple[Sink, str]
) -> None:
    hostile = "某<b>部</b>\u202e"
    portals.save(
        conn,
        [Portal(f"q{n}", f"{hostile}{n}", Level.CITY, f"http://q{n}.example/") for n in range(30)],
    )
    alarms.save_source(conn, SourceFact(FEED, NOON + 3 * HOUR, problem=text("timed out")))
    watch_monitor(conn, at(NOON + 3 * HOUR, sink[1]))
    mail = sink[0].mail(0)
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert page is not None
    said = plain.get_content()
    assert "33个门户网站：有转载为证的0个，凭登记或人工确认的0个，须先确认列表的0个" in said
    assert said.count("登记表没有指定列表，也还没有查找过") == WatchSettings().unready_portals
    assert "另有13个网站" in said
    assert said.index("另有13个网站") < said.index(label("alarm.about", Style()))
    assert "\u202e" not in said
    assert "某&lt;b&gt;部" in page.get_content()


def report_of(conn: Connection, settings: Settings) -> int:
    made = Report("日报", "<p>正文</p>", "正文", (), settings.now())
    return post(conn, settings, made, About("daily", "2026-09-02", "all", "d")).letter.letter_id


@pytest.mark.usefixtures("_well")
def test_the_watch_sends_a_report_that_waits(conn: Connection, sink: tuple[Sink, str]) -> None:
    mails, smtp = sink
    letter_id = report_of(conn, at(NOON, None))
    found = watch_monitor(conn, at(NOON, smtp))
    assert (found.sent, found.unsent) == (1, ())
    assert mails.subjects == ["日报"]
    assert watch_monitor(conn, at(NOON, smtp)).sent == 0
    [delivery] = deliveries.of_letter(conn, letter_id)
    assert delivery.sent_at == NOON


@pytest.mark.usefixtures("_well")
def test_the_watch_waits_until_a_try_is_due(conn: Connection, sink: tuple[Sink, str]) -> None:
    mails, smtp = sink
    report_of(conn, at(NOON, None))
    mails.answer = "451 later"
    found = watch_monitor(conn, at(NOON, smtp))
    assert "451 later" in found.unsent[0]
    mails.answer = "250 OK"
    assert watch_monitor(conn, at(NOON + timedelta(minutes=9), smtp)).sent == 0
    assert watch_monitor(conn, at(NOON + timedelta(minutes=10), smtp)).sent == 1


@pytest.mark.usefixtures("_well")
def test_a_report_that_waits_for_long_is_an_alarm_that_ends(
    conn: Connection, sink: tuple[Sink, str]
) -> None:
    mails, smtp = sink
    report_of(conn, at(NOON - 3 * HOUR, None))
    mails.answer = "451 later"
    found = watch_monitor(conn, at(NOON, smtp))
    assert [alarm.alarm_id for alarm in found.alarms] == ["mail waiting"]
    mails.answer = "250 OK"
    assert watch_monitor(conn, at(NOON + HOUR, smtp)).alarms == ()
    # The alarm had not been mailed and is over: nobody hears of it any more.
    watch_monitor(conn, at(NOON + 1.5 * HOUR, smtp))
    assert mails.subjects == ["日报"]


@pytest.mark.usefixtures("_well")
def test_an_operator_who_refuses_for_a_time_gets_the_alarm_later(
    conn: Connection, sink: tuple[Sink, str]
) -> None:
    mails, smtp = sink
    mails.answers = {"slow@x.example": "451 later"}
    people = ("op@x.example", "slow@x.example")
    look(conn, "p1", NOON + HOUR, 0, Outcome.EMPTY)
    watch_monitor(conn, at(NOON + HOUR, smtp, operators=people))
    mails.answers = {}
    again = watch_monitor(conn, at(NOON + 1.5 * HOUR, smtp, operators=people))
    assert (again.sent, again.unsent) == (2, ())
    assert sorted(mail["To"] for mail in map(mails.mail, range(4))) == sorted(2 * people)


@pytest.mark.usefixtures("_well")
def test_an_alarm_that_ended_unmailed_is_withdrawn(conn: Connection) -> None:
    look(conn, "p1", NOON + HOUR, 0, Outcome.EMPTY)
    watch_monitor(conn, at(NOON + HOUR, "smtp://127.0.0.1:1"))
    for hours in (2, 4):
        for n in range(3):
            look(conn, f"p{n}", NOON + hours * HOUR, 40)
        alarms.save_source(conn, SourceFact(FEED, NOON + hours * HOUR, NOON + hours * HOUR, NOON))
        watch_monitor(conn, at(NOON + hours * HOUR, "smtp://127.0.0.1:1"))
    rows = conn.execute("SELECT DISTINCT state FROM deliveries").fetchall()
    assert [row["state"] for row in rows] == ["withdrawn"]


@pytest.mark.usefixtures("_well")
def test_what_an_operator_refuses_is_an_alarm_for_the_others(
    conn: Connection, sink: tuple[Sink, str]
) -> None:
    """It counts as mailed where one of them has it."""
    mails, smtp = sink
    mails.answers = {"gone@x.example": "550 left"}
    people = ("op@x.example", "gone@x.example")
    look(conn, "p1", NOON + HOUR, 0, Outcome.EMPTY)
    found = watch_monitor(conn, at(NOON + HOUR, smtp, operators=people))
    assert "550 left" in found.unsent[0]
    assert all(state.mailed_at for state in alarms.load(conn))
    later = watch_monitor(conn, at(NOON + HOUR, smtp, operators=people))
    assert "mail refused" in [alarm.alarm_id for alarm in later.alarms]
    assert len(mails.taken) == 3


@pytest.mark.usefixtures("_well")
def test_a_report_for_nobody_is_an_alarm_where_mail_is_meant_to_go_out(
    conn: Connection, sink: tuple[Sink, str]
) -> None:
    nobody = at(NOON - 3 * HOUR, None)
    nobody = nobody.model_copy(update={"reporting": ReportingSettings()}).as_of(NOON - 3 * HOUR)
    report_of(conn, nobody)
    assert watch_monitor(conn, at(NOON, None)).alarms == ()
    found = watch_monitor(conn, at(NOON, sink[1]))
    assert [alarm.alarm_id for alarm in found.alarms] == ["mail nobody"]
