"""Tabs and their panels: what a tab points to, and which elements are panels of one set."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

POINTERS = ("href", "data-target", "data-tab", "data-id", "data-for", "aria-controls", "rel",
             "onmouseover", "onclick", "onmouseenter", "id")  # fmt: skip
_NAMED = re.compile(r"#([\w-]{1,40})")
_CALL = re.compile(r"\(\s*(?:this\s*,\s*)?['\"]?([\w-]{1,40})['\"]?\s*(?:,\s*['\"]?(\d{1,2})\b)?")


def pointed_ids(attribute: str, value: str) -> list[str]:
    """The ids that an attribute of a tab may point to (#p2; setTab('one',2,3) → con_one_2)."""
    if not value:
        return []
    if attribute in ("href", "data-target"):
        return _NAMED.findall(value) if value.startswith("#") else []
    if not attribute.startswith("on"):
        plain = value.lstrip("#")
        return [plain] if attribute != "id" and re.fullmatch(r"[\w-]{1,40}", plain) else []
    found: list[str] = []
    for match in _CALL.finditer(value[:300]):
        name, rank = match[1], match[2]
        found += [f"con_{name}_{rank}", f"{name}_{rank}", f"{name}{rank}"] if rank else [name]
    return [*found, *_NAMED.findall(value[:300])]


def are_alike(node: LexborNode, other: LexborNode) -> bool:
    """Whether two elements can be panels of one set: same tag, a class in common or none."""
    if node.tag != other.tag:
        return False
    mine, theirs = _classes(node), _classes(other)
    return bool(mine & theirs) or not mine or not theirs


def _classes(node: LexborNode) -> set[str]:
    return set(re.sub(r"\d", "", node.attributes.get("class") or "").split())
