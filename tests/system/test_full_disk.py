"""A full disk, a real one: nothing that was stored is lost, one message says where to make room,
and the same run again ends as if nothing had been."""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from repostwatch.base.errors import DatabaseError
from repostwatch.services.postgres import embedded
from repostwatch.store.schema import upgrade_schema
from tests.system.interrupted_web import EXPECTED, command, eight_portals, judged
from tests.system.test_interrupted import prepared, run_all, verdicts_of

pytestmark = pytest.mark.system
# What does not compress: a page of it fills what is left.
NOISE = random.Random(1).randbytes(60_000).hex()


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 96 MB, in memory."""
    folder = Path(os.environ["REPOSTWATCH_TESTS"]) / "small-disk"
    folder.mkdir()
    call = ["mount", "-t", "tmpfs", "-o", "size=96m,mode=711", "tmpfs", str(folder)]
    if subprocess.run(call, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("no file system can be mounted here (needs root)")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


def filled(folder: Path) -> Path:
    """A file that takes all the room there is."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return ballast


def test_a_full_disk_under_the_database(small_disk: Path, tmp_path: Path) -> None:
    with embedded(small_disk / "pg") as server, eight_portals() as web:
        url = server.url("repostwatch")
        upgrade_schema(url)
        settings = prepared(url, web, tmp_path)
        ballast = filled(small_disk)
        with pytest.raises(DatabaseError) as full:
            run_all(settings)
        assert "/repostwatch: its disk is full (could not extend" in str(full.value)
        assert "make room on its disk, then run the same again" in str(full.value)
        assert "\n" not in str(full.value)
        ballast.unlink()
        run_all(settings)
        assert verdicts_of(settings) == EXPECTED


def test_a_full_disk_under_the_evidence(
    small_disk: Path, tmp_path: Path, database_url: str
) -> None:
    with eight_portals(filler=NOISE) as web:
        call, environment = command(web, tmp_path)
        (tmp_path / "out").symlink_to(small_disk)
        environment["REPOSTWATCH_DB"] = database_url
        ballast = filled(small_disk)
        full = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
        said = " ".join(full.stderr.split())
        assert full.returncode == 1
        assert re.search(r"/evidence: evidence could not be written \(.*(No space|is full)", said)
        assert "make room there, then run the same" in said
        assert "Traceback" not in said
        ballast.unlink()
        again = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
        assert again.returncode == 0, again.stderr
        assert judged(tmp_path) == EXPECTED


def test_a_file_that_may_not_grow(tmp_path: Path, database_url: str) -> None:
    """As a quota stops it, in the middle of a record: what stands before it can be read."""
    with eight_portals(filler=NOISE) as web:
        call, environment = command(web, tmp_path)
        environment["REPOSTWATCH_DB"] = database_url
        limit = 150_000
        full = subprocess.run(
            call, env=environment, capture_output=True, text=True, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )  # fmt: skip
        said = " ".join(full.stderr.split())
        assert full.returncode == 1
        assert "evidence could not be written (File too large)" in said
        assert said.count("could not be written") == 1
        assert "Traceback" not in said
        (kept,) = (tmp_path / "out" / "evidence").glob("*.warc.gz")
        with kept.open("rb") as file:
            whole = [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]
        assert whole[0] == "warcinfo"
        again = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert judged(tmp_path) == EXPECTED


def test_a_disk_that_is_full_at_the_start(small_disk: Path) -> None:
    ballast = filled(small_disk)
    with ballast.open("r+b") as file:
        file.truncate(ballast.stat().st_size - 2_000_000)
    with pytest.raises(DatabaseError) as full, embedded(small_disk / "pg"):
        pass
    said = str(full.value)
    assert said.startswith(f"{small_disk / 'pg'}: the disk is full")
    assert "make room there, then run the same again" in said
    assert len(said) < 400
    assert "\n" not in said
    ballast.unlink()
    with embedded(small_disk / "pg") as server:
        assert server.url("repostwatch")
