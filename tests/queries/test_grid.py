"""The grid: the whole registry on one page, and more than that in pages."""

from __future__ import annotations

import pytest

from repostwatch.queries.asked import AskedDuties
from repostwatch.queries.releases_seen import read_grid
from repostwatch.settings import Settings
from repostwatch.store import duty_counts, duty_rows, portals, releases
from repostwatch.store.database import Connection
from tests.plugins.plugin_world import GOOD, RELEASE

MANY = """
INSERT INTO portals (portal_id, name, level, home_url, listed)
SELECT 'n' || n, 'n' || n, 'province', 'https://x.example.cn/', true
FROM generate_series(1, %s) n
"""
OWED = """
INSERT INTO duties (release_id, portal_id, deadline, kind, changed_at)
SELECT 'r1', portal_id, now(), 'on_time', now() FROM portals
"""
MOST = Settings().pages.grid_portals


@pytest.mark.parametrize(
    ("registered", "shown", "pages"), [(103, 103, 1), (MOST, MOST, 1), (MOST + 1, MOST, 2)]
)
def test_the_registry_stands_on_one_page(
    conn: Connection, registered: int, shown: int, pages: int
) -> None:
    settings = Settings()
    portals.save(conn, [GOOD], whole=True)
    releases.save(conn, [RELEASE], RELEASE.published.earliest)
    conn.execute(MANY, (registered - 1,))
    conn.execute(OWED)
    everybody = [one.portal_id for one in portals.load(conn)]
    observed = duty_rows.observed(settings.now(), settings.scan.watch_days)
    duty_counts.count_again(conn, ["r1"], everybody, observed)
    found = read_grid(conn, settings, AskedDuties(), 1)
    assert (len(found.portals), found.paging.pages) == (shown, pages)
    assert len(found.cells) == shown
