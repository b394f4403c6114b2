"""README's two commands in clean Debian roots, as a new user types them on a new machine.

    tools/fresh.py                          the covering set of environments, both commands
    tools/fresh.py bookworm-user-022-bare   these environments only
    tools/fresh.py --commands "make demo"   these commands only

An environment is a release, who runs it, a umask, and `bare` or `chromium`. Each starts from a
root made by debootstrap with README's prerequisites and nothing else, an empty home, and a clone
of the committed state. Everything runs in process and mount namespaces of its own, over an
overlay: what is left running, and what was written outside the clone and the cache, is seen.

Needs root, debootstrap and a Debian mirror; where one of them is missing it says that this check
was left out, and exits 0 (with --strict, 2). The mirror, the package index and the certificates
are those of this machine's own configuration.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
RELEASES = ("bookworm", "trixie")
# README's words: what it names as needed, and as needed for pages that scripts draw.
NEEDED = ("python3", "python3-venv", "git", "make")
FOR_CHROMIUM = ("chromium", "fonts-noto-cjk", "libatomic1")
COMMANDS = ("make demo", "make test")
# Every pair of levels of the four factors occurs in one of these.
COVERING = (
    "bookworm-user-022-bare",
    "bookworm-root-077-chromium",
    "trixie-user-077-chromium",
    "trixie-root-022-chromium",
    "trixie-root-077-bare",
)
# How this machine reaches its package index; nothing else of its environment is handed on.
HANDED_ON = ("PIP_INDEX_URL", "PIP_CERT", "PIP_TRUSTED_HOST", "UV_DEFAULT_INDEX", "UV_INDEX_URL",
             "SSL_CERT_FILE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
             "http_proxy", "https_proxy", "no_proxy")  # fmt: skip
USER = "user"
WAIT_SECONDS = 5.0


class LeftOutError(Exception):
    """This machine cannot make a clean root."""


@dataclass(frozen=True)
class Place:
    """An environment, read from its name."""

    name: str
    release: str
    who: str
    umask: str
    browser: str

    @classmethod
    def of(cls, name: str) -> Place:
        release, who, umask, browser = name.split("-")
        known = ((release, RELEASES), (who, ("user", "root")), (browser, ("bare", "chromium")))
        if not all(value in values for value, values in known):
            raise ValueError(name)
        return cls(name, release, who, umask, browser)

    @property
    def home(self) -> str:
        return "/root" if self.who == "root" else f"/home/{USER}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("places", nargs="*", metavar="ENVIRONMENT", help="all: every combination")
    parser.add_argument("--commands", action="append", help="instead of both")
    parser.add_argument("--folder", type=Path, default=Path("/var/tmp/repostwatch-fresh"))
    parser.add_argument("--strict", action="store_true", help="fail where this cannot be run")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        if child := os.fork():
            return reap_until(child)
        sys.exit(inside(Place.of(chosen.inside), chosen.folder, chosen.commands))
    names = chosen.places or COVERING
    if names == ["all"]:
        names = ["-".join(p) for p in product(RELEASES, ("user", "root"), ("022", "077"),
                                              ("bare", "chromium"))]  # fmt: skip
    commands = list(chosen.commands or COMMANDS)
    try:
        return measure([Place.of(name) for name in names], chosen.folder, commands)
    except LeftOutError as error:
        print(f"make fresh was left out: {error}")
        return 2 if chosen.strict else 0


def measure(places: list[Place], folder: Path, commands: list[str]) -> int:
    """Run each place in turn; the worst exit. Raises LeftOutError."""
    mirror = demanded()
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    made = subprocess.run(
        ["git", "-C", str(HERE), "describe", "--always", "--dirty"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    bundle = folder / "repostwatch.bundle"
    subprocess.run(
        ["git", "-C", str(HERE), "bundle", "create", "-q", str(bundle), "HEAD"], check=True
    )
    print(
        f"commit {made}\n\n"
        "| environment | command | exit | seconds | left running | written elsewhere |\n"
        "|---|---|---|---|---|---|",
        flush=True,
    )
    worst = 0
    for place in places:
        layers = [make_root(folder, place.release, mirror)]
        if place.browser == "chromium":
            layers.insert(0, add_chromium(folder, place.release, layers[0]))
        with_commands = [part for command in commands for part in ("--commands", command)]
        environment = os.environ | {"FRESH_LAYERS": ":".join(map(str, layers))}
        again = [sys.executable, __file__, "--inside", place.name, "--folder", str(folder)]
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", *again, *with_commands],
            env=environment, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        worst = max(worst, done.returncode)
    return worst


def demanded() -> str:
    """The mirror of this machine's own sources. Raises LeftOutError."""
    if os.geteuid():
        raise LeftOutError("it needs root, for clean roots and namespaces")
    for tool in ("debootstrap", "unshare", "git"):
        if shutil.which(tool) is None:
            raise LeftOutError(f"{tool} is not installed here")
    if subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], check=False).returncode:
        raise LeftOutError("namespaces cannot be made here")
    asked = ["apt-get", "indextargets", "--format", "$(RELEASE) $(SITE) $(REPO_URI)"]
    try:
        answer = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        raise LeftOutError("apt's own sources cannot be read here") from None
    for line in answer.splitlines():
        release, _, address = line.partition(" ")
        if release in RELEASES and address:
            return address.split()[-1]
    raise LeftOutError("apt names no Debian mirror here")


def make_root(folder: Path, release: str, mirror: str) -> Path:
    """A root with README's prerequisites; made once. Raises LeftOutError."""
    root = folder / release
    if (folder / f"{release}.made").exists():
        return root
    shutil.rmtree(root, ignore_errors=True)
    include = ",".join(("ca-certificates", *NEEDED))
    logged(folder / f"{release}.log", "debootstrap", "--variant=minbase", f"--include={include}",
           release, str(root), mirror)  # fmt: skip
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")
    for certificate in Path("/usr/local/share/ca-certificates").glob("*.crt"):
        shutil.copy(certificate, root / "usr/local/share/ca-certificates")
    logged(folder / f"{release}.log", "chroot", str(root), "update-ca-certificates")
    logged(folder / f"{release}.log", "chroot", str(root), "useradd", "--create-home",
           "--shell", "/bin/bash", USER)  # fmt: skip
    (folder / f"{release}.made").touch()
    return root


def add_chromium(folder: Path, release: str, root: Path) -> Path:
    """What an installation of Chromium adds to `root`, as a layer; made once."""
    layer, made = folder / f"{release}-chromium", folder / f"{release}-chromium.made"
    if made.exists():
        return layer
    for part in (layer, work := folder / "work", joined := folder / "joined"):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
    script = (
        f"mount -t overlay overlay -o lowerdir={root},upperdir={layer},workdir={work} {joined}"
        f" && mount --bind /proc {joined}/proc && export DEBIAN_FRONTEND=noninteractive"
        f" && chroot {joined} apt-get -q update && chroot {joined} apt-get -qy install "
        f"--no-install-recommends {' '.join(FOR_CHROMIUM)}"
    )
    logged(folder / f"{release}-chromium.log", "unshare", "--mount", "sh", "-euc", script)
    made.touch()
    return layer


def logged(log: Path, *command: str) -> None:
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
    with log.open("ab") as file:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            check=False,
        )
    if done.returncode:
        raise LeftOutError(f"{command[0]} failed, see {log}")


def reap_until(child: int) -> int:
    """As the first process of a namespace: wait for every orphan, as init does."""
    while True:
        ended, status = os.wait()
        if ended == child:
            return os.waitstatus_to_exitcode(status)


def inside(place: Place, folder: Path, commands: list[str]) -> int:
    """In new namespaces: lay the overlay, run, look at what is left."""
    mount("--make-rprivate", "/")
    own = folder / "runs" / place.name
    shutil.rmtree(own, ignore_errors=True)
    for part in ("upper", "work", "root"):
        (own / part).mkdir(parents=True)
    root, upper = own / "root", own / "upper"
    lower = os.environ["FRESH_LAYERS"]
    layers = [Path(layer) for layer in lower.split(":")]
    options = f"lowerdir={lower},upperdir={upper},workdir={own / 'work'}"
    mount("-t", "overlay", "overlay", "-o", options, str(root))
    mount("-t", "proc", "proc", "/proc")
    mount("-t", "proc", "proc", str(root / "proc"))
    mount("--rbind", "/sys", str(root / "sys"))
    for kind, where in (("devpts", "dev/pts"), ("tmpfs", "dev/shm")):
        (root / where).mkdir(exist_ok=True)
        mount("-t", kind, kind, str(root / where))
    clone = f"{place.home}/repostwatch"
    shutil.copy(folder / "repostwatch.bundle", root / "srv")
    worst = run(place, root, f"git clone -q /srv/repostwatch.bundle {clone}", own / "clone.log")[0]
    for command in commands:
        log = own / ("-".join(re.findall(r"\w+", command))[:60] + ".log")
        code, seconds = run(place, root, f"cd {clone} && {command}", log)
        left, stray = list(still_running()), list(elsewhere(place, upper, layers))
        print(f"| {place.name} | `{command}` | {code} | {seconds:.0f} | {named(left)} "
              f"| {named(stray)} |", flush=True)  # fmt: skip
        worst = max(worst, code, bool(left or stray))
    return worst


def run(place: Place, root: Path, command: str, log: Path) -> tuple[int, float]:
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
            ["/usr/sbin/chroot", *who, str(root), *shell],
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
    allowed = {f"{place.home}/repostwatch", f"{place.home}/.cache", "/srv"}
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


if __name__ == "__main__":
    sys.exit(main())
