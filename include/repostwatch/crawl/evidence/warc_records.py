"""The WARC records of the evidence, each one gzip member."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from urllib.parse import quote_from_bytes

from isal import isal_zlib
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import datetime_to_iso_date
from warcio.warcwriter import WARCWriter
from yarl import URL

from repostwatch.crawl.fetch.fetched import Answer, Fetched
from repostwatch.crawl.fetch.user_agent import VERSION
from repostwatch.model import Reason
from repostwatch.model.reason_json import to_json

# The place of a revisit's body: `file offset`. Standard headers name only address and date.
ORIGINAL = "Repostwatch-Original"
# Facts without a standard header: the `now` of the pass, the certificate, the program.
MOMENT = "Repostwatch-Moment"
CERTIFICATE = "Repostwatch-Certificate"
READER = "Repostwatch-Reader"
BROWSER = "Repostwatch-Browser"
# The name of a picture, as browser-based crawlers give it: replay tools look for it.
PICTURE = "urn:fullPage:"
TRANSFER_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
# A real homepage of 131 KB: 24.5 KB in 0.1 ms; zlib makes 24 KB in 0.7 ms at 3, and 22 KB in
# 1.5 ms at 6.
LEVEL = 1
# What stands in a header as it is; what is not ASCII is seen by its code.
VISIBLE = "".join(map(chr, range(0x20, 0x7F))) + "\t"


@dataclass(frozen=True, slots=True)
class Original:
    file: str
    offset: int
    uri: str
    date: str


@dataclass(frozen=True, slots=True)
class RecordContext:
    """Facts of a pass for headers beyond the standard: its `now` (WARC-Date is real time), the
    program that reads the pages, and the browser where the body is what it drew."""

    moment: datetime
    reader: str = ""
    browser: str = ""

    @property
    def own(self) -> dict[str, str]:
        headers = {MOMENT: date(self.moment)}
        more = {READER: self.reader, BROWSER: self.browser}
        return headers | {name: value for name, value in more.items() if value}

    def headers(self, answer: Answer) -> dict[str, str]:
        headers = {"WARC-Date": date(answer.at)} | self.own
        if answer.ip:
            headers["WARC-IP-Address"] = answer.ip
        if answer.certificate:
            headers[CERTIFICATE] = f"sha256:{answer.certificate}"
        if answer.cut:
            headers["WARC-Truncated"] = "length"
        return headers


def main(fetched: Fetched) -> Answer:
    """The reply of a visit's body; the body may be the rendered page."""
    visit = fetched.visit
    last = fetched.answers[-1] if fetched.answers else None
    at = datetime.now(UTC) if last is None else last.at
    known = last or Answer(visit.url, visit.status or 0, fetched.headers, b"", at)
    return replace(known, url=uri(fetched), headers=fetched.headers, body=fetched.body or b"")


_BUILDER = WARCWriter(None, gzip=False, warc_version="1.1")


def response(answer: Answer, digest: str, facts: RecordContext) -> ArcWarcRecord:
    return _BUILDER.create_warc_record(
        answer.url,
        "response",
        payload=BytesIO(answer.body),
        length=len(answer.body),
        warc_headers_dict=facts.headers(answer) | {"WARC-Payload-Digest": f"sha256:{digest}"},
        http_headers=_http_headers(answer),
    )


def revisit(answer: Answer, digest: str, facts: RecordContext, original: Original) -> ArcWarcRecord:
    return _BUILDER.create_revisit_record(
        answer.url,
        f"sha256:{digest}",
        original.uri,
        original.date,
        http_headers=_http_headers(answer),
        warc_headers_dict=facts.headers(answer) | {ORIGINAL: f"{original.file} {original.offset}"},
    )


def request(answer: Answer, facts: RecordContext, concerns: str) -> ArcWarcRecord:
    """The request of an answer."""
    url = URL(answer.url, encoded=True)
    line = f"{answer.method} {url.raw_path_qs} HTTP/1.1"
    headers = [(_clean(name), _clean(value)) for name, value in answer.sent.items()]
    return _BUILDER.create_warc_record(
        answer.url,
        "request",
        warc_headers_dict=facts.headers(answer) | {"WARC-Concurrent-To": concerns},
        http_headers=StatusAndHeaders(line, headers, is_http_request=True),
    )


def ending(fetched: Fetched) -> bytes:
    """The outcome of a visit without a page, such as an unknown host name."""
    visit = fetched.visit
    fields = {
        "outcome": visit.outcome.value,
        "reason": _reason(visit.reason),
        "url": visit.url,
        "finalUrl": visit.final_url or "",
        "elapsed": f"{visit.elapsed:.3f}",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return lines.encode("utf-8", "replace")


def _reason(reason: Reason | None) -> str:
    """The reason as JSON, in the form in which reasons are stored everywhere."""
    return json.dumps(to_json(reason), ensure_ascii=False) if reason is not None else ""


def outcome(fetched: Fetched, body: bytes, at: datetime, facts: RecordContext) -> ArcWarcRecord:
    return _BUILDER.create_warc_record(
        uri(fetched),
        "metadata",
        payload=BytesIO(body),
        length=len(body),
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Date": date(at)} | facts.own,
    )


def picture(fetched: Fetched, body: bytes, digest: str, concerns: str) -> ArcWarcRecord:
    return _BUILDER.create_warc_record(
        f"{PICTURE}{uri(fetched)}",
        "resource",
        payload=BytesIO(body),
        length=len(body),
        warc_content_type="image/jpeg",
        warc_headers_dict={
            "WARC-Date": date(main(fetched).at),
            "WARC-Payload-Digest": f"sha256:{digest}",
            "WARC-Concurrent-To": concerns,
        },
    )


def warcinfo(name: str) -> ArcWarcRecord:
    info = {"software": f"repostwatch/{VERSION}", "format": "WARC File Format 1.1"}
    record = _BUILDER.create_warcinfo_record(name, info)
    record.rec_headers.replace_header("WARC-Date", date(datetime.now(UTC)))
    return record


def packed(record: ArcWarcRecord) -> bytes:
    """One gzip member."""
    out = BytesIO()
    WARCWriter(out, gzip=False, warc_version="1.1").write_record(record)
    return isal_zlib.compress(out.getvalue(), LEVEL, 16 + zlib.MAX_WBITS)


def _http_headers(answer: Answer) -> StatusAndHeaders:
    headers = []
    for name, value in answer.headers.items():
        kept = f"X-Archive-Orig-{name}" if name.lower() in TRANSFER_HEADERS else name
        headers.append((_clean(kept), _clean(value)))
    headers.append(("Content-Length", str(len(answer.body))))
    known = answer.status in set(HTTPStatus)
    phrase = HTTPStatus(answer.status).phrase if known else "Unknown"
    return StatusAndHeaders(f"{answer.status} {phrase}", headers, protocol="HTTP/1.1")


def uri(fetched: Fetched) -> str:
    return fetched.visit.final_url or fetched.visit.url


def date(moment: datetime) -> str:
    naive = moment.astimezone(UTC).replace(tzinfo=None)
    return str(datetime_to_iso_date(naive, use_micros=True))


def _clean(text: str) -> str:
    """A header's name or value in ASCII: any other byte as its percent-code.

    warcio encodes values only, and of one with a `;` only what stands in quotes.
    """
    return quote_from_bytes(text.encode("utf-8", "surrogateescape"), safe=VISIBLE)
