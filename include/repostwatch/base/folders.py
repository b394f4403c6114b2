"""Folders on this machine, and those that several machines see: at an address of fsspec's.

What lies at an address is written whole, listed with its size, and read by ranges. Only a folder on
this machine can be appended to; what opens addresses is loaded where there is one.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from repostwatch.base.files import whole_file

if TYPE_CHECKING:
    from upath import UPath

Folder: TypeAlias = "Path | UPath"
# Read at once from an address: a page takes 25 KB, one drawn with its picture some hundred.
BLOCK_BYTES = 256 * 1024
MOUNTED = ("", "file", "local")


def folder_at(address: str, name: str) -> Folder:
    """The folder `name` below an address such as s3://bucket/prefix. Raises ImportError where what
    opens such addresses is not installed, ValueError for one that nothing opens."""
    from upath import UPath  # noqa: PLC0415  a machine of its own needs none of it

    # What another machine has just written has to be seen.
    folder = UPath(address, use_listings_cache=False) / name
    return Path(folder.path) if folder.protocol in MOUNTED else folder


def sizes(folder: Folder) -> dict[str, int]:
    """The files in a folder, without those further down, with their bytes. What goes meanwhile is
    left out. Raises OSError."""
    if not isinstance(folder, Path):
        try:
            found = folder.fs.ls(folder.path, detail=True)
        except FileNotFoundError:
            return {}
        files = (one for one in found if one["type"] == "file")
        return {one["name"].rpartition("/")[2]: int(one["size"]) for one in files}
    known = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            if path.is_file():
                known[path.name] = path.lstat().st_size
        except FileNotFoundError:
            continue
    return known


def bytes_below(folder: Folder) -> int:
    """Of all files in a folder and further down. What goes while it is counted is left out."""
    if not isinstance(folder, Path):
        return int(folder.fs.du(folder.path))
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.lstat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total


def opened(folder: Folder, name: str) -> BinaryIO:
    """A file to read from, at any offset. Raises OSError."""
    if isinstance(folder, Path):
        path = folder / name
        if path.exists() and not path.is_file():
            # A pipe would be waited for without end.
            raise OSError(errno.EINVAL, "no regular file", str(path))
        return path.open("rb")
    return (folder / name).open("rb", block_size=BLOCK_BYTES)


def digest(folder: Folder, name: str) -> str:
    """SHA-256 of a file, hex. Raises OSError."""
    with opened(folder, name) as file:
        known = hashlib.sha256()
        while part := file.read(BLOCK_BYTES):
            known.update(part)
        return known.hexdigest()


def put(folder: Folder, name: str, body: bytes) -> None:
    """Write a file whole, in the stead of any before. Raises OSError."""
    if isinstance(folder, Path):
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(folder / name) as part:
            part.write_bytes(body)
        return
    (folder / name).write_bytes(body)


def put_file(folder: Folder, path: Path) -> None:
    """Copy a file that nobody writes to any more; one that is there already stays.

    Raises OSError, also where what is there is not of the same size.
    """
    known = size_of(folder, path.name)
    if known is None:
        put(folder, path.name, path.read_bytes())
    elif known != path.stat().st_size:
        raise FileExistsError(errno.EEXIST, f"{path.name} is there already, with other bytes")


def size_of(folder: Folder, name: str) -> int | None:
    """The bytes of a file; None where there is none. Raises OSError."""
    try:
        return (folder / name).stat().st_size
    except FileNotFoundError:
        return None


def add_line(folder: Folder, name: str, line: bytes) -> None:
    """Append a line to a file that one process at a time writes. Raises OSError."""
    if not isinstance(folder, Path):
        before = (folder / name).read_bytes() if (folder / name).exists() else b""
        put(folder, name, before + line + b"\n")
        return
    with (folder / name).open("ab") as file:
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())


def remove(folder: Folder, names: Iterable[str]) -> None:
    """Remove files; one that is gone already is no error. Raises OSError."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
