"""Whatever ends a run in its middle: nothing that was stored is lost, one message says what to do,
and the same run again ends as if nothing had been."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from repostwatch.base.errors import DatabaseError
from repostwatch.model import VerdictKind
from repostwatch.pipeline import judge, report_mail
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.scan import ScanSummary, scan_portals
from repostwatch.pipeline.scope import open_store
from repostwatch.pipeline.watch import alarms_now
from repostwatch.pipeline.wider import look_wider
from repostwatch.services import postgres
from repostwatch.services.postgres import PostgresServer, embedded
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from repostwatch.store import verdicts
from repostwatch.store.database import connect
from repostwatch.store.schema import upgrade_schema
from tests.system.interrupted_web import (
    EXPECTED,
    NOW,
    PORTALS,
    RELEASE,
    Held,
    command,
    eight_portals,
    judged,
    portals,
)

pytestmark = pytest.mark.system
WENT_AWAY = r"^database .*: it went away \(.*\)\. What was stored before is kept: .* again\.$"
Restart = Callable[[], None]


@pytest.fixture(scope="module")
def restartable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, PostgresServer]]:
    """A server of this file's own, and where it lies."""
    folder = Path(os.environ["REPOSTWATCH_TESTS"]) / tmp_path_factory.mktemp("restarted").name
    folder.mkdir(mode=0o711)
    with embedded(folder / "pg") as server:
        yield folder / "pg", server


@pytest.fixture
def restart(restartable: tuple[Path, PostgresServer]) -> tuple[str, Restart]:
    """A fresh database of that server, and how to restart it."""
    data_dir, server = restartable

    def again() -> None:
        whole = data_dir.resolve()
        postgres._run("pg_ctl", whole, "restart", "--wait", "--mode=fast", "--silent")

    server.drop("repostwatch")
    url = server.url("repostwatch")
    upgrade_schema(url)
    return url, again


def prepared(url: str, web: str, var: Path) -> Settings:
    settings = Settings.model_validate(
        {"allow_loopback": True, "var_dir": var, "db": url, "scan": {"portals_at_once": 1}}
    ).as_of(NOW)
    with open_store(settings) as conn:
        portal_table.save(conn, portals(web))
        release_table.save(conn, [RELEASE], NOW)
    return settings


def scanned(settings: Settings) -> list[str]:
    with open_store(settings) as conn:
        rows = conn.execute("SELECT portal_id FROM scans ORDER BY portal_id")
        return [row["portal_id"] for row in rows]


def verdicts_of(settings: Settings) -> dict[str, str]:
    with open_store(settings) as conn:
        found = verdicts.load(conn, ["r1"], list(EXPECTED))
    return {verdict.portal_id: verdict.kind.value for verdict in found}


def run_all(settings: Settings) -> None:
    with open_store(settings) as conn:
        scan_portals(conn, settings)
        match_links(conn, settings)
        look_wider(conn, settings)
        judge.judge_reposts(conn, settings)


def once_before(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, restart: Restart) -> None:
    """Restart the server before the next call of a function, and not again."""
    whole = getattr(module, name)

    def first(*given: Any, **named: Any) -> Any:
        monkeypatch.setattr(module, name, whole)
        restart()
        return whole(*given, **named)

    monkeypatch.setattr(module, name, first)


def test_postgresql_restarted_in_the_middle_of_a_scan(
    restart: tuple[str, Restart], tmp_path: Path
) -> None:
    url, again = restart
    done: list[str] = []

    def on_portal(summary: ScanSummary) -> None:
        done.append(summary.portal_id)
        if len(done) == 3:
            again()

    with eight_portals() as web:
        settings = prepared(url, web, tmp_path)
        with pytest.raises(DatabaseError, match=WENT_AWAY), open_store(settings) as conn:
            scan_portals(conn, settings, on_portal=on_portal)
        assert scanned(settings) == sorted(done)
        assert len(done) == 3
        run_all(settings)
    assert verdicts_of(settings) == EXPECTED


def test_postgresql_restarted_in_the_middle_of_judging(
    restart: tuple[str, Restart], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, again = restart
    with eight_portals() as web:
        settings = prepared(url, web, tmp_path)
        with open_store(settings) as conn:
            scan_portals(conn, settings)
            match_links(conn, settings)
            look_wider(conn, settings)
    once_before(monkeypatch, judge, "_keep", again)
    with pytest.raises(DatabaseError, match=WENT_AWAY), open_store(settings) as conn:
        judge.judge_reposts(conn, settings)
    assert verdicts_of(settings) == {}, "verdicts appear all at once or not at all"
    with open_store(settings) as conn:
        judge.judge_reposts(conn, settings)
    assert verdicts_of(settings) == EXPECTED


def test_postgresql_restarted_in_the_middle_of_the_report(
    restart: tuple[str, Restart], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, again = restart
    with eight_portals() as web:
        settings = prepared(url, web, tmp_path)
        run_all(settings)
    once_before(monkeypatch, report_mail, "_post", again)
    with pytest.raises(DatabaseError, match=WENT_AWAY), open_store(settings) as conn:
        report_mail.make_report(conn, settings)
    with open_store(settings) as conn:
        assert conn.execute("SELECT 1 FROM letters").fetchall() == []
        made = {report_mail.make_report(conn, settings).letter_ids for _ in range(2)}
        assert len(made) == 1
        assert len(conn.execute("SELECT 1 FROM letters").fetchall()) == 1


def test_a_whole_check_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    held = Held("/p5/")
    with eight_portals(held) as web:
        call, environment = command(web, tmp_path)
        with subprocess.Popen(call, env=environment, stderr=subprocess.DEVNULL) as killed:
            assert held.reached.wait(120)
            killed.send_signal(signal.SIGKILL)
        held.let_go.set()
        assert not (tmp_path / "out" / "verdicts.csv").exists(), "no half results"
        again = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert judged(tmp_path) == EXPECTED
    with (
        embedded(tmp_path / "out" / "database") as server,
        connect(server.url("repostwatch")) as conn,
    ):
        rows = conn.execute("SELECT portal_id FROM scans WHERE reach IS NOT NULL").fetchall()
        visits = conn.execute("SELECT evidence FROM visits WHERE role = 'home'").fetchall()
    # The clock stood still: what was seen before is the same scan.
    assert sorted(row["portal_id"] for row in rows) == sorted(EXPECTED)
    kept = list((tmp_path / "out" / "evidence").glob("*.warc.gz"))
    with kept[0].open("rb") as file:
        records = [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]
    assert len(kept) == 1
    assert records.count("response") + records.count("revisit") >= PORTALS
    assert all(visit["evidence"]["file"] == kept[0].name for visit in visits)


def test_a_clock_that_is_set_back_loses_nothing_and_is_said(
    database_url: str, tmp_path: Path
) -> None:
    """What was observed at a later hour is kept, and counts again once the clock has come there."""
    with eight_portals() as web:
        settings = prepared(database_url, web, tmp_path)
        run_all(settings)
        before = verdicts_of(settings)
        early = settings.as_of(NOW - timedelta(hours=5))
        run_all(early)
        with open_store(settings) as conn:
            alarms = {alarm.alarm_id for alarm in alarms_now(conn, early)}
            rows = conn.execute("SELECT count(*) AS scans FROM scans").fetchone()
            now = {alarm.alarm_id for alarm in alarms_now(conn, settings)}
        assert rows == {"scans": 2 * PORTALS}
        assert "clock" in alarms
        assert "clock" not in now
        meanwhile = verdicts_of(settings)
        assert set(meanwhile.values()) == {VerdictKind.ON_TIME, VerdictKind.PENDING}
        with open_store(settings) as conn:
            judge.judge_reposts(conn, settings)
    assert verdicts_of(settings) == before == EXPECTED


def test_a_clock_that_jumps_back_within_a_scan_accuses_nobody(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(NOW - timedelta(minutes=7 * n) for n in range(100_000))
    with eight_portals() as web:
        settings = prepared(database_url, web, tmp_path)
        with open_store(settings) as conn, monkeypatch.context() as jumping:
            jumping.setattr(Settings, "now", lambda _: next(moments))
            scan_portals(conn, settings)
        with open_store(settings) as conn:
            match_links(conn, settings)
            look_wider(conn, settings)
            judge.judge_reposts(conn, settings)
        said = verdicts_of(settings)
    assert said.keys() == EXPECTED.keys()
    assert all(said[name] in (EXPECTED[name], "unknown", "review") for name in EXPECTED), said


def test_a_check_that_is_told_to_end_says_what_is_kept(tmp_path: Path) -> None:
    """By one signal after the other, each time on from what the last one kept."""
    held = Held("/p5/")
    with eight_portals(held) as web:
        call, environment = command(web, tmp_path)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            held.again()
            with subprocess.Popen(call, env=environment, stderr=subprocess.PIPE, text=True) as one:
                assert held.reached.wait(60), number
                one.send_signal(number)
                _, said = one.communicate(timeout=60)
            held.let_go.set()
            assert one.returncode == 128 + number
            line = " ".join(said.split())
            kept = f"stopped by {number.name}. What was stored before is kept: run the same again"
            assert kept in line
            assert "Traceback" not in said
        again = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert judged(tmp_path) == EXPECTED
