"""Evidence as one file that other tools open: every record, what it refers to, and an index."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from repostwatch.crawl.evidence.archive import Archive, EvidenceRef
from repostwatch.crawl.evidence.wacz import WaczPage, search_key, write_wacz
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.crawl.fetch.fetched import Answer, Fetched
from repostwatch.model import Outcome, Visit

AT = datetime(2026, 8, 12, 1, 15, tzinfo=UTC)
HOME, LIST = "http://www.example.gov.cn/", "http://www.example.gov.cn/zc/?b=2&a=1"
BODY, OTHER = "<html>国务院".encode() * 50, b"<html>other"


def fetched(url: str, body: bytes, at: datetime) -> Fetched:
    def answer(address: str, status: int, text: bytes, **headers: str) -> Answer:
        return Answer(
            address,
            status,
            headers,
            text,
            at,
            sent={"Host": "www.example.gov.cn"},
            ip="93.184.216.34",
        )

    digest = hashlib.sha256(body).hexdigest()
    visit = Visit(url, Outcome.OK, AT, final_url=url, status=200, digest=digest)
    html = {"Content-Type": "text/html; charset=utf-8"}
    before = answer("http://example.gov.cn/", 302, b"", Location=url)
    return Fetched(visit, body, html, answers=(before, answer(url, 200, body, **html)))


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    archive = Archive(tmp_path / "archive", reader="abc")
    refs: list[EvidenceRef] = []
    archive.write(fetched("http://www.example.gov.cn/unrelated", b"<html>none", AT))
    first = archive.write(fetched(HOME, BODY, AT))  # the original: asked for by a reference only
    for number, (url, body) in enumerate([(LIST, BODY), (HOME, OTHER), (HOME, OTHER)], 1):
        page = fetched(url, body, AT + timedelta(minutes=number))
        refs += [ref for _, ref in archive.write_answers(page)]
        refs.append(archive.write(page))
    assert first not in refs
    out = tmp_path / "duty.wacz"
    pages = [WaczPage(LIST, "专栏", AT + timedelta(minutes=1)), WaczPage(HOME, "首页", AT)]
    write_wacz(out, archive, refs, pages, "甲部：国务院关于乙的通知")
    return out


def test_it_holds_the_records_their_requests_and_what_they_refer_to(collection: Path) -> None:
    with zipfile.ZipFile(collection) as file:
        warc = file.read("archive/data.warc.gz")
    found = [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
        for record in ArchiveIterator(BytesIO(warc))
    ]
    assert ("response", HOME) in found
    assert found.count(("revisit", LIST)) == 1
    assert ("response", "http://www.example.gov.cn/unrelated") not in found
    assert sum(kind == "request" for kind, _ in found) == len(found) / 2


def test_every_part_has_its_digest_and_the_index_leads_to_the_record(collection: Path) -> None:
    with zipfile.ZipFile(collection) as file:
        assert file.testzip() is None
        assert {info.compress_type for info in file.infolist()} == {zipfile.ZIP_STORED}
        package = json.loads(file.read("datapackage.json"))
        whole = json.loads(file.read("datapackage-digest.json"))
        for part in [*package["resources"], {"path": "datapackage.json", **whole}]:
            data = file.read(part["path"])
            assert part["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        warc = file.read("archive/data.warc.gz")
        lines = gzip.decompress(file.read("indexes/index.cdx.gz")).decode().splitlines()
        pages = [json.loads(line) for line in file.read("pages/pages.jsonl").splitlines()]
    assert lines == sorted(lines)
    for line in lines:
        key, stamp, fields = line.split(" ", 2)
        entry = json.loads(fields)
        begin = int(entry["offset"])
        member = warc[begin : begin + int(entry["length"])]
        [record] = list(ArchiveIterator(BytesIO(member)))
        headers = record.rec_headers
        assert headers.get_header("WARC-Target-URI") == entry["url"]
        assert key == search_key(entry["url"])
        assert headers.get_header("WARC-Date")[:10].replace("-", "") == stamp[:8]
    assert pages[0]["format"] == "json-pages-1.0"
    assert [page["url"] for page in pages[1:]] == [LIST, HOME]


def test_a_record_that_is_gone_leaves_no_half_file(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        write_wacz(
            tmp_path / "x.wacz", Archive(tmp_path), [EvidenceRef("gone.warc.gz", 0, "")], [], ""
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.example.gov.cn/", "cn,gov,example)/"),
        ("https://Example.gov.cn:443/ZC/?b=2&a=1", "cn,gov,example)/zc?a=1&b=2"),
        ("http://example.gov.cn:8080/x", "cn,gov,example:8080)/x"),
        ("http://127.0.0.1/", "127.0.0.1)/"),
        ("urn:fullPage:http://a/", "urn:fullpage:http://a/"),
    ],
)
def test_addresses_as_indexes_sort_them(url: str, key: str) -> None:
    assert search_key(url) == key


@contextmanager
def pywb(collection: Path, folder: Path) -> Iterator[str]:
    """The replay tool over a collection; its programs are in PATH or in REPLAY_TOOLS."""
    path = f"{os.environ.get('REPLAY_TOOLS', '')}{os.pathsep}{os.environ['PATH']}"
    manager, server = shutil.which("wb-manager", path=path), shutil.which("wayback", path=path)
    if manager is None or server is None:
        pytest.skip("pywb is not installed (the extra `replay`, or REPLAY_TOOLS=its folder)")
    folder.mkdir()
    subprocess.run([manager, "init", "duty"], cwd=folder, check=True, capture_output=True)
    add = [manager, "add", "--unpack-wacz", "duty", str(collection)]
    subprocess.run(add, cwd=folder, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [server, "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/duty"
    finally:
        process.terminate()
        process.wait()


def test_a_replay_tool_shows_it_byte_for_byte(collection: Path, tmp_path: Path) -> None:
    with pywb(collection, tmp_path / "replay") as address:
        for url, minute, body in ((LIST, 1, BODY), (HOME, 0, BODY), (HOME, 3, OTHER)):
            stamp = f"{AT + timedelta(minutes=minute):%Y%m%d%H%M%S}"
            with urllib.request.urlopen(f"{address}/{stamp}id_/{url}") as answer:
                assert answer.read() == body
