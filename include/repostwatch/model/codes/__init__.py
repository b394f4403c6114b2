"""Every code that a reason can have, one module for each room that gives reasons.

`CODES` finds a code by its stored value.
"""

from __future__ import annotations

from collections.abc import Iterable

from repostwatch.model.codes.alarms import AlarmCode
from repostwatch.model.codes.bulletins import BulletinCode
from repostwatch.model.codes.columns import ColumnCode
from repostwatch.model.codes.decisions import DecisionCode, FindingCode
from repostwatch.model.codes.discovery import DiscoveryCode
from repostwatch.model.codes.duties import DutyCode
from repostwatch.model.codes.inputs import InputCode
from repostwatch.model.codes.lists import ListCode
from repostwatch.model.codes.mails import MailCode
from repostwatch.model.codes.matches import MatchCode
from repostwatch.model.codes.pages import PageCode
from repostwatch.model.codes.portals import PortalCode
from repostwatch.model.codes.readers import ReaderCode
from repostwatch.model.codes.readiness import ReadinessCode
from repostwatch.model.codes.refusals import RefusalCode
from repostwatch.model.codes.releases import ReleaseCode
from repostwatch.model.codes.runs import RunCode
from repostwatch.model.codes.scans import EvidenceCode, ScanCode
from repostwatch.model.codes.searches import SearchCode
from repostwatch.model.codes.spot_checks import SpotCheckCode
from repostwatch.model.codes.standings import StandingCode
from repostwatch.model.codes.verdicts import FeedCode, RepostCode, VerdictCode
from repostwatch.model.codes.visits import VisitCode
from repostwatch.model.codes.wider import WiderCode
from repostwatch.model.reasons import Code, Common

FAMILIES: tuple[type[Code], ...] = (
    Common,
    AlarmCode,
    BulletinCode,
    ColumnCode,
    DecisionCode,
    DiscoveryCode,
    DutyCode,
    EvidenceCode,
    FeedCode,
    FindingCode,
    InputCode,
    ListCode,
    MailCode,
    MatchCode,
    PageCode,
    PortalCode,
    ReaderCode,
    ReadinessCode,
    RefusalCode,
    ReleaseCode,
    RepostCode,
    RunCode,
    ScanCode,
    SearchCode,
    SpotCheckCode,
    StandingCode,
    VerdictCode,
    VisitCode,
    WiderCode,
)


def _by_value(families: Iterable[type[Code]]) -> dict[str, Code]:
    found: dict[str, Code] = {}
    for family in families:
        for code in family:
            if code.value in found:
                raise ValueError(f"{code.value} stands in two families of codes")
            found[code.value] = code
    return found


CODES = _by_value(FAMILIES)

__all__ = [
    "CODES",
    "FAMILIES",
    "AlarmCode",
    "BulletinCode",
    "ColumnCode",
    "DecisionCode",
    "DiscoveryCode",
    "DutyCode",
    "EvidenceCode",
    "FeedCode",
    "FindingCode",
    "InputCode",
    "ListCode",
    "MailCode",
    "MatchCode",
    "PageCode",
    "PortalCode",
    "ReaderCode",
    "ReadinessCode",
    "RefusalCode",
    "ReleaseCode",
    "RepostCode",
    "RunCode",
    "ScanCode",
    "SearchCode",
    "SpotCheckCode",
    "StandingCode",
    "VerdictCode",
    "VisitCode",
    "WiderCode",
]
