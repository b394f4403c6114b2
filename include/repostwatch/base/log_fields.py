"""What the messages of a task of asyncio are about, as a field beside them."""

from __future__ import annotations

from contextvars import ContextVar

# structlog, by which Airflow's tasks log, adds each variable of such a name to every message, those
# of Python's own logging among them. To load it only for this would cost each command its time.
PORTAL: ContextVar[str] = ContextVar("structlog_portal")
