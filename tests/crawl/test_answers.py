"""Evidence of how it came about: every answer, what was asked, with whom, and when in truth."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from repostwatch.crawl.evidence.archive import Archive
from repostwatch.crawl.evidence.warc_records import CERTIFICATE, MOMENT, READER
from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.model import Outcome
from tests.crawl.crawling import NOW, crawler
from tests.faults import fault_tls
from tests.faults.fault_answer import NotFound
from tests.faults.fault_redirect import Loop, Moved
from tests.faults.faults import PAGE, Fault, serve


def fetch(fault: Fault) -> Fetched:
    async def run() -> Fetched:
        async with serve([fault]), crawler() as crawling:
            return await crawling.fetch(fault.url)

    return asyncio.run(run())


def kept(directory: Path) -> list[tuple[str, str, str, dict[str, str]]]:
    """Type, address, status and WARC headers of every record."""
    found = []
    for path in sorted(directory.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                headers = dict(record.rec_headers.headers)
                code = record.http_headers.get_statuscode() if record.http_headers else ""
                found.append((record.rec_type, headers.get("WARC-Target-URI", ""), code, headers))
    return found


def test_redirects_and_robots_are_kept_with_what_was_asked(tmp_path: Path) -> None:
    fault = Moved()
    fetched = fetch(fault)
    archive = Archive(tmp_path, reader="abc")
    answers = archive.write_answers(fetched)
    ref = archive.write(fetched)
    assert [(answer.url, answer.status) for answer, _ in answers] == [
        (fault.url + "robots.txt", 404), (fault.url, 301),
    ]  # fmt: skip
    assert archive.read(ref) == PAGE
    seen = [(kind, url, code) for kind, url, code, _ in kept(tmp_path)[1:]]
    assert seen == [
        ("response", fault.url + "robots.txt", "404"),
        ("request", fault.url + "robots.txt", "/robots.txt"),
        ("response", fault.url, "301"),
        ("request", fault.url, "/"),
        ("response", fault.url + "home/", "200"),
        ("request", fault.url + "home/", "/home/"),
    ]
    (path,) = tmp_path.glob("*.warc.gz")
    checker = Checker(type("Arguments", (), {"verbose": True, "inputs": (str(path),)})())
    checker.process_all()
    assert checker.exit_value == 0


def test_the_date_of_capture_is_the_real_clocks(tmp_path: Path) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    fetched = fetch(Moved())
    archive = Archive(tmp_path, reader="abc")
    archive.write_answers(fetched)
    archive.write(fetched)
    assert fetched.visit.fetched_at == NOW, "said to be made then"
    for kind, _, _, headers in kept(tmp_path):
        assert before <= datetime.fromisoformat(headers["WARC-Date"]) <= datetime.now(UTC)
        if kind != "warcinfo":
            assert datetime.fromisoformat(headers[MOMENT]) == NOW
            assert headers[READER] == "abc"
            assert headers["WARC-IP-Address"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("fault", "outcome", "statuses"),
    [
        (NotFound(), Outcome.HTTP_ERROR, ["404"]),
        (Loop(), Outcome.TOO_MANY_REDIRECTS, ["404"] + ["302"] * 11),
    ],
)
def test_what_unknown_rests_on_is_kept(
    fault: Fault, outcome: Outcome, statuses: list[str], tmp_path: Path
) -> None:
    fetched = fetch(fault)
    assert fetched.visit.outcome is outcome
    archive = Archive(tmp_path)
    archive.write_answers(fetched)
    if fetched.body is not None:
        archive.write(fetched)
    codes = [code for kind, _, code, _ in kept(tmp_path) if kind in ("response", "revisit")]
    assert codes[-len(statuses) :] == statuses


def test_a_visit_without_any_answer_says_how_it_ended(tmp_path: Path) -> None:
    async def run() -> Fetched:
        async with crawler() as crawling:
            return await crawling.fetch("http://127.0.0.1:9/")

    fetched = asyncio.run(run())
    Archive(tmp_path).write_outcome(fetched)
    [_, (kind, url, _, _)] = kept(tmp_path)
    assert (kind, url) == ("metadata", "http://127.0.0.1:9/")


def test_a_certificate_is_known_by_its_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "authority.pem"
    file.write_bytes(fault_tls.authority())
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    kind = next(kind for kind in vars(fault_tls).values() if _sound(kind))
    fetched = fetch(kind())
    assert fetched.visit.outcome is Outcome.OK
    archive = Archive(tmp_path)
    archive.write(fetched)
    certificates = [
        headers[CERTIFICATE] for kind, *_, headers in kept(tmp_path) if kind == "response"
    ]
    assert len(certificates[0]) == len("sha256:") + 64


def _sound(kind: object) -> bool:
    return (
        isinstance(kind, type)
        and issubclass(kind, Fault)
        and kind.scheme == "https"
        and kind.outcome is Outcome.OK
    )
