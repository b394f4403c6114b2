"""Users of the embedded Airflow that somebody names before starting it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from repostwatch.base.errors import ServiceError
from repostwatch.services.accounts import USERS, keep_accounts, named_users
from repostwatch.services.airflow import Airflow
from repostwatch.services.processes import Processes


def test_the_services_own_user_is_always_the_administrator() -> None:
    assert named_users("") == [("admin", "admin")]
    assert named_users("officer:viewer, boss:op") == [
        ("admin", "admin"), ("officer", "viewer"), ("boss", "op"),
    ]  # fmt: skip
    assert named_users("admin:viewer") == [("admin", "admin")]


@pytest.mark.parametrize("text", ["officer", "officer:", ":viewer", "officer:reader", "a:viewer:t"])
def test_what_is_no_user_is_refused_by_name(text: str) -> None:
    with pytest.raises(ServiceError, match=f"{USERS}: '{text}'"):
        named_users(text)


def test_each_keeps_its_password_and_who_is_not_named_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "passwords.json"
    users = [("admin", "admin"), ("officer", "viewer")]
    own, first = keep_accounts(path, users, "secret")
    assert (own.password, first.role) == ("secret", "viewer")
    assert len(first.password) > 12
    assert json.loads(path.read_text()) == {"admin": "secret", "officer": first.password}
    assert keep_accounts(path, users, "secret") == (own, first)
    assert path.stat().st_mode & 0o077 == 0
    keep_accounts(path, users[:1], "secret")
    assert json.loads(path.read_text()) == {"admin": "secret"}


def test_who_starts_airflow_names_its_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USERS, "officer:viewer")
    made = Airflow(tmp_path / "airflow", "sqlite://", Processes(tmp_path), {})
    assert made.environment[USERS] == "admin:admin,officer:viewer"
    kept = json.loads((tmp_path / "airflow" / "passwords.json").read_text())
    assert {one.name: one.password for one in made.accounts} == kept
    monkeypatch.delenv(USERS)
    again = Airflow(tmp_path / "airflow", "sqlite://", Processes(tmp_path), {})
    assert again.environment[USERS] == "admin:admin"
