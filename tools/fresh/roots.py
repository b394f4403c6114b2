"""Clean Debian roots with README's prerequisites and nothing else, and layers upon them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from places import FOR_CHROMIUM, NEEDED, TESTED, USER, LeftOutError


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
        if release in TESTED and address:
            return address.split()[-1]
    raise LeftOutError("apt names no Debian mirror here")


def demand_overlays(folder: Path) -> None:
    """Where `folder` itself lies on an overlay, none can be laid there. Raises LeftOutError."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="probe-") as probe:
        parts = [Path(probe, name) for name in ("lower", "upper", "work", "root")]
        for part in parts:
            part.mkdir()
        lower, upper, work, root = parts
        options = f"lowerdir={lower},upperdir={upper},workdir={work}"
        mount = ["mount", "-t", "overlay", "overlay", "-o", options, str(root)]
        if subprocess.run(
            ["unshare", "--mount", *mount], capture_output=True, check=False
        ).returncode:
            raise LeftOutError(f"no overlay can be laid in {folder}")


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
