"""How real reposts write a title: docs/rules.md section 6, "Same policy", pattern by pattern.

Each pattern takes a release and a seeded generator and gives a link title, or None where it
does not apply to that release.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from opencc import OpenCC

_TRADITIONAL = OpenCC("s2t")
_SHORT = (
    ("中共中央办公厅、国务院办公厅", "中办、国办"),
    ("中共中央办公厅 国务院办公厅", "中办国办"),
    ("国务院办公厅", "国办"),
)
_ISSUER = re.compile(
    r"^(?:中共中央办公厅[ 、]国务院办公厅|中共中央 国务院|国务院、中央军委|国务院办公厅|国务院)"
    r"(?=关于|印发|转发)"
)
_WRAPPED = re.compile(r"^(?:关于)?印发《?(.+?)》?的通知$|^印发《(.+)》$")


class Base(NamedTuple):
    """A release to write variations of. `number` is empty where it has none."""

    title: str
    number: str


class Marks(NamedTuple):
    prefixes: list[str]
    sites: list[str]
    tails: list[str]


Pattern = Callable[[Base, Random, Marks], str | None]


def issuer_of(title: str) -> str:
    found = _ISSUER.match(title)
    return found.group() if found else ""


def rest_of(title: str) -> str:
    return title[len(issuer_of(title)) :]


def name_of(title: str) -> str:
    """The X of 关于印发《X》的通知, else the title without its issuer."""
    rest = rest_of(re.sub(r"（国务院令第\d+号）$", "", title))
    found = _WRAPPED.match(rest)
    return (found[1] or found[2]) if found else rest


def _changed(text: str, base: Base) -> str | None:
    return text if text != base.title else None


def same(base: Base, _: Random, __: Marks) -> str:
    return base.title


def issuer_short(base: Base, rng: Random, _: Marks) -> str | None:
    for full, short in _SHORT:
        if base.title.startswith(full) and issuer_of(base.title):
            colon = ":" if rng.random() < 0.3 and rest_of(base.title).startswith("关于") else ""
            return short + colon + base.title[len(full) :]
    return None


def issuer_dropped(base: Base, _: Random, __: Marks) -> str | None:
    return _changed(rest_of(base.title), base)


def brackets_added(base: Base, _: Random, __: Marks) -> str | None:
    return None if "》" in base.title else f"《{base.title}》"


def brackets_removed(base: Base, _: Random, __: Marks) -> str | None:
    return _changed(base.title.replace("《", "").replace("》", ""), base)


def inner_brackets(base: Base, _: Random, __: Marks) -> str | None:
    """印发X的通知 → 印发《X》的通知."""
    found = re.match(r"^(.*?印发)([^《》]+)(的通知)$", base.title)
    return f"{found[1]}《{found[2]}》{found[3]}" if found else None


def unwrapped(base: Base, rng: Random, _: Marks) -> str | None:
    name = name_of(base.title)
    if name == rest_of(base.title):
        return None
    return rng.choice((name, f"《{name}》"))


def comma_joined(base: Base, _: Random, __: Marks) -> str | None:
    """中共中央办公厅 国务院办公厅 → 中共中央办公厅、国务院办公厅 and without a blank."""
    found = re.match(r"^(中共中央\S*) (国务院.*)$", base.title)
    return f"{found[1]}{found[2]}" if found else None


def number_after(base: Base, rng: Random, _: Marks) -> str | None:
    if not base.number or "号" in base.title:
        return None
    number = base.number
    if rng.random() < 0.4:
        number = number.replace("〔", rng.choice("[（(")).replace(
            "〕", "]" if "[" in number else "）"
        )
        number = base.number.translate(
            str.maketrans("〔〕", rng.choice(("[]", "（）", "()", "【】")))
        )
    return rng.choice(
        (f"{base.title}（{number}）", f"{base.title} {number}", f"{base.title}{number}")
    )


def number_before(base: Base, rng: Random, _: Marks) -> str | None:
    if not base.number or "号" in base.title:
        return None
    return rng.choice((f"{base.number} {base.title}", f"{base.number}\n{base.title}"))


def number_alias(base: Base, rng: Random, _: Marks) -> str | None:
    if not base.number.startswith("国令"):
        return None
    name = re.sub(r"（国务院令第\d+号）$", "", base.title)
    serial = re.sub(r"\D", "", base.number)
    alias = rng.choice((f"国务院令第{serial}号", f"国务院令 第 {serial} 号", f"国令第{serial}号"))
    return rng.choice((f"{name}（{alias}）", f"{alias} {name}", f"中华人民共和国{alias}\n{name}"))


def number_only(base: Base, rng: Random, _: Marks) -> str | None:
    if not base.number:
        return None
    if base.number.startswith("国令"):
        serial = re.sub(r"\D", "", base.number)
        return rng.choice((f"中华人民共和国国务院令 第{serial}号", f"国务院令（第{serial}号）"))
    return base.number


def prefix(base: Base, rng: Random, marks: Marks) -> str:
    return rng.choice(marks.prefixes) + base.title


def site_suffix(base: Base, rng: Random, marks: Marks) -> str:
    return base.title + rng.choice(marks.sites)


def tail(base: Base, rng: Random, marks: Marks) -> str:
    return base.title + rng.choice(marks.tails)


def year_note(base: Base, _: Random, __: Marks) -> str | None:
    found = re.search(r"〔(\d{4})〕", base.number)
    return f"{base.title}({found[1]}年)" if found and not base.title.endswith("）") else None


def blanks(base: Base, rng: Random, _: Marks) -> str:
    text = re.sub(r"(\d{4})年", r" \1 年", base.title) if rng.random() < 0.5 else base.title
    at = sorted(rng.sample(range(2, len(text) - 1), 2)) if len(text) > 6 else [2]
    for place in reversed(at):
        text = text[:place] + rng.choice(("\n", "\r\n  ", "　", " ", "\u200b")) + text[place:]
    return text


def width(base: Base, _: Random, __: Marks) -> str | None:
    wide = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789APS+"}
    swap = str.maketrans({"（": "(", "）": ")", "：": ":", "，": ",", "、": "､", "＋": "+"})
    return _changed(base.title.translate(swap).translate(wide), base)


def quotes(base: Base, rng: Random, _: Marks) -> str | None:
    pair = rng.choice(('""', "「」", "＂＂", "‘’", ("", "")))
    return _changed(base.title.replace("“", pair[0]).replace("”", pair[1]), base)


def dashes(base: Base, rng: Random, _: Marks) -> str | None:
    return _changed(re.sub("[—－-]+", rng.choice("-－–—～"), base.title), base)


def numerals(base: Base, rng: Random, _: Marks) -> str | None:
    """2026年 → 二〇二六年, 二○二六年; 第9批 ↔ 第九批."""
    zero = rng.choice("〇○零Ｏ")
    digits = str.maketrans("0123456789", zero + "一二三四五六七八九")
    text = re.sub(r"\d{4}(?=年)", lambda found: found.group().translate(digits), base.title)
    back = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")}
    text = re.sub(r"(?<=第)[一二三四五六七八九](?=[批届次])", lambda f: back[f.group()], text)
    return _changed(text, base)


def traditional(base: Base, _: Random, __: Marks) -> str | None:
    return _changed(_TRADITIONAL.convert(base.title), base)


def province_dropped(base: Base, _: Random, __: Marks) -> str | None:
    return _changed(re.sub(r"(?<=将)\S{2,3}省(?=\S{2,3}[市县])", "", base.title), base)


def cut(base: Base, rng: Random, _: Marks) -> str | None:
    """The link text cut with an ellipsis, three quarters of it or more still seen."""
    if len(base.title) < 24 or re.search(r"\d", base.title[len(base.title) * 3 // 4 :]):
        return None
    kept = rng.randint(len(base.title) * 3 // 4, len(base.title) - 2)
    return base.title[:kept] + rng.choice(("…", "...", "……", "......"))


def adopted(base: Base, _: Random, __: Marks) -> str | None:
    """中华人民共和国X法（2026年3月1日第十四届全国人民代表大会第四次会议通过）."""
    if not re.search("(条例|规定|办法|法)$", base.title):
        return None
    return f"{base.title}（2026年7月3日国务院第12次常务会议通过）"


def office_holder(base: Base, rng: Random, _: Marks) -> str | None:
    """习近平会见X → 国家主席习近平会见X."""
    if not re.match("习近平(?=[会同出致主对回])", base.title):
        return None
    rest = base.title.removeprefix("习近平")
    return rng.choice((f"国家主席习近平{rest}", f"习近平主席{rest}"))


def forwarded_as_name(base: Base, _: Random, __: Marks) -> str | None:
    """转发国家发展改革委关于X的通知 → 转发国家发展改革委《关于X》的通知."""
    found = re.match("^(国务院办公厅转发[^《》]*?)(关于.+)的通知$", base.title)
    return f"{found[1]}《{found[2]}》的通知" if found else None


def first_line(base: Base, rng: Random, _: Marks) -> str | None:
    """A headline without its second line, long enough to stand for it."""
    first = re.split("[ ：]", base.title)[0]
    if not 20 <= len(first) < len(base.title) - 4 or "《" in first or "“" in first:
        return None
    return first


def mixed(base: Base, rng: Random, marks: Marks) -> str | None:
    """Two or three of the others, one upon another."""
    chosen = rng.sample((issuer_short, issuer_dropped, inner_brackets, number_after), 1)
    chosen += rng.sample((quotes, dashes, blanks, traditional), 1)
    chosen += rng.sample((prefix, site_suffix, brackets_added), 1)
    text = base
    for pattern in chosen:
        text = Base(pattern(text, rng, marks) or text.title, base.number)
    return _changed(text.title, base)


SAME: dict[str, Pattern] = {
    pattern.__name__: pattern
    for pattern in (
        same, issuer_short, issuer_dropped, brackets_added, brackets_removed, inner_brackets,
        unwrapped, comma_joined, number_after, number_before, number_alias, number_only, prefix,
        site_suffix, tail, year_note, blanks, width, quotes, dashes, numerals, traditional,
        province_dropped, cut, adopted, office_holder, forwarded_as_name, first_line, mixed,
    )
}  # fmt: skip
