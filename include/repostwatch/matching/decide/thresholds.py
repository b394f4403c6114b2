"""The numbers that benchmarks/calibrate.py derived from labelled pairs, with their provenance."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Lengths count folded characters of the document's name; shares and `near` are 0…1, 0…100."""

    cut_match: int
    """A cut title shows at least so much of the name to be a match."""
    cut_share: float
    """… and at least this share of it."""
    cut_review: int
    """Below this, a cut title says nothing."""
    near: float
    """Names at least so similar, with no discriminator different, are worth a look."""
    near_chars: int
    """… if they are at least so long: in short names one character is another law."""
    contained_chars: int
    """A name so long inside another text is worth a look."""
    contained_share: float
    """… if it makes up this share of the text."""
    piece_share: float
    """A piece of a name is worth a look if it makes up this share of it."""
    line_chars: int
    """A headline's first line stands for the whole if it is at least so long."""
    short_chars: int
    """A short form has at least so many characters before its kind."""
    short_share: float
    """… and this share of the full name's."""


def load() -> Thresholds:
    stored = json.loads(
        (files("repostwatch.matching.decide") / "thresholds.json").read_text("utf-8")
    )
    return Thresholds(**{field.name: stored["values"][field.name] for field in fields(Thresholds)})


CALIBRATED = load()
