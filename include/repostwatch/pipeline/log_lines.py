"""A line of a task's log, with what it is about as fields."""

from __future__ import annotations

import logging

from structlog.contextvars import bound_contextvars

log = logging.getLogger(__name__)


def tell(line: str, **about: str) -> None:
    with bound_contextvars(**about):
        log.info("%s", line)
