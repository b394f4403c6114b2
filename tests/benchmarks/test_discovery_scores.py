"""How benchmarks/discovery.py counts: what is found, what is wrong, what had to be the same."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from repostwatch.model import BEIJING

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import discovery
from discovery_scores import (
    Found,
    Score,
    failed_lists,
    same_list,
    score,
    standing,
    table,
    verdicts_wrong,
)

NOW = datetime(2026, 9, 7, 9, tzinfo=BEIJING)
HOME = "http://127.77.1.1:80"


def row(path: str, **facts: str) -> dict[str, str]:
    plain = {
        "portal_id": "a",
        "url": HOME + path,
        "kind": "none",
        "channel": "policy",
        "use": "watch",
        "releases": "40",
        "reachable_clicks": "2",
        "since": "",
        "until": "",
        "also": "",
    }
    return plain | facts


def in_use(*paths: str, state: str = "in_use") -> list[dict[str, str]]:
    return [{"portal_id": "a", "url": HOME + path, "state": state} for path in paths]


REGISTRY = [{"portal_id": "a", "column_urls": ""}, {"portal_id": "b", "column_urls": "http://b/"}]


def scored(truth: list[dict[str, str]], lists: list[dict[str, str]]) -> tuple[Score, list[str]]:
    visits = [{"portal_id": "a"}] * 3 + [{"portal_id": "b"}]
    scores, lines = score(REGISTRY, truth, Found(lists, visits), NOW)
    [one] = scores.values()
    return one, lines


def test_a_list_is_found_where_it_is_in_use() -> None:
    one, lines = scored([row("/gwy/index.html"), row("/zc/", use="never")], in_use("/gwy/"))
    assert one == Score(portals=1, lists=1, found=1, pages=[3])
    assert lines == []


def test_what_is_only_proposed_is_not_found() -> None:
    one, lines = scored([row("/gwy/")], in_use("/gwy/", state="proposed"))
    assert (one.found, one.proposed, one.wrong) == (0, 1, 0)
    assert lines == [f"a (none): {HOME}/gwy/ only proposed"]


@pytest.mark.parametrize("taken", ["/zc/", "/", "/elsewhere/"])
def test_any_other_list_in_use_is_wrong(taken: str) -> None:
    one, lines = scored([row("/gwy/"), row("/zc/", use="never")], in_use(taken))
    assert (one.found, one.wrong) == (0, 1)
    assert f"a (none): {HOME}{taken} in use" in lines


def test_a_list_too_far_away_need_not_be_found_but_may() -> None:
    far = [row("/gwy/", reachable_clicks="4"), row("/zc/", reachable_clicks="")]
    assert scored(far, [])[0].lists == 0
    assert scored(far, in_use("/gwy/"))[0].wrong == 0


def test_a_portal_of_which_no_list_can_be_read() -> None:
    scores, _ = score(REGISTRY, [], Found([], []), NOW)
    assert scores == {"unreadable": Score(portals=1, pages=[0])}


def test_lists_stand_where_a_redesign_has_put_them() -> None:
    moved = "2026-09-10T12:00:00+08:00"
    truth = [row("/old/", until=moved), row("/new/", since=moved)]
    assert [one["url"] for one in standing(truth, NOW)] == [HOME + "/old/"]
    assert [one["url"] for one in standing(truth, NOW.replace(day=11))] == [HOME + "/new/"]


PROXY = "/module/web/jpage/dataproxy.jsp"
ALSO = HOME + PROXY + "?startrecord=1&endrecord=60&columnid=12&unitid=84"


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("/gwy/index.html", True),
        ("/gwy/?sid=12ab", True),
        ("/gwy/?page=2", False),
        (PROXY + "?columnid=12&startrecord=1&endrecord=45&perpage=15", True),
        (PROXY + "?columnid=13", False),
        (PROXY, False),
        ("/api/list?columnid=12", False),
    ],
)
def test_one_list_under_several_addresses(url: str, same: bool) -> None:
    assert same_list(HOME + url, row("/gwy/", also=ALSO)) is same
    assert not same_list("http://127.77.1.2" + url, row("/gwy/", also=ALSO))


def test_a_frame_is_the_list_it_stands_in() -> None:
    framed = row("/gwy/", also=HOME + "/iframe/list_1_1.html")
    assert same_list(HOME + "/iframe/list_1_1.html", framed)
    assert not same_list(HOME + "/iframe/list_2_1.html", framed)


def test_each_verdict_is_compared() -> None:
    truth = [{"release_id": r, "portal_id": "a", "verdict": "on_time"} for r in ("1", "2", "3")]
    given: list[dict[str, Any]] = [
        {"release_id": "1", "portal_id": "a", "verdict": "on_time", "reason": ""},
        {"release_id": "2", "portal_id": "a", "verdict": "missing", "reason": "why"},
    ]
    count, wrong = verdicts_wrong(truth, given)
    assert count == 3
    assert [(one["release_id"], one["found"], one["reason"]) for one in wrong] == [
        ("2", "missing", "why"),
        ("3", "no verdict", ""),
    ]


def test_lists_that_do_not_answer_any_more() -> None:
    registry = [
        {"portal_id": one, "column_urls": f"http://{one}/gwy/ http://{one}/zc/"} for one in "abc"
    ]
    visits = [
        {"portal_id": "a", "url": "http://a/gwy/index.html", "outcome": "http_404"},
        {"portal_id": "b", "url": "http://b/gwy/", "outcome": "ok"},
        {"portal_id": "b", "url": "http://b/", "outcome": "timeout"},
        {"portal_id": "c", "url": "http://c/zc/", "outcome": "not_modified"},
    ]
    assert failed_lists(registry, visits) == {"a"}


def test_the_table_has_a_row_of_all() -> None:
    text = table({"b": Score(1, 2, 1, 0, 1, [9], 7, 2), "a": Score(2, 2, 2, 0, 0, [3, 30], 14, 0)})
    rows = text.splitlines()
    assert [line.split(" | ")[0] for line in rows[2:]] == ["| a", "| b", "| **all**"]
    assert rows[-1] == "| **all** | 3 | 4 | 3 | 0 | 1 | 9 | 30 | 21 | 2 |"


def test_goals() -> None:
    good = Score(portals=3, lists=100, found=97, pages=[10, 25, 80])
    assert discovery.goals_missed(good, known=False) == []
    bad = Score(portals=1, lists=100, found=96, wrong=1, pages=[26], wrong_verdicts=2)
    assert len(discovery.goals_missed(bad, known=False)) == 4
    assert len(discovery.goals_missed(bad, known=True)) == 1


def test_the_table_is_put_into_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{discovery.BEGIN}old\n{discovery.END}after\n")
    monkeypatch.setattr(discovery, "DOCS", page)
    discovery.write("new\n")
    discovery.write("newer\n")
    assert page.read_text() == f"before\n{discovery.BEGIN}\nnewer\n\n{discovery.END}after\n"
