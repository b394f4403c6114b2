"""The look-ups of a record, beside the slow and obvious way to answer the same questions."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.judging.scan_history import ScanHistory, proves
from repostwatch.model import Scan
from repostwatch.model.reasons import text
from tests.judging.judging_facts import at, duty

ZERO = at("12 00:00")
hours = st.integers(0, 30).map(lambda hour: ZERO + timedelta(hours=hour))


@st.composite
def scans(draw: st.DrawFn) -> list[Scan]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        begin = draw(hours)
        end = begin + timedelta(minutes=draw(st.sampled_from((0, 5, 90))))
        reach = draw(st.none() | hours.map(lambda moment: moment - timedelta(hours=15)))
        gap = None if reach else text(draw(st.sampled_from(("timeout", "HTTP 502"))))
        found.append(Scan(f"{number:02}", "p", begin, end, reach, gap))
    return sorted(found, key=lambda scan: (scan.started_at, scan.ended_at, scan.scan_id))


def saw(scan: Scan, back_to: datetime, beyond: datetime | None) -> bool:
    return (
        scan.reach is not None and scan.reach <= back_to and (beyond is None or scan.reach < beyond)
    )


@given(scans(), hours, hours, st.none() | hours)
def test_proofs(
    found: list[Scan], moment: datetime, back: datetime, beyond: datetime | None
) -> None:
    back_to, history = back - timedelta(hours=15), ScanHistory(found)
    beyond = beyond and beyond - timedelta(hours=15)
    before = [scan for scan in found if scan.ended_at < moment and saw(scan, back_to, beyond)]
    after = [scan for scan in found if scan.started_at > moment and saw(scan, back_to, beyond)]
    assert history.last_proof(moment, back_to, beyond) == (before[-1] if before else None)
    assert history.first_proof(moment, back_to, beyond) == (after[0] if after else None)


@given(scans(), hours)
def test_the_deepest_look_and_the_run_of_failures(found: list[Scan], moment: datetime) -> None:
    history = ScanHistory(found)
    after = [scan for scan in found if scan.started_at > moment]
    whole = [(scan.reach, place) for place, scan in enumerate(after) if scan.reach is not None]
    assert history.deepest(moment) == (after[min(whole)[1]] if whole else None)
    if not after or after[-1].reach is not None:
        return
    first = after[-1]
    for scan in reversed(after):
        if scan.reach is not None or scan.gap != after[-1].gap:
            break
        first = scan
    assert history.failing_since(moment) == first


@pytest.mark.parametrize(("minutes", "shown"), [(-1, False), (0, False), (1, True)])
def test_only_a_scan_begun_after_the_deadline_proves(minutes: int, shown: bool) -> None:
    owed = duty()
    begun = owed.deadline.latest + timedelta(minutes=minutes)
    scan = Scan("s", "p", begun, begun, reach=owed.published.earliest)
    assert proves(scan, owed) is shown
    first = ScanHistory.of([scan]).first_proof(owed.deadline.latest, owed.published.earliest)
    assert (first is scan) is shown, "as the judge has it"
