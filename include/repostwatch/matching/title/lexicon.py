"""The words and names the matcher knows, read once from the package's own data files."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from repostwatch.matching.title.letters import fold

_DATA = files("repostwatch.matching.title")
_WORDS: dict[str, list[str]] = tomllib.loads((_DATA / "lexicon.toml").read_text("utf-8"))
_PLACES = tomllib.loads((_DATA / "places.toml").read_text("utf-8"))

BADGES = tuple(sorted(_WORDS["badges"], key=len, reverse=True))
MARKS = frozenset(_WORDS["marks"])
LABELS = frozenset((*_WORDS["labels"], *BADGES, *MARKS))
TAILS = frozenset((*_WORDS["tails"], *BADGES, *MARKS))
SITE_ENDS = tuple(_WORDS["site_ends"])
# These are looked for in folded titles.
INTERPRETATION, FOLLOW_UP, STAGE, HAPPENING, HOLDING, PUBLISHING = (
    tuple(fold(word) for word in _WORDS[name])
    for name in ("interpretation", "follow_up", "stage", "happening", "holding", "publishing")
)
MEETINGS = tuple(fold(word) for word in _WORDS["meetings"])
RULES = tuple(_WORDS["rules"])
SPEECHES = frozenset(_WORDS["speeches"])
KINDS = tuple(sorted((*_WORDS["kinds"], *SPEECHES), key=len, reverse=True))
RECURRING = frozenset(fold(word) for word in _WORDS["recurring"])

PROVINCES: dict[str, str] = {
    name[: 3 if name.startswith(("黑龙江", "内蒙古")) else 2]: name for name in _PLACES["provinces"]
}
"""Short name → full name."""

PREFECTURES: tuple[str, ...] = tuple(_PLACES["prefectures"].split())
COUNTRIES: tuple[str, ...] = tuple(_PLACES["countries"].split())
