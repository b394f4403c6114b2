"""The sandbox's days, run by run; then everything that was made of them is made anew.

The observations (scans, visits, links, dates, articles) stay, matches and verdicts go. What is
made anew has to be the same, byte for byte, whatever the runs did on the way.
"""

from __future__ import annotations

import pytest

from repostwatch.pipeline.ingest import ingest_releases
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.scan import scan_portals
from repostwatch.pipeline.scope import open_store, select_portals
from repostwatch.pipeline.wider import look_wider
from repostwatch.services.stack import start_services
from repostwatch.settings import Settings
from repostwatch.store import verdicts
from repostwatch.store.database import Connection

pytestmark = pytest.mark.system


def everything(store: Connection) -> bytes:
    portals = [row["portal_id"] for row in store.execute("SELECT portal_id FROM portals")]
    releases = [row["release_id"] for row in store.execute("SELECT release_id FROM releases")]
    results = [*verdicts.load(store, releases, portals), *verdicts.load_columns(store, portals)]
    return "\n".join(map(repr, results)).encode()


def test_made_anew_from_what_was_seen_the_verdicts_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    settings = Settings(var_dir=tmp_path_factory.mktemp("replay"))
    with start_services(settings, say=lambda _: None) as under:
        # Three days are enough: by the last of them every role of the story has been played.
        for moment in under.web.scans[-3:]:
            under.web.set_clock(moment)
            with open_store(under.settings) as store:
                ingest_releases(store, under.settings)
                select_portals(store, under.settings)
                scan_portals(store, under.settings)
                match_links(store, under.settings)
                look_wider(store, under.settings)
                judge_reposts(store, under.settings)
        with open_store(under.settings) as store:
            ended = everything(store)
            assert ended.count(b"VerdictKind") > 500
            store.execute(
                "TRUNCATE verdicts, column_standings, findings, finding_openings, reported, matches"
            )
            store.execute("UPDATE links SET matched = ''")
            assert match_links(store, under.settings).articles == 0
            judge_reposts(store, under.settings)
            assert everything(store) == ended
