"""Look-alikes: docs/rules.md section 6, "Not the same policy", pattern by pattern."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from corpus_same import Base, issuer_of, name_of, rest_of

Templates = dict[str, list[str]]
Other = Callable[[Base, Random, Templates], str | None]

_HAN = "一二三四五六七八九十"


def _swap(text: str, words: list[str], rng: Random) -> str | None:
    present = [word for word in words if word in text]
    if not present:
        return None
    old = rng.choice(present)
    new = rng.choice([word for word in words if word not in text])
    return text.replace(old, new)


def _fill(templates: list[str], base: Base, rng: Random, places: list[str]) -> str:
    issuer = issuer_of(base.title) or "国务院"
    rest = rest_of(base.title)
    stem = re.sub(r"^关于|的?(指导意见|意见|通知|决定|若干措施)$", "", rest)
    return rng.choice(templates).format(
        X=name_of(base.title),
        T=base.title,
        Y=stem,
        Y2=rest if rest.startswith("关于") else f"关于印发{rest}的通知",
        issuer=issuer,
        place=rng.choice(places),
    )


def interpretation(base: Base, rng: Random, templates: Templates) -> str:
    return _fill(templates["interpretation"], base, rng, templates["places"])


def follow_up(base: Base, rng: Random, templates: Templates) -> str:
    return _fill(templates["follow_up"], base, rng, templates["places"])


def year(base: Base, rng: Random, _: Templates) -> str | None:
    years = re.findall(r"(?<!\d)20\d\d(?=年|—|－|-)", base.title)
    if not years:
        return None
    old = rng.choice(years)
    new = str(int(old) + rng.choice((-2, -1, 1, 2, 5)))
    return base.title.replace(old, new, 1)


def batch(base: Base, rng: Random, _: Templates) -> str | None:
    found = re.search(rf"第([{_HAN}]|\d+)(?=[批届次号期部卷])", base.title)
    if not found:
        return None
    old = found[1]
    if old in _HAN:
        new = rng.choice([char for char in _HAN if char != old])
    else:
        new = str(int(old) + rng.randint(1, 3))
    return base.title[: found.start(1)] + new + base.title[found.end(1) :]


def place(base: Base, rng: Random, words: Templates) -> str | None:
    return _swap(base.title, rng.choice((words["provinces"], words["cities"])), rng)


def country(base: Base, rng: Random, words: Templates) -> str | None:
    return _swap(base.title, words["countries"], rng)


def period(base: Base, rng: Random, _: Templates) -> str | None:
    return _swap(base.title, ["十三五", "十四五", "十五五"], rng)


def event(base: Base, rng: Random, words: Templates) -> str | None:
    return _swap(base.title, words["events"], rng)


def stage(base: Base, rng: Random, _: Templates) -> str:
    name = name_of(base.title)
    return rng.choice(
        (
            f"{name}（征求意见稿）",
            f"《{name}（草案）》公开征求意见",
            f"关于《{name}（征求意见稿）》公开征求意见的通知",
            f"{name}（修订草案）",
            f"关于修改《{name}》的决定",
            f"{name}（送审稿）",
            f"关于废止《{name}》的通知",
        )
    )


def quantity(base: Base, rng: Random, _: Templates) -> str | None:
    found = re.search(r"(?<![第\d〔])(\d{1,3})(?=[个项周件条部家类])", base.title)
    if not found:
        return None
    return (
        base.title[: found.start()]
        + str(int(found[1]) + rng.randint(1, 9))
        + base.title[found.end() :]
    )


def issuer(base: Base, rng: Random, _: Templates) -> str | None:
    ours = issuer_of(base.title)
    if not ours:
        return None
    swap = {"国务院": "国务院办公厅", "国务院办公厅": "国务院"}
    theirs = rng.choice(
        (
            swap.get(ours, "国家税务总局"),
            "教育部",
            "国家发展改革委",
            "民政部 财政部",
            "工业和信息化部等九部门",
        )
    )
    return theirs + rest_of(base.title)


_KINDS = {
    "指导意见": ("实施意见", "通知"),
    "意见": ("通知", "决定"),
    "批复": ("请示", "通知"),
    "条例": ("条例实施细则", "办法"),
    "办法": ("规定", "实施细则"),
    "决定": ("通知", "公告"),
    "通报": ("通知",),
    "方案": ("规划",),
    "规划": ("规划实施方案",),
}


def kind(base: Base, rng: Random, _: Templates) -> str | None:
    name = name_of(base.title)
    for old, news in _KINDS.items():
        if name.endswith(old):
            return name.removesuffix(old) + rng.choice(news)
    return None


def order_number(base: Base, rng: Random, _: Templates) -> str | None:
    """A bare number, but another one."""
    found = re.search(r"(\d+)号$", base.number)
    if not found:
        return None
    return f"{base.number[: found.start()]}{int(found[1]) + rng.randint(1, 40)}号"


OTHER: dict[str, Other] = {
    pattern.__name__: pattern
    for pattern in (
        interpretation, follow_up, year, batch, place, country, period, event, stage, quantity,
        issuer, kind, order_number,
    )
}  # fmt: skip
