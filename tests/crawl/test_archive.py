"""Evidence: what was kept comes back, others can open it, and nothing is kept twice."""

from __future__ import annotations

import gc
import gzip
import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from repostwatch.crawl.evidence.archive import Archive, EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError, archive_mark, day_of_file
from repostwatch.crawl.fetch.fetched import Fetched, Screenshot
from repostwatch.model import Outcome, Visit

NOW = datetime(2026, 8, 12, 1, 15, tzinfo=UTC)


def page(
    body: bytes | None,
    url: str = "http://www.example.gov.cn/",
    at: datetime = NOW,
    headers: Mapping[str, str] | None = None,
) -> Fetched:
    digest = None if body is None else hashlib.sha256(body).hexdigest()
    visit = Visit(url, Outcome.OK, at, final_url=url, status=200, digest=digest)
    return Fetched(visit, body, headers or {"Content-Type": "text/html"})


def records(directory: Path) -> list[tuple[str, str, bytes]]:
    found = []
    for path in sorted(directory.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                uri = record.rec_headers.get_header("WARC-Target-URI") or ""
                found.append((record.rec_type, uri, record.content_stream().read()))
    return found


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    bodies = [b"<html>one", "<html>二".encode("gbk"), bytes(range(256)) * 1000, b"\r\n\r\n"]
    refs = [archive.write(page(body)) for body in bodies]
    assert [Archive(tmp_path).read(ref) for ref in refs] == bodies


def test_other_tools_find_no_fault_with_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for minute in range(3):
        archive.write(page(b"<html>same", at=NOW + timedelta(minutes=minute)))
    seen = pictured(b"<html>same", b"\xff\xd8picture")
    archive.write_picture(seen, archive.write(seen))
    (path,) = tmp_path.glob("*.warc.gz")

    class Arguments:
        verbose = True
        inputs = (str(path),)

    checker = Checker(Arguments())
    checker.process_all()
    assert checker.exit_value == 0
    assert [kind for kind, _, _ in records(tmp_path)] == [
        "warcinfo",
        "response",
        "revisit",
        "revisit",
        "revisit",
        "resource",
    ]


def test_a_body_seen_again_costs_a_few_hundred_bytes_and_reads_the_same(tmp_path: Path) -> None:
    body = b"".join(hashlib.sha256(bytes([i])).digest() for i in range(256)) * 10
    archive = Archive(tmp_path)
    archive.write(page(body))
    (path,) = tmp_path.glob("*.warc.gz")
    before = path.stat().st_size
    again = archive.write(page(body, url="http://other.example.gov.cn/", at=NOW))
    assert path.stat().st_size - before < 1000
    assert archive.read(again) == body


def test_an_original_moved_away_is_kept_once_more(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.write(page(b"<html>x"))
    (path,) = tmp_path.glob("*.warc.gz")
    path.rename(tmp_path / "elsewhere")
    assert archive.read(archive.write(page(b"<html>x"))) == b"<html>x"


def test_a_lost_index_costs_a_copy_only(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.write(page(b"<html>x"))
    (tmp_path / "bodies.sqlite").unlink()
    assert archive.read(archive.write(page(b"<html>x"))) == b"<html>x"


def test_files_end_with_the_beijing_day_and_at_their_size(tmp_path: Path) -> None:
    archive = Archive(tmp_path, rotate_bytes=2000)
    (tmp_path / "mark").write_text("0a1b2c3d")
    evening = datetime(2026, 8, 12, 15, 59, tzinfo=UTC)
    refs = [
        archive.write(page(hashlib.sha512(bytes([i])).digest() * 20, at=evening)) for i in range(4)
    ]
    refs.append(archive.write(page(b"next", at=evening + timedelta(minutes=1))))
    files = [ref.file for ref in refs]
    assert files[0] == "repostwatch-20260812-0a1b2c3d-0000.warc.gz"
    assert files[-1] == "repostwatch-20260813-0a1b2c3d-0000.warc.gz"
    assert len(set(files)) >= 3
    assert all((tmp_path / file).stat().st_size <= 2000 for file in files)
    assert [len(archive.read(ref)) for ref in refs] == [1280] * 4 + [4]


def test_two_archives_never_give_one_name_twice(tmp_path: Path) -> None:
    here, there = Archive(tmp_path / "here"), Archive(tmp_path / "there")
    again = Archive(tmp_path / "here")
    mine, theirs, mine_too = (one.write(page(b"<html>x")) for one in (here, there, again))
    assert mine.file == mine_too.file != theirs.file
    assert day_of_file(mine.file) == day_of_file(theirs.file) == date(2026, 8, 12)


def test_processes_that_begin_together_agree_on_the_mark(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        marks = set(pool.map(archive_mark, [tmp_path] * 200))
    assert marks == {(tmp_path / "mark").read_text()}


def test_a_damaged_mark_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "mark").write_text("../x")
    with pytest.raises(ArchiveError, match="mark is damaged"):
        Archive(tmp_path).write(page(b"<html>x"))
    assert not list(tmp_path.glob("*.warc.gz"))


def test_a_file_from_before_the_mark_is_read_and_removed_by_its_age(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    new = archive.write(page(b"<html>x"))
    old = replace(new, file="repostwatch-20260812-0000.warc.gz")
    (tmp_path / new.file).rename(tmp_path / old.file)
    assert archive.read(old) == b"<html>x"
    assert archive.expire(datetime(2027, 8, 12, tzinfo=UTC), 1)[0] == 1


def test_headers_of_the_transfer_are_kept_apart(tmp_path: Path) -> None:
    Archive(tmp_path).write(
        page(
            b"<html>x",
            headers={
                "Content-Encoding": "gzip",
                "Transfer-Encoding": "chunked",
                "X-Site": "\udcd6\udcd0",  # GBK, as aiohttp hands it on
            },
        )
    )
    (path,) = tmp_path.glob("*.warc.gz")
    text = gzip.decompress(path.read_bytes())
    assert b"X-Archive-Orig-Content-Encoding: gzip" in text
    assert b"\r\nContent-Encoding" not in text
    assert records(tmp_path)[1][2] == b"<html>x"


@pytest.mark.parametrize(
    "strange", [b"\xff\xfe", "国".encode(), "国".encode("gbk"), b"\xed\xa0\x80"]
)
@pytest.mark.parametrize("form", ["%s", "%s; a=b", '"x"; a="%s"; %s', '%s; a="b"'])
def test_headers_of_any_bytes_are_kept(tmp_path: Path, strange: bytes, form: str) -> None:
    """Names, too, and a value whose quotes hold only a part of what is no ASCII."""
    text = strange.decode("utf-8", "surrogateescape")
    archive = Archive(tmp_path)
    ref = archive.write(
        page(b"<html>", headers={"Set-Cookie": form.replace("%s", text), text: "1"})
    )
    kept = archive.headers(ref)
    code = "".join(f"%{byte:02X}" for byte in strange)
    assert ("Set-Cookie", form.replace("%s", code)) in kept
    assert (code, "1") in kept
    assert archive.read(ref) == b"<html>"


def test_changed_evidence_is_noticed(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    ref = archive.write(page(b"<html>x"))
    with pytest.raises(ArchiveError, match="not those of the digest"):
        archive.read(EvidenceRef(ref.file, ref.offset, "0" * 64))
    with pytest.raises(ArchiveError, match="no record"):
        archive.read(EvidenceRef("repostwatch-19990101-0000.warc.gz", 0, ref.digest))
    with pytest.raises(ArchiveError, match="no file of the archive"):
        archive.read(EvidenceRef("../secret", 0, ref.digest))
    kept = (tmp_path / ref.file).read_bytes()
    for damaged in (bytes(len(kept)), kept[: ref.offset + 20] + bytes(30), kept[:40], b""):
        (tmp_path / ref.file).write_bytes(damaged)
        with pytest.raises(ArchiveError, match=ref.file) as raised:
            archive.read(ref)
        assert len(str(raised.value)) < 200


def test_nothing_to_keep_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nothing to keep"):
        Archive(tmp_path).write(page(None))


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from repostwatch.crawl.evidence.archive import Archive
from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.model import Outcome, Visit

archive = Archive(Path(sys.argv[1]))
for i in range(40):
    moment = datetime(2026, 8, 12, tzinfo=UTC)
    visit = Visit("http://www.example.gov.cn/", Outcome.OK, moment, status=200)
    ref = archive.write(Fetched(visit, f"{sys.argv[2]} {i}".encode() * 50))
    print(ref.file, ref.offset, ref.digest)
"""


def test_processes_share_a_directory(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path, str(who)], stdout=subprocess.PIPE, text=True
        )
        for who in range(3)
    ]
    archive = Archive(tmp_path)
    for who, writer in enumerate(writers):
        out, _ = writer.communicate(timeout=60)
        lines = [line.split() for line in out.splitlines()]
        refs = [EvidenceRef(file, int(offset), digest) for file, offset, digest in lines]
        expected = [f"{who} {i}".encode() * 50 for i in range(40)]
        assert [archive.read(ref) for ref in refs] == expected
    assert len(records(tmp_path)) == 121


def pictured(body: bytes, picture: bytes | None, at: datetime = NOW) -> Fetched:
    return replace(page(body, at=at), picture=Screenshot(picture))


def test_a_picture_lies_beside_its_page_and_is_kept_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = pictured(b"<html>one", b"\xff\xd8picture")
    one = archive.write(first)
    seen = archive.write_picture(first, one)
    later = pictured(b"<html>two", b"\xff\xd8picture", NOW + timedelta(hours=1))
    assert archive.write_picture(later, archive.write(later)) == seen
    assert Archive(tmp_path).read(seen) == b"\xff\xd8picture"
    kept = [(kind, uri) for kind, uri, _ in records(tmp_path) if kind == "resource"]
    assert kept == [("resource", "urn:fullPage:http://www.example.gov.cn/")]
    (path,) = tmp_path.glob("*.warc.gz")
    with path.open("rb") as file:
        headers = {record.rec_type: record.rec_headers for record in ArchiveIterator(file)}
        file.seek(one.offset)
        page_id = next(iter(ArchiveIterator(file))).rec_headers.get_header("WARC-Record-ID")
    assert headers["resource"].get_header("WARC-Concurrent-To") == page_id
    assert headers["resource"].get_header("Content-Type") == "image/jpeg"


def test_a_picture_that_is_none_is_not_kept(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    nothing = pictured(b"<html>one", None)
    with pytest.raises(ValueError, match="no picture"):
        archive.write_picture(nothing, archive.write(nothing))


def test_old_files_go_and_take_nothing_with_them_that_younger_ones_need(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    refs = [archive.write(page(b"<html>same", at=NOW + timedelta(days=day))) for day in range(80)]
    kinds = [kind for kind, *_ in records(tmp_path) if kind != "warcinfo"]
    assert kinds.count("response") == 3  # a month later the body is kept once more
    now = NOW + timedelta(days=79)
    files, size = archive.expire(now, days=20)
    assert (files, size > 0) == (
        27,
        True,
    )  # all but 20 days, one, and a month
    assert {archive.read(ref) for ref in refs[58:]} == {b"<html>same"}
    for ref in refs[:27]:
        with pytest.raises(ArchiveError):
            archive.read(ref)
    assert archive.expire(now, days=20) == (0, 0)
    again = archive.write(page(b"<html>same", at=now))
    assert archive.read(again) == b"<html>same"


def test_what_is_no_file_of_the_archive_stays(tmp_path: Path) -> None:
    other = tmp_path / "from-elsewhere.warc.gz"
    other.write_bytes(b"kept by hand")
    assert Archive(tmp_path).expire(NOW, days=1) == (0, 0)
    assert other.exists()


def test_a_damaged_index_is_begun_anew(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.write(page(b"<html>same"))
    (tmp_path / "bodies.sqlite").write_bytes(b"no index at all" * 1000)
    for writer in (archive, Archive(tmp_path)):
        ref = writer.write(page(b"<html>same"))
        assert writer.read(ref) == b"<html>same"
    kinds = [kind for kind, *_ in records(tmp_path)]
    assert kinds.count("response") <= 2
    assert kinds[-1] == "revisit"


def test_the_index_is_closed_with_its_archive(tmp_path: Path) -> None:
    """From Python 3.13 on, one that is not says so: in whatever test runs by then."""
    opened: list[sqlite3.Connection] = []

    def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        opened.append(real(*args, **kwargs))
        return opened[-1]

    real = sqlite3.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        archive = Archive(tmp_path)
        archive.write(page(b"<html>one"))
        (tmp_path / "bodies.sqlite").write_bytes(b"no index at all" * 1000)
        archive.write(page(b"<html>two"))
        (tmp_path / "bodies.sqlite").unlink()
        archive.write(page(b"<html>three"))
    assert len(opened) == 3
    del archive
    gc.collect()
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
