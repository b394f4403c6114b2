"""What a verdict rests on, and so which later scans can change it.

A duty is settled once its deadline is past and its verdict rests on one of these. It is judged
again where anything else that it rests on changes: its link, its article, a decision, the portal's
lists. When in doubt a verdict has no basis, and is judged each time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from repostwatch.model import DecisionKind, Duty, Scan, Verdict, VerdictKind
from repostwatch.model.codes import RepostCode, VerdictCode
from repostwatch.model.decisions import HumanDecision


class Basis(StrEnum):
    REPOST = "repost"  # a link, or the push feed
    VANISHED = "vanished"  # a link that a scan did not have any more
    PROOF = "proof"  # no link, and a complete scan after the deadline
    SHORT = "short"  # no link, and lists that do not reach back as far
    FAILING = "failing"  # no link, and scans that fail
    UNPROVEN = "unproven"  # no link, on lists for which nobody vouches


SEEN = (Basis.REPOST, Basis.VANISHED)
_CODES = (
    (VerdictCode.LISTS_TOO_SHORT, Basis.SHORT),
    (VerdictCode.SCANS_INCOMPLETE, Basis.FAILING),
    (VerdictCode.LIST_NEVER_HELD, Basis.UNPROVEN),
    (VerdictCode.NO_LIST_KNOWN, Basis.UNPROVEN),
)


class Need(StrEnum):
    """By which scans a duty is judged again."""

    NOTHING = "nothing"  # not at all: its verdict stands
    CITED = "cited"  # those that its verdict cites, and the new ones
    ALL = "all"


@dataclass(frozen=True, slots=True)
class NewScans:
    """The scans of a portal since it was judged, all of them begun after that moment.

    `fed_until`: when the latest scan before them began that had the push feed; None without any.
    `unseen`: the releases of which a link was not seen any more when the latest complete one of
    them began.
    """

    scans: Sequence[Scan]
    fed_until: datetime | None = None
    unseen: Collection[str] = ()

    @property
    def ever_embedded(self) -> bool:
        return self.fed_until is not None or self.embedded

    @property
    def embedded(self) -> bool:
        return any(scan.embedded for scan in self.scans)

    @property
    def complete(self) -> bool:
        return any(scan.reach is not None for scan in self.scans)

    def reach_back_to(self, moment: datetime) -> bool:
        return any(scan.complete_for(moment) for scan in self.scans)


def basis_of(
    duty: Duty, verdict: Verdict, decision: HumanDecision | None, now: datetime
) -> Basis | None:
    """What a verdict rests on, before the search of pages; None where it is judged each time."""
    if now <= duty.deadline.latest or _rejected(decision, now):
        return None
    if verdict.reposted is not None:
        gone = verdict.reason.has(RepostCode.VANISHED)
        return Basis.VANISHED if gone else Basis.REPOST
    if (verdict.machine or verdict.kind) is VerdictKind.MISSING:
        return Basis.PROOF
    return next((basis for code, basis in _CODES if verdict.reason.has(code)), None)


def need_of(basis: Basis, duty: Duty, new: NewScans) -> Need:
    """By which scans a settled duty is judged again, now that there are these new ones."""
    if not new.scans:
        return Need.NOTHING
    if basis in SEEN:
        # A link is seen to have vanished by a scan that reaches back; a feed is a repost of all
        # whose deadline was past when it first turned up.
        first_feed = new.embedded and (
            new.fed_until is None or new.fed_until <= duty.deadline.latest
        )
        back = duty.release_id in new.unseen and new.reach_back_to(duty.published.earliest)
        return Need.ALL if first_feed or back else Need.NOTHING
    if new.ever_embedded:
        return Need.ALL
    if basis in (Basis.FAILING, Basis.UNPROVEN) and new.complete:
        return Need.ALL
    # What proved it still does, or still does not; but the pages of the latest scan are searched.
    return Need.CITED


def _rejected(decision: HumanDecision | None, now: datetime) -> bool:
    """Whether its links are judged as if they were not there."""
    return decision is not None and decision.kind is DecisionKind.REJECT and decision.in_force(now)
