"""README's two commands in clean Debian roots, as a new user types them on a new machine.

    tools/fresh                          the covering set of environments, both commands; the lacks
    tools/fresh bookworm-user-022-bare   these environments only
    tools/fresh all                      every combination
    tools/fresh --commands "make demo"   these commands only
    tools/fresh --lacks                  only what `make install` says where something is missing

An environment is a release, who runs it, a umask, and `bare` or `chromium`. Each starts from a
root made by debootstrap with README's prerequisites and nothing else, an empty home, and a clone
of the committed state. Everything runs in process and mount namespaces of its own, over an
overlay: what is left running, and what was written outside the clone and the cache, is seen.

Needs root, debootstrap and a Debian mirror; where one of them is missing it says that this check
was left out, and exits 0 (with --strict, 77). The mirror, the package index and the certificates
are those of this machine's own configuration.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from inside import inside, reap_until
from lacks import ENVIRONMENTS as LACKING
from lacks import lacks
from places import COVERING, LeftOutError, Place, every
from roots import add_chromium, demand_overlays, demanded, make_root

CHECKOUT = Path(__file__).resolve().parents[2]
COMMANDS = ("make demo", "make test")
# What automake takes for skipped; a failing make exits with 2.
LEFT_OUT = 77
HEAD = """
| environment | command | exit | seconds | left running | written elsewhere |
|---|---|---|---|---|---|"""
HEAD_OF_LACKS = """
| environment | `make install` with | exit | says |
|---|---|---|---|"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("places", nargs="*", metavar="ENVIRONMENT", help="all: every combination")
    parser.add_argument("--commands", action="append", help="instead of both")
    parser.add_argument("--lacks", action="store_true", help="what is said where something lacks")
    parser.add_argument("--folder", type=Path, default=Path("/var/tmp/repostwatch-fresh"))
    parser.add_argument("--strict", action="store_true", help="fail where this cannot be run")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        if child := os.fork():
            return reap_until(child)
        place = Place.of(chosen.inside)
        if chosen.lacks:
            sys.exit(lacks(place, chosen.folder))
        sys.exit(inside(place, chosen.folder, chosen.commands))
    whole = not (chosen.places or chosen.commands or chosen.lacks)
    names = chosen.places or COVERING
    handed_on = [part for line in chosen.commands or COMMANDS for part in ("--commands", line)]
    worst = 0
    try:
        mirror = prepare(chosen.folder)
        if not chosen.lacks:
            places = every() if names == ["all"] else names
            worst = each(places, chosen.folder, mirror, HEAD, handed_on)
        if chosen.lacks or whole:
            found = each(LACKING, chosen.folder, mirror, HEAD_OF_LACKS, ["--lacks"])
            worst = max(worst, found)
    except LeftOutError as error:
        print(f"make fresh was left out: {error}")
        return LEFT_OUT if chosen.strict else 0
    return worst


def prepare(folder: Path) -> str:
    """The committed state as a bundle in `folder`; the mirror. Raises LeftOutError."""
    mirror = demanded()
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    demand_overlays(folder)
    here = ["git", "-C", str(CHECKOUT)]
    bundle = ["bundle", "create", "-q", str(folder / "repostwatch.bundle"), "HEAD"]
    try:
        made = subprocess.run(
            [*here, "describe", "--always", "--dirty"], check=True, capture_output=True, text=True
        ).stdout.strip()
        subprocess.run([*here, *bundle], check=True)
    except subprocess.CalledProcessError:
        raise LeftOutError("there is no committed state here to clone") from None
    print(f"commit {made}", flush=True)
    return mirror


def each(
    names: Sequence[str], folder: Path, mirror: str, head: str, arguments: Sequence[str]
) -> int:
    """Run each place in turn, in namespaces of its own; the worst exit. Raises LeftOutError."""
    print(head, flush=True)
    worst = 0
    for place in map(Place.of, names):
        layers = [make_root(folder, place.release, mirror)]
        if place.browser == "chromium":
            layers.insert(0, add_chromium(folder, place.release, layers[0]))
        environment = os.environ | {"FRESH_LAYERS": ":".join(map(str, layers))}
        again = [sys.executable, str(Path(__file__).parent), "--inside", place.name]
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", *again,
             "--folder", str(folder), *arguments],
            env=environment, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
