"""The digest of a mail hangs on the facts that it shows: not on words, nor on having looked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypedDict, Unpack

import pytest

from repostwatch.model import (
    FindingKind,
    FindingState,
    Interval,
    Language,
    Reason,
    Scan,
    Standing,
    VerdictKind,
    because,
)
from repostwatch.model.codes import RepostCode
from repostwatch.reporting.data import ReportData
from repostwatch.wording import labels, reasons
from tests.defaults import build_report, digest
from tests.reporting import world


@pytest.fixture(scope="module")
def data() -> ReportData:
    return world.day()


def test_no_sentence_changes_it(data: ReportData, monkeypatch: pytest.MonkeyPatch) -> None:
    before, mail = digest(data), build_report(data)
    for language in Language:
        sentences = dict.fromkeys(reasons.SENTENCES[language], "reworded")
        monkeypatch.setitem(reasons.SENTENCES, language, sentences)
        words = {key: key.rpartition(".")[2] for key in labels.LABELS[language]}
        monkeypatch.setitem(labels.LABELS, language, words)
    assert build_report(data).text != mail.text, "every sentence is another"
    assert digest(data) == before


def test_order_changes_nothing(data: ReportData) -> None:
    turned = replace(
        data,
        verdicts=data.verdicts[::-1],
        scans=data.scans[::-1],
        portals=data.portals[::-1],
        columns=data.columns[::-1],
        findings=data.findings[::-1],
        duties=data.duties[::-1],
        releases=data.releases[::-1],
    )
    assert digest(turned) == digest(data)


def later(data: ReportData) -> ReportData:
    """Every portal scanned once more, with the same result."""
    hours = timedelta(hours=2)
    last = {scan.portal_id: scan for scan in data.scans}
    again = tuple(
        replace(
            scan,
            scan_id=f"{scan.scan_id} again",
            started_at=scan.started_at + hours,
            ended_at=scan.ended_at + hours,
            reach=scan.reach and scan.reach + hours,
        )
        for scan in last.values()
    )
    return replace(data, made_at=data.made_at + hours, scans=(*data.scans, *again))


def test_a_scan_that_changes_nothing_shown_changes_nothing(data: ReportData) -> None:
    assert digest(later(data)) == digest(data)


def test_which_pages_were_searched_beside_changes_nothing(data: ReportData) -> None:
    searched = tuple(replace(verdict, silent=("1", "2")) for verdict in data.verdicts)
    assert digest(replace(data, verdicts=searched)) == digest(data)


def test_that_the_mail_went_out_is_no_news(data: ReportData) -> None:
    sent = tuple(
        replace(finding, state=FindingState.NOTIFIED)
        if finding.state is FindingState.OPEN
        else finding
        for finding in data.findings
    )
    assert digest(replace(data, findings=sent)) == digest(data)


def test_a_finding_that_ends_with_its_mail_is_no_news(data: ReportData) -> None:
    late = tuple(
        replace(finding, kind=FindingKind.LATE, state=FindingState.NOTIFIED)
        for finding in data.findings[:2]
    )
    ended = tuple(replace(finding, state=FindingState.RECTIFIED) for finding in late)
    assert late
    before, after = (replace(data, findings=(*data.findings[2:], *own)) for own in (late, ended))
    assert digest(after) == digest(before)


def test_how_long_nothing_was_scanned_is_no_news_but_that_it_stopped_is(data: ReportData) -> None:
    stopped = replace(data, made_at=data.made_at + timedelta(hours=10))
    assert digest(stopped) != digest(data)
    still = replace(data, made_at=data.made_at + timedelta(hours=12))
    assert digest(still) == digest(stopped)


def first(data: ReportData, kind: VerdictKind) -> int:
    return next(n for n, verdict in enumerate(data.verdicts) if verdict.kind is kind)


class Change(TypedDict, total=False):
    kind: VerdictKind
    reason: Reason
    link_url: str
    machine: VerdictKind
    reposted: Interval


def changed_verdict(data: ReportData, of: VerdictKind, **changes: Unpack[Change]) -> ReportData:
    place = first(data, of)
    verdict = replace(data.verdicts[place], **changes)
    return replace(data, verdicts=(*data.verdicts[:place], verdict, *data.verdicts[place + 1 :]))


def failed(scan: Scan) -> Scan:
    return replace(scan, reach=None)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: changed_verdict(data, VerdictKind.ON_TIME, kind=VerdictKind.LATE),
        lambda data: changed_verdict(
            data, VerdictKind.LATE, reason=because(RepostCode.FIRST_SEEN, seen_at=data.made_at)
        ),
        lambda data: changed_verdict(data, VerdictKind.LATE, link_url="https://other.example/"),
        lambda data: changed_verdict(data, VerdictKind.LATE, machine=VerdictKind.ON_TIME),
        lambda data: changed_verdict(
            data, VerdictKind.LATE, reposted=Interval.at(data.made_at - timedelta(hours=1))
        ),
        lambda data: replace(
            data, columns=(replace(data.columns[0], standing=Standing.STALE), *data.columns[1:])
        ),
        lambda data: replace(
            data, releases=(replace(data.releases[0], title="另一标题"), *data.releases[1:])
        ),
        lambda data: replace(data, duties=data.duties[1:]),
        lambda data: replace(data, findings=data.findings[1:]),
        lambda data: replace(data, notes=()),
        lambda data: replace(data, day=data.day - timedelta(days=1)),
        lambda data: replace(
            data, portals=(replace(data.portals[0], name="另一部"), *data.portals[1:])
        ),
        lambda data: replace(data, scans=(*data.scans[:-1], failed(data.scans[-1]))),
        lambda data: replace(data, exceptions={"proxy_reason": "内网出口"}),
        lambda data: replace(
            data, portals=(replace(data.portals[0], proxy_reason="内网"), *data.portals[1:])
        ),
        lambda data: replace(data, visited={"df08": ("https://www.df08.gov.example/",)}),
    ],
)
def test_what_the_mail_shows_changes_it(
    data: ReportData, change: Callable[[ReportData], ReportData]
) -> None:
    assert digest(change(data)) != digest(data)


def test_the_whole_mail_speaks_the_language_of_the_settings(data: ReportData) -> None:
    plain = replace(data, releases=(), portals=(), duties=(), verdicts=(), columns=(),
                    findings=(), notes=(), scans=())  # fmt: skip
    for shown in (data, plain):
        mail = build_report(shown, language=Language.ENGLISH)
        assert 'lang="en"' in mail.html
        assert "[Method]" in mail.text
    chinese = [character for character in mail.text + mail.html if "一" <= character <= "鿿"]
    assert chinese == [], "what is Chinese comes from data alone"
