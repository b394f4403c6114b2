"""The state of hosts between runs: pauses, and validators that are wrong."""

from __future__ import annotations

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from repostwatch.model.hosts import HostRecord
from repostwatch.store.database import Connection

FORM: TypeAdapter[HostRecord] = TypeAdapter(HostRecord)


class StoredHosts:
    """Host records in the database: loaded at once, changes are written through.

    The next run sees changes of other processes.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._records = {
            row["host"]: FORM.validate_python(row["state"])
            for row in conn.execute("SELECT host, state FROM hosts")
        }

    def load(self, host: str) -> HostRecord | None:
        return self._records.get(host)

    def save(self, host: str, record: HostRecord) -> None:
        self._records[host] = record
        self._conn.execute(
            "INSERT INTO hosts (host, state) VALUES (%s, %s) "
            "ON CONFLICT (host) DO UPDATE SET state = excluded.state",
            (host, Jsonb(FORM.dump_python(record, mode="json"))),
        )
