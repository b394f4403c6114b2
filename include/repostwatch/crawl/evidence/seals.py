"""A hash chain over the archive's files, so that a later change of a file is detected.

Each line of `chain.jsonl` names finished files with their SHA-256 and the SHA-256 of the line
before. A timestamp (RFC 3161) of a line, `chain-N.tsr`, is a third party's proof that all of it
existed at that time; `openssl ts -verify` checks it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from repostwatch.base.clock import iso
from repostwatch.base.folders import Folder, add_line, digest, sizes
from repostwatch.crawl.evidence.warc_files import ArchiveError, close, day_of_file

CHAIN = "chain.jsonl"
# TimeStampReq: version 1, then SHA-256 as the algorithm, the digest, a nonce, certificates wanted.
VERSION = bytes.fromhex("020101")
SHA256 = bytes.fromhex("300d06096086480165030402010500")
WANTED = bytes.fromhex("0101ff")


@dataclass(frozen=True, slots=True)
class Seal:
    """A line of the chain. `digest` is the SHA-256 of the raw line, hex."""

    number: int
    line: bytes
    content: dict[str, Any]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.line).hexdigest()

    @property
    def token(self) -> str:
        """The name of its timestamp, where it has one."""
        return f"chain-{self.number}.tsr"


def seals(folder: Folder) -> Iterator[Seal]:
    """The lines of the chain. Raises ArchiveError for a damaged line."""
    path = folder / CHAIN
    for number, line in enumerate(path.read_bytes().splitlines() if path.exists() else ()):
        try:
            yield Seal(number, line, json.loads(line))
        except ValueError:
            raise ArchiveError(f"{path}: line {number + 1} is damaged") from None


def seal(folder: Folder, today: date, now: datetime) -> Seal | None:
    """Seal the unsealed files of days before `today`; None if there are none.

    They become read-only. `now` is real time. Raises OSError, ArchiveError.
    """
    known = list(seals(folder))
    done = {one["file"] for before in known for one in before.content["files"]}
    names = [
        name
        for name in sorted(sizes(folder))
        if name not in done and (day := day_of_file(name)) is not None and day < today
    ]
    if not names:
        return None
    if isinstance(folder, Path):  # elsewhere files are whole from the beginning
        for name in names:
            close(folder / name)
    size = sizes(folder)
    content = {
        "sealed_at": iso(now),
        "files": [
            {"file": name, "bytes": size[name], "sha256": digest(folder, name)} for name in names
        ],
        "previous": known[-1].digest if known else "",
    }
    line = json.dumps(content, ensure_ascii=False).encode()
    add_line(folder, CHAIN, line)
    return Seal(len(known), line, content)


def problems(folder: Folder) -> list[str]:
    """Contradictions between files and chain. A file that was removed by its age is no problem."""
    found, before = [], ""
    there = sizes(folder)
    for one in seals(folder):
        if one.content["previous"] != before:
            found.append(f"line {one.number + 1} does not follow the line before it")
        before = one.digest
        for entry in one.content["files"]:
            name = Path(entry["file"]).name
            if name in there and digest(folder, name) != entry["sha256"]:
                found.append(f"{name} is not what was sealed {one.content['sealed_at']}")
    return found


def timestamp_request(digest: str, nonce: bytes) -> bytes:
    """The request to a timestamp authority for a SHA-256 (DER of a TimeStampReq)."""
    imprint = _der(0x30, SHA256 + _der(0x04, bytes.fromhex(digest)))
    # A positive number in its shortest form begins with a byte from 1 to 127.
    number = _der(0x02, bytes([nonce[0] & 0x7F | 0x01]) + nonce[1:])
    return _der(0x30, VERSION + imprint + number + WANTED)


def is_granted(answer: bytes, digest: str) -> bool:
    """Whether a TimeStampResp grants a timestamp for this digest, as far as can be checked without
    the authority's certificate."""
    head = answer[:16]
    start = 2 + (head[1] & 0x7F if len(head) > 1 and head[1] & 0x80 else 0)
    status = answer[start : start + 5]
    return (
        status[:1] == b"\x30"
        and status[2:4] == b"\x02\x01"
        and status[4:] in (b"\x00", b"\x01")
        and bytes.fromhex(digest) in answer
    )


def _der(tag: int, content: bytes) -> bytes:
    return bytes([tag, len(content)]) + content  # all that is written here is shorter than 128
