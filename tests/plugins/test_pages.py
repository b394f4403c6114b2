"""What the pages show, to whom, and what happens when the database is away."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from repostwatch.services.postgres import PostgresServer
from repostwatch.store import outbox
from repostwatch.store.database import Connection
from repostwatch.store.outbox import NewLetter
from tests.plugins.conftest import Ui
from tests.plugins.plugin_world import EVIL, RELEASE, RUN_ID

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
DUTY = "/duty?release=r1&portal=mct"
RUN = f"/run?dag_id=scan_portals&run_id={quote(RUN_ID)}"
EVIDENCE = "/evidence?release=r1&portal=evil"
PAGES = [
    "/", "/portals", "/portals/mct", "/portals/evil", "/ready", "/ready?state=waiting", "/review",
    DUTY, RUN, EVIDENCE,
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_airflows_login_and_back(server: Ui, path: str) -> None:
    answer = server.get(path, None)
    assert answer.status == 303
    assert answer.headers["location"] == f"/auth/login?next={quote('/repostwatch' + path, safe='')}"
    assert RELEASE.title not in answer.text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("user", ["officer", "guest"])
def test_every_page_shows_itself_without_scripts(ui: Ui, path: str, user: str) -> None:
    answer = ui.get(path, user)
    assert answer.status == 200, answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    "path", ["/portals/evil", "/ready", "/review", "/duty?release=r1&portal=evil", RUN, EVIDENCE]
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
    assert "没有采集网站" in ui.get("/run?run_id=other").text


def test_a_letter_that_waits_shows_with_the_servers_words(ui: Ui, store_of_ui: Connection) -> None:
    now = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
    first = outbox.put(store_of_ui, NewLetter("daily", "2026-08-12", 1, "a", "旧主题", b""), now)
    second = outbox.put(store_of_ui, NewLetter("daily", "2026-08-12", 2, "b", "新主题", b""), now)
    outbox.mark_failed(store_of_ui, first, "old")
    outbox.mark_failed(store_of_ui, second, "550 no such user")
    text = ui.get("/").text
    assert "邮件尚未发出：新主题" in text
    assert "550 no such user" in text
    assert "旧主题" not in text
    outbox.mark_sent(store_of_ui, second, now)
    assert "邮件尚未发出" not in ui.get("/").text


@pytest.mark.parametrize("path", ["/portals/nobody", "/duty?release=r1&portal=nobody", "/nothing"])
def test_what_does_not_exist_is_said_on_a_page(ui: Ui, path: str) -> None:
    answer = ui.get(path)
    assert answer.status == 404
    assert "没有" in answer.text


def test_a_malformed_request_is_said_on_a_page(ui: Ui) -> None:
    answer = ui.get("/duty?release=r1")
    assert answer.status == 422
    assert "query.portal" in answer.text


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
