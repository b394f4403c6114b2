"""In namespaces of its own: lay an overlay over a root, run there, look at what is left."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from places import USER, Place

# How this machine reaches its package index; nothing else of its environment is handed on.
HANDED_ON = ("PIP_INDEX_URL", "PIP_CERT", "PIP_TRUSTED_HOST", "UV_DEFAULT_INDEX", "UV_INDEX_URL",
             "SSL_CERT_FILE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
             "http_proxy", "https_proxy", "no_proxy")  # fmt: skip
WAIT_SECONDS = 5.0


def reap_until(child: int) -> int:
    """As the first process of a namespace: wait for every orphan, as init does."""
    while True:
        ended, status = os.wait()
        if ended == child:
            return os.waitstatus_to_exitcode(status)


def inside(place: Place, folder: Path, commands: list[str]) -> int:
    """In new namespaces: run the commands in a clone, look at what each leaves."""
    own, layers = lay(place, folder, place.name)
    worst, _ = clone(place, own)
    for command in commands:
        log = own / ("-".join(re.findall(r"\w+", command))[:60] + ".log")
        code, seconds = run(place, own / "root", f"cd {place.clone} && {command}", log)
        left, stray = list(still_running()), list(elsewhere(place, own / "upper", layers))
        print(f"| {place.name} | `{command}` | {code} | {seconds:.0f} | {named(left)} "
              f"| {named(stray)} |", flush=True)  # fmt: skip
        worst = max(worst, code, bool(left or stray))
    return worst


def lay(place: Place, folder: Path, name: str) -> tuple[Path, list[Path]]:
    """A new folder with an overlay of the layers at its `root`; the layers."""
    mount("--make-rprivate", "/")
    own = folder / "runs" / name
    shutil.rmtree(own, ignore_errors=True)
    for part in ("upper", "work", "root"):
        (own / part).mkdir(parents=True)
    root = own / "root"
    lower = os.environ["FRESH_LAYERS"]
    options = f"lowerdir={lower},upperdir={own / 'upper'},workdir={own / 'work'}"
    mount("-t", "overlay", "overlay", "-o", options, str(root))
    mount("-t", "proc", "proc", "/proc")
    mount("-t", "proc", "proc", str(root / "proc"))
    mount("--rbind", "/sys", str(root / "sys"))
    for kind, where in (("devpts", "dev/pts"), ("tmpfs", "dev/shm")):
        (root / where).mkdir(exist_ok=True)
        mount("-t", kind, kind, str(root / where))
    shutil.copy(folder / "repostwatch.bundle", root / "srv")
    return own, [Path(layer) for layer in lower.split(":")]


def clone(place: Place, own: Path) -> tuple[int, float]:
    command = f"git clone -q /srv/repostwatch.bundle {place.clone}"
    return run(place, own / "root", command, own / "clone.log")


def run(
    place: Place, root: Path, command: str, log: Path, within: Sequence[str] = ()
) -> tuple[int, float]:
    """Its exit status and seconds, as the person of this place on a login without a screen."""
    environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ} | {
        "HOME": place.home,
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "TERM": "dumb",
    }
    who = ["--userspec", f"{USER}:{USER}", "--groups="] if place.who == "user" else []
    shell = ["sh", "-c", f"umask {place.umask}; cd; {command}"]
    began = time.monotonic()
    with log.open("wb") as file:
        done = subprocess.run(
            [*within, "/usr/sbin/chroot", *who, str(root), *shell],
            env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file, check=False,
            start_new_session=True,
        )  # fmt: skip
    return done.returncode, time.monotonic() - began


def still_running() -> Iterator[str]:
    """Processes of this namespace besides our own, after a moment to end in."""
    time.sleep(WAIT_SECONDS)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if int(folder.name) not in (1, os.getpid()) and state != "Z":
            yield b" ".join(words[:3]).decode(errors="replace").strip() or folder.name


def elsewhere(place: Place, upper: Path, layers: list[Path]) -> Iterator[str]:
    """What was written outside the clone and the cache, as paths of the root.

    A directory counts where it is new, a file in any case. Root's database may live where
    docs/operations.md says: its account cannot pass /root.
    """
    allowed = {place.clone, f"{place.home}/.cache", "/srv"}
    if place.who == "root":
        allowed.add("/var/lib/repostwatch")
    for folder, names, files in os.walk(upper):
        here = Path("/", Path(folder).relative_to(upper))
        names[:] = [name for name in names if str(here / name) not in allowed]
        yield from (str(here / name) for name in files)
        for name in names:
            known = (layer / here.relative_to("/") / name for layer in layers)
            if not any(path.is_dir() for path in known):
                yield f"{here / name}/"


def named(things: list[str]) -> str:
    more = f" and {len(things) - 3} more" if len(things) > 3 else ""
    return ", ".join(things[:3]) + more if things else "nothing"


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)
