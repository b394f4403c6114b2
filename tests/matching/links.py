"""The least a link can be, for tests of the matcher."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    link_id: str
    title: str
    url: str = "https://portal.example.gov.cn/art/1.html"
    truncated: bool = False
