"""The statement of a quarter, on the page and in Word."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC
from html import escape
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from repostwatch.base.errors import InputError
from repostwatch.judging.bulletins import past_bulletins
from repostwatch.judging.figures import Figure
from repostwatch.model import Language, Level, Portal, Standing
from repostwatch.reporting.bulletin_data import BulletinData
from repostwatch.reporting.data import Report
from repostwatch.reporting.series_picture import Mark, Panel, series_picture
from repostwatch.settings import ReportingSettings, Settings
from tests.defaults import SETTINGS, build_bulletin
from tests.reporting.quarters import NO_FINDINGS, bulletin_data, figures, so_far


@pytest.fixture(scope="module")
def data() -> BulletinData:
    return bulletin_data()


@pytest.fixture(scope="module")
def bulletin(data: BulletinData) -> Report:
    return build_bulletin(data)


def words_of(report: Report) -> str:
    document = Document(io.BytesIO(report.attachments[0].content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def text_of(column: tuple[int, int], repost: tuple[int, int]) -> str:
    return build_bulletin(bulletin_data(figures(column, repost))).text


def test_equal_data_gives_equal_bytes(data: BulletinData, bulletin: Report) -> None:
    assert build_bulletin(data) == bulletin


def test_the_sentence_of_2016_comes_out_of_the_numbers() -> None:
    said = text_of((93, 0), (83, 0))
    assert (
        "90%以上的网站在首页显著位置开设了国务院重要政策信息专栏（93/103），"
        "超过80%的网站能够在国务院重要信息发布后24小时内转载（83/103）。"
    ) in said


def test_with_undecided_portals_the_sentence_carries_the_bounds() -> None:
    said = text_of((93, 4), (86, 9))
    assert "90%以上的网站在首页" in said
    assert "（93/103，另有4个未判定，介于90.3%至94.2%）" in said
    assert "超过80%的网站能够" in said
    assert "（86/103，另有9个未判定，介于83.5%至92.2%）" in said


def test_what_cannot_be_claimed_is_not() -> None:
    said = text_of((40, 50), (80, 5))
    assert "%以上的网站" not in said
    assert "超过80%的网站" not in said
    assert "所占比例不能断言（40/103，另有50个未判定，介于38.8%至87.4%）" in said
    assert "5个网站未判定，只能确定在77.7%至82.5%之间，是否达到80%不能确定" in said


def test_figures_stand_with_what_they_are_made_of(bulletin: Report) -> None:
    assert "24小时转载率　全部　—　86　103　9　83.5%–92.2%　+5.8至+14.6" in bulletin.text
    assert "71个国务院部门网站、32个省级政府门户网站" in bulletin.text
    assert "2026年7月1日至9月30日" in bulletin.text
    assert "“较上季度”为与2026年第二季度相比" in bulletin.text


def test_a_quarter_before_of_other_portals_is_not_compared(data: BulletinData) -> None:
    before = replace(data.before, portals=data.before.portals - {"bm01"})
    text = build_bulletin(replace(data, before=before, series=(before, data.facts))).text
    assert "与2026年第二季度相比，监测网站增加1个、减少0个，范围不同，不作比较。" in text
    assert "　83.5%–92.2%　—" in text
    assert "2026年第二季度的监测网站与本期不同，未列入。" in text


def test_sites_are_named(bulletin: Report) -> None:
    assert "专栏未开设（1个）：商务部。" in bulletin.text
    assert "未转载（9个网站，18项）：黑龙江（9项）、" in bulletin.text


def test_findings_are_those_of_the_quarter(data: BulletinData, bulletin: Report) -> None:
    assert "新登记问题3项，已整改2项，撤销1项；截至9月30日，尚未整改2项。" in bulletin.text
    assert "时间最长的为青海的专栏问题，2026年6月3日登记。" in bulletin.text
    lost = replace(data, findings=replace(data.findings, lost=4))
    assert "另有4项问题此前曾经登记" in build_bulletin(lost).text


def test_a_quarter_that_lasts_says_until_when(data: BulletinData) -> None:
    made = build_bulletin(so_far(data, 45))
    assert made.subject.endswith("通报（截至2026年8月15日）")
    assert "2026年7月1日至8月15日" in made.text


def test_only_figures_of_the_same_scope_are_set_beside_ours(bulletin: Report) -> None:
    assert "2016年第二季度　国办函〔2016〕68号　90%以上　超过80%" in bulletin.text
    assert "2016年第四季度、2017年第一季度公布的数据（专栏87%、90%，" in bulletin.text
    assert "2017年第二季度" not in bulletin.text, "nothing was published of it"
    assert not re.search(r"\d{4}Q\d", bulletin.text + words_of(bulletin))


def test_a_registry_with_counties_is_another_series(data: BulletinData) -> None:
    county = Portal("x", "某县", Level.COUNTY, "https://x.example/")
    report = replace(data.report, portals=(*data.report.portals, county))
    text = build_bulletin(replace(data, report=report)).text
    assert "国办函〔2016〕68号　90%以上" not in text
    assert "2016年第二季度、2016年第四季度、2017年第一季度公布的数据" in text


def test_every_portal_stands_in_the_appendix(data: BulletinData, bulletin: Report) -> None:
    appendix = bulletin.text.split("附件：各网站情况")[1]
    assert all(f"  {portal.name}　" in appendix for portal in data.report.portals)


def test_the_picture_shows_official_figures_apart(bulletin: Report) -> None:
    first, second = re.findall(r"<svg.*?</svg>", bulletin.html, re.DOTALL)
    for picture, ours in ((first, "94.2%–96.1%"), (second, "83.5%–92.2%")):
        root = etree.fromstring(picture)
        said = ["".join(node.itertext()) for node in root.iter("{*}text")]
        assert ours in said
        assert {"监测范围相同", "范围不同，不可比", "第二季度"} <= set(said)
    assert "90%以上" in first
    assert "超过80%" in second


@given(st.text(max_size=40), st.floats(0, 100), st.floats(0, 100), st.booleans())
def test_a_picture_is_well_formed(name: str, one: float, other: float, ours: bool) -> None:
    shown = "".join(char for char in name if char.isprintable() and char not in "\ufffe\uffff")
    mark = Mark("2026Q3", shown, min(one, other), max(one, other), ours, upwards=not ours)
    panels = [Panel(shown, (mark, mark)), Panel("", ())]
    root = etree.fromstring(series_picture(shown, panels, {"2026Q3": shown}))
    assert root.get("aria-label") == shown


def test_the_word_file_says_what_the_page_says(bulletin: Report) -> None:
    heading, said = words_of(bulletin).split("\n一、", maxsplit=1)
    assert heading == "2026年第三季度国务院政策信息\n转载监测情况通报"  # broken between words
    said = heading.replace("\n", "") + "\n一、" + said
    for line in bulletin.text.splitlines():
        for cell in line.split("　"):
            assert cell.strip() in said


def test_the_word_file_has_the_picture_in_both_forms(bulletin: Report) -> None:
    file = ZipFile(io.BytesIO(bulletin.attachments[0].content))
    drawn = [name for name in file.namelist() if name.endswith(".svg")]
    raster = [name for name in file.namelist() if name.endswith(".png")]
    assert len(drawn) == len(raster) == bulletin.html.count("<svg ")
    for name in drawn:
        assert etree.fromstring(file.read(name)).tag.endswith("svg")
        assert "2016年" in file.read(name).decode()
    for name in raster:
        assert file.read(name).startswith(b"\x89PNG")
    relations = file.read("word/_rels/document.xml.rels").decode()
    text = file.read("word/document.xml").decode()
    targets = {one.get("Id"): one.get("Target") for one in etree.fromstring(relations.encode())}
    used = re.findall(r'svgBlip [^>]*r:embed="(\w+)"', text)
    assert {f"word/{targets[one]}" for one in used} == set(drawn)
    assert text.count("svgBlip ") == len(drawn)
    assert "image/svg+xml" in file.read("[Content_Types].xml").decode()


def part(report: Report, name: str) -> str:
    with ZipFile(io.BytesIO(report.attachments[0].content)) as packed:
        return packed.read(f"word/{name}").decode()


def test_fonts_have_names_and_substitutes(bulletin: Report) -> None:
    fonts = part(bulletin, "fontTable.xml")
    assert re.search('w:name="方正小标宋简体"[^>]*><w:altName w:val="宋体"', fonts)
    assert re.search('w:name="仿宋_GB2312"[^>]*><w:altName w:val="仿宋"', fonts)


def test_pages_are_numbered_on_their_outer_side(bulletin: Report) -> None:
    assert "evenAndOddHeaders" in part(bulletin, "settings.xml")
    document = Document(io.BytesIO(bulletin.attachments[0].content))
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        markup = etree.tostring(footer._element, encoding="unicode")
        assert f'w:jc w:val="{side}"' in markup
        assert re.search("— .*begin.*PAGE.*end.* —", markup, re.DOTALL)


def test_tables_fit_their_words(bulletin: Report) -> None:
    document = Document(io.BytesIO(bulletin.attachments[0].content))
    for table in document.tables:
        markup = etree.tostring(table._element, encoding="unicode")
        assert markup.count("cantSplit") == len(table.rows)
        assert markup.count("tblHeader") == 1
        for column in table.columns:
            assert column.width is not None
            characters = column.width.mm / (10.5 * 0.3528)
            for cell in column.cells:
                wide = sum(1 if ord(char) > 0x2000 else 0.55 for char in cell.text)
                # Word leaves 1.9 mm free at both sides of a cell.
                assert wide <= characters or wide > 12, cell.text


def chinese_font(run: Run) -> str | None:
    format_of_run = run._element.rPr
    assert format_of_run is not None
    assert format_of_run.rFonts is not None
    font: str | None = format_of_run.rFonts.get(qn("w:eastAsia"))
    return font


def test_chinese_text_has_chinese_fonts(bulletin: Report) -> None:
    document = Document(io.BytesIO(bulletin.attachments[0].content))
    fonts = {chinese_font(run) for paragraph in document.paragraphs for run in paragraph.runs}
    assert fonts == {"方正小标宋简体", "黑体", "仿宋_GB2312"}


def with_letterhead(path: Path) -> Settings:
    return SETTINGS.model_copy(update={"reporting": ReportingSettings(letterhead=path)})


def test_a_letterhead_keeps_its_page(data: BulletinData, tmp_path: Path) -> None:
    letterhead = Document()
    letterhead.sections[0].header.paragraphs[0].text = "某某办公室文件"
    letterhead.save(str(tmp_path / "letterhead.docx"))
    settings = with_letterhead(tmp_path / "letterhead.docx")
    made = Document(io.BytesIO(build_bulletin(data, settings=settings).attachments[0].content))
    assert made.sections[0].header.paragraphs[0].text == "某某办公室文件"


@pytest.mark.parametrize("content", [None, b"no Word file"])
def test_a_letterhead_that_is_none_is_named(
    data: BulletinData, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "letterhead.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=re.escape(str(path))):
        build_bulletin(data, settings=with_letterhead(path))


def test_hostile_names_do_not_break_the_word_file(data: BulletinData) -> None:
    name = "<w:p/>&\x00\ud800\u202e"
    report = data.report
    portals = (replace(report.portals[0], name=name), *report.portals[1:])
    bad = tuple(replace(v, portal_id=portals[0].portal_id) for v in report.verdicts)
    report = replace(report, portals=portals, columns=(), verdicts=bad)
    made = build_bulletin(replace(data, report=report))
    assert "<w:p/>& \ufffd" in words_of(made)
    assert name[:6] not in made.html
    assert escape("<w:p/>&") in made.html


def test_a_quiet_quarter_reads_well(data: BulletinData) -> None:
    facts = replace(data.facts, portals=frozenset[str](), figures=())
    report = replace(
        data.report, releases=(), portals=(), duties=(), verdicts=(), columns=(), scans=(),
        figures=(),
    )  # fmt: skip
    quiet = replace(data, report=report, facts=facts, findings=NO_FINDINGS, series=(facts,))
    text = build_bulletin(quiet).text
    assert "未发现未开设专栏、未转载、超时转载或倒签日期的情况。" in text
    assert "没有新登记、整改或尚未整改的问题。" in text
    nothing = replace(facts, figures=(Figure("column", None, 0, 0, 0),))
    assert "没有可以统计的网站" in build_bulletin(replace(quiet, facts=nothing)).text


def test_where_anything_is_unknown_no_fault_is_absent_without_a_limit(data: BulletinData) -> None:
    good = tuple(replace(c, standing=Standing.PRESENT, machine=None) for c in data.report.columns)
    unknown = (replace(good[0], standing=Standing.UNKNOWN), *good[1:])
    for columns, limited in ((good, False), (unknown, True)):
        report = replace(data.report, verdicts=(), columns=columns)
        for language, words in (
            (Language.CHINESE, "在能够核验的范围内，未发现未开设专栏"),
            (Language.ENGLISH, "As far as it could be verified, no absent columns"),
        ):
            made = build_bulletin(replace(data, report=report), language=language)
            assert (words in made.text) == limited
            assert (words in words_of(made)) == limited


def test_the_word_file_says_when_it_was_made_in_utc(data: BulletinData, bulletin: Report) -> None:
    made = Document(io.BytesIO(bulletin.attachments[0].content)).core_properties.created
    assert made is not None
    assert made.replace(tzinfo=UTC) == data.report.made_at


def test_a_correction_says_what_it_stands_for(data: BulletinData, bulletin: Report) -> None:
    again = replace(data, report=replace(data.report, edition=2))
    made, english = build_bulletin(again), build_bulletin(again, language=Language.ENGLISH)
    for said in (made.subject, made.text, made.html, words_of(made)):
        assert "更正（第2版，替代第1版）" in said
    assert "correction (edition 2, in place of edition 1)" in english.html
    assert "更正（" not in bulletin.html
    assert "更正（" not in build_bulletin(so_far(again, 45)).html


def test_it_speaks_the_language_of_the_settings(data: BulletinData) -> None:
    report = replace(
        data.report, portals=(), releases=(), duties=(), verdicts=(), columns=(), figures=()
    )
    past = tuple(replace(one, document="") for one in past_bulletins())
    plain = replace(data, report=report, findings=NO_FINDINGS, past=past)
    made = build_bulletin(plain, language=Language.ENGLISH)
    assert made.subject == "Reposts of State Council releases quarter 3 of 2026"
    assert "1. Overall" in made.text
    assert [character for character in made.text if "一" <= character <= "鿿"] == []
    whole = build_bulletin(data, language=Language.ENGLISH)
    assert "Missing (9 portals, 18 duties): " in whole.text
    assert "at least 90% of the portals have a column" in whole.text


def test_on_a_narrow_screen_no_cell_runs_over_the_next(bulletin: Report) -> None:
    """Cells that hold together on a wide screen break there, as columns are narrower than they."""
    narrow = re.search(
        r"@media only screen and \(max-width: \d+px\) \{(.*?)\n\}", bulletin.html, re.DOTALL
    )
    assert narrow is not None
    assert re.search(r"\.grid \.key \{[^}]*white-space: normal !important", narrow[1])
    assert "fixed" not in narrow[1]
