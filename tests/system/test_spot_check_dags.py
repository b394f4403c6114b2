"""The two DAGs of the spot check in real Airflow: a sample is drawn, probed and inspected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from repostwatch.base.clock import day_of
from repostwatch.base.quarters import quarter_of
from repostwatch.base.terminal import Terminal
from repostwatch.pipeline.scope import open_store
from repostwatch.services.follow import Follower
from repostwatch.services.stack import Stack, start_stack
from repostwatch.settings import Settings
from repostwatch.store import link_looks, probes, samples, spot_results

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]
SHARES = ["department=50%", "province=50%"]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    var: Path = tmp_path_factory.mktemp("spot")
    with start_stack(Settings(var_dir=var), lambda _: None, portals=8) as running:
        for dag_id in ("probe_portals", "spot_check"):
            running.airflow.api.unpause(dag_id)
        running.services.web.set_clock(running.services.web.scans[-1])
        yield running


def followed(stack: Stack, dag_id: str, **asked: object) -> dict[str, str]:
    """The state of each task of a run that was triggered by hand, once it has ended."""
    api = stack.airflow.api
    run_id = api.trigger(dag_id, asked)
    found = Follower(api, stack.airflow.family.check, Terminal(quiet=True)).follow(
        dag_id, run_id, ""
    )
    assert found.succeeded, found.failures
    return {one["task_id"]: one["state"] for one in api.tasks(dag_id, run_id)}


def test_a_sample_is_drawn_inspected_and_probed(stack: Stack) -> None:
    now = stack.settings.now()
    quarter = str(quarter_of(now))
    assert followed(stack, "probe_portals") == {"probe": "skipped"}, "no sample yet"
    ended = followed(stack, "spot_check", quarter=quarter, seed="7", shares=SHARES)
    assert set(ended.values()) == {"success"}
    assert ended.keys() == {"draw", "links", "inspect"}
    assert followed(stack, "probe_portals") == {"probe": "success"}
    with open_store(stack.settings) as store:
        sample = samples.load(store, quarter)
        assert sample is not None
        ids = [site.portal_id for site in sample.sites]
        made = probes.load(store, ids, day_of(now), day_of(now))
        assert {one.portal_id for one in made} == set(ids)
        assert len(spot_results.load(store, quarter)) == 6 * len(ids)
        assert samples.inspected_at(store, quarter) is not None
        assert link_looks.load(store, quarter).keys() <= set(ids)
