"""`repostwatch backup`: the database and the evidence that it names, in one file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from repostwatch import __version__
from repostwatch.base.clock import day_of
from repostwatch.base.clock import now as clock_now
from repostwatch.base.errors import RepostwatchError
from repostwatch.base.terminal import Terminal
from repostwatch.commands.backup_file import (
    DUMP,
    EVIDENCE,
    FACTS,
    BackupWriter,
    Facts,
    backup_writer,
)
from repostwatch.commands.database import kept
from repostwatch.commands.progress import megabytes
from repostwatch.crawl.evidence.copies import Piece, pieces
from repostwatch.crawl.evidence.warc_files import day_of_file
from repostwatch.services import dumps
from repostwatch.settings import Settings
from repostwatch.store import visits
from repostwatch.store.database import Connection, connect, place, schema_version, server_version
from repostwatch.visiting.evidence_writer import whole_archive


def run_backup(
    settings: Settings, path: Path, folder: Path | None, out: Terminal, err: Terminal
) -> None:
    """Write the database and the evidence into `path`, beside whatever else goes on.

    Raises RepostwatchError; then the file is not there, or is the one that was there before.
    """
    with kept(settings, folder) as (here, url):
        try:
            size, files = _write(here, url, path, err)
        except OSError as error:
            raise RepostwatchError(
                f"{path}: the backup could not be written ({error.strerror or error}). Make room "
                "there, or name another place."
            ) from error
    text = (
        f"backup: {path} (database {size / 1e6:.1f} MB, evidence "
        f"{sum(files.values()) / 1e6:.1f} MB in {len(files)} files)"
    )
    out.print(text, markup=False, highlight=False)


def _write(settings: Settings, url: str, path: Path, err: Terminal) -> tuple[int, dict[str, int]]:
    """The bytes of the dump, and those of each file of evidence."""
    with connect(url, check_schema=False) as conn:
        facts, programs = _facts(conn, url)
        newest = visits.newest_evidence(conn)
    with megabytes(err) as bar, backup_writer(path, facts.made_at, bar.advance) as writer:
        writer.add(FACTS, [facts.model_dump_json(indent=1).encode()])
        bar.begin("database")
        with dumps.dumped(url, programs) as chunks:
            size = writer.add(DUMP, chunks)
        # Evidence is written before it is named: what the dump names is there by now.
        directory = whole_archive(settings)
        found = pieces(directory)
        bar.begin("evidence", sum(one.size for one in found))
        files = _add(writer, found)
        if newest is not None and not _holds(settings, files, *newest):
            raise RepostwatchError(
                f"{directory}: {newest[0]}, which the database names, is not there, or not wholly. "
                "Let REPOSTWATCH_VAR_DIR name the place of the evidence."
            )
    return size, files


def _facts(conn: Connection, url: str) -> tuple[Facts, Path]:
    """What is backed up, and where the programs for it are."""
    schema = schema_version(conn)
    if schema is None:
        raise RepostwatchError(f"database {place(url)}: it holds nothing of repostwatch.")
    server = server_version(conn)
    programs, dump = dumps.programs(server)
    facts = Facts(
        made_at=clock_now(), program=__version__, schema_version=schema, server=server, dump=dump
    )
    return facts, programs


def _add(writer: BackupWriter, found: list[Piece]) -> dict[str, int]:
    files = {}
    for one in found:
        # What became too old meanwhile was removed, and is not missed.
        if one.path.exists():
            name = one.path.name
            files[name] = writer.add(EVIDENCE + name, one.chunks(), sealed=one.sealed)
    return files


def _holds(settings: Settings, files: dict[str, int], file: str, offset: int) -> bool:
    """Whether a record that the database names was copied, or was old enough to be removed."""
    day, days = day_of_file(file), settings.scan.evidence_days
    first = day_of(settings.now()) - timedelta(days=days or 0)
    return files.get(file, 0) > offset or (days is not None and day is not None and day < first)
