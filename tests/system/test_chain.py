"""The chain without Airflow: every verdict and column standing equals the sandbox's truth."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from repostwatch import pipeline
from repostwatch.services.stack import Services, start_services
from repostwatch.services.truth import Agreement, compare
from repostwatch.settings import Settings

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
    with pipeline.open_store(settings) as store:
        pipeline.ingest(store, settings)
        pipeline.select_portals(store, settings)
        pipeline.scan(store, settings, run_id=run_id)
        pipeline.match(store, settings)
        pipeline.judge(store, settings)


def agreement(under: Services) -> Agreement:
    with pipeline.open_store(under.settings) as store:
        return compare(under.web.folder, pipeline.report_data(store, under.settings))


def counts(under: Services) -> dict[str, int]:
    tables = ("releases", "links", "claims", "matches", "articles", "verdicts", "findings")
    with pipeline.open_store(under.settings) as store:
        return {
            table: store.execute(f"SELECT count(*) AS n FROM {table}").fetchone()["n"]
            for table in tables
        }


def test_every_verdict_and_standing_is_true(world: Services) -> None:
    pass_through(world)
    found = agreement(world)
    assert found.disagreements == ()
    assert found.verdicts > 700
    assert found.columns == 103


def test_a_repeated_step_changes_nothing(world: Services) -> None:
    before = counts(world)
    with pipeline.open_store(world.settings) as store:
        pipeline.ingest(store, world.settings)
        pipeline.match(store, world.settings)
        assert pipeline.judge(store, world.settings).changed == 0
    assert counts(world) == before


def test_the_same_report_is_mailed_once(world: Services) -> None:
    settings = world.settings
    with pipeline.open_store(settings) as store:
        first = pipeline.report(store, settings)
        assert first.outbox_id is not None
        assert pipeline.send(store, settings, first.outbox_id).sent
        second = pipeline.report(store, settings)
        assert second.outbox_id == first.outbox_id
        assert not pipeline.send(store, settings, first.outbox_id).sent
    assert len(list(world.mail.glob("*.eml"))) == 1
