"""The JavaScript of this package, each file a function, as calls that the browser evaluates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def call_of(name: str, settings: Mapping[str, Any]) -> str:
    """The expression that calls a file's function with these settings."""
    return f"({_source(name)})({json.dumps(settings)})"


@cache
def _source(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
