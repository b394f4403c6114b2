"""The verdict on a duty for which no link was found: pending, missing or unknown, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from repostwatch.judging.record import PortalRecord
from repostwatch.judging.wording import minute, span
from repostwatch.model import Duty, Scan, Verdict, VerdictKind


def unseen(duty: Duty, record: PortalRecord, now: datetime) -> Verdict:
    """`missing` only by the proof of a complete scan after the deadline.

    The reason names the first scan that proved it, or the first of the run of scans that
    failed alike: looking again without learning anything new does not change a verdict.
    """
    deadline = duty.deadline
    if now <= deadline.latest:
        reason = f"尚未见到转载；截止时间{span(deadline)}，继续观察"
        return _verdict(duty, VerdictKind.PENDING, reason)
    proof = record.first_proof(deadline.latest, duty.published.earliest)
    if proof is not None:
        reason = (
            f"截止时间{span(deadline)}；{minute(proof.started_at)}完整采集，"
            f"列表回溯到政策发布时间{span(duty.published)}之前，未见转载"
        )
        return _silent(_verdict(duty, VerdictKind.MISSING, reason, proof), record)
    if not record or record[-1].started_at <= deadline.latest:
        return _verdict(duty, VerdictKind.UNKNOWN, _not_looked(duty, record))
    return _incomplete(duty, record)


def _not_looked(duty: Duty, record: PortalRecord) -> str:
    deadline = f"截止时间{span(duty.deadline)}后尚未采集"
    if not record:
        return f"{deadline}，此前也没有采集过该门户"
    return f"{deadline}，最近一次采集在{minute(record[-1].started_at)}，当时未见转载"


def _incomplete(duty: Duty, record: PortalRecord) -> Verdict:
    deadline = duty.deadline.latest
    last, deepest = record[-1], record.deepest(deadline)
    if last.reach is None or deepest is None or deepest.reach is None:
        first = record.failing_since(deadline)
        since = minute(first.started_at) + ("" if first is last else "起")
        gap = last.gap or "没有读全，采集未说明原因"
        told = f"{since}采集不完整：{gap}"
        return _silent(_verdict(duty, VerdictKind.UNKNOWN, told, first), record)
    told = f"（{deepest.gap}）" if deepest.gap else ""
    reason = (
        f"{minute(deepest.started_at)}采集时列表只能看到{minute(deepest.reach)}，"
        f"没有回溯到政策发布时间{span(duty.published)}{told}，不能证明未转载"
    )
    return _silent(_verdict(duty, VerdictKind.UNKNOWN, reason, deepest), record)


def _silent(verdict: Verdict, record: PortalRecord) -> Verdict:
    """The pages that may hold the release in another form: those of the scan that the verdict
    rests on, and the latest ones."""
    return replace(verdict, silent=tuple(dict.fromkeys((*verdict.scan_ids, record[-1].scan_id))))


def _verdict(duty: Duty, kind: VerdictKind, reason: str, scan: Scan | None = None) -> Verdict:
    return Verdict(
        release_id=duty.release_id,
        portal_id=duty.portal_id,
        kind=kind,
        reason=reason,
        scan_ids=() if scan is None else (scan.scan_id,),
    )
