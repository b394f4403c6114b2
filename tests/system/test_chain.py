"""The chain without Airflow: every verdict and column standing equals the sandbox's truth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

import pytest

from repostwatch.pipeline.ingest import ingest_releases
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.report import report_data
from repostwatch.pipeline.report_mail import make_report, send_letters
from repostwatch.pipeline.scan import scan_portals
from repostwatch.pipeline.scope import open_store, select_portals
from repostwatch.pipeline.wider import look_wider
from repostwatch.services.stack import Services, start_services
from repostwatch.services.truth import Agreement, compare
from repostwatch.settings import Settings
from repostwatch.store import verdicts
from repostwatch.store.database import Connection

pytestmark = pytest.mark.system


@pytest.fixture(scope="module", params=[7, 4], ids=["the demo's world", "another world"])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Services]:
    var = tmp_path_factory.mktemp("chain")
    with start_services(Settings(var_dir=var), say=lambda _: None, seed=request.param) as under:
        yield under


def pass_through(under: Services) -> None:
    """Every day of the story, the way the DAGs do it."""
    for moment in under.web.scans:
        under.web.set_clock(moment)
        look_once(under, str(moment))


def look_once(under: Services, run_id: str) -> None:
    settings = under.settings
    with open_store(settings) as store:
        ingest_releases(store, settings)
        select_portals(store, settings)
        scan_portals(store, settings, run_id=run_id)
        match_links(store, settings)
        look_wider(store, settings)
        judge_reposts(store, settings)


def agreement(under: Services) -> Agreement:
    with open_store(under.settings) as store:
        return compare(under.web.folder, report_data(store, under.settings))


def count(store: Connection, table: LiteralString) -> int:
    row = store.execute(f"SELECT count(*) AS n FROM {table}").fetchone()
    assert row is not None
    number: int = row["n"]
    return number


def counts(under: Services) -> dict[str, int]:
    tables = ("releases", "links", "claims", "matches", "articles", "verdicts", "findings")
    with open_store(under.settings) as store:
        return {table: count(store, table) for table in tables}


def test_every_verdict_and_standing_is_true(world: Services) -> None:
    pass_through(world)
    found = agreement(world)
    assert found.disagreements == ()
    assert found.verdicts > 700
    assert found.columns == 103


def test_a_repeated_step_changes_nothing(world: Services) -> None:
    before = counts(world)
    with open_store(world.settings) as store:
        ingest_releases(store, world.settings)
        match_links(store, world.settings)
        look_wider(store, world.settings)
        assert judge_reposts(store, world.settings).changed == 0
    assert counts(world) == before


def test_a_dry_run_says_what_the_mail_will_say(world: Services) -> None:
    """What comes nearest to a missing release is found for it, too."""
    settings = world.settings
    with open_store(settings) as store:
        [dry] = make_report(store, settings, dry_run=True).mails
        [kept] = make_report(store, settings).mails
    said = [one.html_path.read_text(encoding="utf-8") for one in (dry, kept)]
    assert "最接近的链接" in said[0]
    assert said[0] == said[1]


def test_the_same_report_is_mailed_once(world: Services) -> None:
    settings = world.settings
    with open_store(settings) as store:
        first = make_report(store, settings)
        assert len(first.letter_ids) == 1
        assert send_letters(store, settings, first.letter_ids).sent == 1
        second = make_report(store, settings)
        assert second.letter_ids == first.letter_ids
        assert send_letters(store, settings, first.letter_ids).sent == 0
    assert len(list(world.mail.glob("*.eml"))) == 1


def everything(store: Connection) -> bytes:
    portals = [row["portal_id"] for row in store.execute("SELECT portal_id FROM portals")]
    releases = [row["release_id"] for row in store.execute("SELECT release_id FROM releases")]
    results = [*verdicts.load(store, releases, portals), *verdicts.load_columns(store, portals)]
    return "\n".join(map(repr, results)).encode()


def test_made_anew_from_what_was_seen_the_verdicts_are_the_same(world: Services) -> None:
    """The observations (scans, visits, links, dates, articles) stay, matches and verdicts go. What
    is made anew is the same, byte for byte, whatever the runs did on the way."""
    with open_store(world.settings) as store:
        ended = everything(store)
        assert ended.count(b"VerdictKind") > 500
        store.execute(
            "TRUNCATE verdicts, column_standings, findings, finding_openings, reported, matches"
        )
        store.execute("UPDATE links SET matched = ''")
        assert match_links(store, world.settings).articles == 0
        judge_reposts(store, world.settings)
        assert everything(store) == ended
