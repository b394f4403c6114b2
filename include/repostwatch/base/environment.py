"""The environment of processes that work on what strangers wrote."""

from __future__ import annotations

import os
from collections.abc import Mapping

# What a program needs to start, to find its files and its letters. No settings, no connections, no
# keys: a page that takes over such a process finds none.
NEEDED = ("PATH", "HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH",
          "PYTHONPATH", "PYTHONUTF8", "PYTHONHASHSEED", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
          "XDG_CACHE_HOME", "XDG_CONFIG_HOME")  # fmt: skip


def bare_environment(**more: str) -> Mapping[str, str]:
    """This process's environment without its secrets, and with `more`."""
    return {name: os.environ[name] for name in NEEDED if name in os.environ} | more
