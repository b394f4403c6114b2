"""`repostwatch restore`: a backup becomes the database and the evidence of an installation."""

from __future__ import annotations

import shutil
from pathlib import Path

from repostwatch.base.clock import iso
from repostwatch.base.errors import DatabaseError, RepostwatchError
from repostwatch.base.files import writing
from repostwatch.base.terminal import Terminal
from repostwatch.commands.backup_file import (
    DUMP,
    EVIDENCE,
    SEALED,
    Backup,
    Facts,
    checked_backup,
    copied,
)
from repostwatch.commands.database import target
from repostwatch.commands.progress import ByteBar, megabytes
from repostwatch.crawl.evidence.copies import pieces, staging, take_place
from repostwatch.services import dumps
from repostwatch.settings import Settings
from repostwatch.store.database import (
    SCHEMA_VERSION,
    connect,
    is_empty,
    place,
    schema_version,
    server_version,
)
from repostwatch.visiting.evidence_writer import whole_archive


def run_restore(
    settings: Settings, path: Path, folder: Path | None, terminals: tuple[Terminal, Terminal],
    *, replace: bool,
) -> None:  # fmt: skip
    """Put a backup into an empty database and an empty archive, or, with `replace`, in the stead
    of what is there; `terminals` take what is said, and the progress.

    Raises RepostwatchError; nothing was changed then, unless it says so.
    """
    out, err = terminals
    try:
        with megabytes(err) as bar:
            bar.begin("checking", path.stat().st_size)
            with checked_backup(path, bar.advance) as backup:
                _known(path, backup.facts)
                with target(settings, folder) as (here, url):
                    _restore(backup, whole_archive(here), url, bar, replace=replace)
    except OSError as error:
        raise RepostwatchError(f"{path}: {error.strerror or error}") from error
    facts = backup.facts
    text = f"schema {facts.schema_version}, {len(backup.evidence)} files of evidence"
    out.print(f"restored: {text}, as of {iso(facts.made_at)}", markup=False, highlight=False)
    if facts.schema_version != SCHEMA_VERSION:
        out.print("Its schema is an earlier one: run `repostwatch db upgrade`.")


def _known(path: Path, facts: Facts) -> None:
    if facts.form != 1 or facts.schema_version > SCHEMA_VERSION:
        raise RepostwatchError(
            f"{path}: repostwatch {facts.program} wrote it, which is newer than this program "
            f"(schema {facts.schema_version}, here {SCHEMA_VERSION}). Restore it with that one."
        )


def _restore(backup: Backup, directory: Path, url: str, bar: ByteBar, *, replace: bool) -> None:
    server = _free(directory, url, replace=replace)
    if server < backup.facts.server:
        raise DatabaseError(
            f"database {place(url)}: PostgreSQL {server} cannot take what PostgreSQL "
            f"{backup.facts.server} held: restore into that version or a newer one."
        )
    programs, _ = dumps.programs(backup.facts.dump)
    with writing("evidence", directory):
        staged = staging(directory)
        try:
            dump = _lay_down(backup, staged, bar)
            bar.begin("database")
            dumps.load(url, dump, programs, server, replace=replace)
        except BaseException:
            shutil.rmtree(staged)
            raise
        dump.unlink()
        take_place(directory)


def _free(directory: Path, url: str, *, replace: bool) -> int:
    """The server's version, where the target may be filled. Raises DatabaseError,
    RepostwatchError."""
    with connect(url, check_schema=False) as conn:
        empty, ours = is_empty(conn), schema_version(conn) is not None
        server = server_version(conn)
    if not (empty or ours):
        raise DatabaseError(
            f"database {place(url)}: it holds something else than repostwatch's data: name a "
            "database of its own."
        )
    if not (empty or replace):
        raise DatabaseError(
            f"database {place(url)}: it is not empty. Name an empty one, or replace what is there "
            "with --replace."
        )
    if not replace and directory.is_dir() and pieces(directory):
        raise RepostwatchError(
            f"{directory}: it is not empty. Let REPOSTWATCH_VAR_DIR name another place, or replace "
            "what is there with --replace."
        )
    return server


def _lay_down(backup: Backup, staged: Path, bar: ByteBar) -> Path:
    """Write every member into `staged`; the path of the dump there."""
    dump, need = staged / DUMP, backup.size
    free = shutil.disk_usage(staged).free
    if free < need:
        raise RepostwatchError(
            f"{staged.parent}: {free / 1e6:.0f} MB are free, {need / 1e6:.0f} MB are needed: make "
            "room there. Nothing was touched."
        )
    bar.begin("evidence", need)
    for one in backup.evidence:
        path = staged / one.filename.removeprefix(EVIDENCE)
        with path.open("xb") as file:
            copied(backup.chunks(one), file, bar.advance)
        if one.external_attr >> 16 == SEALED:
            path.chmod(0o444)
    with dump.open("xb") as file:
        copied(backup.chunks(backup.dump), file, bar.advance)
    return dump
