"""The exact set of DAGs: what Airflow shows and runs, and who wakes whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import ParamValidationError
from airflow.serialization.serialized_objects import OperatorSerialization

from repostwatch.model import Level, Portal
from repostwatch.services import airflow as services
from repostwatch.settings import ScheduleSettings

DAGS = Path(__file__).resolve().parents[2] / "dags"


@dataclass(frozen=True)
class Expected:
    """`cron` on Beijing's clock, several apart by a semicolon; `woken_by` and `wakes` are assets;
    tasks by id, in order."""

    tasks: dict[str, list[str]]
    cron: str | None = None
    woken_by: set[str] = field(default_factory=set)
    wakes: dict[str, str] = field(default_factory=dict)
    params: tuple[str, ...] = ()
    rules: dict[str, str] = field(default_factory=dict)
    pooled: set[str] = field(default_factory=set)


EXPECTED = {
    "ingest_releases": Expected(
        cron="5 * * * *",
        tasks={"ingest": [], "register": []},
        wakes={"ingest": "repostwatch_releases"},
        params=("sources", "portals_per_task"),
    ),
    "watch_monitor": Expected(
        cron="20 * * * *", woken_by={"repostwatch_releases"}, tasks={"watch": []}
    ),
    "scan_portals": Expected(
        cron="35 */6 * * *",
        woken_by={"repostwatch_releases"},
        tasks={
            "plan": ["scan"],
            "scan": ["hand_on", "tell_failures"],
            "hand_on": [],
            "tell_failures": [],
        },
        wakes={"hand_on": "repostwatch_scans"},
        params=("portals", "portals_per_task"),
        rules={"hand_on": "all_done", "tell_failures": "one_failed"},
        pooled={"scan"},
    ),
    "probe_portals": Expected(
        cron="50 * * * *", tasks={"probe": []}, params=("portals",), pooled={"probe"}
    ),
    "spot_check": Expected(
        cron="0 2 20 3,6,9,12 *; 0 7 5 1,4,7,10 *",
        tasks={"draw": ["links"], "links": ["inspect"], "inspect": []},
        params=("quarter", "seed", "shares", "first"),
        pooled={"links"},
    ),
    "discover_lists": Expected(
        cron="15 3 * * *",
        tasks={
            "plan": ["discover"],
            "discover": ["sum_up", "tell_failures"],
            "sum_up": [],
            "tell_failures": [],
        },
        params=("portals", "portals_per_task"),
        rules={"sum_up": "all_done", "tell_failures": "one_failed"},
        pooled={"discover"},
    ),
    "judge_reposts": Expected(
        woken_by={"repostwatch_scans"},
        tasks={"match": ["wider"], "wider": ["judge"], "judge": []},
        wakes={"judge": "repostwatch_verdicts"},
        params=("portals", "release"),
        pooled={"match", "wider"},
    ),
    "daily_report": Expected(
        cron="30 8 * * *",
        tasks={"make": ["send"], "send": [], "tidy": []},
        params=("day", "to", "mail_other_day", "dry_run"),
    ),
    "early_warning": Expected(
        cron="0 9,12,15,18 * * *",
        tasks={"make": ["send"], "send": []},
        params=("dry_run",),
    ),
    "quarterly_bulletin": Expected(
        cron="0 9 5 1,4,7,10 *", tasks={"make": []}, params=("quarter",)
    ),
}
each_dag = pytest.mark.parametrize("dag_id", EXPECTED)


def test_these_and_no_others(bag: Any) -> None:
    assert not bag.import_errors, "a DAG file cannot be loaded: mend what stands here"
    assert set(bag.dags) == set(EXPECTED), (
        "a DAG appeared or went: describe it in EXPECTED here, and name it in services/airflow.py "
        "(DAGS) and in docs/operations.md"
    )


def test_the_demo_waits_for_the_same_dags() -> None:
    assert set(services.DAGS) == set(EXPECTED), "services/airflow.py: DAGS names other DAGs"


@each_dag
def test_its_page_tells_what_an_operator_needs(bag: Any, dag_id: str) -> None:
    page = bag.dags[dag_id].doc_md or ""
    assert page.lstrip().startswith("###"), (
        "the module's docstring is the DAG's page (doc_md=__doc__) and starts with a heading"
    )
    for heading in ("**When**", "**By hand**"):
        assert heading in page, f"the docstring of dags/{dag_id}.py lacks its {heading}"


@each_dag
def test_tasks_and_their_order(bag: Any, dag_id: str) -> None:
    dag, expected = bag.dags[dag_id], EXPECTED[dag_id]
    found = {task.task_id: sorted(task.downstream_task_ids) for task in dag.tasks}
    assert found == expected.tasks
    rules = {task.task_id: task.trigger_rule.value for task in dag.tasks}
    assert rules == {task_id: expected.rules.get(task_id, "all_success") for task_id in found}


@each_dag
def test_it_starts_by_the_clock_and_the_assets_that_were_meant(bag: Any, dag_id: str) -> None:
    dag, expected = bag.dags[dag_id], EXPECTED[dag_id]
    timetable = dag.timetable
    cron = getattr(timetable, "timetable", timetable)
    times = [one for one in getattr(cron, "timetables", [cron]) if hasattr(one, "expression")]
    assert ("; ".join(one.expression for one in times) or None) == expected.cron
    assert {str(one.timezone) for one in times} <= {"Asia/Shanghai"}
    condition = getattr(timetable, "asset_condition", None)
    assert (
        {asset.name for asset in condition.objects} == expected.woken_by
        if condition
        else (not expected.woken_by)
    )


@each_dag
def test_it_wakes_whom_it_should(bag: Any, dag_id: str) -> None:
    found = {task.task_id: asset.name for task in bag.dags[dag_id].tasks for asset in task.outlets}
    assert found == EXPECTED[dag_id].wakes


def test_every_asset_that_wakes_somebody_is_announced_by_somebody(bag: Any) -> None:
    announced = {name for expected in EXPECTED.values() for name in expected.wakes.values()}
    awaited = {name for expected in EXPECTED.values() for name in expected.woken_by}
    assert awaited <= announced, "a DAG waits for an asset that no task has in its outlets"


@each_dag
def test_what_visits_others_waits_in_a_queue_of_its_own(bag: Any, dag_id: str) -> None:
    for task in bag.dags[dag_id].tasks:
        visits = task.pool == "portals" or task.task_id == "ingest"
        assert task.queue == ("fetch" if visits else "core"), task.task_id


@each_dag
def test_pool_retries_and_runs(bag: Any, dag_id: str) -> None:
    dag, expected = bag.dags[dag_id], EXPECTED[dag_id]
    pooled = {task.task_id for task in dag.tasks if task.pool == "portals"}
    assert pooled == expected.pooled, "what fetches from portals takes a slot of the pool"
    for task in dag.tasks:
        # What only tells of a failure would otherwise tell it a quarter of an hour late.
        assert task.retries == (0 if task.task_id == "tell_failures" else 2)
        assert task.retry_delay.total_seconds() == 300
        assert task.owner == "repostwatch"
    assert dag.max_active_runs == 1, "two runs at once would fetch the same portals twice"
    assert dag.catchup is False, "the past cannot be scanned"
    assert "repostwatch" in dag.tags


@pytest.mark.parametrize(
    ("dag_id", "task_id"), [("scan_portals", "scan"), ("discover_lists", "discover")]
)
def test_a_portals_task_bears_its_name(bag: Any, dag_id: str, task_id: str) -> None:
    mapped = bag.dags[dag_id].get_task(task_id)
    assert mapped.partial_kwargs["map_index_template"] == "{{ task.op_kwargs['share']['label'] }}"


@pytest.mark.parametrize(
    ("dag_id", "task_id"), [("scan_portals", "scan"), ("discover_lists", "discover")]
)
def test_a_portals_task_leads_to_its_page_and_its_site(
    bag: Any, dag_id: str, task_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__API__BASE_URL", "https://x.example/airflow/")
    mapped = bag.dags[dag_id].get_task(task_id)
    assert OperatorSerialization.serialize_mapped_operator(mapped)["_operator_extra_links"] == {
        "监测页面": "_link_PortalPage",
        "网站首页": "_link_PortalSite",
    }
    one = Portal("mct/?", "文化和旅游部", Level.DEPARTMENT, "https://www.mct.example.cn/")
    other = Portal("mfa", "外交部", Level.DEPARTMENT, "https://www.mfa.example.cn/")
    for portals, page, site in (
        ([one], "/airflow/repostwatch/portals/mct%2F%3F", "https://www.mct.example.cn/"),
        ([one, other], "/airflow/repostwatch/portals", ""),
    ):
        (share,) = sys.modules["wiring"].shares_of(portals, len(portals))
        task = SimpleNamespace(op_kwargs={"share": share})
        links = [link.get_link(task, ti_key=None) for link in mapped.operator_extra_links]
        assert links == [page, site]


@each_dag
def test_the_form_has_the_fields_that_were_meant(bag: Any, dag_id: str) -> None:
    params = bag.dags[dag_id].params
    assert tuple(params) == EXPECTED[dag_id].params
    params.validate()
    for name in params:
        param = params.get_param(name)
        assert param.schema.get("title"), f"{dag_id}: the field {name} has no title"
        assert param.description, f"{dag_id}: the field {name} has no description"


@pytest.mark.parametrize(
    ("dag_id", "field_name", "good", "bad"),
    [
        ("ingest_releases", "sources", ["a.csv"], "a.csv"),
        ("ingest_releases", "portals_per_task", 20, 0),
        ("scan_portals", "portals", ["mct", "province"], [1]),
        ("scan_portals", "portals_per_task", 1, "two"),
        ("discover_lists", "portals", ["mct", "province"], "mct"),
        ("discover_lists", "portals", None, [1]),
        ("discover_lists", "portals_per_task", 7, -1),
        ("probe_portals", "portals", ["mct"], "mct"),
        ("spot_check", "quarter", "2026Q4", "2026Q5"),
        ("spot_check", "seed", "20261008", 7),
        ("spot_check", "shares", ["county=5%"], "county=5%"),
        ("spot_check", "first", "2026-11-02", "2.11.2026"),
        ("judge_reposts", "portals", None, "mct"),
        ("judge_reposts", "release", ["r1"], "r1"),
        ("daily_report", "day", "2026-08-12", "12.8.2026"),
        ("daily_report", "day", None, "2026-02-30"),
        ("daily_report", "to", "officer@x.example", ["officer@x.example"]),
        ("daily_report", "to", None, 7),
        ("daily_report", "dry_run", True, "yes"),
        ("daily_report", "mail_other_day", True, "yes"),
        ("early_warning", "dry_run", True, "yes"),
        ("quarterly_bulletin", "quarter", "2026Q3", "2026Q5"),
        ("quarterly_bulletin", "quarter", None, "third"),
    ],
)
def test_the_form_takes_and_refuses(
    bag: Any, dag_id: str, field_name: str, good: Any, bad: Any
) -> None:
    param = bag.dags[dag_id].params.get_param(field_name)
    assert param.resolve(good) == good
    with pytest.raises(ParamValidationError):
        param.resolve(bad)


STEPS = "repostwatch.pipeline."
# A task with links of its own is an operator of its own: Airflow's sdk names no such base class.
OPERATORS = {
    "portal_task.py": {
        "airflow.providers.standard.decorators.python",
        "airflow.sdk.bases.decorator",
        "airflow.sdk.configuration",
        "airflow.sdk.types",
        "urllib.parse",
    }
}


@pytest.mark.parametrize("path", sorted(DAGS.glob("*.py")), ids=lambda path: path.name)
def test_dags_are_wiring_only(path: Path) -> None:
    """No SQL, no HTML, no parsing: a DAG asks the pipeline and knows no room of the program."""
    allowed = {
        "__future__",
        "airflow.sdk",
        "airflow.sdk.exceptions",
        "collections.abc",
        "contextlib",
        "datetime",
        "logging",
        "portal_task",
        "repostwatch.base",
        "repostwatch.model",  # the type of what the pipeline gives
        "repostwatch.pipeline",
        "repostwatch.queries.form_choices",  # what a form offers is read while it is loaded
        "repostwatch.queries.release_choices",
        "repostwatch.settings",
        "repostwatch.store.database",  # the name of its connection
        "typing",
        "wiring",
        *OPERATORS.get(path.name, ()),
    }
    text = path.read_text()
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            found.add("repostwatch.pipeline" if module.startswith(STEPS) else module)
            if module == "repostwatch.base":
                assert {name.name for name in node.names} == {"clock"}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    assert found <= allowed, (
        f"{path.name} imports {sorted(found - allowed)}: put the work into repostwatch.pipeline "
        "and call it from the DAG"
    )
    assert "execute(" not in text, f"{path.name} speaks SQL: that belongs into repostwatch.store"


def test_loading_the_dags_loads_no_pipeline() -> None:
    """The DAG processor parses these files again and again."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import ingest_releases, discover_lists, scan_portals, judge_reposts\n"
        "import daily_report, early_warning, quarterly_bulletin, watch_monitor\n"
        "import probe_portals, spot_check\n"
        "heavy = {'repostwatch.pipeline', 'aiohttp', 'psycopg', 'opencc'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(DAGS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@each_dag
def test_nothing_runs_without_end(bag: Any, dag_id: str) -> None:
    dag, limits = bag.dags[dag_id], ScheduleSettings()
    assert dag.dagrun_timeout == timedelta(seconds=limits.run_seconds)
    for task in dag.tasks:
        ends = getattr(task, "partial_kwargs", {}).get("execution_timeout", task.execution_timeout)
        assert ends == timedelta(seconds=limits.task_seconds), task.task_id
