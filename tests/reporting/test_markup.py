"""Every page that is mailed or kept is well formed, has its headings in order, and reads without
<style>; no rule of the shared styles is about nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree, html

from repostwatch import reporting
from repostwatch.model import Language, Occasion
from repostwatch.model.alarms import Alarm, AlarmState
from repostwatch.model.reasons import text
from repostwatch.reporting.alarm import alarm_mail
from repostwatch.reporting.data import Report
from repostwatch.reporting.early_warning import warning_mail
from repostwatch.reporting.readiness import ReadinessText, UnreadyPortal
from tests.defaults import SETTINGS, build_bulletin, build_report
from tests.reporting import world
from tests.reporting.quarters import bulletin_data

TEMPLATES = Path(reporting.__file__).parent / "templates"
HOSTILE = "国务院<b>关于\"'</td></table><h1>&amp;x"
# libxml2 knows HTML 4: what came later is unknown to it, and not wrong.
UNKNOWN_TAG = etree.ErrorTypes.HTML_UNKNOWN_TAG


def alarm(occasion: Occasion, language: Language) -> Report:
    since = world.day().made_at - timedelta(hours=3)
    state = AlarmState(Alarm("links", text(HOSTILE), ()), since, since)
    unready = (UnreadyPortal(HOSTILE, HOSTILE, HOSTILE, HOSTILE),)
    ready = ReadinessText(HOSTILE, unready, 3)
    return alarm_mail(state, occasion, world.day().made_at, ready, language)


def pages() -> dict[str, str]:
    data = world.day()
    bad = replace(data, releases=tuple(replace(r, title=HOSTILE) for r in data.releases))
    found = {"daily": build_report(bad).html, "empty": build_report(replace(
        data, releases=(), duties=(), verdicts=(), findings=())).html}  # fmt: skip
    for language in Language:
        few = replace(bad, duties=bad.duties[:8])
        found[f"warning {language}"] = warning_mail(few, SETTINGS.reporting, language).html
        found[f"bulletin {language}"] = build_bulletin(bulletin_data(), language=language).html
        for occasion in Occasion:
            found[f"alarm {occasion} {language}"] = alarm(occasion, language).html
    return found


PAGES = pages()


@pytest.mark.parametrize("page", PAGES)
def test_it_is_well_formed(page: str) -> None:
    parser = etree.HTMLParser(recover=True)
    etree.fromstring(PAGES[page].encode(), parser)
    wrong = [str(one) for one in parser.error_log if one.type != UNKNOWN_TAG]
    assert wrong == []
    for tag in ("p", "h1", "h2", "h3", "table", "tr", "td", "th", "b", "span", "a", "div"):
        opened = len(re.findall(rf"<{tag}[ >]", PAGES[page]))
        assert opened == PAGES[page].count(f"</{tag}>"), tag


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_who_does_not_see_it_finds_their_way(page: str) -> None:
    root = html.fromstring(PAGES[page].encode())
    levels = [int(str(one.tag)[1]) for one in root.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert root.get("lang")
    assert not [one for one in root.iter("th") if one.get("scope") not in ("col", "row")]
    for table in root.iter("table"):
        headed = any(
            cell.getparent().getparent().getparent() in (table, table.find("tbody"))
            or table in cell.iterancestors("table")
            for cell in table.iter("th")
        )
        assert headed or table.get("role") == "presentation"
    assert not [one for one in root.iter("img") if not one.get("alt")]


@pytest.mark.parametrize("page", PAGES)
def test_it_fetches_and_runs_nothing(page: str) -> None:
    root = html.fromstring(PAGES[page].encode())
    assert not list(root.iter("script", "link", "iframe", "form", "input", "video"))
    assert all(one.get("src", "").startswith("cid:") for one in root.iter("img"))
    assert "url(" not in PAGES[page]


def test_every_class_of_the_shared_styles_is_used() -> None:
    styles = re.sub(r"/\*.*?\*/", "", (TEMPLATES / "style.css").read_text("utf-8"))
    defined = set(re.findall(r"\.([a-z][\w-]*)", styles))
    sharing = [
        path.read_text("utf-8")
        for path in TEMPLATES.glob("*.html")
        if not path.name.startswith("daily")
    ]
    used = {
        name
        for page in sharing
        for value in re.findall(r'class="?([^">]+)', page)
        for name in re.findall(r"[\w-]+", value)
    }
    assert defined <= used
