"""The words of the product. One thing, one word; everything here is a value.

Every datetime is aware. Identifiers are strings that survive a restart: `release_id`
and `portal_id` come from the registry and the release source, `link_id` from the store.
"""

from repostwatch.model.duties import Duty, Portal, Release
from repostwatch.model.pages import Article, Column, Link, Page, Visit
from repostwatch.model.regions import Hit, ListAccount, Region, Search, Unread
from repostwatch.model.screens import Box, Screen
from repostwatch.model.times import BEIJING, Interval, PageDate
from repostwatch.model.verdicts import ColumnStanding, Match, Scan, Sighting, Verdict
from repostwatch.model.words import (
    ColumnForm,
    Decision,
    FindingKind,
    FindingState,
    Level,
    Outcome,
    PageKind,
    Precision,
    RegionForm,
    Standing,
    VerdictKind,
)

__all__ = [
    "BEIJING",
    "Article",
    "Box",
    "Column",
    "ColumnForm",
    "ColumnStanding",
    "Decision",
    "Duty",
    "FindingKind",
    "FindingState",
    "Hit",
    "Interval",
    "Level",
    "Link",
    "ListAccount",
    "Match",
    "Outcome",
    "Page",
    "PageDate",
    "PageKind",
    "Portal",
    "Precision",
    "Region",
    "RegionForm",
    "Release",
    "Scan",
    "Screen",
    "Search",
    "Sighting",
    "Standing",
    "Unread",
    "Verdict",
    "VerdictKind",
    "Visit",
]
