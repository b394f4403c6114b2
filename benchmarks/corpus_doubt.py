"""Links that a title alone cannot settle: a person or the article's page has to."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from corpus_same import Base, issuer_of, name_of, rest_of

_SWAPS = dict(zip("规定作理制和施加意进发工", "归订做里治合实家义近法公", strict=True))


def headline(base: Base, rng: Random) -> str | None:
    """国办发布2026年部分节假日安排:春节假期共9天."""
    stem = re.sub(r"^关于|的?(指导意见|意见|通知|决定|批复|若干措施)$", "", rest_of(base.title))
    if len(stem) < 8 or "《" in stem:
        return None
    return rng.choice(
        (f"国办发布{stem}：有这些新变化", f"{stem}出炉：明年起实行", f"国务院办公厅发文{stem}")
    )


def typo(base: Base, rng: Random) -> str | None:
    """One character written as another that sounds or looks alike."""
    places = [i for i, char in enumerate(base.title) if char in _SWAPS and i > 4]
    if not places or len(base.title) < 24:
        return None
    place = rng.choice(places)
    return base.title[:place] + _SWAPS[base.title[place]] + base.title[place + 1 :]


def abbreviation(base: Base, rng: Random) -> str | None:
    """提高扣除标准通知: pieces of the name, its kind kept."""
    name = name_of(base.title).removeprefix("关于").replace("的", "")
    if len(name) < 16 or not name.endswith(("通知", "意见", "方案", "规划", "决定")):
        return None
    body, kind = name[:-2], name[-2:]
    start = rng.randint(3, 5)
    return body[:start] + body[len(body) // 2 : len(body) // 2 + 5] + kind


def short_cut(base: Base, rng: Random) -> str | None:
    """Cut before half of it is seen."""
    if len(base.title) < 24:
        return None
    return base.title[: rng.randint(len(base.title) // 3, len(base.title) // 2 - 1)] + "…"


def first_line(base: Base, _: Random) -> str | None:
    """A headline without its second line."""
    first = re.split(r"[ ：]", base.title)[0]
    return first if 12 <= len(first) < min(18, len(base.title) - 4) else None


def announced(base: Base, rng: Random) -> str | None:
    """国务院公布《X条例》."""
    name = name_of(base.title)
    if not re.search(r"(条例|办法|规定)$", name) or "关于" in name:
        return None
    return rng.choice(
        (
            f"国务院公布《{name}》",
            f"《{name}》公布",
            f"《{name}》正式发布",
            f"李强签署国务院令 公布《{name}》",
            f"《{name}》自9月1日起施行",
        )
    )


def second_line(base: Base, rng: Random) -> str | None:
    """国务院印发《X》 明确七方面任务: news of it, by those who issued it."""
    name, issuer = name_of(base.title), issuer_of(base.title)
    if not issuer or name == rest_of(base.title) or len(name) < 8:
        return None
    return f"{issuer}印发《{name}》 {rng.choice(('明确七方面重点任务', '提出到2030年目标'))}"


DOUBT: dict[str, Callable[[Base, Random], str | None]] = {
    pattern.__name__: pattern
    for pattern in (headline, typo, abbreviation, short_cut, first_line, announced, second_line)
}
