"""Every fault through the whole pipeline: the right outcome, and no other portal is harmed."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from repostwatch.model import (
    BEIJING,
    Interval,
    Level,
    Outcome,
    Portal,
    Reason,
    Release,
    VerdictKind,
)
from repostwatch.pipeline.ingest import ingest_releases
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.report import report_data
from repostwatch.pipeline.scan import scan_portals
from repostwatch.pipeline.scope import ALL, open_store, select_portals
from repostwatch.pipeline.wider import look_wider
from repostwatch.services.stack import start_services
from repostwatch.services.truth import compare
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from repostwatch.store import verdicts, visits
from repostwatch.store.database import Connection, connect
from repostwatch.store.schema import upgrade_schema
from tests.faults import fault_tls
from tests.faults.fault_web import fault_web
from tests.faults.faults import FAULTS, PAGE, Fault, Wire

pytestmark = pytest.mark.system

TITLE = "国务院办公厅关于规范乡村食堂服务工作的意见"
RELEASE = Release(
    "r1",
    TITLE,
    Interval.at(datetime(2026, 8, 20, 8, 30, tzinfo=BEIJING)),
    ("https://www.gov.cn/zhengce/content/202608/content_1.htm",),
    duty="all",
)
NOW = datetime(2026, 8, 21, 2, tzinfo=UTC)  # 10:00 in Beijing, an hour and a half too late
LIMITS = {
    "total_seconds": 3.0,
    "connect_seconds": 1.0,
    "read_seconds": 1.0,
    "retry_seconds": 0.1,
    "gap_seconds": 0.0,
}
# A scan of every fault there is, two attempts each. Far below the hour between two scans.
SLOT_SECONDS = 240.0


@pytest.fixture(autouse=True, scope="module")
def _trust(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    file = tmp_path_factory.mktemp("tls") / "authority.pem"
    file.write_bytes(fault_tls.authority())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(file))
        yield


class Healthy(Fault, abstract=True):
    """A portal that reposted in time."""

    async def talk(self, wire: Wire, target: str) -> None:
        repost = (
            f"<li><a href='/art/2026/8/20/art_1_99.html'>{TITLE}</a><span>2026-08-20</span></li>"
        )
        await wire.answer(PAGE.replace(b"<ul>", f"<ul>{repost}".encode()))


@dataclass(frozen=True)
class Result:
    faults: dict[str, Fault]
    healthy: list[str]
    visits: dict[str, dict[str, Any]]
    verdicts: dict[str, tuple[VerdictKind, Reason]]
    seconds: float


@pytest.fixture(scope="module")
def result(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Result]:
    """One scan of a portal per fault, and a healthy one after every tenth."""
    postgres = request.getfixturevalue("postgres")
    request.getfixturevalue("template")

    faults: dict[str, Fault] = {}
    healthy = []
    for number, kind in enumerate(FAULTS):
        faults[kind.__name__] = kind()
        if number % 10 == 0:
            name = f"healthy-{number}"
            faults[name] = Healthy()
            healthy.append(name)
    url = postgres.url("faults")
    upgrade_schema(url)
    settings = Settings.model_validate(
        {"allow_loopback": True, "var_dir": tmp_path_factory.mktemp("var"), "crawl": LIMITS}
    ).as_of(NOW)
    with fault_web(list(faults.values())), connect(url) as conn:
        portals = [
            Portal(name, name, Level.PROVINCE, fault.url, (fault.url,))
            for name, fault in faults.items()
        ]
        portal_table.save(conn, portals)
        release_table.save(conn, [RELEASE], NOW)
        began = time.monotonic()
        scan_portals(conn, settings)
        seconds = time.monotonic() - began
        match_links(conn, settings)
        look_wider(conn, settings)
        judge_reposts(conn, settings)
        yield Result(faults, healthy, *_found(conn, list(faults)), seconds)


def _found(
    conn: Connection, names: list[str]
) -> tuple[dict[str, dict[str, Any]], dict[str, tuple[VerdictKind, Reason]]]:
    homes = {
        row["portal_id"]: row
        for row in visits.latest_of_portals(conn, names)
        if row["role"] == "home"
    }
    judged = {
        verdict.portal_id: (verdict.kind, verdict.reason)
        for verdict in verdicts.load(conn, [RELEASE.release_id], names)
    }
    return homes, judged


def test_the_scan_ends_within_its_slot(result: Result) -> None:
    assert result.seconds < SLOT_SECONDS
    assert len(result.visits) == len(result.faults)


@pytest.mark.parametrize("kind", FAULTS, ids=[kind.__name__ for kind in FAULTS])
def test_a_fault_ends_as_its_outcome_and_its_verdict(result: Result, kind: type[Fault]) -> None:
    visit = result.visits[kind.__name__]
    verdict, reason = result.verdicts[kind.__name__]
    assert visit["outcome"] == kind.after_reading().value, visit
    assert kind.explains(visit["reason"])
    if kind.after_reading() is Outcome.OK:
        # The list was seen whole, it reaches back, and the release is not on it.
        assert verdict is VerdictKind.MISSING, reason
    else:
        assert verdict is VerdictKind.UNKNOWN, reason
        # What the officer reads of the duty says why the page could not be seen.
        assert visit["reason"] in list(reason.walk())


def test_no_other_portal_is_harmed(result: Result) -> None:
    assert len(result.healthy) > 10
    for name in result.healthy:
        assert result.visits[name]["outcome"] == "ok"
        assert result.verdicts[name][0] is VerdictKind.ON_TIME, result.verdicts[name]


def misbehaving() -> list[type[Fault]]:
    """Forty that end in different ways, every family among them."""
    bad = [kind for kind in FAULTS if kind.after_reading() is not Outcome.OK]
    step = len(bad) / 40
    return [bad[int(number * step)] for number in range(40)]


def test_of_103_portals_40_misbehave_and_63_are_judged_right(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    var = tmp_path_factory.mktemp("sandbox")
    with start_services(Settings(var_dir=var), say=lambda _: None) as under:
        fast_settings = under.settings.crawl.model_copy(
            update={"read_seconds": 2.0, "total_seconds": 4.0}
        )
        settings = under.settings.model_copy(update={"crawl": fast_settings})
        assert settings.portals is not None
        rows, columns = _table(settings.portals)
        assert len(rows) == 103
        chosen = _chosen(under.web.folder, rows)
        faults = dict(zip(chosen, [kind() for kind in misbehaving()], strict=True))
        with fault_web(list(faults.values())), open_store(settings) as conn:
            for row in rows:
                if row["portal_id"] in faults:
                    row["home_url"] = faults[row["portal_id"]].url
                    row["column_urls"] = ""
            _write(settings.portals, rows, columns)
            for moment in under.web.scans:
                under.web.set_clock(moment)
                ingest_releases(conn, settings)
                select_portals(conn, settings)
                began = time.monotonic()
                scan_portals(conn, settings)
                assert time.monotonic() - began < SLOT_SECONDS
                match_links(conn, settings)
                look_wider(conn, settings)
                judge_reposts(conn, settings)
            data = report_data(conn, settings, ALL)

    wrong = compare(under.web.folder, data).disagreements
    others = [line for line in wrong if not any(f" {name} " in f"{line} " for name in faults)]
    right = {row["portal_id"] for row in rows} - faults.keys()
    assert len(right) == 63
    assert [line for line in others if any(f" {name}" in line for name in right)] == []
    published = {release.release_id: release.published.latest for release in data.releases}
    unknown: set[str] = set()
    for verdict in data.verdicts:
        if verdict.portal_id not in faults:
            continue
        expected = faults[verdict.portal_id]
        if verdict.kind is VerdictKind.PENDING:
            # Nobody is judged before the deadline, seen or not.
            assert published[verdict.release_id] + timedelta(hours=24) >= under.web.scans[-1]
            continue
        assert verdict.kind is VerdictKind.UNKNOWN, verdict
        assert expected.explains(verdict.reason), (type(expected).__name__, verdict)
        unknown.add(verdict.portal_id)
    assert unknown == faults.keys()


def _table(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader), list(reader.fieldnames or ())


def _write(path: Path, rows: list[dict[str, str]], columns: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns)
        table.writeheader()
        table.writerows(rows)


def _chosen(folder: Path, rows: list[dict[str, str]]) -> list[str]:
    """Those that misbehave in the sandbox anyway, and then as many others as it takes."""
    faulty = {
        row["portal_id"]
        for row in _table(folder / "columns_truth.csv")[0]
        if row["standing"] == "unknown"
    }
    names = sorted((row["portal_id"] for row in rows), key=lambda name: (name not in faulty, name))
    return names[:40]
