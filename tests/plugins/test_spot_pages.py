"""The pages of the spot check: the sample, a site with its checklist, what closed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from repostwatch.base.quarters import quarter_of
from repostwatch.model import FindingKind, FindingState, Level, Outcome, because
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.samples import Sample, SampledSite, SampleOrder
from repostwatch.model.spot_checks import (
    CheckResult,
    IndicatorResult,
    Probe,
    SiteResult,
    VetoIndicator,
)
from repostwatch.store import findings, probes, samples, spot_results
from repostwatch.store.database import Connection
from tests.plugins.conftest import Ui
from tests.plugins.plugin_world import EVIL, GOOD

NOW = datetime.now(UTC)
QUARTER = str(quarter_of(NOW))
PLACE = f"/spot/{QUARTER}/mct"
PEOPLE = (
    VetoIndicator.SERIOUS_ERRORS, VetoIndicator.NO_RESPONSE, VetoIndicator.UNUSABLE_SERVICE,
)  # fmt: skip


def drawn(conn: Connection) -> Sample:
    conn.execute("TRUNCATE samples, probe_days, successions CASCADE")
    sites = tuple(
        SampledSite(one, Level.DEPARTMENT, "", drawn=True, again=False) for one in ("mct", "evil")
    )
    order = SampleOrder(QUARTER, "7", {Level.DEPARTMENT: Decimal(5)})
    sample = Sample(1, order, "", (), sites)
    assert samples.keep(conn, sample, NOW)
    return sample


def inspected(conn: Connection) -> None:
    """What the program sees passed; what only people see waits."""
    sample = drawn(conn)
    seen = because(SpotCheckCode.SEEN_AT, seen_at=NOW)
    waiting = because(SpotCheckCode.NOT_SAID)

    def indicator(portal_id: str, one: VetoIndicator) -> IndicatorResult:
        if one in PEOPLE:
            return IndicatorResult(portal_id, one, CheckResult.WAITING, waiting)
        return IndicatorResult(portal_id, one, CheckResult.PASSED, seen)

    results = [
        SiteResult(
            site,
            CheckResult.WAITING,
            tuple(indicator(site.portal_id, one) for one in VetoIndicator),
        )
        for site in sample.sites
    ]
    spot_results.save(conn, QUARTER, results)
    samples.note_inspected(conn, QUARTER, NOW)
    hours = [NOW - timedelta(days=1, hours=n) for n in range(5)]
    made = [Probe("mct", at, Outcome.TIMEOUT, 15.0) for at in hours]
    probes.add(conn, made, known=False)


def token(ui: Ui, place: str = PLACE) -> str:
    found = re.search(r'name="token" value="([^"]+)"', ui.get(place).text)
    return found[1] if found else ""


def said(ui: Ui, **changes: str) -> dict[str, str]:
    fields = {
        "token": token(ui), "name": "张三", "indicator": "serious_errors", "result": "passed",
        "evidence": "看过20个页面", "at": "",
    }  # fmt: skip
    return fields | changes


def test_without_a_sample_the_page_says_what_to_do(ui: Ui, store_of_ui: Connection) -> None:
    store_of_ui.execute("TRUNCATE samples CASCADE")
    assert "还没有抽取过样本" in ui.get("/spot").text
    assert ui.get(PLACE).status == 404
    drawn(store_of_ui)
    text = ui.get("/spot").text
    assert "尚未核查" in text
    assert GOOD.name in text
    assert ui.get(PLACE).status == 200


def test_the_sample_with_its_results(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    text = ui.get("/spot").text
    assert "待人工 2" in text
    assert "0.0% – 100.0%" in text
    assert "互动回应差" in text
    assert "某<b>部</b>" not in text, "a hostile name is no markup"
    assert GOOD.name not in ui.get("/spot?result=passed").text
    assert f"{PLACE.removesuffix('mct')}{EVIL.portal_id}" in text
    assert ui.get("/spot?quarter=1999Q1").status == 404
    assert ui.get("/spot", None).status == 303
    english = ui.get("/spot?lang=en").text
    assert "Pass rate" in english


def test_a_site_with_its_hours(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    text = ui.get(PLACE).text
    assert text.count('<td class="unknown">o</td>') == 5, "no known site opened: it counts nothing"
    assert "只能由人工查看" in text
    assert 'name="indicator"' not in ui.get(PLACE, "guest").text, "a guest enters nothing"


def test_a_person_enters_what_they_saw(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    for one in PEOPLE:
        answer = ui.post(said(ui, indicator=one.value), path=PLACE)
        place = f"/repostwatch{PLACE}?was={one.value}#recorded"
        assert (answer.status, answer.headers["location"]) == (303, place)
    entries = spot_results.entries_of(store_of_ui, QUARTER)
    assert {(one.by, one.evidence) for one in entries} == {("张三", "看过20个页面")}
    text = ui.get(f"{PLACE}?was=no_response").text
    assert "已记录：互动回应差" in text
    kept = [one for one in spot_results.load(store_of_ui, QUARTER) if one.portal_id == "mct"]
    assert {one.result for one in kept} == {CheckResult.PASSED}
    assert "合格 1" in ui.get("/spot").text

    failed = said(ui, result="failed", evidence="首页有错别字", at="2026-01-05T09:30")
    assert ui.post(failed, path=PLACE).status == 303
    last = spot_results.entries_of(store_of_ui, QUARTER)
    assert len(last) == 4, "what was said before stays"
    assert ui.post(said(ui, result="failed", evidence="仍有错别字"), path=PLACE).status == 303
    [finding] = [
        one for one in findings.load(store_of_ui, ["mct"]) if one.kind is FindingKind.SPOT_CHECK
    ]
    assert finding.state is FindingState.OPEN
    assert "仍有错别字" in ui.get(PLACE).text


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": " "}, "署名"),
        ({"indicator": "beauty"}, "请选择指标和结果"),
        ({"result": "unknown"}, "请选择指标和结果"),
        ({"result": "failed", "evidence": ""}, "须写明依据"),
        ({"at": "yesterday"}, "不是已经过去的时刻"),
        ({"at": "2026-01-05"}, "不是已经过去的时刻"),
        ({"at": "2999-01-05T09:30"}, "不是已经过去的时刻"),
    ],
)
def test_what_is_not_taken(
    ui: Ui, store_of_ui: Connection, changes: dict[str, str], problem: str
) -> None:
    inspected(store_of_ui)
    answer = ui.post(said(ui, **changes), path=PLACE)
    assert answer.status == 409
    assert problem in answer.text or "姓名" in answer.text
    assert spot_results.entries_of(store_of_ui, QUARTER) == []


def test_who_may_not_and_whose_page_it_is_not(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    assert ui.post(said(ui), "guest", PLACE).status == 403
    assert ui.post(said(ui, token="made up"), path=PLACE).status == 403
    closures = f"/spot/{QUARTER}/closures"
    assert ui.post({"portal": "mct", "token": "made up"}, path=closures).status == 403
    assert spot_results.entries_of(store_of_ui, QUARTER) == []


def test_nothing_is_registered_of_a_site_that_stands(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    closures = f"/spot/{QUARTER}/closures"
    assert ui.get(closures).status == 200
    fields = {"portal": "mct", "successor": "evil", "token": token(ui)}
    assert ui.post(fields, path=closures).status == 404
    row = store_of_ui.execute("SELECT count(*) AS n FROM successions").fetchone()
    assert row is not None
    assert row["n"] == 0
