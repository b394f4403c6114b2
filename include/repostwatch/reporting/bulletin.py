"""The statement of a quarter, in the manner of the official bulletins."""

from __future__ import annotations

from repostwatch.base.clock import day_of
from repostwatch.model import Language
from repostwatch.reporting import appendix, blocks, overview
from repostwatch.reporting.blocks import Block
from repostwatch.reporting.bulletin_data import BulletinData
from repostwatch.reporting.bulletin_overall import overall, unobserved
from repostwatch.reporting.bulletin_portals import portal_rows
from repostwatch.reporting.bulletin_problems import problems, rectified
from repostwatch.reporting.bulletin_series import compared
from repostwatch.reporting.bulletin_spot_check import spot_check
from repostwatch.reporting.data import Attachment, Report
from repostwatch.reporting.document import DOCX_TYPE, word_file
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.pages import html_page
from repostwatch.reporting.sheets import verdicts_csv, workbook
from repostwatch.settings import Settings
from repostwatch.wording import Labels, values


def build_bulletin(
    data: BulletinData, settings: Settings, language: Language = Language.CHINESE
) -> Report:
    """The statement of a quarter. The first attachment is the Word file.

    Equal data give equal bytes.
    """
    lookup = ReportLookup(data.report, settings.reporting, language)
    quarter = str(data.facts.quarter)
    lines = lookup.label("bulletin.title", quarter=values.quarter(quarter, lookup.style))
    if not data.ended:
        until = lookup.label("bulletin.until", until=lookup.day(day_of(data.facts.until)))
        lines += f"\n{until.strip()}"
    corrected = overview.correction(lookup)
    if corrected and data.ended:  # one of a quarter that lasts tells of more time
        lines += "\n" + corrected
    title = lines.replace("\n", lookup.label("sentence.join"))
    found = _blocks(lookup, data, settings)
    dated = lookup.day(day_of(data.report.made_at))
    name = f"repost-bulletin-{quarter}"
    page = html_page(
        "bulletin.html",
        t=Labels(lookup.style),
        title=title,
        blocks=found,
        made_at=dated,
    )
    word = word_file(lines, found, dated, data.report.made_at, settings.reporting, lookup.style)
    attachments = (
        Attachment(f"{name}.docx", DOCX_TYPE, word),
        workbook(lookup, f"{name}.xlsx"),
        verdicts_csv(lookup, f"{name}.csv"),
    )
    text = blocks.as_text(title, found)
    return Report(title, page, text, attachments, data.report.made_at, language)


def _blocks(lookup: ReportLookup, data: BulletinData, settings: Settings) -> list[Block]:
    observed = bool(data.facts.observed)
    chapters = [
        ("bulletin.overall", overall(lookup, data, settings.bulletin)),
        ("bulletin.problems", problems(lookup)),
        ("bulletin.rectified", rectified(lookup, data)),
        ("bulletin.compared", compared(lookup, data)),
    ]
    if not observed:
        chapters = [("bulletin.overall", unobserved(lookup, data)), chapters[2]]
    if data.spot_check is not None:
        own = spot_check(lookup, str(data.facts.quarter), data.spot_check)
        chapters.append(("bulletin.spot_check", own))
    found: list[Block] = []
    for number, (key, chapter) in enumerate(chapters, start=1):
        ordinal = lookup.label(f"numeral.{number}")
        heading = lookup.label("bulletin.chapter", number=ordinal, name=lookup.label(key))
        found += [blocks.heading(heading), *chapter]
    if not observed:
        return found
    method = [blocks.note(line) for line in appendix.method(lookup)]
    rounding = blocks.note(lookup.label("bulletin.rounding"))
    found += [blocks.heading(lookup.label("bulletin.method")), *method, rounding]
    if data.report.portals:
        found += [blocks.appendix(lookup.label("bulletin.appendix")), portal_rows(lookup)]
        found.append(blocks.note(lookup.label("bulletin.appendix.note")))
    return found
