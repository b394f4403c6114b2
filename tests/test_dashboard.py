"""deploy/grafana/repostwatch.json draws what is there to be drawn, and all of it that is ours."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from repostwatch.queries.metrics import read_metrics
from repostwatch.settings import Settings
from repostwatch.store.database import Connection

ROOT = Path(__file__).resolve().parents[1]
DASHBOARD: dict[str, Any] = json.loads((ROOT / "deploy/grafana/repostwatch.json").read_text())
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
TARGETS = [target for panel in PANELS for target in panel["targets"]]
NAME = re.compile(r"\b(?:repostwatch|airflow)_\w+")
USED = {name for target in TARGETS for name in NAME.findall(target["expr"])}
COLLECTOR: dict[str, Any] = yaml.safe_load((ROOT / "deploy/prometheus.yaml").read_text())


def of_airflow() -> dict[str, tuple[str, set[str]]]:
    """What Airflow's own table of metrics has, by the name that Prometheus gives it: its kind, and
    its labels. Of timers nothing is drawn."""
    package = find_spec("airflow")
    assert package is not None
    assert package.origin is not None
    table = Path(package.origin).parent / "_shared/observability/metrics/metrics_template.yaml"
    found = {}
    for one in yaml.safe_load(table.read_text())["metrics"]:
        name = "airflow_" + re.sub(r"\W", "_", one["name"])
        ends = {"counter": "_total", "gauge": ""}
        if one["type"] in ends:
            labels = set(one.get("name_variables") or ())
            found[name + ends[one["type"]]] = one["type"], labels
    return found


def test_every_metric_of_ours_is_drawn_and_every_one_drawn_exists(conn: Connection) -> None:
    ours = {metric.name for metric in read_metrics(conn, Settings())}
    assert {name for name in USED if name.startswith("repostwatch_")} == ours


def test_airflow_has_what_is_drawn_of_it() -> None:
    theirs, drawn = of_airflow(), {name for name in USED if name.startswith("airflow_")}
    assert len(drawn) > 8
    assert drawn <= theirs.keys()
    for target in TARGETS:
        for labels in re.findall(r"by \((\w+)\) \((airflow_\w+)\)", target["expr"]):
            assert labels[0] in theirs[labels[1]][1], target["expr"]


def test_a_counter_is_drawn_by_its_growth() -> None:
    for target in TARGETS:
        for name in NAME.findall(target["expr"]):
            grows = re.search(rf"(?:rate|increase)\({name}\[", target["expr"]) is not None
            assert grows == name.endswith("_total"), target["expr"]


def test_labels_in_legends_are_those_of_the_metric(conn: Connection) -> None:
    labels = {metric.name: metric.label for metric in read_metrics(conn, Settings())}
    for target in TARGETS:
        named = set(re.findall(r"\{\{(\w+)\}\}", target.get("legendFormat", "")))
        for name in set(NAME.findall(target["expr"])) & labels.keys():
            assert named == ({labels[name]} - {""}), target["expr"]


def test_panels_stand_beside_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        assert at["x"] + at["w"] <= 24
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken, panel["title"]
        taken |= cells
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_each_panel_asks_the_source_that_the_reader_chooses(panel: dict[str, Any]) -> None:
    (source,) = DASHBOARD["templating"]["list"]
    asked = [panel["datasource"], *(target["datasource"] for target in panel["targets"])]
    wanted = {"type": source["query"], "uid": f"${{{source['name']}}}"}
    assert all(one == wanted for one in asked)


def test_the_collector_asks_the_page_with_the_token() -> None:
    (job,) = COLLECTOR["scrape_configs"]
    assert job["metrics_path"] == "/repostwatch/metrics"
    assert job["authorization"] == {"credentials_file": "metrics-token"}
