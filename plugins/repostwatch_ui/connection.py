"""The settings as Airflow knows them, and the product's database by them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from airflow.sdk import Connection as AirflowConnection
from airflow.sdk.exceptions import AirflowNotFoundException

from repostwatch.pipeline.scope import open_store
from repostwatch.settings import Settings
from repostwatch.store.database import Connection


def settings() -> Settings:
    """The environment's settings; Airflow's connections, where they exist, win over them."""
    return Settings.connected(_uri)


@contextmanager
def opened() -> Iterator[tuple[Connection, Settings]]:
    """The store for the length of a request. Raises DatabaseError where there is none."""
    known = settings()
    with open_store(known) as conn:
        yield conn, known


def _uri(connection: str) -> str | None:
    try:
        uri: str = AirflowConnection.get(connection).get_uri()
    except AirflowNotFoundException:
        return None
    return uri
