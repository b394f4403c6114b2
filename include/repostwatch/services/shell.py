"""A file to be sourced: a shell beside the services that means the same world as they do."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from repostwatch.services import housing
from repostwatch.services.private import write_private

HEAD = "# Source it: the shell then works on these services, and on nothing real.\n"


def write_env(path: Path, variables: Mapping[str, str]) -> Path:
    """Write `variables`, and a PATH on which our own `repostwatch`, `airflow` and `pg_dump` come
    first: a dump needs a program of the server's version. Secrets stand in it, so that only its
    owner reads it."""
    programs = (Path(sys.executable).parent, housing.programs(housing.owner()))
    first = ":".join(shlex.quote(str(program)) for program in programs)
    lines = [f"export {name}={shlex.quote(value)}" for name, value in sorted(variables.items())]
    write_private(path, HEAD + "\n".join([*lines, f'export PATH={first}:"$PATH"']))
    return path
