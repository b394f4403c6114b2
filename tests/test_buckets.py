"""The server of the tests' buckets: whoever starts one is not sent to the last one's address."""

from __future__ import annotations

import pytest

from repostwatch.base.folders import folder_at, put, sizes
from tests.buckets import new_bucket, s3_server


def test_a_server_after_another_in_one_process_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        with s3_server() as environment:
            for name, value in environment.items():
                monkeypatch.setenv(name, value)
            folder = folder_at(new_bucket(environment), "evidence")
            put(folder, "one.txt", b"one")
            assert sizes(folder) == {"one.txt": 3}
