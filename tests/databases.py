"""Databases that are copies of another, each gone after what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from repostwatch.services.postgres import PostgresServer

# What most are copies of: a database with the schema, and nothing in it.
TEMPLATE = "template"
# Files are copied as they are: block by block through the log costs the server twice as much.
COPY = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
DROP = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")


@dataclass(frozen=True)
class Databases:
    """Of one server, over one session: to begin one takes as long as many a test."""

    admin: psycopg.Connection[Any]
    url: str  # of any of them

    @contextmanager
    def copy(self, of: str = TEMPLATE) -> Iterator[str]:
        """The address of a copy of `of`, to which nobody may be connected meanwhile."""
        name = f"test_{uuid4().hex}"
        self.admin.execute(COPY.format(sql.Identifier(name), sql.Identifier(of)))
        try:
            yield urlsplit(self.url)._replace(path=f"/{name}").geturl()
        finally:
            self.admin.execute(DROP.format(sql.Identifier(name)))


@contextmanager
def databases_of(server: PostgresServer) -> Iterator[Databases]:
    url = server.url("postgres")
    with psycopg.connect(url, autocommit=True) as admin:
        yield Databases(admin, url)


def name_of(url: str) -> str:
    """The database's own name, to make copies of it."""
    return urlsplit(url).path.removeprefix("/")
