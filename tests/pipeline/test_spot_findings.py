"""Findings about sites that failed, from one quarter's inspection to the bulletin of the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.base.errors import InputError
from repostwatch.base.quarters import Quarter, parse_quarter
from repostwatch.model import FindingKind, FindingState
from repostwatch.model.findings import Finding
from repostwatch.pipeline.spot_check import inspect_quarter
from repostwatch.pipeline.spot_findings import Notice, note_notified, spot_findings
from repostwatch.settings import Settings
from repostwatch.store import findings
from repostwatch.store.database import Connection
from tests.inspecting.probing import FIRST
from tests.inspecting.spot_worlds import SpotWorld, spot_world
from tests.pipeline.test_spot_check import JANUARY, QUARTER, failing, kept, said_of, settings_of

NEXT = parse_quarter("2027Q1")
APRIL = datetime(2027, 4, 4, 23, tzinfo=UTC)
WEEKS = timedelta(days=91)


def small(seed: int) -> SpotWorld:
    """Of each level every fifth site."""
    world = spot_world(seed)
    return replace(world, portals=world.portals[::5])


def known(conn: Connection, ids: list[str]) -> dict[str, Finding]:
    found = findings.load(conn, ids)
    assert {one.kind for one in found} <= {FindingKind.SPOT_CHECK}
    return {one.portal_id: one for one in found}


def counted(conn: Connection, settings: Settings, quarter: Quarter) -> list[int]:
    found = spot_findings(conn, settings, quarter)
    assert found is not None
    own = found.found
    return [len(some) for some in (own.opened, own.rectified, own.waived, own.still)]


def test_from_failing_to_passing(conn: Connection, tmp_path: Path) -> None:
    world = small(1)
    settings = settings_of(world, tmp_path)
    assert spot_findings(conn, settings, QUARTER) is None
    inspect_quarter(conn, settings, QUARTER, FIRST, kept(conn, world, settings, 1))
    failed = failing(conn, QUARTER)
    assert len(failed) > 10
    first = known(conn, failed)
    assert set(first) == set(failed)
    assert {one.state for one in first.values()} == {FindingState.OPEN}
    assert counted(conn, settings, QUARTER) == [len(failed), 0, 0, len(failed)]
    inspect_quarter(conn, settings, QUARTER, FIRST)
    assert known(conn, failed) == first, "looked at again with the same facts"
    text = said_of(conn, settings)
    said = f"新登记{len(failed)}个，已整改并复查合格0个，撤销0个，尚未整改{len(failed)}个"
    assert f"常态化抽查不合格网站：截至2027年1月5日，{said}。" in text

    note_notified(conn, [Notice(portal_id, "王敏", JANUARY) for portal_id in failed[:3]])
    notified = known(conn, failed[:3]).values()
    assert {(one.state, one.notified_at) for one in notified} == {(FindingState.NOTIFIED, JANUARY)}
    with pytest.raises(InputError):
        note_notified(conn, [Notice("nobody", "王敏", JANUARY)])

    # In the next quarter those that were told have repaired it; the others have not.
    for portal_id in failed[:3]:
        world.down[portal_id], world.faults[portal_id] = frozenset(), frozenset()
    later = settings.as_of(APRIL)
    entries = kept(conn, world, later, 2, NEXT, WEEKS)
    inspect_quarter(conn, later, NEXT, FIRST + WEEKS, entries)
    after = known(conn, failed)
    assert {after[one].state for one in failed[:3]} == {FindingState.RECTIFIED}
    assert {after[one].state for one in failed[3:]} == {FindingState.OPEN}
    new = [one for one in failing(conn, NEXT) if one not in failed]
    assert new, "other sites failed for the first time"
    still = len(failed) - 3 + len(new)
    assert counted(conn, later, NEXT) == [len(new), 3, 0, still]
    assert counted(conn, later, QUARTER) == [len(failed), 0, 0, len(failed)]
    text = said_of(conn, later, NEXT)
    assert f"新登记{len(new)}个，已整改并复查合格3个，撤销0个，尚未整改{still}个。" in text
    name = next(one.name for one in world.portals if one.portal_id == new[0])
    listed = next(line for line in text.splitlines() if "常态化抽查尚未整改的网站" in line)
    assert name in listed
