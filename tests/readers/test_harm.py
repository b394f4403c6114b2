"""A page that breaks its reader is `unknown` for a reason, and no other portal is harmed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from repostwatch.crawl.evidence.archive import Archive, EvidenceRef
from repostwatch.model import Level, Portal
from repostwatch.model.codes import ReaderCode
from repostwatch.pipeline.scan import ScanSummary, scan_portals
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection
from tests.faults.faults import PAGE, Fault, Wire, serve

# More than two readers, so that each is needed again after it was lost.
HEALTHY = 6
# A million elements: some 100 MB in a parser that is given little more than it starts with.
HEAVY = b"<html><body>" + b"<b>x</b>" * 900_000


class Healthy(Fault, abstract=True):
    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(PAGE)


class Heavy(Fault, abstract=True):
    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(HEAVY)


def settings(var: Path, **scan: object) -> Settings:
    return Settings.model_validate({"allow_loopback": True, "var_dir": var, "scan": scan})


def scanned(
    conn: Connection,
    faults: list[Fault],
    used: Settings,
    on_portal: Callable[[ScanSummary], None] | None = None,
) -> None:
    async def run() -> None:
        async with serve(faults):
            portal_table.save(
                conn,
                [
                    Portal(f"p{number}", f"门户{number}", Level.PROVINCE, fault.url)
                    for number, fault in enumerate(faults)
                ],
            )
            await asyncio.to_thread(scan_portals, conn, used, on_portal=on_portal)

    asyncio.run(run())


def workers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if _is_worker(child)]


def _is_worker(process: psutil.Process) -> bool:
    try:
        return "repostwatch.readers.worker" in process.cmdline()
    except psutil.NoSuchProcess:  # ended meanwhile: the database's processes come and go
        return False


def test_only_the_page_itself_is_lost(conn: Connection, tmp_path: Path) -> None:
    faults: list[Fault] = [Heavy(), *(Healthy() for _ in range(HEALTHY)), Heavy()]
    used = settings(tmp_path, reader_megabytes=120)
    scanned(conn, faults, used)
    visits = conn.execute("SELECT * FROM visits WHERE role = 'home' ORDER BY portal_id").fetchall()
    broken = [visit for visit in visits if visit["portal_id"] in ("p0", f"p{HEALTHY + 1}")]
    healthy = [visit for visit in visits if visit not in broken]
    # By where in it the memory ends, Python says so or the parser gives up without saying why.
    assert {visit["outcome"] for visit in broken} <= {"too_large", "undecodable"}
    codes = {ReaderCode.MEMORY, ReaderCode.CRASHED, ReaderCode.KILLED}
    assert {visit["reason"]["code"] for visit in broken} <= codes
    assert [visit["outcome"] for visit in healthy] == ["ok"] * HEALTHY
    assert {visit["links"] for visit in healthy} == {20}
    # What broke the reader is kept: somebody will want to read it.
    archive = Archive(tmp_path / "evidence")
    assert {archive.read(EvidenceRef.of(visit["evidence"])) for visit in broken} == {HEAVY}
    gaps = [row["gap"] for row in conn.execute("SELECT gap FROM scans WHERE reach IS NULL")]
    assert broken[0]["reason"] in [gap["facts"]["reason"]["reason"] for gap in gaps]
    assert not workers()


def test_a_scan_that_fails_leaves_no_reader_and_no_false_word(
    conn: Connection, tmp_path: Path
) -> None:
    def stop(summary: ScanSummary) -> None:
        raise KeyError(summary.portal_id)

    faults: list[Fault] = [Healthy(), *(Heavy() for _ in range(3))]

    with pytest.raises(KeyError) as stopped:
        scanned(conn, faults, settings(tmp_path), stop)
    # What ends with an error at one portal is stored for each of them, before the error goes on.
    rows = conn.execute("SELECT portal_id, reach FROM scans ORDER BY portal_id").fetchall()
    assert [row["portal_id"] for row in rows] == ["p0", "p1", "p2", "p3"]
    assert [row["reach"] for row in rows[1:]] == [None] * 3, "nothing is said of what was not read"
    assert stopped.value.args[0] in ("p0", "p1", "p2", "p3")
    assert not workers()
