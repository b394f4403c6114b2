"""What stands beside a title in one link, and what only looks like it.

Written after the other patterns, so that their cases stay what they were for a seed.
"""

from __future__ import annotations

import re
from random import Random

from corpus_other import Other
from corpus_same import Base, Marks, Pattern, issuer_of, name_of, rest_of

_FORMS = ("{} {}", "{}{}", "{} 《{}》", "{}（附：{}）", "{}（附{}）", "{} 附件：{}", "{} | {}")


def mark(base: Base, rng: Random, _: Marks) -> str:
    """An icon, an emoji, ①, a star before or behind the title."""
    form = rng.choice(
        ("\ue603{}", "{} \ue9a1", "🔥{}", "📢 {}", "① {}", "3️⃣{}", "→{}", "✔ {}", "★{}")
    )
    return form.format(base.title)


def badge(base: Base, rng: Random, _: Marks) -> str:
    form = rng.choice(
        ("【新】{}", "NEW {}", "NEW{}", "{}NEW", "最新政策 {}", "{} 最新政策", "置顶 {}")
    )
    return form.format(base.title)


def hint(base: Base, rng: Random, _: Marks) -> str:
    form = rng.choice(("{}（在新窗口中打开）", "{} 在新窗口打开", "{} (opens in a new window)"))
    return form.format(base.title)


def twice(base: Base, rng: Random, _: Marks) -> str:
    return rng.choice(("{0} {0}", "{0}{0}", "{0}\n{0}", "{0} | {0}")).format(base.title)


def own_name(base: Base, rng: Random, _: Marks) -> str | None:
    """国务院关于印发X的通知 X, the Gazette's own form."""
    name = name_of(base.title)
    return rng.choice(_FORMS).format(base.title, name) if name != rest_of(base.title) else None


def replied(base: Base, _: Random, __: Marks) -> str | None:
    """关于同意X的批复 → 批复同意X."""
    found = re.match("^(国务院)关于(同意.+?)的?批复$", base.title)
    return f"{found[1]}批复{found[2]}" if found else None


def cut_at_22(base: Base, _: Random, __: Marks) -> str | None:
    if len(base.title) < 24 or not issuer_of(base.title):
        return None
    return f"{base.title[:22]}…"


def interpreted_twice(base: Base, rng: Random, _: dict[str, list[str]]) -> str:
    form = rng.choice(
        ("{0}解读 {0}解读", "{0} {0}解读", "最新政策解读 {0}", "🔥一图读懂 {0}", "{0} {0}（草案）")
    )
    return form.format(base.title)


def other_name(base: Base, rng: Random, words: dict[str, list[str]]) -> str | None:
    """The title with another document's name behind it."""
    name = name_of(base.title)
    if name == rest_of(base.title):
        return None
    other = rng.choice((f"{rng.choice(words['places'])}{name}", f"{name}任务分工方案"))
    return rng.choice(_FORMS).format(base.title, other)


def other_reply(base: Base, rng: Random, words: dict[str, list[str]]) -> str | None:
    found = re.match("^国务院关于同意(.+?)的?批复$", base.title)
    return f"{rng.choice(words['places'])}批复同意{found[1]}" if found else None


BESIDE: dict[str, Pattern] = {
    pattern.__name__: pattern
    for pattern in (mark, badge, hint, twice, own_name, replied, cut_at_22)
}
NOT_BESIDE: dict[str, Other] = {
    pattern.__name__: pattern for pattern in (interpreted_twice, other_name, other_reply)
}
