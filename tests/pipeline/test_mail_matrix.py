"""A mail arrives exactly once, or it is visible that it did not or may have done so twice."""

from __future__ import annotations

import pytest

from repostwatch.model import DeliveryState
from repostwatch.store.database import Connection
from tests.pipeline.mail_matrix import SICK, Case, cases, problems, run


@pytest.mark.parametrize("case", tuple(cases()), ids=str)
def test_once_or_visibly_not(conn: Connection, database_url: str, case: Case) -> None:
    result = run(conn, database_url, case)
    assert problems(result) == []
    if case.fault.how.startswith("550") and case.fault.step in ("rcpt", "data", "answer"):
        assert result.settled[SICK].delivery.dead, "who is refused for good is not asked again"
    if case.killed and case.fault.step in ("greeting", "ehlo", "mail", "rcpt", "data", "content"):
        assert result.after[SICK].delivery.state is DeliveryState.WAITING
        assert result.settled[SICK].taken == 1
