"""Who issued a document, by its title's first words. 国办 = 国务院办公厅; 两办 = both offices."""

from __future__ import annotations

import re
from dataclasses import dataclass

from repostwatch.matching.title.lexicon import PREFECTURES, PROVINCES

_BODIES = {
    "中共中央": ("中共中央", "党中央"),
    "国务院": ("国务院",),
    "中共中央办公厅": ("中共中央办公厅", "中央办公厅", "中办"),
    "国务院办公厅": ("国务院办公厅", "国办"),
    "中央军委": ("中央军委", "中央军事委员会"),
    "中央军委办公厅": ("中央军委办公厅", "军委办公厅"),
    "国务院办公厅秘书局": ("国务院办公厅秘书局", "国办秘书局"),
    "国务院办公厅政府信息与政务公开办公室": (
        "国务院办公厅政府信息与政务公开办公室",
        "国办信息公开办",
        "国办公开办",
    ),
    "全国人大常委会": ("全国人民代表大会常务委员会", "全国人大常委会"),
    "全国人大": ("全国人民代表大会", "全国人大"),
    "最高人民法院": ("最高人民法院", "最高法院", "最高法"),
    "最高人民检察院": ("最高人民检察院", "最高检察院", "最高检"),
}
CENTRAL = frozenset(("中共中央", "国务院", "中共中央办公厅", "国务院办公厅"))
_OFFICES = frozenset(("中共中央办公厅", "国务院办公厅"))
_ALIASES = {alias: frozenset((body,)) for body, names in _BODIES.items() for alias in names}
_ALIASES |= {"两办": _OFFICES}
# Lists break lines anywhere, also inside 国务院办公厅.
_KNOWN = "|".join(" ?".join(alias) for alias in sorted(_ALIASES, key=len, reverse=True))
_VERB = "关于|印发|转发|批转|发布|公布|颁布|出台|下发|对|批复|批准|同意|决定|任免|发文|通报|:"
_KNOWN_HEAD = re.compile(
    rf"((?:{_KNOWN})(?:[ 、,和与]*(?:{_KNOWN}))*) ?(?:联合|正式(?=批))?(?=(?:{_VERB}) ?.|《)"
)
_KNOWN_BODY = re.compile(_KNOWN)
_OTHER_HEAD = re.compile(
    r"([^《》【】():;!?|\"…]{2,60}?) ?(?:联合)?(?=关于|印发|转发|批转|发布《|公布《|颁布)"
)
# A beginning with one of these is a sentence about a document, not its issuer.
_DOING = re.compile(
    "组织|学习|贯彻|落实|转发|批转|传达|召开|宣传|宣讲|签署|公布|部署|解读|转载|快报|开展|举行|举办|印发|推进|审议|研究"
)
_ORG = re.compile(
    r"(?:部|委|局|署|厅|办|院|会|行|社|政府|办公室|小组|机制|中心|法院|部门|部委|单位|机关|兵团|省|市|县|区|州|盟|旗)$"
)
# A ministry is not its general office.
_OFFICE_ENDS = ("办公室", "办公厅", "秘书局")
_AND_OTHERS = re.compile(r"(?:等|(?<!\d))(\d*+)个?(部门|部委|单位)$")
_LOCAL = re.compile(
    r"人民政府|省|州|盟|旗|县|镇|街道|兵团|自治|市(?!场)|(?<![地])区(?!域)|(?<!城)乡(?!村)|管委会|指挥部"
)
_NATIONAL = ("国家", "国务院", "中国", "中华", "全国", "最高", "中央", "中共中央")
_PLACE = re.compile("|".join((*PROVINCES, *PREFECTURES)))


@dataclass(frozen=True, slots=True)
class IssuerHead:
    """The issuers a title names, and where the rest of it begins."""

    issuers: frozenset[str] = frozenset()
    local: bool = False
    end: int = 0


def read_head(text: str) -> IssuerHead:
    """Recognise the issuers in front of a bare title; an unknown beginning is no issuer."""
    if found := _KNOWN_HEAD.match(text):
        return IssuerHead(_known(found[1]), end=found.end())
    if found := _OTHER_HEAD.match(text):
        names = [name for name in re.split(r"[ 、,]+", found[1]) if name]
        if names and not _DOING.search(found[1]) and all(_ORG.search(name) for name in names):
            return IssuerHead(frozenset(names), any(is_local(name) for name in names), found.end())
    return IssuerHead()


def bodies(name: str | None) -> frozenset[str]:
    """The issuers that a source names by itself, e.g. 中共中央办公厅 国务院办公厅."""
    return _known(name) if name else frozenset()


def _known(text: str) -> frozenset[str]:
    return frozenset().union(
        *(_ALIASES[word.replace(" ", "")] for word in _KNOWN_BODY.findall(text))
    )


def is_local(name: str) -> bool:
    if name.startswith(_NATIONAL):
        return False
    return bool(_LOCAL.search(name) or _PLACE.match(name))


def same_bodies(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether both name the same issuers, in full or in short."""
    if ours == theirs:
        return True
    ours, theirs = ours - theirs, theirs - ours
    if len(ours) == len(theirs):
        return all(any(_same(one, other) for other in theirs) for one in ours)
    return False


def overlap(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether one side names some of the other's issuers: joint documents cut short."""
    return any(_same(one, other) for one in ours for other in theirs)


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if one in _BODIES or other in _BODIES:
        return False
    count, others = _AND_OTHERS.search(one), _AND_OTHERS.search(other)
    if count and others:
        return count[1] == others[1]
    if count or others:
        return False
    if one.endswith(_OFFICE_ENDS) != other.endswith(_OFFICE_ENDS):
        return False
    short, long = sorted((one, other), key=len)
    if short.endswith("委") != long.endswith(("委", "委员会")) or len(short) < 3:
        return False
    letters = iter(long)
    return all(char in letters for char in short)
