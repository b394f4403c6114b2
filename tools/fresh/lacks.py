"""What `make install` says where something is missing: one sentence each, in real shortages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import run as call

from inside import clone, lay, mount, run
from places import TOO_OLD, Place

ENVIRONMENTS = ("bookworm-user-022-bare", f"{TOO_OLD}-user-022-bare")


@dataclass(frozen=True)
class Lack:
    """A shortage, how it is made, and what is to be said."""

    name: str
    exit: int
    says: str
    # Packages that are taken away, as a pattern of dpkg's.
    without: str = ""
    # The size of the disk that the clone lies on.
    disk: str = ""
    within: Sequence[str] = ()
    command: str = "make install"


FILLED = (
    "(until [ -e .venv/bin/pip ]; do sleep 0.1; done; cat /dev/zero >filler) 2>/dev/null & "
    "make install"
)
LACKS = (
    Lack("no venv module", 2, "has no venv module", without="python3*-venv"),
    Lack("no git", 0, "git is not installed", without="git"),
    Lack("no network", 2, "the package index cannot be reached", within=("unshare", "--net")),
    Lack("a HOME of somebody else", 0, "cannot be written", command="HOME=/root make install"),
    Lack("too small a disk", 2, "MB of free disk and needs", disk="500m"),
    Lack("a disk that fills up", 2, "the disk is full", disk="1300m", command=FILLED),
)
OLD = (Lack("an older Python", 2, "it is tested on Python 3.11, 3.12 and 3.13"),)


def lacks(place: Place, folder: Path) -> int:
    """In new namespaces: each shortage in an overlay of its own."""
    worst = 0
    for lack in OLD if place.release == TOO_OLD else LACKS:
        code, said = meet(place, folder, lack)
        print(f"| {place.name} | {lack.name} | {code} | {'<br>'.join(said)} |", flush=True)
        worst = max(worst, code != lack.exit or len(said) != 1 or lack.says not in said[0])
    return worst


def meet(place: Place, folder: Path, lack: Lack) -> tuple[int, list[str]]:
    """The exit status and the lines that were said, without those of make itself."""
    slug = "-".join(re.findall(r"\w+", lack.name))
    own, _ = lay(place, folder, f"{place.name}-{slug}")
    root = own / "root"
    if lack.disk:
        at = root / place.clone.lstrip("/")
        at.mkdir()
        owner = at.parent.stat()
        options = f"size={lack.disk},uid={owner.st_uid},gid={owner.st_gid}"
        mount("-t", "tmpfs", "-o", options, "tmpfs", str(at))
    clone(place, own)
    if lack.without:
        purge = f"dpkg-query -Wf '${{Package}}\\n' '{lack.without}' | xargs dpkg --purge"
        call(
            ["/usr/sbin/chroot", str(root), "sh", "-c", f"PATH=$PATH:/usr/sbin:/sbin; {purge}"],
            check=True, capture_output=True,
        )  # fmt: skip
    log = own / "install.log"
    code, _ = run(place, root, f"cd {place.clone} && {{ {lack.command}; }}", log, lack.within)
    said = [line for line in log.read_text().splitlines() if not line.startswith("make: ")]
    return code, said
