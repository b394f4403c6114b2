"""The document inside a title: X of 关于印发X的通知, of 国务院公布《X》."""

from __future__ import annotations

import re

_WRAPPER = re.compile(
    r"^(?:关于)?(印发|发布|公布|颁布|下发|出台) ?"
    r"(?:《(.+)》|(.+?))的?(?:通知|决定|公告|命令|令|函)$"
)
# 转发国家发展改革委《关于X》的通知: what is passed on is the policy.
_FORWARDED = re.compile(r"^(?:转发|批转)[^《》]{0,40}?(?:《(.+)》|(?<!《)(关于.+?))的?通知$")
_HEADLINE = re.compile(r"^(?:关于)?(印发|发布|公布|颁布|下发|出台) ?《?(.{4,}?)》?$")
_SIGNED = re.compile(
    r"^(?:国务院总理)?[一-鿿]{2,4} ?签署 ?国务院令[ ,]*(公布)(?:新修订的|修订后的)?《?(.{4,}?)》?$"
)
_NEWS = re.compile(r"^《(.+)》(?:正式|近日|日前)?(印发|发布|公布|颁布|出台|实施|施行)$")
_FULL_TEXT = re.compile(r"^《(.+)》(?:全文|原文)(?:公布|发布)?$")


def unwrap(rest: str, *, central: bool) -> tuple[str, str, bool]:
    """What was done with the document, the document's own title, and whether that is news."""
    if found := _WRAPPER.match(rest):
        return found[1], found[2] or found[3], False
    if central and (found := _FORWARDED.match(rest)):
        return "转发", found[1] or found[2], False
    if found := _HEADLINE.match(rest):
        return found[1], found[2], found[1] != "印发"
    if found := _SIGNED.match(rest):
        return found[1], found[2], True
    if found := _NEWS.match(rest):
        return found[2], found[1], True
    if found := _FULL_TEXT.match(rest):
        return "", found[1], False
    return "", rest, False
