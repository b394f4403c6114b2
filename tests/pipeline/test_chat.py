"""A letter goes to a chat through the same mailbox: once, or it is visible that it did not; and
nothing that is kept or said holds the webhook's address."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from repostwatch.base.errors import InputError, MailError, RepostwatchError
from repostwatch.model import DeliveryState, Interval
from repostwatch.model.codes import MailCode
from repostwatch.model.mails import DAILY, Delivery
from repostwatch.pipeline.early_warning import send_warnings, warn_early
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.mailbox import About, post
from repostwatch.pipeline.recipients import recipients_in_force
from repostwatch.pipeline.report_mail import ask_again, make_report, send_letters
from repostwatch.pipeline.sending import due_letters, send_letter
from repostwatch.pipeline.watch import watch_monitor
from repostwatch.queries.mails import as_sent, read_letter
from repostwatch.settings import ReportingSettings, Settings, WatchSettings
from repostwatch.store import deliveries, releases
from repostwatch.store.database import Connection
from repostwatch.wording import Style
from tests.faults.fault_chat import TAKEN, ChatFault, FaultChat
from tests.faults.fault_smtp import Fault, FaultSmtp
from tests.pipeline.mail_matrix import mail_report
from tests.pipeline.mail_world import GUANGDONG, HOUR, MOE, NOON, RELEASE, at, live, look

TOKEN = "TOKEN-0123456789"
ABOUT = About(DAILY, "2026-09-02", "all", "digest")
WAITING, REFUSED, UNKNOWN = DeliveryState.WAITING, DeliveryState.REFUSED, DeliveryState.UNKNOWN


def named(chat: FaultChat, settings: Settings, *people: str, **more: object) -> Settings:
    """The settings with the chat, which is everybody's recipient unless `people` are."""
    reporting = settings.reporting.model_copy(
        update={
            "recipients": people or ("chat:duty",),
            "chat_seconds": 1.0,
            "chat_total_seconds": 2.0,
            **more,
        }
    )
    update = {
        "chats": {"duty": SecretStr(chat.address)},
        "allow_loopback": True,
        "reporting": reporting,
    }
    return settings.model_copy(update=update)


@pytest.fixture
def chat() -> Iterator[FaultChat]:
    with FaultChat() as running:
        yield running


def sent(conn: Connection, settings: Settings) -> tuple[Delivery, str]:
    """One letter, tried once: where it stands, and what was said."""
    letter_id = post(conn, settings, mail_report(100), ABOUT).letter.letter_id
    try:
        said = send_letters(conn, settings, [letter_id]).line
    except MailError as error:
        said = str(error)
    return deliveries.of_letter(conn, letter_id)[0], said


CASES = [
    ("wecom", ChatFault("accept", "drop"), None, 0),
    ("wecom", ChatFault("accept", "hang"), UNKNOWN, 0),
    ("wecom", ChatFault("head", "drop"), None, 0),
    ("wecom", ChatFault("head", "429 slow down"), None, 0),
    ("wecom", ChatFault("body", "drop"), UNKNOWN, 1),
    ("wecom", ChatFault("body", "hang"), UNKNOWN, 1),
    ("wecom", ChatFault("answer", "slow"), UNKNOWN, 1),
    ("wecom", ChatFault("answer", "cut"), UNKNOWN, 1),
    ("wecom", ChatFault("answer", "garbage"), UNKNOWN, 1),
    ("wecom", ChatFault("answer", "429 too many"), REFUSED, 1),
    ("wecom", ChatFault("answer", "500 broken"), REFUSED, 1),
    ("wecom", ChatFault("answer", "502 gateway"), UNKNOWN, 1),
    ("wecom", ChatFault("answer", "504 gateway"), UNKNOWN, 1),
    ("wecom", ChatFault("answer", "302 elsewhere"), REFUSED, 1),
    ("wecom", ChatFault("answer", "200 <html>portal of the network"), UNKNOWN, 1),
    ("wecom", ChatFault("answer", "200 " + "[" * 60_000), UNKNOWN, 1),
    ("wecom", ChatFault("answer", '200 {"errcode":93000,"errmsg":"invalid"}'), REFUSED, 1),
    ("dingtalk", ChatFault("answer", '200 {"errcode":310000,"errmsg":"sign"}'), REFUSED, 1),
    ("feishu", ChatFault("answer", '200 {"code":19021,"msg":"sign match fail"}'), REFUSED, 1),
    ("feishu", ChatFault("answer", '200 {"StatusCode":0,"code":9499}'), REFUSED, 1),
    ("feishu", ChatFault("answer", '200 {"code":"0"}'), UNKNOWN, 1),
    ("webhook", ChatFault("answer", "404 gone"), REFUSED, 1),
]


@pytest.mark.parametrize(("form", "fault", "state", "taken"), CASES, ids=str)
def test_once_or_visibly_not(
    conn: Connection, tmp_path: Path, form: str, fault: ChatFault, state: object, taken: int
) -> None:
    with FaultChat(form, fault) as server:
        settings = named(server, at(NOON, tmp_path, None))
        delivery, said = sent(conn, settings)
        # Where the connection ends early it is chance how much of the message was written by then.
        assert delivery.state in ((state,) if state else (WAITING, UNKNOWN, REFUSED))
        assert len(server.taken) == taken
        assert delivery.reason is not None
        assert delivery.retry_at is not None
        assert "chat:duty" in said
        assert TOKEN not in said
        server.fault = None
        later = settings.as_of(NOON + timedelta(hours=1))
        for letter in due_letters(conn, later):
            send_letter(conn, later, letter.letter_id, now_due=True)
        (after,) = deliveries.of_letter(conn, delivery.letter_id)
        assert after.state is DeliveryState.SENT
        assert len(server.taken) == taken + 1
        doubled = taken + 1 > 1 and delivery.state is not REFUSED
        assert after.unsure >= doubled, "what may have arrived twice says so"


@pytest.mark.parametrize("form", TAKEN)
def test_each_form_is_taken(conn: Connection, tmp_path: Path, form: str) -> None:
    with FaultChat(form) as server:
        delivery, said = sent(conn, named(server, at(NOON, tmp_path, None)))
        again, _ = sent(conn, named(server, at(NOON, tmp_path, None)))
    assert (delivery.state, again.state) == (DeliveryState.SENT, DeliveryState.SENT)
    (message,) = server.taken
    assert message.target == f"/robot/send?key={TOKEN}"
    assert "1" in said
    found = read_letter(conn, delivery.letter_id)
    file, content = as_sent(found, delivery.delivery_id)
    assert file.endswith(".json")
    assert json.loads(content) == message.body
    assert TOKEN.encode() not in content


def test_a_process_that_is_killed_leaves_unknown(
    conn: Connection, tmp_path: Path, database_url: str
) -> None:
    script = (
        "import sys\nfrom repostwatch.pipeline.report_mail import send_letters\n"
        "from repostwatch.settings import Settings\n"
        "from repostwatch.store.database import connect\n"
        "with connect(sys.argv[1]) as conn:\n    send_letters(conn, Settings(), [int(sys.argv[2])])"
    )
    with FaultChat(fault=ChatFault("body", "hang")) as server:
        settings = named(server, at(NOON, tmp_path, None))
        letter_id = post(conn, settings, mail_report(100), ABOUT).letter.letter_id
        given = {
            "REPOSTWATCH_CHATS": json.dumps({"duty": server.address}),
            "REPOSTWATCH_REPORTING__RECIPIENTS": '["chat:duty"]',
            "REPOSTWATCH_ALLOW_LOOPBACK": "1",
        }
        process = subprocess.Popen(
            [sys.executable, "-c", script, database_url, str(letter_id)], env=os.environ | given
        )
        assert server.reached.wait(60)
        process.kill()
        process.wait(10)
    (after,) = deliveries.of_letter(conn, letter_id)
    assert after.state is UNKNOWN
    assert after.reason is not None
    assert after.reason.code is MailCode.HANDED_OVER


def test_who_has_it_gets_it_once_where_another_fails(
    conn: Connection, tmp_path: Path, chat: FaultChat
) -> None:
    chat.fault = ChatFault("answer", "500 broken")
    with FaultSmtp() as server:
        settings = named(chat, at(NOON, tmp_path, server), "a@x.example", "chat:duty")
        letter_id = post(conn, settings, mail_report(100), ABOUT).letter.letter_id
        for _ in range(2):
            with pytest.raises(MailError, match=r"chat:duty.*HTTP 500"):
                send_letters(conn, settings, [letter_id])
        assert server.count("a@x.example") == 1
        server.restart(Fault("rcpt", "450 later"))


def test_without_a_mail_server_chats_get_theirs(
    conn: Connection, tmp_path: Path, chat: FaultChat
) -> None:
    settings = named(chat, at(NOON, tmp_path, None), "a@x.example", "chat:duty")
    letter_id = post(conn, settings, mail_report(100), ABOUT).letter.letter_id
    summary = send_letter(conn, settings, letter_id)
    assert len(chat.taken) == summary.sent == 1
    with pytest.raises(MailError, match="REPOSTWATCH_SMTP"):
        summary.line(Style(settings.language))


@pytest.mark.parametrize("host", ["10.1.2.3", "169.254.169.254", "[fd00::1]", "127.0.0.1"])
def test_private_addresses_are_not_connected_to(
    conn: Connection, tmp_path: Path, chat: FaultChat, host: str
) -> None:
    settings = named(chat, at(NOON, tmp_path, None)).model_copy(
        update={
            "allow_loopback": False,
            "chats": {"duty": SecretStr(f"webhook+http://{host}:{chat.port}/{TOKEN}")},
        }
    )
    delivery, said = sent(conn, settings)
    assert delivery.state is WAITING
    assert delivery.reason is not None
    assert delivery.reason.code is MailCode.NOT_PUBLIC
    assert not chat.taken
    assert TOKEN not in said


def test_a_network_of_the_settings_is_connected_to(
    conn: Connection, tmp_path: Path, chat: FaultChat
) -> None:
    plain = ReportingSettings(chat_networks=["127.0.0.0/8"])  # type: ignore[arg-type]
    settings = named(chat, at(NOON, tmp_path, None), chat_networks=plain.chat_networks)
    delivery, _ = sent(conn, settings.model_copy(update={"allow_loopback": False}))
    assert delivery.state is DeliveryState.SENT


def test_a_token_that_the_server_repeats_is_not_kept(
    conn: Connection, tmp_path: Path, chat: FaultChat, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = f"https://x.example/robot/send?key={TOKEN} and {TOKEN}"
    chat.fault = ChatFault("answer", '200 {"errcode":93000,"errmsg":"' + echo + '"}')
    settings = named(chat, at(NOON, tmp_path, None))
    delivery, said = sent(conn, settings)
    dumped = [
        str(row)
        for table in ("letters", "deliveries")
        for row in conn.execute(f"SELECT to_jsonb(x)::text FROM {table} x")
    ]
    everywhere = [said, repr(delivery), repr(settings), settings.model_dump_json(), caplog.text]
    assert not [one for one in everywhere + dumped if TOKEN in one]
    assert "***" in said


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"https://x.example/{TOKEN}", "does not start with"),
        (f"slack+https://x.example/{TOKEN}", "does not start with"),
        (f"wecom+https://{TOKEN}@x.example/", "a user"),
        (f"wecom+https:///{TOKEN}", "no host"),
        (f"wecom+https://x.example:port{TOKEN}/", "is no address"),
    ],
)
def test_a_wrong_address_is_named_and_not_repeated(
    tmp_path: Path, address: str, words: str
) -> None:
    settings = at(NOON, tmp_path, None, ["chat:duty"]).model_copy(
        update={"chats": {"duty": SecretStr(address)}}
    )
    with pytest.raises(RepostwatchError, match=words) as said:
        recipients_in_force(None, settings)
    assert "'duty'" in str(said.value)
    assert TOKEN not in str(said.value)


def test_an_unknown_chat_is_told_with_line_and_column(tmp_path: Path, chat: FaultChat) -> None:
    file = "address,name\na@x.example,\nchat:dutty,\n"
    settings = at(NOON, tmp_path, None, file=file).model_copy(
        update={"chats": {"duty": SecretStr(chat.address)}}
    )
    with pytest.raises(InputError, match=r"line 3.*'chat:dutty' is not known.*duty"):
        recipients_in_force(None, settings)


def test_an_early_warning_reaches_a_chat_once(
    conn: Connection, tmp_path: Path, chat: FaultChat
) -> None:
    live(conn)
    title = "国务院关于<at user_id='all'>乙</at>的通知"
    due = Interval.at(NOON - 10 * HOUR)
    releases.save(conn, [replace(RELEASE, release_id="r2", title=title, published=due)], NOON)
    for portal in (MOE, GUANGDONG):
        look(conn, portal, NOON - HOUR / 2)
    judge_reposts(conn, Settings().as_of(NOON))
    file = "address,name,portals\nchat:duty,,moe\n"
    chat.form = "feishu"
    settings = named(chat, at(NOON, tmp_path, None, file=file))
    settings = settings.model_copy(
        update={"reporting": settings.reporting.model_copy(update={"recipients": ()})}
    )
    for _ in range(2):
        send_warnings(conn, settings, warn_early(conn, settings))
    (message,) = chat.taken
    text = message.body["content"]["text"]
    assert "1个网站的1项转载任务即将到期" in text
    assert "教育部" in text
    assert "广东省" not in text
    assert "<" not in text, "nobody is called by a title"


def test_an_alarm_and_the_report_reach_a_chat(
    conn: Connection, tmp_path: Path, chat: FaultChat
) -> None:
    live(conn)
    settings = named(chat, at(NOON, tmp_path, None)).model_copy(
        update={"watch": WatchSettings(operators=("chat:duty",))}
    )
    for _ in range(2):
        watch_monitor(conn, settings)
    alarms = [one.body["text"]["content"] for one in chat.taken]
    assert alarms
    assert len(set(alarms)) == len(alarms)
    made = make_report(conn, settings)
    send_letters(conn, settings, made.letter_ids)
    text = chat.taken[-1].body["text"]["content"]
    assert re.match(r"新增\d+：国务院政策转载日报", text)
    assert "专栏开设率" in text
    assert len(text.encode()) <= settings.reporting.chat_bytes
    states = {row["state"] for row in conn.execute("SELECT state FROM findings")}
    assert "notified" not in states, "a chat got the beginning, not the findings"
    with pytest.raises(InputError, match="is not known"):
        ask_again(conn, settings, None, "chat:other", "a test")
