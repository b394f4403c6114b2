"""Migrations are counted through: two branches that both added one are seen before they are one.

Alembic only warns of a number that is there twice, and runs one of the two.
"""

from __future__ import annotations

import re
import runpy

from repostwatch.store.database import SCHEMA_VERSION
from repostwatch.store.schema import MIGRATIONS

FILES = sorted((MIGRATIONS / "versions").glob("*.py"))
NUMBERS = [path.name[:4] for path in FILES]
COUNTED = [f"{number:04}" for number in range(1, len(FILES) + 1)]


def test_no_number_is_there_twice_and_none_is_left_out() -> None:
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.py", path.name) for path in FILES)
    assert NUMBERS == COUNTED, "give the later of two migrations the next number"
    assert NUMBERS[-1] == SCHEMA_VERSION, "the program's schema is that of the last migration"


def test_each_says_its_own_number_and_follows_the_one_before() -> None:
    said = [runpy.run_path(str(path)) for path in FILES]
    assert [one["revision"] for one in said] == NUMBERS
    assert [one["down_revision"] for one in said] == [None, *NUMBERS[:-1]]
