"""The words of the product. One thing, one word; everything here is a value.

Every datetime is aware. Identifiers are strings that survive a restart: `release_id`
and `portal_id` come from the registry and the release source, `link_id` from the store.
"""

from repostwatch.model.duties import Duty, DutyKey, Portal, Release
from repostwatch.model.outcomes import FetchStage, FileType, Firewall, Outcome, PageKind
from repostwatch.model.pages import (
    Article,
    BlankColumn,
    Column,
    Link,
    Page,
    StillPage,
    StillRow,
    Visit,
)
from repostwatch.model.reasons import Reason, all_of, because, together
from repostwatch.model.regions import Glimpse, Hit, ListAccount, Region, Search, Unread
from repostwatch.model.screens import Box, Screen
from repostwatch.model.times import BEIJING, Interval, PageDate
from repostwatch.model.verdicts import ColumnStanding, Match, Scan, Sighting, Verdict
from repostwatch.model.words import (
    ColumnForm,
    Decision,
    DecisionKind,
    DeliveryState,
    FindingKind,
    FindingState,
    Frequency,
    Language,
    Level,
    MailStep,
    Occasion,
    OwnPage,
    Precision,
    RegionForm,
    Standing,
    TracePlace,
    VerdictKind,
)

__all__ = [
    "BEIJING",
    "Article",
    "BlankColumn",
    "Box",
    "Column",
    "ColumnForm",
    "ColumnStanding",
    "Decision",
    "DecisionKind",
    "DeliveryState",
    "Duty",
    "DutyKey",
    "FetchStage",
    "FileType",
    "FindingKind",
    "FindingState",
    "Firewall",
    "Frequency",
    "Glimpse",
    "Hit",
    "Interval",
    "Language",
    "Level",
    "Link",
    "ListAccount",
    "MailStep",
    "Match",
    "Occasion",
    "Outcome",
    "OwnPage",
    "Page",
    "PageDate",
    "PageKind",
    "Portal",
    "Precision",
    "Reason",
    "Region",
    "RegionForm",
    "Release",
    "Scan",
    "Screen",
    "Search",
    "Sighting",
    "Standing",
    "StillPage",
    "StillRow",
    "TracePlace",
    "Unread",
    "Verdict",
    "VerdictKind",
    "Visit",
    "all_of",
    "because",
    "together",
]
