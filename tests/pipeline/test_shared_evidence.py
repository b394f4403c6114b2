"""Machines with folders of their own and one that all see: the database names what is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.folders import sizes
from repostwatch.crawl.evidence import handed_on
from repostwatch.pipeline.evidence_size import count_evidence
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.scan import scan_portals
from repostwatch.pipeline.scope import open_store
from repostwatch.pipeline.wider import look_wider
from repostwatch.queries.evidence import verdict_evidence
from repostwatch.settings import Settings
from repostwatch.store import evidence_size
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from tests.system.interrupted_web import EXPECTED, NOW, RELEASE, eight_portals, portals
from tests.system.test_interrupted import scanned, verdicts_of


@pytest.fixture
def web() -> Iterator[str]:
    with eight_portals() as address:
        yield address


def machines(url: str, web: str, folder: Path, shared: str) -> tuple[Settings, Settings]:
    """Two machines with one database."""
    here, there = (
        Settings.model_validate(
            {"allow_loopback": True, "var_dir": folder / name, "db": url, "shared": shared}
        ).as_of(NOW)
        for name in ("here", "there")
    )
    with open_store(here) as conn:
        portal_table.save(conn, portals(web))
        release_table.save(conn, [RELEASE], NOW)
    return here, there


def judged_elsewhere(here: Settings, there: Settings) -> dict[str, str]:
    """The verdicts of a machine that did not see the pages itself."""
    with open_store(here) as conn:
        scan_portals(conn, here)
    with open_store(there) as conn:
        match_links(conn, there)
        look_wider(conn, there)
        judge_reposts(conn, there)
    return verdicts_of(there)


def named(evidence: Any) -> set[str]:
    """Every file that stored evidence names, wherever it stands in it."""
    if isinstance(evidence, dict):
        own = {evidence["file"]} if "file" in evidence else set()
        return own.union(*map(named, evidence.values()))
    return set().union(*map(named, evidence)) if isinstance(evidence, list) else set()


def test_one_machine_judges_what_another_has_seen(
    database_url: str, web: str, tmp_path: Path
) -> None:
    here, there = machines(database_url, web, tmp_path, f"memory://{uuid4().hex}")
    assert judged_elsewhere(here, there) == EXPECTED
    kept = sizes(there.folder("evidence"))
    with open_store(there) as conn:
        rows = conn.execute("SELECT evidence FROM visits").fetchall()
        files = set().union(*(named(row["evidence"]) for row in rows))
        shown = verdict_evidence(conn, there, "r1", "p1")
        count_evidence(conn, there)
        counted = evidence_size.load(conn)
    assert files
    assert files <= kept.keys()
    assert [one.lost for one in shown.exhibits if one.lost is not None] == []
    assert counted is not None
    assert counted.bytes == sum(kept.values())


def test_without_a_shared_folder_what_is_not_seen_is_unknown(
    database_url: str, web: str, tmp_path: Path
) -> None:
    here, there = machines(database_url, web, tmp_path, "")
    found = judged_elsewhere(here, there)
    assert {kind for name, kind in found.items() if EXPECTED[name] == "missing"} == {"unknown"}


def test_what_the_shared_folder_does_not_take_is_named_nowhere(
    database_url: str, web: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = machines(database_url, web, tmp_path, f"memory://{uuid4().hex}")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "access denied")

    with monkeypatch.context() as away:
        away.setattr(handed_on, "put_file", refuse)
        with (
            pytest.raises(RepostwatchError, match=r"access denied.*REPOSTWATCH_SHARED"),
            open_store(here) as conn,
        ):
            scan_portals(conn, here)
    assert scanned(here) == []
    assert judged_elsewhere(here, there) == EXPECTED
