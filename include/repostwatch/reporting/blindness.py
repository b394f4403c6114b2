"""What could not be checked, when it is so much that everything else must be read with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from repostwatch.model import VerdictKind
from repostwatch.reporting import words
from repostwatch.reporting.book import Book

OPEN = frozenset({VerdictKind.PENDING, VerdictKind.WAIVED})


@dataclass(frozen=True, slots=True)
class Blindness:
    """Empty where nearly everything was seen. `short` is for the subject, when nothing holds."""

    text: str = ""
    short: str = ""


def blindness(book: Book) -> Blindness:
    """Whether our looking stopped, most portals could not be seen, or many could not."""
    found = [_stopped(book), _dark(book), _sourceless(book)]
    short = next((one.short for one in found if one.short), "")
    return Blindness("".join(one.text for one in found), short)


def _stopped(book: Book) -> Blindness:
    if not book.data.portals:
        return Blindness()
    if not book.latest:
        return Blindness("尚无任何采集记录，转载和专栏情况都没有观察。", "尚未采集")
    ended = max(scan.ended_at for scan in book.latest.values())
    silent = book.data.made_at - ended
    if silent < timedelta(hours=book.settings.silent_hours):
        return Blindness()
    length = words.span_words(silent)
    text = f"采集已停止{length}：最近一次结束于{book.minute(ended)}，其后的转载情况没有观察。"
    return Blindness(text, f"采集已停止{length}")


def _dark(book: Book) -> Blindness:
    portals, dark = len(book.data.portals), len(book.incomplete)
    due = sum(verdict.kind not in OPEN for verdict in book.verdicts)
    unknown = len(book.of(VerdictKind.UNKNOWN))
    if not book.latest or max(_share(dark, portals), _share(unknown, due)) < (
        book.settings.unseen_share
    ):
        return Blindness()
    parts = []
    if dark:
        parts.append(f"{portals}个网站中有{dark}个最近一次未能完整采集")
    if unknown:
        of = words.percent(_share(unknown, due))
        parts.append(f"{due}项到期任务中有{unknown}项无法核验（{of}），不作未转载处理")
    text = "，".join(parts) + "。"
    if _share(dark, portals) < book.settings.outage_share:
        return Blindness(text)
    text += "多数网站同时采集不到，请先检查本系统的网络；查明之前，请勿据此通报网站。"
    return Blindness(text, f"{dark}个网站未能采集")


def _sourceless(book: Book) -> Blindness:
    """A report tells of weeks of releases: none at all is a source that cannot be read."""
    if book.data.releases or not book.data.portals:
        return Blindness()
    text = "没有取得任何国务院政策信息，转载情况无从核验：请检查信息来源能否读取。"
    return Blindness(text, "没有政策信息")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
