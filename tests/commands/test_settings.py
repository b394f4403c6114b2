"""What the environment says is what every room goes by: seen while the commands run.

Each section notes who reads which of its fields, and which value it gives. All have another value
than their own, so a default that was taken by the way is seen at once.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from repostwatch.services.mailsink import mail_sink
from repostwatch.settings import Section
from tests.changed import SECTIONS, as_read, fields, variable
from tests.commands.ground import TITLE, Cli, Files, Web

# Left as they are: they lead out of this machine, or away from what is to be seen.
LEFT = {
    ("crawl", "proxy"),
    ("crawl", "proxy_reason"),
    ("scan", "timestamp_url"),
    ("schedule", "timed"),
}
# Not read in this pass, by the source alone (`tests/settings/test_arrival.py`): what waits for
# failing servers, browsers, frames, full lists and pages that are none.
ELSEWHERE = {
    "bulletin": "round_margin round_step",
    "crawl": "attempts backoff_after backoff_max_seconds backoff_seconds chromium chromium_sandbox "
    "crawl_delay_max_seconds own_proxies picture_bytes picture_height picture_seconds pictures "
    "browser_megabytes render_bytes render_megabytes render_portal_seconds render_requests "
    "render_seconds retry_after_wait_seconds retry_seconds "
    "screen_boxes screen_height screen_seconds screen_width",
    "discovery": "again_days enough_share idle_pages keeps_days list_pages silent_releases "
    "taken_over_hours without_list_days",
    "duties": "waiver_days",
    "judging": "backdating_grace_minutes channel_standing whole_each_day wider_tries",
    "matching": "worth_reading",
    "pages": "rows forms decided_together grid_releases grid_portals past_days changed_hours "
    "due_hours csv_rows health_rows refresh_seconds follow_seconds form_choices choice_seconds",
    "reading": "decodable_sense frame_pixels heading_pixels kept_leap_days kept_leap_spans "
    "kept_rows max_depth nameless_items noise_share notice_chars prominent_screens shell_chars "
    "title_chars",
    "releases": "folder",
    "scan": "articles_per_portal column_articles copy_days evidence_days frame_depth frames "
    "next_pages reader_megabytes reader_seconds",
    "schedule": "discover_cron retries retry_seconds task_seconds run_seconds tasks_per_scan "
    "warning_cron",
    "wider": "next_pages searches search_articles",
    "reporting": "chat_bytes chat_networks chat_seconds chat_total_seconds give_up_hours "
    "nearest_links reminder_days unsure_tries warning_hours",
    "spot_check": "blank_columns homepage_days news_days notice_days personnel_days stale_columns "
    "unkept_columns closing_days "
    "as_one_share as_one_sites "
    "control_minutes control_seconds control_sites outage_share outage_sites "
    "probe_bytes probe_days probe_failed_share probe_gap_minutes "
    "probe_hours_a_day "
    "probe_seconds probes_a_day known_sites portals probe_keep_days probes_kept_at_once "
    "link_bytes links_found links_inside links_outside second_level_pages failed_quarters",
    "watch": "alive_hours many_links metrics_token remind_hours resolve_hours scan_hours "
    "silent_days source_hours unseen_share",
}
Seen = dict[tuple[str, str], set[Any]]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """(section, field) → the values that the program read."""
    found: Seen = defaultdict(set)
    names = {type(section): name for name, section in SECTIONS.items()}

    def read(self: Section, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if (section := names.get(type(self))) and name in type(self).model_fields:
            reader = sys._getframe(1)
            room = reader.f_globals.get("__name__", "")
            checks = ".settings" in room and reader.f_code.co_name.startswith("_")
            if room.startswith("repostwatch.") and not checks:
                found[section, name].add(value)
        return value

    monkeypatch.setattr(Section, "__getattribute__", read, raising=False)
    return found


def test_what_is_set_is_what_is_used(
    run: Cli,
    files: Files,
    web: Web,
    tmp_path: Path,
    seen: Seen,
    monkeypatch: pytest.MonkeyPatch,
    database_url: str,
) -> None:
    letterhead = tmp_path / "letterhead.docx"
    Document().save(str(letterhead))
    for section, field in set(fields()) - LEFT:
        monkeypatch.setenv(*variable(section, field))
    monkeypatch.setenv("REPOSTWATCH_REPORTING__LETTERHEAD", str(letterhead))
    page, links = tmp_path / "page.html", tmp_path / "links.csv"
    page.write_text(web.pages["/good/gwy/"], encoding="utf-8")
    links.write_text("link_id,portal_id,title,url,listed_at\nl,good,国务院公告,,\n", "utf-8")
    with files.releases.open("a", encoding="utf-8") as file:
        gazette = "https://www.gov.cn/gongbao/2026/issue_1/content_1.html"
        file.write(f"r2,{TITLE},,2026-08-12T18:00,{gazette},\n")
        file.write(f"r3,{TITLE},,2026-08-12T19:00,,\n")
    out, now = files.out, "2026-08-14T10:00"
    passed = ("--portals", files.portals, "--releases", files.releases)
    monkeypatch.setenv("REPOSTWATCH_DB", database_url)
    monkeypatch.setenv("REPOSTWATCH_SOURCES", json.dumps([str(files.releases)]))
    monkeypatch.setenv("REPOSTWATCH_VAR_DIR", str(tmp_path / "var"))
    said = [
        run("check", *passed, "--out", out, "--now", now, LANGUAGE="en"),
        run("probe", f"{web.address}/good/", "--releases", files.releases),
        run("read", page, "--url", f"{web.address}/good/gwy/"),
        run("match", "--releases", files.releases, "--links", links, "--out", tmp_path / "m.csv"),
    ]
    with mail_sink(tmp_path / "mail") as smtp:
        monkeypatch.setenv("REPOSTWATCH_SMTP", smtp)
        said += [run("report", "2026-08-14", "--send"), run("bulletin", "2026Q3", "--so-far")]
        alarmed = run("watch", "--send")
    assert alarmed.code == 1, alarmed.both
    assert not [one.both for one in said if one.code]
    allowed = {
        ("reporting", "letterhead"): {letterhead},
        # What is handed to a check is meant to be checked, however old.
        ("scan", "watch_days"): {None, as_read("scan", "watch_days")},
        # Lists are proven by what came out before the watch began, too.
        ("duties", "since"): {None, as_read("duties", "since")},
        # Whatever would be missing is looked for at once.
        ("wider", "portals"): {None},
    }
    wrong = {
        key: values
        for key, values in seen.items()
        if key not in LEFT and values != allowed.get(key, {as_read(*key)})
    }
    assert not wrong
    elsewhere = {(name, field) for name, some in ELSEWHERE.items() for field in some.split()}
    unread = set(fields()) - LEFT - elsewhere - seen.keys()
    assert not unread, " ".join(f"{section}.{field}" for section, field in sorted(unread))
