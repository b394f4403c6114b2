"""Who may log in to the embedded Airflow: the user of the services, and whoever is named beside."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from repostwatch.base.errors import ServiceError
from repostwatch.services.private import write_private

# Airflow's own setting, which is taken from whoever starts the services.
USERS = "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS"
# As this the services themselves log in; it is always there, and always the administrator.
OWN = "admin"
ROLES = ("viewer", "user", "op", "admin")
PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    role: str
    password: str


def named_users(text: str) -> list[tuple[str, str]]:
    """(name, role) of each user in Airflow's form, `name:role,name:role`; the services' own first.
    Raises ServiceError where an entry is none."""
    found = {OWN: OWN}
    for entry in filter(None, (one.strip() for one in text.split(","))):
        name, _, role = entry.partition(":")
        if not name or role not in ROLES:
            known = ", ".join(ROLES)
            raise ServiceError(f"{USERS}: {entry!r} is no name:role; the roles are {known}")
        found.setdefault(name, role)
    return list(found.items())


def keep_accounts(
    path: Path, users: Sequence[tuple[str, str]], own_password: str
) -> tuple[Account, ...]:
    """The users with their passwords, kept in the file that Airflow reads: a new one gets one, the
    others keep theirs, and who is no longer named is gone."""
    known = json.loads(path.read_text()) if path.exists() else {}
    known[OWN] = own_password
    made = tuple(
        Account(name, role, known.get(name) or secrets.token_urlsafe(PASSWORD_BYTES))
        for name, role in users
    )
    write_private(path, json.dumps({one.name: one.password for one in made}))
    return made
