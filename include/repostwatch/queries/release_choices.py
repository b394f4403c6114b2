"""The newest releases, as the form of a DAG offers them."""

from __future__ import annotations

import logging

import psycopg

from repostwatch.base import clock
from repostwatch.base.errors import RepostwatchError
from repostwatch.settings import Settings
from repostwatch.store import releases
from repostwatch.store.database import connect

log = logging.getLogger(__name__)
# Of a title: what a line of the form holds.
SHOWN_CHARS = 60


def release_choices(settings: Settings) -> dict[str, str]:
    """Id → day and title, the newest first; nothing where the database does not answer in time."""
    if settings.db is None:
        return {}
    seconds = settings.pages.choice_seconds
    try:
        with connect(settings.db, seconds=seconds) as conn, conn.transaction():
            conn.execute("SELECT set_config('statement_timeout', %s, true)", (f"{seconds}s",))
            newest = releases.newest(conn, settings.pages.form_choices)
    except (RepostwatchError, psycopg.Error) as error:
        log.warning("the form offers no releases: %s", error)
        return {}
    return {
        one.release_id: f"{clock.day_of(one.published.earliest)} {one.title[:SHOWN_CHARS]}"
        for one in newest
    }
