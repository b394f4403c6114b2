"""Who must repost a release, by rules of a data file.

The file's rules are tried in its order; the first whose patterns are all found in the
release decides. docs/releases.md explains them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from repostwatch.base.clock import day_of
from repostwatch.base.errors import InputError
from repostwatch.model import Release
from repostwatch.model.codes import DutyCode
from repostwatch.portals.names import begins_with_place
from repostwatch.releases.identity import number_key

HERE = Path(__file__).parent / "duty_rules.toml"
FIELDS = ("title", "doc_number", "kind", "address")
OTHERS = ("number_older", "sure", "of_place")
# Everyone; nobody; the portals that the title names; those, or everyone where it names none.
TARGETS = ("all", "none", "named", "named_or_all")


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    patterns: tuple[tuple[str, re.Pattern[str]], ...]  # (field, what must be found in it)
    target: str
    reason: DutyCode
    number_older: int | None = None  # years from the document number to the publication
    sure: bool = True  # False: the words say nothing, a person should look
    of_place: bool = False  # the title begins with a place's name

    def fits(self, release: Release) -> bool:
        if self.number_older is not None and _number_age(release) < self.number_older:
            return False
        if self.of_place and not begins_with_place(_field(release, "title")):
            return False
        return all(pattern.search(_field(release, field)) for field, pattern in self.patterns)


def rule_for(release: Release) -> Rule:
    """The rule that decides who must repost a release; the last one fits everything."""
    return next(rule for rule in read_rules(HERE) if rule.fits(release))


@cache
def read_rules(path: Path) -> tuple[Rule, ...]:
    """The rules in order. Raises InputError naming the rule that is malformed."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(path, f"cannot be read: {error}") from error
    rows = found.get("rule", [])
    if not isinstance(rows, list):
        raise InputError(path, "rule is no list: write [[rule]]")
    rules = tuple(_rule(path, place, row) for place, row in enumerate(rows, 1))
    if not rules or rules[-1].patterns:
        raise InputError(path, "the last rule must fit everything: give it no pattern")
    return rules


def _rule(path: Path, place: int, row: Mapping[str, Any]) -> Rule:
    name = row.get("name", f"number {place}")
    if missing := {"name", "duty", "reason"} - set(row):
        raise InputError(path, f"rule {name}: {', '.join(sorted(missing))} is missing")
    if strange := set(row) - {"name", "duty", "reason", *OTHERS, *FIELDS}:
        raise InputError(path, f"rule {name}: {', '.join(sorted(strange))} is not known")
    if row["duty"] not in TARGETS:
        raise InputError(path, f"rule {name}: duty is none of {', '.join(TARGETS)}")
    try:
        patterns = [(field, re.compile(row[field])) for field in FIELDS if field in row]
    except re.error as error:
        raise InputError(path, f"rule {name}: no regular expression: {error}") from error
    older = row.get("number_older")
    if older is not None and not isinstance(older, int):
        raise InputError(path, f"rule {name}: number_older is no whole number of years")
    switches = {"sure": row.get("sure", True), "of_place": row.get("of_place", False)}
    for switch, value in switches.items():
        if not isinstance(value, bool):
            raise InputError(path, f"rule {name}: {switch} is neither true nor false")
    try:
        reason = DutyCode(f"duty.{row['reason']}")
    except ValueError:
        raise InputError(path, f"rule {name}: reason is no code of DutyCode") from None
    return Rule(name, tuple(patterns), row["duty"], reason, older, **switches)


def _number_age(release: Release) -> int:
    """Years from the document number's to the publication; 0 where the number has none."""
    year = re.search(r"(\d{4})-\d+$", number_key(release.doc_number) or "")
    return day_of(release.published.earliest).year - int(year[1]) if year else 0


def _field(release: Release, field: str) -> str:
    if field == "address":
        return " ".join(release.addresses)
    if field == "title":
        return release.title.lstrip("《〈“\"'‘【[ ")
    value: str | None = getattr(release, field)
    return value or ""
