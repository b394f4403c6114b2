"""The environments, by their names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

TESTED = ("bookworm", "trixie")
# Its Python is older than those that are tested.
TOO_OLD = "bullseye"
# README's words: what it names as needed, and as needed for pages that scripts draw.
NEEDED = ("python3", "python3-venv", "git", "make")
FOR_CHROMIUM = ("chromium", "fonts-noto-cjk", "libatomic1")
# Every pair of levels of the four factors occurs in one of these.
COVERING = (
    "bookworm-user-022-bare",
    "bookworm-root-077-chromium",
    "trixie-user-077-chromium",
    "trixie-root-022-chromium",
    "trixie-root-077-bare",
)
USER = "user"


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
        known = (
            (release, (*TESTED, TOO_OLD)),
            (who, ("user", "root")),
            (browser, ("bare", "chromium")),
        )
        if not all(value in values for value, values in known):
            raise ValueError(name)
        return cls(name, release, who, umask, browser)

    @property
    def home(self) -> str:
        return "/root" if self.who == "root" else f"/home/{USER}"

    @property
    def clone(self) -> str:
        return f"{self.home}/repostwatch"


def every() -> list[str]:
    factors = (TESTED, ("user", "root"), ("022", "077"), ("bare", "chromium"))
    return ["-".join(levels) for levels in product(*factors)]
