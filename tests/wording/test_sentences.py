"""Every code has a sentence in each language, and every sentence fits its code's facts."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

import pytest
from pydantic import TypeAdapter

from repostwatch.model import (
    BEIJING,
    DecisionKind,
    FetchStage,
    FileType,
    Firewall,
    Interval,
    Language,
    Outcome,
    PageDate,
    Precision,
    Standing,
    VerdictKind,
    because,
    together,
)
from repostwatch.model.codes import (
    CODES,
    FAMILIES,
    AlarmCode,
    DecisionCode,
    ReaderCode,
    RefusalCode,
    RepostCode,
    RunCode,
    ScanCode,
    SpotCheckCode,
    StandingCode,
    VerdictCode,
    VisitCode,
)
from repostwatch.model.reason_json import JsonReason, from_json, to_json
from repostwatch.model.reasons import Code, Common, Fact, Reason, text
from repostwatch.model.spot_checks import CheckResult, VetoIndicator
from repostwatch.model.watched_lists import ListState
from repostwatch.wording import Style, say
from repostwatch.wording.labels import LABELS
from repostwatch.wording.reasons import SENTENCES

NOON = datetime(2026, 8, 12, 12, 0, tzinfo=BEIJING)
INNER = text("an inner reason")
# Facts by their names, each of the type that its codes give it.
FACTS: dict[str, Fact] = {
    "deadline": Interval.at(NOON),
    "published": Interval(NOON, NOON + timedelta(hours=1)),
    "reposted": Interval(NOON, NOON + timedelta(hours=2)),
    "at_least": timedelta(minutes=3),
    "at_most": timedelta(days=2, hours=1),
    "limit": timedelta(days=184),
    "kept_for": timedelta(days=730),
    "lasting": True,
    "date": PageDate(NOON, Precision.MINUTE),
    "chosen": PageDate(NOON, Precision.MINUTE),
    "newest": PageDate(NOON, Precision.DAY),
    "dates": (PageDate(NOON, Precision.DAY), PageDate(NOON, Precision.MONTH)),
    "title": "关于某事的通知",
    "name": "国务院信息",
    "names": ("甲市", "乙省"),
    "urls": ("https://portal.example/list/", "https://portal.example/other/"),
    "standing": Standing.STALE,
    "state": ListState.GONE,
    "result": VerdictKind.MISSING,
    "before": VerdictKind.PENDING,
    "outcome": Outcome.TIMEOUT,
    "url": "https://portal.example/list/",
    "megabytes": 1.5,
    "expires": NOON,
    "kind": DecisionKind.CONFIRM,
    "portals": together(
        because(AlarmCode.USUAL_LINKS, name="甲市", links=50),
        because(AlarmCode.USUAL_LINKS, name="乙省", links=60),
    ),
    "counts": (
        because(RunCode.COUNT, kind=VerdictKind.LATE, number=3),
        because(RunCode.COUNT, kind=VerdictKind.MISSING, number=2),
    ),
    "places": ("query.release", "query.portal"),
    "gap": INNER, "match": INNER, "repost": INNER, "timing": INNER, "look": INNER, "looks": INNER,
    "why": INNER, "reason": INNER, "problem": INNER, "alarm": INNER, "waiver": INNER,
    "text": "a person's words", "by": "张三", "source": "https://www.gov.example/feed.json",
    "value": "a@x.example",
    "portal": "甲市", "portal_id": "p1", "release_id": "r1", "dag": "judge_reposts",
    "file": FileType.PDF, "firewall": Firewall.RIVERSEC, "stage": FetchStage.BODY,
    "how": INNER, "objection": INNER, "score": 71.5, "share": 0.25, "hours": 8.0, "seconds": 15.0,
    "quarter": "2026Q3", "today": "2026-10-05", "last": "2026-12-31", "low": 77.7, "high": 82.5,
    "line": 80, "added": 2, "gone": 3, "unknown": 5,
    "column": "result", "columns": ("result", "by"), "indicator": VetoIndicator.SERIOUS_ERRORS,
    "subject": "日报", "parts": (INNER, text("another")), "duty": "all",
}  # fmt: skip
MOMENTS = {
    "scanned_at", "last_scan", "since", "reach", "seen_at", "first_seen", "last_seen", "listed_at",
    "at", "read_at", "until",
}  # fmt: skip
NUMBERS = {
    "items", "unseen", "count", "links", "pages", "most", "read", "changed", "problems", "matches",
    "articles", "number", "files", "alarms", "sent", "unsent", "characters", "height", "left",
    "port", "position", "received", "requests", "screen", "shown", "signal", "size", "status",
    "counted", "failed", "least", "missing", "top", "total", "verify_code", "width",
    "year", "lists", "releases", "duties", "sites", "opened", "controls", "answered",
    "passed", "unknown", "waiting", "gone", "looked", "found", "open", "dead",
    "cells",
}  # fmt: skip
# A name that another code uses for another type.
OWN: dict[Code, dict[str, Fact]] = {
    VerdictCode.NOT_DUE_YET: {"deadline": NOON},
    RepostCode.DATE_FAR_TOO_EARLY: {"limit": timedelta(hours=24)},
    AlarmCode.SOURCE_SILENT: {"newest": NOON},
    AlarmCode.CLOCK_BACK: {"newest": NOON, "now": NOON - timedelta(hours=1)},
    AlarmCode.PORTALS_UNSEEN: {"portals": 12, "unseen": 7},
    AlarmCode.LINKS_GONE: {"count": 12},
    DecisionCode.DUTY: {"reason": "已核实"},
    DecisionCode.COLUMN: {"reason": "已核实"},
    RunCode.COUNT: {"kind": VerdictKind.LATE},
    SpotCheckCode.MACHINE: {"result": CheckResult.FAILED},
    RefusalCode.EXPIRY_NO_DATE: {"expires": "gestern"},
    RefusalCode.EXPIRY_PAST: {"expires": "2026-08-01"},
}
OTHER_WORDS: dict[type[Fact], StrEnum] = {
    Outcome: Outcome.RESET,
    DecisionKind: DecisionKind.LATE,
    VerdictKind: VerdictKind.ON_TIME,
    ListState: ListState.IN_USE,
    CheckResult: CheckResult.UNKNOWN,
    VetoIndicator: VetoIndicator.NO_RESPONSE,
}
EVERY = [code for family in FAMILIES for code in family if family is not Common]
STYLES = [Style(language, year) for language in Language for year in (None, 2026)]


def sample(code: Code, *, bare: bool = False) -> Reason:
    """A reason of the code; `bare` without what is optional."""
    facts = {name: fact(code, name) for name in code.facts}
    return because(code, **{n: f for n, f in facts.items() if not bare or n not in code.optional})


def fact(code: Code, name: str) -> Fact:
    if name in OWN.get(code, {}):
        return OWN[code][name]
    if name == "limit" and isinstance(code, VisitCode | ReaderCode):
        return 8_000_000  # bytes, mostly
    if name in MOMENTS:
        return NOON
    return 7 if name in NUMBERS else FACTS.get(name, f"some {name}")


@pytest.mark.parametrize("language", Language)
def test_every_code_has_a_sentence(language: Language) -> None:
    assert set(SENTENCES[language]) == set(EVERY)


@pytest.mark.parametrize("code", EVERY, ids=str)
@pytest.mark.parametrize("language", Language)
def test_what_a_sentence_asks_for_is_a_fact_of_its_code(code: Code, language: Language) -> None:
    sentence = SENTENCES[language][code]
    if isinstance(sentence, str):
        assert set(placeholders(sentence)) == set(code.facts)


@pytest.mark.parametrize("code", EVERY, ids=str)
@pytest.mark.parametrize("style", STYLES, ids=str)
def test_every_fact_is_said(code: Code, style: Style) -> None:
    said = say(sample(code), style)
    assert said
    assert "None" not in said
    assert "{" not in said
    shown = [name for name in code.facts if name not in ("lasting", "standing")]
    for name in shown:
        # An outcome is said where nothing finer is known.
        bases = (sample(code), sample(code, bare=True))
        others = (because(code, **dict(one.facts) | {name: another(code, name)}) for one in bases)
        if all(say(a, style) == say(b, style) for a, b in zip(bases, others, strict=True)):
            pytest.fail(f"{name} is not said in {said!r}")


def another(code: Code, name: str) -> Fact:
    """A fact of the same type with another value."""
    value = fact(code, name)
    if isinstance(value, datetime):
        return value + timedelta(days=1)
    if isinstance(value, timedelta):
        return value * 2
    if isinstance(value, Interval):
        return Interval.at(value.latest + timedelta(days=1))
    if isinstance(value, PageDate):
        return PageDate(value.value + timedelta(days=40), value.precision)
    if isinstance(value, tuple):
        return value[:1]
    if isinstance(value, Reason):
        return text("another reason")
    if type(value) in OTHER_WORDS:
        return OTHER_WORDS[type(value)]
    assert isinstance(value, str | int | float), value
    return f"another {value}" if isinstance(value, str) else value * 3


@pytest.mark.parametrize("code", [code for code in EVERY if code.optional], ids=str)
@pytest.mark.parametrize("style", STYLES, ids=str)
def test_what_is_optional_leaves_no_hole(code: Code, style: Style) -> None:
    said = say(sample(code, bare=True), style)
    assert said
    assert "None" not in said
    for hole in ("（）", "()", "《》", "“”", "：：", "，，"):
        assert hole not in said


@pytest.mark.parametrize("code", EVERY, ids=str)
def test_every_reason_comes_back_from_json(code: Code) -> None:
    for reason in (sample(code), sample(code, bare=True)):
        assert from_json(to_json(reason)) == reason
    assert CODES[code.value] is code


def test_a_reason_is_kept_by_pydantic_in_its_own_form_or_not_at_all() -> None:
    """Without knowing the codes it would come back as another one."""
    reason = sample(EVERY[0])
    form: TypeAdapter[JsonReason] = TypeAdapter(JsonReason)
    assert form.validate_json(form.dump_json(reason)) == reason
    with pytest.raises(TypeError, match="JsonReason"):
        TypeAdapter(Reason)


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("language", Language)
def test_every_standing_is_a_look(standing: Standing, language: Language) -> None:
    look = because(StandingCode.SHOWN, standing=standing, name=None)
    assert say(look, Style(language))


def test_reasons_that_hold_together_are_one_sentence() -> None:
    both = together(text("甲"), text("乙"))
    assert say(both, Style()) == "甲；乙"
    assert say(both, Style(Language.ENGLISH)) == "甲; 乙"
    assert say(None, Style()) == ""


def test_a_mail_leaves_out_its_year_deep_inside() -> None:
    inner = because(ScanCode.LIST_ENDS, url="https://a.example/2026-08-12/", reach=NOON)
    reason = because(VerdictCode.SCANS_INCOMPLETE, since=NOON, lasting=True, gap=inner)
    assert say(reason, Style(year=2026)) == (
        "8月12日 12:00起采集不完整：https://a.example/2026-08-12/：列表只能看到8月12日 12:00，"
        "没有下一页可读"
    )
    assert "2026-08-12 12:00" in say(reason, Style())


def placeholders(template: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(template) if name]


def test_labels_are_the_same_in_each_language() -> None:
    chinese, english = LABELS[Language.CHINESE], LABELS[Language.ENGLISH]
    assert set(chinese) == set(english)
    for key in chinese:
        assert set(placeholders(chinese[key])) == set(placeholders(english[key])), key


def test_english_has_no_chinese_and_chinese_is_chinese() -> None:
    words = [*LABELS[Language.ENGLISH].values(), *SENTENCES[Language.ENGLISH].values()]
    for word in words:
        assert not [c for c in str(word) if "\u3000" <= c <= "\u9fff"], word


# A bound out of the settings, and a share of many, of which the verb tells.
BOUNDS = frozenset({"most", "limit", "line"})
MANY = re.compile(
    r" (?:[a-z]+ )?(?:releases|portals|duties|columns|lists|rows|mails|recipients|items|pages|links"
    r"|sites|probes|findings|reposts|matches|alarms|files|cells|addresses|policies)\b"
)


@pytest.mark.parametrize("words", [LABELS, SENTENCES])
def test_one_of_a_thing_is_not_many_anywhere(
    words: Mapping[Language, Mapping[str, object]],
) -> None:
    """No bare number stands before the name of many things: `{sites:site|sites}` is how many."""
    many = []
    for key, template in words[Language.ENGLISH].items():
        if not isinstance(template, str):
            continue
        pieces = list(string.Formatter().parse(template))
        for (_, field, form, _), (after, *_) in pairwise([*pieces, ("", None, None, None)]):
            if field and field not in BOUNDS and not form and MANY.match(after):
                many.append((str(key), field, after[:20]))
    assert many == []
