"""What the forms offer: names with ids behind them, whatever is away while the DAGs are loaded."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from repostwatch.base.clock import parse_moment
from repostwatch.model import Interval, Release
from repostwatch.queries.form_choices import portal_choices, site_choices
from repostwatch.queries.release_choices import release_choices
from repostwatch.settings import Settings
from repostwatch.store import releases
from repostwatch.store.database import Connection

DAGS = Path(__file__).resolve().parents[2] / "dags"
HEADER = "portal_id,name,level,home_url,column_urls,site_code"
NOON = parse_moment("2026-08-12T12:00").earliest


def registry(path: Path, count: int) -> Path:
    rows = [f"p{n},第{n}部,department,http://p{n}.example.cn/,," for n in range(1, count)]
    rows.append("x,某省,province,http://x.example.cn/,,")
    path.write_text("\n".join([HEADER, *rows]))
    return path


def release(number: int, title: str = "国务院关于某事的意见") -> Release:
    at = NOON.replace(day=number)
    return Release(f"r{number}", title, Interval(at, at), (f"http://www.example.cn/{number}",))


# The DAGs as the DAG processor loads them: prints {dag: {field: its schema}}.
LOAD = """
import json, sys
from airflow.dag_processing.dagbag import BundleDagBag
bag = BundleDagBag(sys.argv[1], bundle_path=sys.argv[1], bundle_name="dags-folder")
assert not bag.import_errors, bag.import_errors
fields = {
    dag_id: {name: dag.params.get_param(name).schema for name in dag.params}
    for dag_id, dag in bag.dags.items()
}
print("FORMS " + json.dumps(fields))
"""


def load() -> Any:
    """What forms have, in a process of its own with this one's environment."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(DAGS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.partition("FORMS ")[2])


def test_levels_and_portals_by_name(tmp_path: Path) -> None:
    settings = Settings(portals=registry(tmp_path / "p.csv", 3))
    assert list(portal_choices(settings).items()) == [
        ("department", "【部门】department"),
        ("province", "【地方】province"),
        ("p1", "第1部（p1）"),
        ("p2", "第2部（p2）"),
        ("x", "某省（x）"),
    ]
    assert site_choices(settings) == portal_choices(settings)


def test_ten_thousand_are_not_carried(tmp_path: Path) -> None:
    assert portal_choices(Settings(portals=registry(tmp_path / "p.csv", 501))) == {}
    assert len(portal_choices(Settings(portals=registry(tmp_path / "p.csv", 500)))) == 502


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"portal_id\nx\n"])
def test_a_bad_registry_offers_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(content)
    assert portal_choices(Settings(portals=path)) == {}
    assert portal_choices(Settings(portals=tmp_path / "none.csv")) == {}


def test_the_newest_releases_by_day_and_title(conn: Connection, database_url: str) -> None:
    releases.save(conn, [release(1), release(3, "长" * 200), release(2)], NOON)
    found = release_choices(Settings(db=database_url))
    assert list(found) == ["r3", "r2", "r1"]
    assert found["r1"] == "2026-08-01 国务院关于某事的意见"
    assert found["r3"] == "2026-08-03 " + "长" * 60


def test_the_forms_offer_them(
    conn: Connection, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases.save(conn, [release(1)], NOON)
    monkeypatch.setenv("AIRFLOW_CONN_REPOSTWATCH_DB", database_url)
    monkeypatch.setenv("REPOSTWATCH_PORTALS", str(registry(tmp_path / "p.csv", 2)))
    forms = load()
    for dag_id in ("scan_portals", "discover_lists", "probe_portals", "judge_reposts"):
        portals = forms[dag_id]["portals"]
        assert portals["examples"] == ["department", "province", "p1", "x"]
        assert portals["values_display"]["p1"] == "第1部（p1）"
    wanted = forms["judge_reposts"]["release"]
    assert wanted["values_display"] == {"r1": "2026-08-01 国务院关于某事的意见"}
    assert load() == forms, "the same facts are no new version of a DAG"


@pytest.mark.parametrize("away", ["postgresql://u@127.0.0.1:1/none", "postgresql://[", "mysql://x"])
def test_no_database_is_no_broken_dag(away: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_REPOSTWATCH_DB", away)
    assert "examples" not in load()["judge_reposts"]["release"]


def test_a_locked_table_keeps_no_dag_waiting(
    conn: Connection, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(database_url) as other:
        other.execute("LOCK TABLE releases IN ACCESS EXCLUSIVE MODE")
        assert release_choices(Settings(db=database_url)) == {}


def test_a_tasks_process_reads_no_choices(monkeypatch: pytest.MonkeyPatch, bag: Any) -> None:
    del bag
    wiring = importlib.import_module("wiring")
    offers = {"a": "b"}
    assert wiring.offered(lambda _: offers) == offers
    monkeypatch.setenv("_AIRFLOW_PARSING_CONTEXT_TASK_ID", "scan")
    assert wiring.offered(lambda _: offers) == {}


def test_the_list_of_dags_says_what_each_is_in_both_languages(bag: Any) -> None:
    for dag in bag.dags.values():
        chinese, _, english = dag.description.partition(" · ")
        assert chinese.encode() != chinese.encode("ascii", "ignore")
        assert english.isascii(), dag.dag_id
        assert english
        page = dag.doc_md.split("\n\n")
        assert any("\u4e00" <= letter <= "\u9fff" for letter in page[1]), dag.dag_id
        for name in dag.params:
            said = dag.params.get_param(name).description
            assert any("\u4e00" <= letter <= "\u9fff" for letter in said), (dag.dag_id, name)
            assert any(letter.isascii() and letter.isalpha() for letter in said)
