"""The fuzzing has a guard of its own: a foreign address is refused there as by a network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fuzz.fuzzing import only_loopback


@pytest.fixture(autouse=True)
def _only_loopback() -> Iterator[None]:
    with only_loopback():
        yield
