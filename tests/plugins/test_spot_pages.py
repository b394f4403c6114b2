"""The pages of the spot check: the sample, a site with its checklist, what closed."""

from __future__ import annotations

import csv
import html
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from repostwatch.base.quarters import quarter_of
from repostwatch.model import FindingKind, FindingState, Language, Level, Outcome, because
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
from repostwatch.wording import Style
from repostwatch.wording.values import minute
from tests.plugins.conftest import Answer, Ui
from tests.plugins.plugin_world import EVIL, GOOD

NOW = datetime.now(UTC)
QUARTER = str(quarter_of(NOW))
# What people saw is of the quarter.
BEGUN = f"{quarter_of(NOW).first}T00:00:00"
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


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("昨天", "“昨天”看不懂，请写明日期和时刻"),
        (f"{quarter_of(NOW).first}", "只有日期，请写明时刻，如 "),
        ("2199-01-01T09:00", "“2199-01-01T09:00”还没有到"),
        ("2016-06-01T09:00", "不在本季度"),
    ],
)
def test_a_time_that_does_not_do_is_refused_for_what_is_wrong_with_it(
    ui: Ui, store_of_ui: Connection, at: str, why: str
) -> None:
    inspected(store_of_ui)
    answer = ui.post(said(ui, at=at), path=PLACE)
    assert answer.refused
    assert why in answer.text
    assert f'name="at" maxlength="30" placeholder="{NOW.year}-' in answer.text
    assert f'value="{at}"' in answer.text, "what was typed stays"


def test_the_example_of_a_time_does_itself(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    found = re.search(r'name="at" maxlength="30" placeholder="([^"]+)"', ui.get(PLACE).text)
    assert found
    assert ui.post(said(ui, at=found[1]), path=PLACE).status == 303


def token(ui: Ui, place: str = PLACE) -> str:
    found = re.search(r'name="token" value="([^"]+)"', ui.get(place).text)
    return found[1] if found else ""


def seen(ui: Ui) -> str:
    """What the site's page shows of what people said."""
    found = re.search(r'name="seen" value="(\d+)"', ui.get(PLACE).text)
    return found[1] if found else ""


def said(ui: Ui, **changes: str) -> dict[str, str]:
    fields = {
        "token": token(ui), "seen": seen(ui),
        "name": "张三", "indicator": "serious_errors", "result": "passed",
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


def test_before_the_first_inspection_no_site_has_a_result(ui: Ui, store_of_ui: Connection) -> None:
    drawn(store_of_ui)
    text = ui.get("/spot").text
    assert not re.search(r'class="tag[^>]*>[^<]*无法核验', text)
    filtered = ui.get("/spot?result=unknown").text.partition('id="sites"')[2]
    assert GOOD.name not in filtered
    assert "尚未核查" in filtered


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


def test_what_the_sample_lacks_is_named(ui: Ui, store_of_ui: Connection) -> None:
    """Both failed in the quarter before; one of them is in the sample that was drawn earlier."""
    inspected(store_of_ui)
    assert "抽取本季度样本之后" not in ui.get("/spot").text
    before = str(quarter_of(NOW).before)
    sample = samples.load(store_of_ui, QUARTER)
    assert sample is not None
    samples.keep(store_of_ui, replace(sample, order=replace(sample.order, quarter=before)), NOW)
    why = because(SpotCheckCode.NOTHING_GIVEN)
    results = [
        SiteResult(site, CheckResult.FAILED, (
            IndicatorResult(site.portal_id, PEOPLE[0], CheckResult.FAILED, why),
        ))
        for site in sample.sites
    ]  # fmt: skip
    spot_results.save(store_of_ui, before, results)
    kept = tuple(site for site in sample.sites if site.portal_id != GOOD.portal_id)
    store_of_ui.execute(
        "UPDATE samples SET record = %s WHERE quarter = %s",
        (samples.RECORD.dump_json(replace(sample, sites=kept)).decode(), QUARTER),
    )
    text = ui.get("/spot").text
    named = re.search(r"另有1个网站在抽取本季度样本之后才判为[^<：]*：([^。]*)。", text)
    assert named is not None
    assert named[1] == GOOD.name
    assert "only after this sample was drawn" in ui.get("/spot?lang=en").text
    assert "抽取本季度样本之后" not in ui.get(f"/spot?quarter={before}").text


@pytest.mark.parametrize(
    ("passed", "failed", "open_", "shown"),
    [
        (2, 1, 0, "66.6%"),  # 66.67 is no 66.7
        (1, 1, 1, "33.3% – 66.7%"),  # 33.33 and 66.67
        (1999, 1, 0, "99.9%"),  # 99.95 is no 100
        (1998, 1, 1, "99.9% – 100.0%"),
        (1, 1999, 1, "0.0% – 0.1%"),
        (0, 3, 0, "0.0%"),
        (3, 0, 0, "100.0%"),
        (17, 2, 1, "85.0% – 90.0%"),
    ],
)
def test_the_rates_hold_what_is_true(
    ui: Ui, store_of_ui: Connection, passed: int, failed: int, open_: int, shown: str
) -> None:
    """Cut off, and of two ends the upper one rounded up: as the bulletin has it."""
    results = [CheckResult.PASSED] * passed + [CheckResult.FAILED] * failed
    results += [CheckResult.UNKNOWN] * open_
    sites = tuple(
        SampledSite(f"s{n}", Level.COUNTY, "广东", drawn=True, again=False)
        for n in range(len(results))
    )
    order = SampleOrder(QUARTER, "1", {Level.COUNTY: Decimal(5)})
    store_of_ui.execute("TRUNCATE samples CASCADE")
    samples.keep(store_of_ui, Sample(2, order, "x", (), sites), NOW)
    spot_results.save(store_of_ui, QUARTER, [
        SiteResult(site, result, tuple(
            IndicatorResult(site.portal_id, one, result, because(SpotCheckCode.NOTHING_GIVEN))
            for one in VetoIndicator
        ))
        for site, result in zip(sites, results, strict=True)
    ])  # fmt: skip
    samples.note_inspected(store_of_ui, QUARTER, NOW)
    cells = re.findall(r'data-of="合格率">([^<]*)<', ui.get("/spot").text)
    assert cells == [shown, shown], "of all levels, and of the county's"


def test_a_site_with_its_hours(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    text = ui.get(PLACE).text
    assert text.count('<td class="unknown">o</td>') == 5, "no known site opened: it counts nothing"
    assert "只能由人工查看" in text
    assert "<th>姓名</th>" in text
    assert 'name="indicator"' not in ui.get(PLACE, "guest").text, "a guest enters nothing"


def test_a_person_enters_what_they_saw(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    for one in PEOPLE:
        answer = ui.post(said(ui, indicator=one.value), path=PLACE)
        assert answer.status == 303
        line = line_after(ui, answer)
        assert "已记录：" in line
        assert re.findall('<span class="tag [a-z]+">(.*?)</span>', line) == ["待人工", "合格"]
    entries = spot_results.entries_of(store_of_ui, QUARTER)
    assert {(one.by, one.evidence) for one in entries} == {("张三", "看过20个页面")}
    assert 'id="recorded"' not in ui.get(f"{PLACE}?entry=999999&was=passed").text
    kept = [one for one in spot_results.load(store_of_ui, QUARTER) if one.portal_id == "mct"]
    assert {one.result for one in kept} == {CheckResult.PASSED}
    assert "合格 1" in ui.get("/spot").text

    failed = said(ui, result="failed", evidence="首页有错别字", at=BEGUN)
    assert ui.post(failed, path=PLACE).status == 303
    last = spot_results.entries_of(store_of_ui, QUARTER)
    assert len(last) == 4, "what was said before stays"
    assert ui.post(said(ui, result="failed", evidence="仍有错别字"), path=PLACE).status == 303
    [finding] = [
        one for one in findings.load(store_of_ui, ["mct"]) if one.kind is FindingKind.SPOT_CHECK
    ]
    assert finding.state is FindingState.OPEN
    assert "仍有错别字" in ui.get(PLACE).text


def line_after(ui: Ui, answer: Answer) -> str:
    """The line of the page that a form led to, which says what was recorded."""
    place = answer.headers["location"].removeprefix("/repostwatch").partition("#")[0]
    page = ui.get(place).text
    line = page[page.index('id="recorded"') :]
    return line[: line.index("</section>")]


def undo_fields(line: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', line))


def results_of(conn: Connection, indicator: str) -> CheckResult:
    [kept] = [
        one
        for one in spot_results.load(conn, QUARTER)
        if (one.portal_id, one.indicator) == ("mct", indicator)
    ]
    return kept.result


def test_what_was_said_is_taken_back_as_an_entry_of_its_own(
    ui: Ui, store_of_ui: Connection
) -> None:
    inspected(store_of_ui)
    answer = ui.post(said(ui, result="failed", evidence="首页有错别字"), path=PLACE)
    assert results_of(store_of_ui, "serious_errors") is CheckResult.FAILED
    drawn = undo_fields(line_after(ui, answer))
    undone = ui.post(drawn, path=f"{PLACE}/undo")
    assert undone.status == 303
    line = line_after(ui, undone)
    assert "已撤销：严重错误" in line
    assert re.findall('<span class="tag [a-z]+">(.*?)</span>', line) == ["不合格", "待人工"]
    assert "<button" not in line
    assert results_of(store_of_ui, "serious_errors") is CheckResult.WAITING
    assert spot_results.entries_of(store_of_ui, QUARTER) == [], "it counts no more"
    [word] = spot_results.words_about(store_of_ui, QUARTER, "mct")
    assert word.withdrawn
    assert (word.entry.by, word.withdrawn.by) == ("张三", "officer")
    page = ui.get(PLACE).text
    assert "首页有错别字" in page
    assert "撤销张三的填报（不合格）" in page
    old = line_after(ui, answer)
    assert "<button" not in old, "the page of what was taken back, come to again"
    again = ui.post(drawn, path=f"{PLACE}/undo")
    assert (again.status, "没有可以撤销的" in again.text) == (409, True)


def test_what_was_said_before_counts_again(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    ui.post(said(ui, result="failed", evidence="首页有错别字"), path=PLACE)
    answer = ui.post(said(ui), path=PLACE)
    assert results_of(store_of_ui, "serious_errors") is CheckResult.PASSED
    ui.post(undo_fields(line_after(ui, answer)), path=f"{PLACE}/undo")
    assert results_of(store_of_ui, "serious_errors") is CheckResult.FAILED


def test_what_the_program_saw_counts_again(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    fields = said(ui, indicator="unreachable", result="failed", evidence="打不开")
    answer = ui.post(fields, path=PLACE)
    assert results_of(store_of_ui, "unreachable") is CheckResult.FAILED
    ui.post(undo_fields(line_after(ui, answer)), path=f"{PLACE}/undo")
    assert results_of(store_of_ui, "unreachable") is CheckResult.PASSED


def test_what_was_taken_back_may_be_said_again_or_its_opposite(
    ui: Ui, store_of_ui: Connection
) -> None:
    """Of the same moment, by the same person."""
    inspected(store_of_ui)
    for result in ("failed", "passed", "failed"):
        answer = ui.post(said(ui, result=result, at=BEGUN), path=PLACE)
        assert answer.status == 303
        assert results_of(store_of_ui, "serious_errors") == result
        ui.post(undo_fields(line_after(ui, answer)), path=f"{PLACE}/undo")
    assert len(spot_results.words_about(store_of_ui, QUARTER, "mct")) == 3


def test_of_two_who_say_something_at_once_the_second_is_told(
    ui: Ui, store_of_ui: Connection
) -> None:
    inspected(store_of_ui)
    fields = [said(ui, name=f"张{number}") for number in range(4)]
    with ThreadPoolExecutor(len(fields)) as pool:
        answers = list(pool.map(lambda one: ui.post(one, path=PLACE), fields))
    assert sorted(answer.status for answer in answers) == [303, 409, 409, 409]
    assert sum("已经改变" in answer.text for answer in answers) == 3
    assert len(spot_results.entries_of(store_of_ui, QUARTER)) == 1


def test_only_who_may_decide_takes_back_and_only_of_this_site(
    ui: Ui, store_of_ui: Connection
) -> None:
    inspected(store_of_ui)
    fields = undo_fields(line_after(ui, ui.post(said(ui), path=PLACE)))
    assert ui.post(fields, "guest", f"{PLACE}/undo").status == 403
    assert ui.post(fields | {"token": "made up"}, path=f"{PLACE}/undo").status == 403
    elsewhere = f"/spot/{QUARTER}/evil/undo"
    assert ui.post(fields, path=elsewhere).status == 409
    assert len(spot_results.entries_of(store_of_ui, QUARTER)) == 1


def test_no_result_is_chosen_beforehand(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    form = ui.get(PLACE).text.partition('<form class="decide"')[2].partition("</form>")[0]
    assert " checked" not in form
    assert " selected" not in form
    assert re.findall("<button[^>]*>(.*?)</button>", form) == ["记录"]
    refused = ui.post(said(ui, result=""), path=PLACE)
    assert "请选择指标和结果" in refused.text


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": " "}, "署名"),
        ({"indicator": "beauty"}, "请选择指标和结果"),
        ({"result": "unknown"}, "请选择指标和结果"),
        ({"result": "failed", "evidence": ""}, "须写明依据"),
        ({"result": "failed", "evidence": "同上"}, "网址、截图文件名，或用一句话"),
        ({"result": "failed", "evidence": "1"}, "须写明依据"),
        ({"at": "yesterday"}, "不是已经过去的时刻"),
        ({"at": "2026-01-05"}, "不是已经过去的时刻"),
        ({"at": "2999-01-05T09:30"}, "不是已经过去的时刻"),
        ({"at": "1999-01-05T09:30"}, f"{GOOD.name}的严重错误：查看时间1999"),
    ],
)
def test_what_is_not_taken(
    ui: Ui, store_of_ui: Connection, changes: dict[str, str], problem: str
) -> None:
    inspected(store_of_ui)
    answer = ui.post(said(ui, **changes), path=PLACE)
    assert answer.refused
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


HEAD = "portal_id,indicator,result,by,at,evidence"
BOARD = f"/spot/{QUARTER}"


def uploaded(ui: Ui, *rows: str, user: str = "officer") -> Answer:
    text = "\r\n".join([HEAD, *rows])
    fields = {"token": token(ui, "/spot")}
    return ui.upload(BOARD, fields, ("checklist", b"\xef\xbb\xbf" + text.encode()), user)


def test_the_tables_can_be_taken_away(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    sites = ui.get(f"/spot.csv?quarter={QUARTER}").text.splitlines()
    assert sites[0].endswith("portal_id,level,place,drawn,again,result,failed_by,quarter")
    row = f"department,,yes,no,waiting,,{QUARTER}"
    assert sites[1:] == [f"{one},{row}" for one in ("mct", "evil")]
    rows = ui.get(f"/spot.csv?quarter={QUARTER}&of=checklist").text.splitlines()
    assert len(rows) == 1 + 2 * len(PEOPLE)
    assert any(GOOD.name in row and "互动回应差" in row for row in rows)
    closures = ui.get(f"/spot.csv?quarter={QUARTER}&of=closures")
    assert closures.text.lstrip("\ufeff").startswith("portal_id,name,level,registered_until")
    names = [
        ui.get(f"/spot.csv?quarter={QUARTER}&of={of}").headers["content-disposition"]
        for of in ("sites", "checklist", "closures")
    ]
    assert names == [
        f'attachment; filename="spot-{QUARTER}-{of}.csv"'
        for of in ("sites", "checklist", "closures")
    ]
    assert ui.get("/spot.csv?quarter=1999Q1").status == 404
    assert ui.get("/spot.csv?quarter=soon").status >= 400
    assert ui.get("/spot.csv", None).status == 303


def test_people_read_names(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    link = re.search(
        r'href="/repostwatch(/spot.csv[^"]*)">样本和结果（含名称，供阅读）', ui.get("/spot").text
    )
    assert link
    path = html.unescape(link[1])
    answer = ui.get(path)
    assert answer.headers["content-disposition"].endswith(f'"spot-{QUARTER}-named.csv"')
    found = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert found[0]["网站名称"] == GOOD.name
    assert [(one["网站编号"], one["结果"]) for one in found] == [
        ("mct", "待人工"), ("evil", "待人工"),
    ]  # fmt: skip
    assert ui.get(f"{path}&lang=en").text.lstrip("\ufeff").startswith("Quarter,Site,Level")


def test_a_table_that_there_is_not_is_said(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    answer = ui.get(f"/spot.csv?quarter={QUARTER}&of=foo")
    assert answer.status == 422
    assert "表格种类" in answer.text


def test_the_checklist_comes_back_filled_in(ui: Ui, store_of_ui: Connection) -> None:
    """As the page gave it: with names, and with its own words."""
    inspected(store_of_ui)
    given = ui.get(f"/spot.csv?quarter={QUARTER}&of=checklist").text.lstrip("\ufeff").splitlines()
    empty = list(csv.DictReader(given))
    for row in empty:
        row |= {"result": "合格", "by": "张三", "at": BEGUN}
    own = io.StringIO()
    table = csv.DictWriter(own, given[0].split(","))
    table.writeheader()
    table.writerows(empty)
    fields = {"token": token(ui, "/spot")}
    answer = ui.upload(BOARD, fields, ("checklist", own.getvalue().encode()))
    assert answer.status == 303
    assert "合格 2" in ui.get("/spot").text
    assert "已导入6条" in line_after(ui, answer)
    again = ui.upload(BOARD, fields, ("checklist", own.getvalue().encode()))
    line = line_after(ui, again)
    assert "已导入0条" in line
    assert "另有6条此前已有" in line
    assert "<a" not in line
    assert len(spot_results.entries_of(store_of_ui, QUARTER)) == 6


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("nobody,no_response,passed,张三,2026-01-05T09:30,", "第3行“portal_id”列："),
        ("mct,beauty,passed,张三,2026-01-05T09:30,", "第3行“indicator”列："),
        ("mct,no_response,maybe,张三,2026-01-05T09:30,", "第3行“result”列："),
        ("mct,no_response,failed,张三,2026-01-05T09:30,", "第3行“evidence”列："),
        ("mct,no_response,failed,张三,2026-01-05T09:30,同上", "“同上”不能作为依据。请逐行写明"),
        ("mct,no_response,failed,张三,2026-01-05T09:30,1", "第3行“evidence”列："),
        ("mct,no_response,passed,,2026-01-05T09:30,", "第3行“by”列："),
        ("mct,no_response,passed,张三,2026-01-05,", "第3行“at”列："),
        ("mct,no_response,passed,张三,2999-01-05T09:30,", "第3行“at”列："),
        ("mct,no_response,passed", "第3行“by”列："),
        ("mct,no_response,也许,张三,2026-01-05T09:30,", "“也许”不是核查结果"),
        ("mct,no_response,passed,张三,1999-01-05T09:30,", f"{GOOD.name}的严重错误：查看时间"),
    ],
)
def test_one_wrong_cell_and_nothing_is_kept(
    ui: Ui, store_of_ui: Connection, row: str, place: str
) -> None:
    inspected(store_of_ui)
    answer = uploaded(ui, "mct,serious_errors,passed,张三,2026-01-05T09:30,", row)
    assert answer.refused
    assert place in html.unescape(answer.text)
    assert spot_results.entries_of(store_of_ui, QUARTER) == []


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (b"", "文件是空的"),
        (b"\xef\xbb\xbf\r\n", "文件是空的"),
        (f"{HEAD}\nmct,no_response,failed,张三,,证据".encode("gbk"), "第2行：文件不是UTF-8编码"),
        (HEAD.encode("utf-16"), "文件不是UTF-8编码"),
        (b"a,b,c\n1,2,3", "缺少这一列"),
        (f'{HEAD}\nmct,"no_response'.encode(), "引号没有成对"),
    ],
)
def test_a_file_that_is_no_checklist_is_named_in_chinese(
    ui: Ui, store_of_ui: Connection, file: bytes, problem: str
) -> None:
    inspected(store_of_ui)
    answer = ui.upload(BOARD, {"token": token(ui, "/spot")}, ("checklist", file))
    assert answer.refused
    assert problem in answer.text
    english = ui.upload(f"{BOARD}?lang=en", {"token": token(ui, "/spot")}, ("checklist", file))
    assert problem not in english.text


def test_a_form_without_a_file_is_said_to_have_none(ui: Ui, store_of_ui: Connection) -> None:
    """As a browser sends it: the field is there, and no file has a name."""
    inspected(store_of_ui)
    file = ("checklist", b"")
    answer = ui.upload(BOARD, {"token": token(ui, "/spot")}, file, called="")
    assert answer.refused
    assert "没有选择文件" in answer.text


def taken_back(ui: Ui, path: str = PLACE, user: str = "officer") -> list[dict[str, str]]:
    """What each 撤销 sends that stands beside what people said."""
    table = ui.get(path, user).text.rpartition("<h2>人工核查</h2>")[2].partition("</section>")[0]
    forms = re.findall(r'<form class="undo".*?</form>', table, re.DOTALL)
    return [undo_fields(one) for one in forms]


def test_the_word_that_counts_can_be_taken_back_whenever(ui: Ui, store_of_ui: Connection) -> None:
    """Of each indicator one, also once the word after it was taken back."""
    inspected(store_of_ui)
    assert taken_back(ui) == []
    for fields in ({"at": BEGUN}, {"evidence": "又看过"}, {"indicator": "no_response"}):
        assert ui.post(said(ui, **fields), path=PLACE).status == 303
    newest = {one.entry.evidence: one for one in spot_results.words_about(
        store_of_ui, QUARTER, "mct") if one.entry.indicator is PEOPLE[0]}  # fmt: skip
    offered = {one["entry"] for one in taken_back(ui)}
    assert len(offered) == 2
    assert str(newest["又看过"].entry_id) in offered
    assert str(newest["看过20个页面"].entry_id) not in offered, "it counts no more"
    assert taken_back(ui, user="guest") == []
    [fields] = [one for one in taken_back(ui) if one["entry"] == str(newest["又看过"].entry_id)]
    assert ui.post(fields, "guest", f"{PLACE}/undo").status == 403
    answer = ui.post(fields, path=f"{PLACE}/undo")
    assert "已撤销：严重错误" in line_after(ui, answer)
    assert results_of(store_of_ui, "serious_errors") is CheckResult.PASSED
    offered = {one["entry"] for one in taken_back(ui)}
    assert str(newest["看过20个页面"].entry_id) in offered, "it counts again"
    assert "<s>" in ui.get(PLACE).text
    again = ui.post(fields, path=f"{PLACE}/undo")
    assert (again.status, "没有可以撤销的" in again.text) == (409, True)
    assert "Undo<span class=" in ui.get(f"{PLACE}?lang=en").text


def test_of_two_who_take_back_a_word_at_once_one_does(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    assert ui.post(said(ui), path=PLACE).status == 303
    [fields] = taken_back(ui)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ui.post(fields, path=f"{PLACE}/undo"), range(4)))
    assert sorted(answer.status for answer in answers) == [303, 409, 409, 409]
    assert sum("没有可以撤销的" in answer.text for answer in answers) == 3


def test_what_a_file_brought_is_found_and_taken_back(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    assert ui.post(said(ui, at=BEGUN), path=PLACE.replace("mct", "evil")).status == 303
    row = f"mct,no_response,failed,张三,{BEGUN},三封来信无人答复"
    answer = uploaded(ui, row)
    assert results_of(store_of_ui, "no_response") is CheckResult.FAILED
    line = line_after(ui, answer)
    assert "已导入1条" in line
    assert "涉及的1个网站" in line
    assert 'href="#sites"' in line
    place = answer.headers["location"].removeprefix("/repostwatch").partition("#")[0]
    sites = ui.get(place).text.rpartition('id="sites"')[2]
    own = re.findall(rf'href="/repostwatch(/spot/{QUARTER}/\w+)"', sites)
    assert own == [PLACE], "only what the file was about"
    assert EVIL.portal_id in ui.get("/spot").text
    [fields] = taken_back(ui, own[0])
    assert ui.post(fields, path=f"{PLACE}/undo").status == 303
    assert results_of(store_of_ui, "no_response") is CheckResult.WAITING
    assert "三封来信无人答复" in ui.get(PLACE).text
    assert taken_back(ui) == []
    for wrong in ("x", "1-", "9" * 30):
        assert f"“{wrong}”" in ui.get(f"/spot?taken={wrong}").text
    assert ui.get(f"/spot?taken={'9' * 18}-{'9' * 18}").status == 200


def test_results_are_as_at_the_last_word(ui: Ui, store_of_ui: Connection) -> None:
    """Whenever it was seen: what was entered after the inspection counts from then on."""
    inspected(store_of_ui)
    before = NOW - timedelta(hours=3)
    store_of_ui.execute("UPDATE samples SET inspected_at = %s", (before,))
    style = Style(Language.CHINESE)

    def stands() -> str:
        found = re.search("结果截至([^<]*)", ui.get("/spot").text)
        return found[1] if found else ""

    assert stands() == minute(before, style)
    assert uploaded(ui, f"mct,no_response,failed,张三,{BEGUN},无人答复").status == 303
    own = f"最近一次核查：{minute(before, style)}"
    assert own in stands()
    store_of_ui.execute("UPDATE checklist_entries SET entered_at = %s", (NOW - timedelta(hours=1),))
    assert stands().startswith(minute(NOW - timedelta(hours=1), style))
    [fields] = taken_back(ui)
    assert ui.post(fields, path=f"{PLACE}/undo").status == 303
    store_of_ui.execute("UPDATE checklist_withdrawals SET at = %s", (NOW - timedelta(minutes=9),))
    assert stands().startswith(minute(NOW - timedelta(minutes=9), style))
    samples.note_inspected(store_of_ui, QUARTER, NOW)
    assert stands() == minute(NOW, style), "the inspection came after it"
    store_of_ui.execute("UPDATE checklist_entries SET entered_at = NULL")
    store_of_ui.execute("UPDATE samples SET inspected_at = %s", (before,))
    assert own in stands()


def test_a_site_is_named_as_the_page_names_it(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    answer = ui.post(said(ui, at="1999-01-05T09:30"), path=PLACE)
    assert f"{GOOD.name}的严重错误" in answer.text


def test_a_table_without_a_quarter_says_that_one_is_missing(ui: Ui) -> None:
    assert "没有写明季度" in ui.get("/spot.csv").text
    assert "no quarter is given" in ui.get("/spot.csv?lang=en").text


def test_what_is_no_quarter_is_said_in_chinese(ui: Ui) -> None:
    for path in ("/spot/abc/closures", "/spot.csv?quarter=abc"):
        answer = ui.get(path)
        assert answer.status == 404
        assert "“abc”不是季度" in answer.text


def test_who_may_not_hand_in_a_checklist(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    row = "mct,serious_errors,passed,张三,2026-01-05T09:30,"
    assert uploaded(ui, row, user="guest").status == 403
    file = ("checklist", f"{HEAD}\n{row}".encode())
    assert ui.upload(BOARD, {"token": "made up"}, file).status == 403
    assert 'type="file"' not in ui.get("/spot", "guest").text
    assert spot_results.entries_of(store_of_ui, QUARTER) == []


def test_what_was_seen_earlier_is_kept_and_does_not_count(ui: Ui, store_of_ui: Connection) -> None:
    inspected(store_of_ui)
    late = f"mct,no_response,passed,张三,{BEGUN.replace(':00:00', ':00:01')},"
    early = f"mct,no_response,failed,李四,{BEGUN},无人答复"
    assert uploaded(ui, late).status == 303
    assert uploaded(ui, early).status == 303
    [kept] = [
        one
        for one in spot_results.load(store_of_ui, QUARTER)
        if (one.portal_id, one.indicator.value) == ("mct", "no_response")
    ]
    assert kept.result is CheckResult.PASSED
    assert len(spot_results.entries_of(store_of_ui, QUARTER)) == 2
