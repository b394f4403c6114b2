"""The chain over the archive's files: what is changed later is found, and an outsider dates it."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from repostwatch.crawl.evidence.archive import Archive
from repostwatch.crawl.evidence.seals import is_granted, problems, seal, seals, timestamp_request
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.model import Outcome, Visit, because
from repostwatch.model.codes import EvidenceCode, VisitCode
from repostwatch.pipeline.tidy import tidy_evidence
from repostwatch.settings import Settings
from repostwatch.visiting.evidence_writer import archive as archive_of

NOON = datetime(2026, 8, 12, 4, tzinfo=UTC)
TODAY = date(2026, 8, 15)
MARK = "0a1b2c3d"
NEXT = f"repostwatch-20260812-{MARK}-0001.warc.gz"


def keep(archive: Archive, day: int, body: bytes = b"page") -> str:
    visit = Visit("http://a.example/", Outcome.OK, NOON + timedelta(days=day))
    return archive.write(Fetched(visit, body + str(day).encode())).file


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    (tmp_path / "mark").write_text(MARK)
    for day in range(3):
        keep(archive, day)
    return archive


def test_days_that_are_over_are_sealed_once_and_each_seal_follows_the_last(
    archive: Archive,
) -> None:
    here = archive.directory
    first = seal(here, date(2026, 8, 14), NOON)
    assert first is not None
    assert [one["file"][12:20] for one in first.content["files"]] == ["20260812", "20260813"]
    assert seal(here, date(2026, 8, 14), NOON) is None
    second = seal(here, TODAY, NOON)
    assert second is not None
    assert second.content["previous"] == first.digest
    assert [one.number for one in seals(here)] == [0, 1]
    assert problems(here) == []


def test_nothing_is_appended_to_what_is_sealed(archive: Archive) -> None:
    seal(archive.directory, TODAY, NOON)
    assert keep(archive, 0, b"later") == NEXT
    assert problems(archive.directory) == []
    again = seal(archive.directory, TODAY, NOON)
    assert again is not None
    assert [one["file"] for one in again.content["files"]] == [NEXT]


def test_a_file_that_was_changed_is_found(archive: Archive) -> None:
    seal(archive.directory, TODAY, NOON)
    name = f"repostwatch-20260813-{MARK}-0000.warc.gz"
    path = archive.directory / name
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    [problem] = problems(archive.directory)
    assert problem.startswith(f"{name} is not what was sealed 2026-08-12")


@pytest.mark.parametrize("what", ["rewritten", "left out"])
def test_a_chain_that_was_changed_is_found(archive: Archive, what: str) -> None:
    here = archive.directory
    for day in (13, 14, 15):
        seal(here, date(2026, 8, day), NOON)
    chain = here / "chain.jsonl"
    lines = chain.read_text().splitlines()
    if what == "rewritten":
        lines[0] = lines[0].replace("2026-08-12T", "2026-08-11T")
    else:
        del lines[1]
    chain.write_text("\n".join(lines) + "\n")
    assert any("does not follow" in problem for problem in problems(here))
    chain.write_text("{")
    with pytest.raises(ArchiveError, match="line 1 is damaged"):
        problems(here)


def test_what_its_age_removed_is_no_problem(archive: Archive) -> None:
    seal(archive.directory, TODAY, NOON)
    archive.expire(NOON + timedelta(days=40), 1)
    assert problems(archive.directory) == []


@pytest.mark.parametrize("answer", [b"", b"\x30", b"<html>", b"\x30\x05\x30\x03\x02\x01\x02"])
def test_what_is_no_timestamp(answer: bytes) -> None:
    assert not is_granted(answer, "00" * 32)


CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[req]
distinguished_name = name
[name]
[ext]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
basicConstraints = CA:FALSE
"""


@contextmanager
def authority(folder: Path, *, refuses: bool = False) -> Iterator[str]:
    """A timestamp authority made with openssl, on loopback."""
    folder.mkdir()
    (folder / "serial").write_text("01")
    config = folder / "tsa.cnf"
    config.write_text(CONFIG.format(folder=folder))
    run = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=t",
    ]
    keys = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    command = [*run, *keys, "-config", str(config), "-extensions", "ext"]
    subprocess.run(command, check=True, capture_output=True)

    class Here(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "asked.tsq").write_bytes(asked)
            reply = ["openssl", "ts", "-reply", "-config", str(config), "-queryfile"]
            reply += [str(folder / "asked.tsq"), "-signer", str(folder / "cert.pem")]
            reply += ["-inkey", str(folder / "key.pem"), "-out", str(folder / "reply.tsr")]
            if not refuses:
                subprocess.run(reply, check=True, capture_output=True)
            body = b"busy" if refuses else (folder / "reply.tsr").read_bytes()
            self.send_response(503 if refuses else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Here)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def stamped(tmp_path: Path, url: str) -> Settings:
    values = {"var_dir": tmp_path / "var", "allow_loopback": True, "scan": {"timestamp_url": url}}
    return Settings.model_validate(values).as_of(NOON + timedelta(days=3))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_an_authority_dates_the_chain_and_openssl_believes_it(tmp_path: Path) -> None:
    with authority(tmp_path / "tsa") as url:
        settings = stamped(tmp_path, url)
        keep(archive_of(settings), 0)
        tidied = tidy_evidence(settings)
        assert (tidied.sealed, tidied.problem) == (1, None)
        assert "封存1个" in tidied.line
        here = archive_of(settings).directory
        [one] = seals(here)
        content = json.loads(one.line)
        assert abs(datetime.fromisoformat(content["sealed_at"]) - datetime.now(UTC)) < timedelta(
            hours=1
        )
        (tmp_path / "line").write_bytes(one.line)
        verify = ["openssl", "ts", "-verify", "-in", str(here / one.token), "-data"]
        verify += [str(tmp_path / "line"), "-CAfile", str(tmp_path / "tsa" / "cert.pem")]
        done = subprocess.run(verify, capture_output=True, text=True, check=False)
        assert "Verification: OK" in done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_refusal_is_told_and_asked_for_again(tmp_path: Path) -> None:
    with authority(tmp_path / "busy", refuses=True) as url:
        settings = stamped(tmp_path, url)
        keep(archive_of(settings), 0)
        assert tidy_evidence(settings).problem == because(EvidenceCode.STAMP_REFUSED, status=503)
    with authority(tmp_path / "tsa") as url:
        settings = stamped(tmp_path, url)
        assert tidy_evidence(settings).problem is None
    [one] = seals(archive_of(settings).directory)
    assert (archive_of(settings).directory / one.token).exists()


def test_no_authority_and_no_way_to_it(tmp_path: Path) -> None:
    settings = stamped(tmp_path, "http://10.0.0.1/tsa")
    keep(archive_of(settings), 0)
    problem = tidy_evidence(settings).problem
    assert problem == because(VisitCode.ADDRESS_NOT_PUBLIC, address="10.0.0.1")
    assert len(timestamp_request("ab" * 32, b"\x80" * 8)) == 69
