"""Pages before anything was seen say what to do first, and not that there is nothing."""

from __future__ import annotations

import pytest

from repostwatch.store.database import Connection
from tests.plugins.conftest import Ui

EMPTIED = "TRUNCATE portals, releases, duties, verdicts, scans, watched_lists CASCADE"
LISTS = ("/ready", "/portals", "/grid", "/duties", "/lists")


@pytest.mark.parametrize("path", ["/", *LISTS])
def test_an_empty_database_says_what_to_do_first(
    ui: Ui, store_of_ui: Connection, path: str
) -> None:
    assert 'id="first"' not in ui.get(path).text
    store_of_ui.execute(EMPTIED)
    for language, words in (("zh", "触发 ingest_releases"), ("en", "Trigger ingest_releases")):
        text = ui.get(f"{path}?lang={language}").text
        assert words in text.split('id="first"')[1]
        assert 'href="/dags/ingest_releases"' in text


@pytest.mark.parametrize(
    "path", ["/portals?q=nobody", "/grid?verdict=waived", "/duties?q=nothing", "/lists?q=nothing"]
)
def test_what_a_filter_leaves_nothing_of_is_no_first_step(ui: Ui, path: str) -> None:
    text = ui.get(path).text
    assert "没有。" in text
    assert 'id="first"' not in text


def test_releases_of_years_ago_are_no_first_step(ui: Ui, store_of_ui: Connection) -> None:
    store_of_ui.execute("UPDATE releases SET published_earliest = '2019-01-01', "
                        "published_latest = '2019-01-01'")  # fmt: skip
    for path in ("/grid", "/duties"):
        assert 'id="first"' not in ui.get(path).text
