"""What the pages show, to whom, and what happens when the database is away."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from repostwatch.model import DeliveryState, Language, Level, MailStep, because
from repostwatch.model.codes import MailCode
from repostwatch.model.mails import Audience
from repostwatch.pipeline.kept_files import audience_mark
from repostwatch.queries.mails import audience_words, read_letter
from repostwatch.reporting.data import Report
from repostwatch.reporting.mail import to_message
from repostwatch.services.postgres import PostgresServer
from repostwatch.store import deliveries, letters
from repostwatch.store.database import Connection
from repostwatch.store.letters import NewLetter
from repostwatch.store.reasons import pack
from repostwatch.store.reviews import NONE, NOT_THE_RELEASE
from repostwatch.wording import Style
from tests.plugins.conftest import Ui
from tests.plugins.plugin_world import EVIL, RELEASE, RUN_ID

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
DUTY = "/duty?release=r1&portal=mct"
RUN = f"/run?dag_id=scan_portals&run_id={quote(RUN_ID)}"
EVIDENCE = "/evidence?release=r1&portal=evil"
TOGETHER = "/together?duty=release%3Dr1%26portal%3Dmct&duty=release%3Dr1%26portal%3Devil"
PAGES = [
    "/", "/duties", "/duties?verdict=review&q=%E6%96%87%E6%97%85", "/releases/r1", "/grid",
    "/portals", "/portals/mct",
    "/portals/evil", "/ready", "/ready?state=waiting", "/lists",
    "/lists?state=proposed&proof=reposts", "/review", TOGETHER,
    "/mails", "/recipients", "/health", DUTY, RUN, EVIDENCE,
]  # fmt: skip


def test_a_link_that_its_own_page_refutes_is_shown_with_the_reason(
    ui: Ui, store_of_ui: Connection
) -> None:
    """An editor finds it on the page: it must not be denied."""
    store_of_ui.execute(
        "UPDATE matches SET settled = %s, settled_reason = %s", (NONE, pack(NOT_THE_RELEASE))
    )
    page = ui.get("/duty?release=r1&portal=mct").text
    about = page.split("下列链接的标题与政策相符，但其正文页表明是其他内容，没有计入")[1]
    assert "https://www.mct.example.cn/a/1.html" in about.split("</table>")[0]
    assert "正文页表明不是同一政策" in about.split("</table>")[0]
    assert "没有看到可能的转载。" in about


def test_the_page_of_a_duty_leads_to_its_release(ui: Ui) -> None:
    text = ui.get(DUTY).text
    for shown in (RELEASE.title, RELEASE.release_id):
        assert f'<a href="/repostwatch/releases/r1">{shown}</a>' in text


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_airflows_login_and_back(server: Ui, path: str) -> None:
    answer = server.get(path, None)
    assert answer.status == 303
    assert answer.headers["location"] == f"/auth/login?next={quote('/repostwatch' + path, safe='')}"
    assert RELEASE.title not in answer.text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("user", ["officer", "guest"])
def test_every_page_shows_itself_without_scripts_of_strangers(ui: Ui, path: str, user: str) -> None:
    answer = ui.get(path, user)
    assert answer.status == 200, answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    keyed = path == "/review" and user == "officer"
    assert re.findall("<script[^>]*>", answer.text) == (
        ['<script src="/repostwatch/review.js" defer>'] if keyed else []
    )


@pytest.mark.parametrize(
    "path",
    ["/portals/evil", "/ready", "/lists", "/review", "/duty?release=r1&portal=evil", RUN, EVIDENCE],
)
def test_hostile_titles_and_addresses_stay_text(ui: Ui, path: str) -> None:
    text = ui.get(path).text
    assert 'href="javascript' not in text
    assert "<img" not in text
    assert "<b>部" not in text
    assert "\u202e" not in text
    assert "某&lt;b&gt;部" in text


def test_evidence_may_hold_pictures_of_its_own(ui: Ui) -> None:
    assert "img-src data:" in ui.get(EVIDENCE).headers["content-security-policy"]
    assert "img-src" not in ui.get("/").headers["content-security-policy"]


def test_the_review_queue_tells_what_a_person_needs_to_decide(ui: Ui) -> None:
    text = ui.get("/review").text
    assert "待复核（6）" in text
    for known in (RELEASE.title, "https://www.mct.example.cn/a/1.html", "无法判定是否按时"):
        assert known in text
    assert 'rel="noopener noreferrer"' in text
    for button in ("confirm", "late", "reject", "waive"):
        assert f'name="kind" value="{button}"' in text


def test_who_may_only_look_gets_no_form(ui: Ui) -> None:
    text = ui.get("/review", "guest").text
    assert "待复核（6）" in text
    assert "<form" not in text


def test_a_run_shows_what_it_saw(ui: Ui) -> None:
    text = ui.get(RUN).text
    assert text.count("完整") == 2


@pytest.mark.parametrize(
    ("asked", "named"),
    [("", "dag_id、run_id"), ("?run_id=other", "dag_id"), ("?dag_id=scan_portals", "run_id"),
     ("?dag_id=&run_id=", "dag_id、run_id")],
)  # fmt: skip
def test_what_the_address_of_a_run_lacks_is_named_once(ui: Ui, asked: str, named: str) -> None:
    answer = ui.get(f"/run{asked}")
    assert answer.status == 422
    assert f"缺少或写错了：{named}。" in answer.text


def post_mail(store: Connection, subject: str = "日报 <b>甲</b>\u202e") -> int:
    """A letter for three: one has it, one is refused for good, of one nothing is known."""
    now = datetime.now(UTC)
    message = to_message(Report("日报", "<h1>正文</h1>", "正文", (), now), "<1@x.example>")
    letter = NewLetter("daily", "2026-08-12", "all", 2, "d" * 64, subject, "<1@x>", message, now)
    letter_id = letters.put(store, letter)
    deliveries.add(store, letter_id, ["a@x.example", "b@x.example", "c@x.example"], now)
    refused = because(MailCode.REFUSED, server="mail:25", step=MailStep.RECIPIENT, answer="550 <i>")
    lost = because(MailCode.ANSWER_LOST, server="mail:25", problem="closed")
    for one, mark in zip(
        deliveries.of_letter(store, letter_id),
        (
            deliveries.Mark(DeliveryState.SENT, sent_at=now),
            deliveries.Mark(DeliveryState.REFUSED, refused),
            deliveries.Mark(DeliveryState.UNKNOWN, lost, now),
        ),
        strict=True,
    ):
        head = f"From: w@x.example\r\nTo: {one.address}\r\n".encode()
        claimed = deliveries.claim(store, one, ("w@x.example", head), 60, now)
        assert claimed is not None
        deliveries.mark(store, claimed, mark)
    return letter_id


def test_a_mail_that_somebody_has_not_got_shows_with_the_servers_words(
    ui: Ui, store_of_ui: Connection
) -> None:
    number = post_mail(store_of_ui)
    text = ui.get("/").text
    assert "邮件尚未送达所有收件人：日报" in text
    for known in ("b@x.example", "被拒收", "550 &lt;i&gt;", "c@x.example", "不能确定是否送达"):
        assert known in text
    assert "a@x.example" not in text
    assert f"/mails/{number}" in text
    store_of_ui.execute("UPDATE deliveries SET state = 'sent'")
    assert "邮件尚未送达" not in ui.get("/").text


def test_every_mail_is_listed_and_shown_with_its_recipients(
    ui: Ui, store_of_ui: Connection
) -> None:
    assert "还没有邮件" in ui.get("/mails").text
    number = post_mail(store_of_ui)
    listed, shown = ui.get("/mails").text, ui.get(f"/mails/{number}").text
    assert "第2版" in listed
    for text in (listed, shown):
        for known in ("已送出", "被拒收", "不能确定是否送达", "&lt;b&gt;甲"):
            assert known in text
        assert "\u202e" not in text
    for known in ("a@x.example", "不再自动重试", "d" * 64, "可能已送达"):
        assert known in shown
    assert "<h1>正文</h1>" in ui.get(f"/mails/{number}/page").text


def test_a_mail_can_be_downloaded_as_it_went_to_somebody(ui: Ui, store_of_ui: Connection) -> None:
    number = post_mail(store_of_ui)
    second = deliveries.of_letter(store_of_ui, number)[1].delivery_id
    answer = ui.get(f"/mails/{number}/mail.eml?delivery={second}", "guest")
    assert answer.status == 200
    assert answer.headers["content-type"] == "message/rfc822"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.text.startswith("From: w@x.example\r\nTo: b@x.example\r\nSubject:")
    assert "To:" not in ui.get(f"/mails/{number}/mail.eml").text.partition("\r\n\r\n")[0]
    assert ui.get(f"/mails/{number}/mail.eml?delivery=999").status == 404
    other = ui.get(f"/mails/{number}/mail.eml", None)
    assert other.status == 303
    assert "正文" not in other.text


def test_a_workbook_is_downloaded_by_who_may_look(ui: Ui, store_of_ui: Connection) -> None:
    number = post_mail(store_of_ui)
    letter = read_letter(store_of_ui, number).letter
    folder = ui.var / "reports" / letter.period / f"edition-{letter.edition}"
    folder.mkdir(parents=True)
    (folder / f"repost-report-{letter.period}.xlsx").write_bytes(b"PK the workbook")
    path = f"/workbook/{letter.period}/{letter.digest}/{audience_mark(letter.audience)}"
    answer = ui.get(path, "guest")
    assert (answer.status, answer.text) == (200, "PK the workbook")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "spreadsheet" in answer.headers["content-type"]
    closed = ui.get(path, None)
    assert closed.status == 303
    assert "PK" not in closed.text
    for wrong in (f"{path}0", path.replace(letter.digest, "x"), "/workbook/..%2f../x/y"):
        assert ui.get(wrong).status == 404


@pytest.mark.parametrize("path", ["/mails/999", "/mails/999/page", "/mails/999/mail.eml"])
def test_a_mail_that_does_not_exist_is_said(ui: Ui, path: str) -> None:
    answer = ui.get(path)
    assert answer.status == 404
    assert "没有编号为999的邮件" in answer.text


@pytest.mark.parametrize("number", ["0", "-1", "9" * 40, "x", "1'", "%00"])
def test_a_number_that_is_none_is_said(ui: Ui, number: str) -> None:
    assert ui.get(f"/mails/{number}").status == 422


@pytest.mark.parametrize("path", ["/portals/nobody", "/duty?release=r1&portal=nobody", "/nothing"])
def test_what_does_not_exist_is_said_on_a_page(ui: Ui, path: str) -> None:
    answer = ui.get(path)
    assert answer.status == 404
    assert "没有" in answer.text


def test_a_malformed_request_is_said_on_a_page(ui: Ui) -> None:
    answer = ui.get("/duty?release=r1")
    assert answer.status == 422
    assert "网站编号" in answer.text
    assert "query.portal" not in answer.text


def test_without_its_database_a_page_says_what_and_where(ui: Ui, postgres: PostgresServer) -> None:
    def rename(old: str, new: str) -> None:
        with psycopg.connect(postgres.url("postgres"), autocommit=True) as admin:
            admin.execute(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    rename("pages", "pages_away")
    try:
        for path in PAGES:
            answer = ui.get(path)
            assert answer.status == 503
            assert "暂时连不上数据库" in answer.text
            assert "database &#34;pages&#34; does not exist" in answer.text
        assert ui.get("/nothing").status == 404
    finally:
        rename("pages_away", "pages")
    assert ui.get("/").status == 200


def test_an_older_schema_is_said_with_what_to_do(ui: Ui, store_of_ui: Connection) -> None:
    row = store_of_ui.execute("SELECT version_num FROM repostwatch_version").fetchone()
    assert row is not None
    store_of_ui.execute("UPDATE repostwatch_version SET version_num = '0000'")
    try:
        answer = ui.get("/")
        assert answer.status == 503
        assert "repostwatch db upgrade" in answer.text
    finally:
        store_of_ui.execute("UPDATE repostwatch_version SET version_num = %s", [row["version_num"]])


def test_the_plugin_loads_no_page_where_none_is_asked_for() -> None:
    """Every task's process loads it; also Airflow's loader must not take the pages for plugins."""
    code = (
        "import sys, repostwatch_plugin\n"
        "heavy = {'repostwatch_ui', 'repostwatch', 'repostwatch.pipeline'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "from airflow._shared.module_loading import find_path_from_directory as find\n"
        "from pathlib import Path\n"
        "found = [Path(f).name for f in find(sys.argv[1], '.airflowignore', 'glob')]\n"
        "found = [name for name in found if name.endswith('.py')]\n"
        "assert found == ['repostwatch_plugin.py'], found\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(PLUGINS)],
        cwd=PLUGINS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_hostile_portal_is_in_the_world(ui: Ui) -> None:
    """Else the tests above would prove nothing."""
    assert EVIL.portal_id in ui.get("/portals").text


def test_an_audience_is_put_into_words() -> None:
    some = Audience(("mfa", "gd"), (Level.CITY,), ("某办",), ("late",), Language.ENGLISH)
    assert audience_words(some.key, Style()) == (
        "网站：gd、mfa; 类别：市级; 主管单位：某办; 栏目：超时转载; 语言：English"
    )
    for key in ("all", "operators", "nobody"):
        assert audience_words(key, Style(Language.ENGLISH)).isascii()
