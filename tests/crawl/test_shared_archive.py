"""An archive of several machines: what one hands over, others read, and nothing names it before."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

import pytest

from repostwatch.base.folders import Folder, add_line, folder_at, put, put_file, sizes
from repostwatch.base.folders import opened as by_ranges
from repostwatch.crawl.evidence import near
from repostwatch.crawl.evidence.archive import Archive, EvidenceRef
from repostwatch.crawl.evidence.seals import problems, seal, seals
from repostwatch.crawl.evidence.wacz import write_wacz
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.model import Outcome, Visit
from tests.buckets import s3_environment, shared_address

__all__ = ["s3_environment", "shared_address"]
NOW = datetime(2026, 8, 12, 1, 15, tzinfo=UTC)
LARGE = b"".join(hashlib.sha512(bytes([n % 256, n // 256])).digest() for n in range(20_000))


def page(body: bytes, at: datetime = NOW) -> Fetched:
    visit = Visit(
        "http://www.example.gov.cn/", Outcome.OK, at, final_url="http://www.example.gov.cn/",
        status=200, digest=hashlib.sha256(body).hexdigest(),
    )  # fmt: skip
    return Fetched(visit, body, {"Content-Type": "text/html"})


def archive(folder: Path, address: str) -> Archive:
    return Archive(folder, shared=folder_at(address, "evidence"))


def test_another_machine_reads_what_was_handed_over(shared_address: str, tmp_path: Path) -> None:
    here, there = (archive(tmp_path / name, shared_address) for name in ("here", "there"))
    bodies = [b"<html>one", LARGE, b"<html>two", b"<html>one"]
    refs = [here.write(page(body)) for body in bodies]
    assert sizes(here.folder) == {}
    with pytest.raises(ArchiveError):
        there.read(refs[0])
    here.hand_over()
    assert [there.read(ref) for ref in refs] == bodies
    assert there.headers(refs[2])[1] == ("Content-Type", "text/html")
    assert not list((tmp_path / "there").glob("*.gz"))


@pytest.mark.parametrize("most", [near.HELD_BYTES, 1000])
def test_the_pages_of_a_file_are_fetched_together_unless_it_is_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(near, "HELD_BYTES", most)
    address = f"memory://{uuid4().hex}"
    refs, bodies = [], []
    for name in ("one", "other"):
        here = archive(tmp_path / name, address)
        bodies += (own := [f"<html>{name}{number}".encode() + LARGE[:5000] for number in range(5)])
        refs += [here.write(page(body)) for body in own]
        here.hand_over()
    there, fetched = archive(tmp_path / "there", address), list[str]()
    files: Any = folder_at(address, "evidence")
    kind = type(files.fs)
    whole = kind.cat_file

    def cat_file(self: Any, path: str, *about: Any, **more: Any) -> bytes:
        fetched.append("whole")
        return bytes(whole(self, path, *about, **more))

    def opened(folder: Folder, name: str) -> BinaryIO:
        fetched.append("ranges")
        return by_ranges(folder, name)

    monkeypatch.setattr(kind, "cat_file", cat_file)
    monkeypatch.setattr(near, "opened", opened)
    assert [there.read(ref) for ref in refs] == bodies
    assert fetched == (["ranges"] * 10 if most == 1000 else ["whole"] * 2)
    assert there.read(refs[0]) == bodies[0]
    with pytest.raises(ArchiveError, match="no record there"):
        there.read(replace(refs[0], file="repostwatch-20260812-0123456789abcdef-0009.warc.gz"))


def test_what_was_handed_over_is_not_written_to_again(shared_address: str, tmp_path: Path) -> None:
    here = archive(tmp_path / "here", shared_address)
    first = here.write(page(b"<html>one"))
    here.hand_over()
    before = sizes(here.folder)
    second, same = here.write(page(b"<html>two")), here.write(page(b"<html>one"))
    assert second.file == same.file != first.file
    here.hand_over()
    here.hand_over()
    assert {name: sizes(here.folder)[name] for name in before} == before
    assert len(sizes(here.folder)) == 2
    assert archive(tmp_path / "there", shared_address).read(same) == b"<html>one"


def test_processes_of_one_machine_hand_over_each_others_records(
    shared_address: str, tmp_path: Path
) -> None:
    one, other = (archive(tmp_path / "here", shared_address) for _ in range(2))
    mine, theirs = one.write(page(b"<html>mine")), other.write(page(b"<html>theirs"))
    assert mine.file == theirs.file
    one.hand_over()
    later = other.write(page(b"<html>later"))
    other.hand_over()
    assert later.file != theirs.file
    reader = archive(tmp_path / "there", shared_address)
    assert [reader.read(ref) for ref in (mine, theirs, later)] == [
        b"<html>mine", b"<html>theirs", b"<html>later",
    ]  # fmt: skip


def test_nothing_refers_to_what_a_process_that_died_did_not_hand_over(
    shared_address: str, tmp_path: Path
) -> None:
    archive(tmp_path / "here", shared_address).write(page(b"<html>same"))
    survivor = archive(tmp_path / "here", shared_address)
    ref = survivor.write(page(b"<html>same"))
    survivor.hand_over()
    assert archive(tmp_path / "there", shared_address).read(ref) == b"<html>same"


def test_copies_go_and_the_archive_stays(shared_address: str, tmp_path: Path) -> None:
    here = archive(tmp_path / "here", shared_address)
    ref = here.write(page(b"<html>one"))
    here.hand_over()
    here.forget_copies(NOW + timedelta(days=3), 3)
    assert (tmp_path / "here" / ref.file).exists()
    here.forget_copies(NOW + timedelta(days=4), 3)
    assert not (tmp_path / "here" / ref.file).exists()
    assert here.read(ref) == b"<html>one"
    # A clock that was set back gives a name anew: what stands under it is not written over.
    kept = sizes(here.folder)
    archive(tmp_path / "here", shared_address).write(page(b"<html>another day"))
    again = archive(tmp_path / "here", shared_address)
    assert again.write(page(b"<html>and more")).file == ref.file
    with pytest.raises(OSError, match="with other bytes"):
        again.hand_over()
    assert sizes(here.folder) == kept
    assert archive(tmp_path / "there", shared_address).read(ref) == b"<html>one"


def test_days_are_sealed_and_go_by_their_age(shared_address: str, tmp_path: Path) -> None:
    here = archive(tmp_path / "here", shared_address)
    refs = []
    for day in range(3):
        refs.append(here.write(page(b"<html>%d" % day, NOW + timedelta(days=day))))
        here.hand_over()
    there = archive(tmp_path / "there", shared_address)
    first = seal(there.folder, date(2026, 8, 13), NOW)
    second = seal(there.folder, date(2026, 8, 15), NOW)
    assert first is not None
    assert second is not None
    assert second.content["previous"] == first.digest
    assert [len(one.content["files"]) for one in seals(there.folder)] == [1, 2]
    assert problems(there.folder) == []
    put(there.folder, refs[1].file, b"x" * sizes(there.folder)[refs[1].file])
    assert len(problems(there.folder)) == 1
    files, size = there.expire(NOW + timedelta(days=34), days=1)
    assert (files, size > 0) == (1, True)
    (tmp_path / "here" / refs[0].file).unlink()
    with pytest.raises(ArchiveError):
        here.read(refs[0])


def test_a_collection_is_made_of_what_others_wrote(shared_address: str, tmp_path: Path) -> None:
    here = archive(tmp_path / "here", shared_address)
    refs = [here.write(page(body)) for body in (b"<html>one", LARGE)]
    here.hand_over()
    there = archive(tmp_path / "there", shared_address)
    assert write_wacz(tmp_path / "duty.wacz", there, refs, [], "") == 2
    with pytest.raises(ArchiveError):
        write_wacz(tmp_path / "no.wacz", there, [EvidenceRef("gone.warc.gz", 0, "")], [], "")


def test_lines_and_files_in_a_folder_that_all_see(shared_address: str, tmp_path: Path) -> None:
    folder = folder_at(shared_address, "lines")
    assert sizes(folder) == {}
    put(folder, "other", b"1")
    for line in (b"one", b"two"):
        add_line(folder, "lines", line)
    assert (folder / "lines").read_bytes() == b"one\ntwo\n"
    path = tmp_path / "lines"
    path.write_bytes(b"ONE\nTWO\n")
    put_file(folder, path)  # of the same size: it is there already
    assert (folder / "lines").read_bytes() == b"one\ntwo\n"
    assert sizes(folder) == {"lines": 8, "other": 1}


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    here = Archive(tmp_path)
    ref = here.write(page(b"<html>one"))
    (tmp_path / ref.file).unlink()
    os.mkfifo(tmp_path / ref.file)
    with pytest.raises(ArchiveError):
        here.read(ref)
