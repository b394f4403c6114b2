"""A report as a mail: equal bytes, safe headers, and what one recipient's copy begins with."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from lxml import html

from repostwatch.base.errors import MailError
from repostwatch.judging.news import PreviousReports
from repostwatch.model import BEIJING
from repostwatch.reporting import daily
from repostwatch.reporting.data import Report
from repostwatch.reporting.mail import (
    Envelope,
    head_of,
    html_of,
    message_id,
    to_message,
    whole_mail,
)
from tests.defaults import SETTINGS, build_report
from tests.reporting import world

MESSAGE_ID = "<daily-2026-08-14-1@repostwatch.example>"
SENDER = "监测 <watch@repostwatch.example>"


@pytest.fixture(scope="module")
def report() -> Report:
    return build_report(replace(world.day(), verdicts=world.day().verdicts[:40]))


def parsed(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def test_the_mail_holds_the_report_whole(report: Report) -> None:
    got = parsed(head_of(Envelope(SENDER, "a@x.example")) + to_message(report, MESSAGE_ID))
    assert got["Subject"] == report.subject
    assert got["From"] == SENDER
    assert got["To"] == "a@x.example"
    assert got["Message-ID"] == MESSAGE_ID
    text, page = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None
    assert page is not None
    assert text.get_content().replace("\r\n", "\n") == report.text
    assert page.get_content().replace("\r\n", "\n").rstrip() == report.html.rstrip()
    attached = {
        part.get_filename(): part.get_payload(decode=True) for part in got.iter_attachments()
    }
    assert attached == {one.name: one.content for one in report.attachments}
    assert not got.defects


def test_the_page_comes_back_out_of_what_is_kept(report: Report) -> None:
    kept = to_message(report, MESSAGE_ID)
    assert html_of(kept).replace("\r\n", "\n").rstrip() == report.html.rstrip()
    assert html_of(b"Subject: x\r\n\r\nplain\r\n") == ""


def test_what_is_kept_names_neither_sender_nor_recipient(report: Report) -> None:
    kept = parsed(to_message(report, MESSAGE_ID))
    assert (kept["From"], kept["To"]) == (None, None)


def test_equal_reports_are_equal_mails(report: Report) -> None:
    assert to_message(report, MESSAGE_ID) == to_message(report, MESSAGE_ID)


def test_lines_fit_the_wire(report: Report) -> None:
    assert max(map(len, to_message(report, MESSAGE_ID).split(b"\r\n"))) <= 998


def test_a_later_edition_refers_to_the_first(report: Report) -> None:
    got = parsed(to_message(report, "<second@x>", MESSAGE_ID))
    assert (got["In-Reply-To"], got["References"]) == (MESSAGE_ID, MESSAGE_ID)
    assert parsed(to_message(report, MESSAGE_ID))["References"] is None


def test_what_is_sent_again_says_so_above_what_it_was(report: Report) -> None:
    asked = Envelope(
        SENDER, "a@x.example", datetime(2026, 8, 20, 9, 0, tzinfo=BEIJING), "<again-7@x.example>"
    )
    made = to_message(report, MESSAGE_ID)
    got = parsed(whole_mail(head_of(asked), made))
    assert next(iter(got.keys())) == "Resent-Date"
    assert got["Resent-To"] == "a@x.example"
    # Under the same id a mail program would drop it; all else is as it was.
    assert got["Resent-Message-ID"] == "<again-7@x.example>"
    assert got.get_all("Message-ID") == ["<again-7@x.example>"]
    first = parsed(whole_mail(head_of(Envelope(SENDER, "a@x.example")), made))
    assert first.get_all("Message-ID") == [MESSAGE_ID]
    resent = {"Message-ID", "Resent-Date", "Resent-From", "Resent-To", "Resent-Message-ID"}
    left = [pair for pair in got.items() if pair[0] not in resent]
    assert left == [pair for pair in first.items() if pair[0] not in resent]
    assert got.as_bytes().partition(b"\r\n\r\n")[2] == first.as_bytes().partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("folded", [b"Message-ID:\r\n <a@x>\r\n", b"message-id: <a@x>\r\n"])
def test_however_it_is_written_one_id_is_left(folded: bytes) -> None:
    head, body = b"Message-ID: <b@x>\r\n", b"\r\nMessage-ID: of no header\r\n"
    made = whole_mail(head, b"Subject: s\r\n" + folded + b"Date: d\r\n" + body)
    assert made == head + b"Subject: s\r\nDate: d\r\n" + body
    assert whole_mail(b"To: a\r\n", folded + body) == b"To: a\r\n" + folded + body


def test_an_id_holds_only_what_an_id_can_hold() -> None:
    assert message_id(["daily", "2026-08-14", "1"], "x.example") == "<daily-2026-08-14-1@x.example>"
    hostile = message_id(["alarm", "source http://x/?a=<b>@c 甲", "2"], "x.example")
    assert hostile.startswith("<alarm-")
    assert len(hostile) == len("<alarm-") + 16 + len("@x.example>")


@pytest.mark.parametrize("address", ["a@x.example\r\nBcc: spy@evil.example", "a@x\nTo: b@x"])
def test_a_header_cannot_be_smuggled_in(report: Report, address: str) -> None:
    with pytest.raises(MailError, match="header"):
        head_of(Envelope(SENDER, address))
    with pytest.raises(MailError, match="header"):
        to_message(replace(report, subject="日报\r\nBcc: spy@evil.example"), MESSAGE_ID)


@pytest.mark.parametrize("sender", ["nobody", "监测 <nobody>", ""])
def test_a_sender_that_is_none_names_the_setting(sender: str) -> None:
    with pytest.raises(MailError, match="REPOSTWATCH_REPORTING__SENDER"):
        _ = Envelope(sender, "a@x.example").bounces_to


def test_a_picture_comes_along_and_needs_nothing_from_outside(report: Report) -> None:
    days = {world.DAY - timedelta(days=n): world.figures() for n in range(1, 20)}
    data = replace(world.day(), previous=PreviousReports(world.MADE, figures=days))
    made = build_report(data)
    [picture] = made.pictures
    assert picture.content.startswith(b"\x89PNG")
    kept = to_message(made, MESSAGE_ID)
    [part] = [part for part in parsed(kept).walk() if part.get_content_type() == "image/png"]
    assert part["Content-ID"] == f"<{picture.cid}>"
    assert part.get_payload(decode=True) == picture.content
    [image] = html.fromstring(made.html).iter("img")
    assert image.get("src") == f"cid:{picture.cid}"
    assert image.get("alt", "").startswith("24小时转载率：7月26日 83.5%–92.2%，8月14日")
    assert "cid:" not in html_of(kept)
    assert "data:image/png;base64," in html_of(kept)
    assert report.pictures == (), "one day is no trend"


def test_a_program_knows_language_and_list(report: Report) -> None:
    got = parsed(to_message(report, MESSAGE_ID))
    assert got["Content-Language"] == "zh-CN"
    assert got["List-Id"] == "<daily.repostwatch.example>"


def test_what_is_too_large_is_not_mailed(report: Report) -> None:
    small = SETTINGS.reporting.model_copy(update={"attachment_bytes": 1_000})
    made = daily.build_report(world.day(), small)
    assert [one.mailed for one in made.attachments] == [False]
    assert "未随信发送" in made.text
    assert not list(parsed(to_message(made, MESSAGE_ID)).iter_attachments())
    assert list(parsed(to_message(report, MESSAGE_ID)).iter_attachments())


def test_what_is_too_large_is_linked_to_where_the_pages_are_known(report: Report) -> None:
    pages = {"pages_address": "https://airflow.example/repostwatch/"}
    small = SETTINGS.reporting.model_copy(update={"attachment_bytes": 1_000, **pages})
    there = "https://airflow.example/repostwatch/workbook/2026-08-14/d/m"
    path = "workbook/2026-08-14/d/m"
    made = daily.build_report(world.day(), small, workbook_path=path)
    assert f'<a href="{there}">' in made.html
    assert there in made.text
    for settings, given in ((small, None), (SETTINGS.reporting, path)):
        other = daily.build_report(world.day(), settings, workbook_path=given)
        assert "/workbook/" not in other.html + other.text
    assert "/workbook/" not in report.html
