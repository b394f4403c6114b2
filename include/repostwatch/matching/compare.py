"""Is this link that release: the decision for one pair, with its reason.

A match has to be explained: the names are equal once everything is taken away that short
forms drop in practice, and no evidence speaks against it. A difference that nothing
explains is never a match; it is worth a person's look only where it is small.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from repostwatch.matching.facts import facts_of, other_event, turned
from repostwatch.matching.issuers import bodies, overlap, same_bodies
from repostwatch.matching.lexicon import SPEECHES
from repostwatch.matching.numbers import Number, numbers_of
from repostwatch.matching.thresholds import Thresholds
from repostwatch.matching.title import Title, read_title
from repostwatch.model import Decision, Release


@dataclass(frozen=True, slots=True)
class Outcome:
    """`decision` is None where the link is not the release; the reason then says why not."""

    decision: Decision | None
    score: float
    reason: str


@dataclass(frozen=True)
class Known:
    """A release as the matcher knows it: its title taken apart, all numbers, its issuers."""

    release: Release
    title: Title
    numbers: frozenset[Number]
    issuers: frozenset[str]


def know(release: Release) -> Known:
    title = read_title(release.title)
    numbers = title.numbers | numbers_of(release.doc_number)
    return Known(release, title, numbers, title.head.issuers or bodies(release.issuer))


class Sign(StrEnum):
    """What two sides' evidence of one kind says about each other."""

    SAME = "same"
    OTHER = "other"
    SILENT = "silent"
    PART = "part"


def _match(score: float, reason: str) -> Outcome:
    return Outcome(Decision.MATCH, score, reason)


def _review(score: float, reason: str) -> Outcome:
    return Outcome(Decision.REVIEW, score, reason)


def _no(reason: str, score: float = 0.0) -> Outcome:
    return Outcome(None, score, reason)


def compare(known: Known, link: Title, limits: Thresholds) -> Outcome:
    """Decide one pair."""
    title = known.title
    numbers = _numbers(known.numbers, link.numbers)
    if link.name in _ONLY_NUMBER:
        return _by_number(known, link, numbers)
    if link.head.local and not title.head.local:
        return _no(f"发文机关是地方：{'、'.join(sorted(link.head.issuers))}")
    issuers = _issuers(known.issuers, link.head.issuers)
    if issuers is Sign.OTHER and numbers is not Sign.SAME:
        return _no(f"发文机关不同：{_names(known.issuers)}≠{_names(link.head.issuers)}")
    if not link.cut and (how := _equal(title, link)):
        return _equal_names(known, link, how, numbers, issuers)
    if numbers is Sign.SAME:
        return _same_number(title, link)
    if link.cut:
        return _cut(title, link, limits)
    return _different(title, link, limits)


_ONLY_NUMBER = frozenset(
    (
        "",
        "国务院令",
        "令",
        "国令",
        "国务院文件",
        "国务院办公厅文件",
        "文件",
        "国务院",
        "国务院办公厅",
    )
)


def _numbers(ours: frozenset[Number], theirs: frozenset[Number]) -> Sign:
    if any(one.agrees(other) for one in ours for other in theirs):
        return Sign.SAME
    if any(one.comparable(other) for one in ours for other in theirs):
        return Sign.OTHER
    return Sign.SILENT


def _issuers(ours: frozenset[str], theirs: frozenset[str]) -> Sign:
    if not ours or not theirs:
        return Sign.SILENT
    if same_bodies(ours, theirs):
        return Sign.SAME
    return Sign.PART if overlap(ours, theirs) else Sign.OTHER


def _names(issuers: frozenset[str]) -> str:
    return "、".join(sorted(issuers))


def _by_number(known: Known, link: Title, numbers: Sign) -> Outcome:
    """A title that is nothing but a number, or 中华人民共和国国务院令."""
    if shared := sorted(known.numbers & link.numbers):
        return _match(99.0, f"文号一致：{shared[0]}")
    if numbers is Sign.OTHER:
        return _no("文号不同")
    if known.title.name in _ONLY_NUMBER:
        same = known.title.whole == link.whole and not link.numbers
        return _review(85.0, "标题只有文种，须以文号核对") if same else _no("标题没有文件名称")
    order = "令" in link.whole or any(number.series == "国令" for number in link.numbers)
    if order and _is_order(known, bool(link.numbers)):
        return _review(60.0, "标题只有令号或文种，须看正文")
    return _no("标题没有文件名称")


def _is_order(known: Known, numbered: bool) -> bool:
    """Whether a release came as an order of the State Council (with a number we don't know)."""
    if any(number.series == "国令" for number in known.numbers):
        return not numbered
    return not known.numbers and known.title.kind.endswith(("条例", "规定", "办法"))


def _equal(title: Title, link: Title) -> str | None:
    """How two names are the same, None where they are not."""
    if title.name == link.name or title.whole == link.whole:
        return "标题一致"
    if title.names & link.names:
        return "文件名称一致"
    if title.without_province & link.without_province and _province_on_one_side(title, link):
        return "标题一致，省名省略"
    if (
        title.kind
        and title.name.removesuffix(title.kind) == link.name
        and link.rest.startswith("关于")
    ):
        return "标题一致，文种省略"
    return None


def _province_on_one_side(title: Title, link: Title) -> bool:
    ours, theirs = facts_of(title.rest).places, facts_of(link.rest).places
    return (
        ours <= theirs
        or theirs <= ours
        or bool(title.names & link.without_province)
        or bool(link.names & title.without_province)
    )


def _equal_names(known: Known, link: Title, how: str, numbers: Sign, issuers: Sign) -> Outcome:
    """The names agree: does anything else speak against it?"""
    title = known.title
    if issuers is Sign.OTHER:
        return _review(90.0, f"{how}，文号一致，但发文机关不同：{_names(link.head.issuers)}")
    if numbers is Sign.OTHER:
        ours, theirs = _numbers_text(known.numbers), _numbers_text(link.numbers)
        if title.recurring:
            return _no(f"文号不同：{ours}≠{theirs}")
        return _review(90.0, f"{how}，但文号不同：{ours}≠{theirs}")
    if title.recurring and numbers is not Sign.SAME:
        return _review(85.0, "这类标题反复使用，须以日期或文号核对")
    if issuers is Sign.PART:
        return _review(90.0, f"{how}，但发文机关不全同：{_names(link.head.issuers)}")
    if link.year != title.year and numbers is not Sign.SAME and _wrong_year(known, link):
        return _review(85.0, f"{how}，但标注年份不符：{link.year or title.year}")
    if link.head.issuers and not known.issuers and not _central(link.head.issuers):
        return _review(85.0, f"{how}，但发文机关待核：{_names(link.head.issuers)}")
    if link.announced and not title.announced:
        return _review(85.0, f"{how}，标题像是报道：{link.verb}")
    if len(min(title.names & link.names, key=len, default=title.name)) < 3:
        return _review(80.0, f"{how}，但名称太短")
    return _match(*_shade(known, link, how, numbers))


def _shade(known: Known, link: Title, how: str, numbers: Sign) -> tuple[float, str]:
    if numbers is Sign.SAME:
        return 100.0, f"{how}，文号一致"
    parts = [how]
    score = 100.0 if known.title.whole == link.whole else 98.0
    if known.issuers and not link.head.issuers and known.title.whole != link.whole:
        parts.append("发文机关省略")
    if known.title.numbers and not link.numbers:
        parts.append("文号省略")
    return score, "，".join(parts)


def _numbers_text(numbers: frozenset[Number]) -> str:
    return "、".join(str(number) for number in sorted(numbers))


def _central(issuers: frozenset[str]) -> bool:
    return any(name.startswith(("国务院", "中共中央", "中央")) for name in issuers)


def _wrong_year(known: Known, link: Title) -> bool:
    """Whether a year noted behind a title (2018年) fits neither the number nor the release."""
    year = int(link.year or known.title.year or 0)
    if link.year and known.title.year:
        return True
    numbered = {number.year for number in known.numbers if number.year}
    published = {known.release.published.earliest.year, known.release.published.latest.year}
    return year not in numbered | published


def _same_number(title: Title, link: Title) -> Outcome:
    """The number is the release's, the name is not: a variant, a citation, or another thing."""
    if reason := turned(title.turning, link.turning):
        return _no(reason)
    difference = title.facts.conflict(link.facts)
    score = fuzz.ratio(title.name, link.name)
    if difference:
        return _review(score, f"文号一致，但{difference}")
    if (score >= 90 and not title.facts.difference(link.facts)) or (
        link.cut and any(form.startswith(link.name) for form in title.forms)
    ):
        return _match(max(score, 95.0), "文号一致，标题略有出入")
    return _review(max(score, 60.0), "文号一致，标题不同")


def _cut(title: Title, link: Title, limits: Thresholds) -> Outcome:
    """A title cut short: how much of the name is seen, and what may hide behind the cut."""
    if "…" in link.text:
        return _cut_inside(title, link, limits)
    for form in title.forms:
        seen = _seen(form, link.whole, link.name)
        if seen is None:
            continue
        named, hidden = seen
        if named < limits.cut_review:
            return _no("标题被截断，可见部分太短")
        open_end = _may_be_about(title, link)
        decisive = any(char.isdigit() for char in hidden)
        share = 1 - len(hidden) / len(form)
        score = round(100 * share, 1)
        if (
            title.recurring
            or open_end
            or decisive
            or named < limits.cut_match
            or share < limits.cut_share
        ):
            return _review(score, "标题被截断，可见部分一致，须看正文")
        return _match(score, "标题被截断，可见部分一致")
    return _different(title, link, limits)


def _may_be_about(title: Title, link: Title) -> bool:
    """Whether what is hidden could be …解读: documents are posted by issuer or 关于, 《X》 is not,
    and 关于《X… goes on with the 解读 or the 通知 that is about it."""
    before, opened, after = link.text.rpartition("《")
    if opened and "》" not in after and not before:
        return True
    if opened and "》" not in after and before.endswith("关于") and "关于《" not in title.text:
        return True
    return (
        bool(title.kinds - SPEECHES) and not link.head.issuers and not link.rest.startswith("关于")
    )


def _seen(form: str, whole: str, name: str) -> tuple[int, str] | None:
    """How many characters of the name a cut title shows, and what it hides."""
    for visible in (whole, name):
        # The cut may go through a word: its last character may be half of another.
        if visible and form.startswith(visible):
            return len(name), form[len(visible) :]
    return None


def _cut_inside(title: Title, link: Title, limits: Thresholds) -> Outcome:
    """国务院办公厅关于…的通知: both ends are seen."""
    pieces = [read_title(piece) for piece in link.text.split("…", 1)]
    front, back = pieces[0], pieces[1].whole
    for form in title.forms:
        seen = _seen(form.removesuffix(back), front.whole, front.name)
        if form.endswith(back) and seen and seen[0] + len(back) >= limits.cut_review:
            share = 1 - len(seen[1]) / len(form)
            return _review(100.0 * share, "标题中间被省略，须看正文")
    return _no("标题被截断，可见部分不同")


def _different(title: Title, link: Title, limits: Thresholds) -> Outcome:
    """The names differ: none, unless the difference is too small or too strange to tell."""
    if not title.names or not link.names:
        return _no("标题没有文件名称")
    score = max(fuzz.ratio(one, other) for one in title.names for other in link.names)
    doubt = _doubt(title, link, score, limits)
    if doubt is None:
        return _no(f"标题不同，相似度{score:.0f}", score)
    reason = _veto(title, link)
    return _no(reason, score) if reason else doubt


def _veto(title: Title, link: Title) -> str | None:
    """The first difference that a person would call decisive."""
    places = link.facts.places - title.facts.places
    return (
        turned(title.turning, link.turning)
        or turned(link.turning, title.turning)
        or title.facts.conflict(link.facts)
        or other_event(title.events, link.events)
        or (f"地名不同：多出{'、'.join(sorted(places))}" if places else None)
        or _other_kind(title, link)
    )


def _other_kind(title: Title, link: Title) -> str | None:
    if title.kinds and link.kinds and not title.kinds & link.kinds:
        return f"文种不同：{'、'.join(sorted(title.kinds))}≠{'、'.join(sorted(link.kinds))}"
    return None


def _doubt(title: Title, link: Title, score: float, limits: Thresholds) -> Outcome | None:
    """The small and the strange differences, each with what to look for."""
    if score >= limits.near and min(len(title.name), len(link.name)) >= limits.near_chars:
        if difference := title.facts.difference(link.facts):
            return _no(difference, score)
        return _review(score, "标题相近，个别字不同，须核对")
    starts = (form.startswith((link.whole, link.name)) for form in title.forms)
    if len(link.name) >= limits.cut_match and any(starts):
        return _review(90.0, "只有标题的前一部分，可能省略了副标题")
    own = len(title.body)
    enough = max(limits.contained_chars, limits.contained_share * len(link.whole))
    if own >= enough and title.body in link.whole:
        return _review(max(score, 60.0), "标题含有该文件名称，另有其他文字，须看正文")
    if _short_form(title, link, limits):
        return _review(max(score, 50.0), "标题像是该文件的简称，须看正文")
    return None


def _short_form(title: Title, link: Title, limits: Thresholds) -> bool:
    """提高扣除标准通知: every character stands in the name, in order, with few gaps."""
    if not title.kind or link.kind != title.kind or len(link.body) < limits.short_chars:
        return False
    if len(link.name) < limits.short_share * len(title.name):
        return False
    place, jumps = -1, 0
    for char in link.name:
        following = title.name.find(char, place + 1)
        if following < 0:
            return False
        jumps += following != place + 1
        place = following
    return jumps <= 4
