"""The statement of a quarter, on the page and in Word."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.model import Language, Level, Portal
from repostwatch.reporting.bulletin import quarter_days
from repostwatch.reporting.data import Report, ReportData
from repostwatch.settings import ReportingSettings
from tests.defaults import build_bulletin
from tests.reporting import world

NARROW = frozenset({Level.DEPARTMENT, Level.PROVINCE})


@dataclass(frozen=True)
class Past:
    period: str
    document: str
    scope: frozenset[Level]
    column_rate: str
    repost_rate: str


PAST = (
    Past("2016年第二季度", "国办函〔2016〕68号", NARROW, "90%以上", "超过80%"),
    Past("2016年第四季度", "", NARROW | {Level.CITY, Level.COUNTY}, "87%", "78%"),
    Past("2017年第四季度", "", NARROW, "", ""),
)


@pytest.fixture(scope="module")
def data() -> ReportData:
    return world.day()


@pytest.fixture(scope="module")
def bulletin(data: ReportData) -> Report:
    return build_bulletin(data, "2026Q3", past=PAST)


def words_of(report: Report) -> str:
    document = Document(io.BytesIO(report.attachments[0].content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_equal_data_gives_equal_bytes(data: ReportData, bulletin: Report) -> None:
    assert build_bulletin(data, "2026Q3", past=PAST) == bulletin


def test_figures_stand_with_what_they_are_made_of(bulletin: Report) -> None:
    row = "24小时转载率　全部　83.5%　86　103　9　83.5% – 92.2%"
    assert row in bulletin.text
    assert "71个国务院部门网站、32个省级政府门户网站" in bulletin.text
    assert "2026年7月1日至9月30日" in bulletin.text


def test_sites_are_named(bulletin: Report) -> None:
    assert "专栏未开设（1个）：商务部。" in bulletin.text
    assert "未转载（9个网站，18项）：黑龙江（9项）、" in bulletin.text


def test_only_figures_of_the_same_scope_are_set_beside_ours(bulletin: Report) -> None:
    assert "2016年第二季度　国办函〔2016〕68号　90%以上　超过80%" in bulletin.text
    assert "2016年第四季度公布的数据监测范围与本期不同，不作比较。" in bulletin.text
    assert "87%" not in bulletin.text
    assert "2017年第四季度" not in bulletin.text


def test_a_registry_with_counties_is_another_series(data: ReportData) -> None:
    county = Portal("x", "某县", Level.COUNTY, "https://x.example/")
    text = build_bulletin(replace(data, portals=(*data.portals, county)), "2026Q3", past=PAST).text
    assert "90%以上" not in text
    assert "2016年第二季度、2016年第四季度公布的数据监测范围与本期不同" in text


def test_the_word_file_says_what_the_page_says(bulletin: Report) -> None:
    heading, said = words_of(bulletin).split("\n一、", maxsplit=1)
    assert heading == "2026年第三季度国务院政策信息\n转载监测情况通报"  # broken between words
    said = heading.replace("\n", "") + "\n一、" + said
    for line in bulletin.text.splitlines():
        for cell in line.split("　"):
            assert cell.strip() in said


def chinese_font(run: Run) -> str | None:
    format_of_run = run._element.rPr
    assert format_of_run is not None
    assert format_of_run.rFonts is not None
    font: str | None = format_of_run.rFonts.get(qn("w:eastAsia"))
    return font


def test_chinese_text_has_chinese_fonts(bulletin: Report) -> None:
    document = Document(io.BytesIO(bulletin.attachments[0].content))
    fonts = {chinese_font(run) for paragraph in document.paragraphs for run in paragraph.runs}
    assert fonts == {"宋体", "黑体", "仿宋"}


def test_a_letterhead_keeps_its_page(data: ReportData, tmp_path: Path) -> None:
    letterhead = Document()
    letterhead.sections[0].header.paragraphs[0].text = "某某办公室文件"
    letterhead.save(str(tmp_path / "letterhead.docx"))
    settings = ReportingSettings(letterhead=tmp_path / "letterhead.docx")
    made = Document(
        io.BytesIO(build_bulletin(data, "2026Q3", settings=settings).attachments[0].content)
    )
    assert made.sections[0].header.paragraphs[0].text == "某某办公室文件"


@pytest.mark.parametrize("content", [None, b"no Word file"])
def test_a_letterhead_that_is_none_is_named(
    data: ReportData, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "letterhead.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=re.escape(str(path))):
        build_bulletin(data, "2026Q3", settings=ReportingSettings(letterhead=path))


def test_hostile_names_do_not_break_the_word_file(data: ReportData) -> None:
    name = "<w:p/>&\x00\ud800\u202e"
    portals = (replace(data.portals[0], name=name), *data.portals[1:])
    data = replace(data, portals=portals, columns=())
    bad = tuple(replace(v, portal_id=portals[0].portal_id) for v in data.verdicts)
    assert "<w:p/>& \ufffd" in words_of(build_bulletin(replace(data, verdicts=bad), "2026Q3"))


def test_a_quiet_quarter_reads_well() -> None:
    empty = ReportData(
        world.DAY, world.MADE, (), (), (), (), (), (), (), (), usual_limit=world.LIMIT
    )
    text = build_bulletin(empty, "2026Q4").text
    assert "本季度未发现未开设专栏、未转载、超时转载或倒签日期的情况。" in text
    assert "三、" not in text


@pytest.mark.parametrize("quarter", ["2026", "2026Q5", "Q3", "26Q3", "2026-Q3"])
def test_what_is_no_quarter(quarter: str) -> None:
    with pytest.raises(RepostwatchError, match=r"is not a quarter, e\.g\. 2026Q3"):
        build_bulletin(world.day(), quarter)


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2024, 1, 1), date(2024, 3, 31)),
        (2, date(2024, 4, 1), date(2024, 6, 30)),
        (3, date(2024, 7, 1), date(2024, 9, 30)),
        (4, date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_quarters_end_on_their_last_day(number: int, first: date, last: date) -> None:
    assert quarter_days(2024, number) == (first, last)


def test_it_speaks_the_language_of_the_settings(data: ReportData) -> None:
    plain = replace(data, portals=(), releases=(), duties=(), verdicts=(), columns=(), findings=())
    made = build_bulletin(plain, "2026Q3", past=PAST[1:2], language=Language.ENGLISH)
    assert made.subject == "Reposts of State Council releases Quarter 3 of 2026"
    assert "1. Overall" in made.text
    shown = made.text.replace(PAST[1].period, "")
    assert [character for character in shown if "一" <= character <= "鿿"] == []
    whole = build_bulletin(data, "2026Q3", past=PAST, language=Language.ENGLISH)
    assert "Missing (9 portals, 18 duties): " in whole.text
