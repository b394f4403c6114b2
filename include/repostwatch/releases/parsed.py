"""The result of parsing a source: releases, and items that could not be used."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from repostwatch.base.clock import day_of, iso
from repostwatch.base.whole_text import unescape
from repostwatch.model import Interval, Release
from repostwatch.releases.dates import two_digits, unset
from repostwatch.releases.duty_column import duty_tokens
from repostwatch.releases.identity import number_in, release_id_of
from repostwatch.releases.refusal import FeedError
from repostwatch.releases.titles import repair_title

# The longest title of a State Council document has some 120 characters.
LONGEST_TITLE = 500
LONGEST_ADDRESS = 2000
# gov.cn's push feed has 20 items, its list of two years a thousand; a source of so many is a dump,
# and reading it takes minutes.
MOST_ITEMS = 5000
TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
UNSAID = ("", "null", "undefined")


@dataclass(frozen=True, slots=True)
class Parsed:
    """`problems` are items that were left out or not read whole, each with its reason."""

    releases: tuple[Release, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What became of a fetched source: its releases, or why it holds none. Plain data, so that a
    reader in another process can hand it over."""

    parsed: Parsed | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a source as it is. `published` is None if it has no readable date; `stated` is
    the text instead."""

    title: str
    published: Interval | None
    stated: str = ""
    address: str = ""
    doc_number: str = ""
    issuer: str = ""
    kind: str = ""
    duty: str = ""
    release_id: str = ""
    remark: str = ""  # something about the item that a person should know


def take(items: list[Item], source: str) -> Parsed:
    """The items as releases. Nothing is guessed: one without a title or date is a problem.

    Raises FeedError where no release came out.
    """
    releases: list[Release] = []
    problems: list[str] = []
    for place, given in enumerate(items, start=1):
        item, illegible, remark = _legible(given)
        named = f"item {place} “{plain(item.title)[:40]}”"
        if item.remark:
            problems.append(f"{named}: {item.remark}")
        if remark:
            problems.append(f"{named}: {remark}")
        if item.published and two_digits(item.stated):
            day = day_of(item.published.earliest)
            problems.append(f"{named}: its date “{plain(item.stated)[:60]}” is taken for {day}")
        release, problem = _release(item, source, illegible)
        if problem:
            problems.append(f"{named}: {problem}")
        if release:
            releases.append(release)
    if not releases:
        first = "; ".join(problems[:3])
        raise FeedError(source, f"no release in it ({first})" if first else "no item in it")
    return Parsed(tuple(dict.fromkeys(releases)), tuple(problems))


def published_until(parsed: Parsed, latest: datetime, source: str) -> Parsed:
    """What is dated no later than `latest`; what is, is named and waits until its time comes.

    Raises FeedError where nothing else is there.
    """
    early = [release for release in parsed.releases if release.published.earliest <= latest]
    problems = [
        f"“{release.title[:40]}” ({release.release_id}): is dated "
        f"{iso(release.published.earliest)}, in the future, left out until then"
        for release in parsed.releases
        if release.published.earliest > latest
    ]
    if not early:
        first_problems = "; ".join(problems[:3])
        raise FeedError(source, f"no release in it ({first_problems})")
    return Parsed(tuple(early), (*parsed.problems, *problems))


def plain(text: str) -> str:
    """Text as a person reads it: no mark-up, no control characters, one blank for many."""
    text = TAG.sub("", unescape(TAG.sub("", text[: LONGEST_TITLE * 8])))
    text = "".join(" " if not char.isprintable() else char for char in text)
    return " ".join(text.split())


def web_address(text: str, base: str) -> str | None:
    """The absolute http or https address, or None where it is none."""
    text = text.strip()
    if not text or len(text) > LONGEST_ADDRESS or not text.isprintable():
        return None
    try:
        address = urljoin(base, text) if base.startswith(("http://", "https://")) else text
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return address if usable and "@" not in parts.netloc and " " not in address else None


def _legible(item: Item) -> tuple[Item, str, str]:
    """The item with its title as it was meant, why that cannot be known, and what was mended."""
    title = repair_title(item.title[: LONGEST_TITLE * 8])
    if title.problem or not title.charset:
        return item, title.problem, ""
    remark = f"its title came broken, “{plain(item.title)[:40]}”, and is read as {title.charset}"
    # What stands beside a broken title was broken with it.
    others = [
        "" if other.problem else other.text
        for other in (repair_title(text) for text in (item.doc_number, item.issuer, item.kind))
    ]
    number, issuer, kind = others
    whole = replace(item, title=title.text, doc_number=number, issuer=issuer, kind=kind)
    return whole, "", remark


def _release(item: Item, source: str, illegible: str) -> tuple[Release | None, str]:
    title = plain(item.title)
    if not title:
        return None, "has no title, left out"
    if len(title) > LONGEST_TITLE:
        return None, f"its title has {len(title)} characters, left out"
    if item.published is None:
        stated = plain(item.stated)[:60]
        undated = f"its date “{stated}” cannot be read" if stated else "has no date"
        return None, f"{undated}, left out"
    if unset(item.published):
        return None, f"is dated {day_of(item.published.earliest)}, as what has no date is, left out"
    if illegible:
        return None, f"{illegible}, left out"
    try:
        duty = ";".join(duty_tokens(item.duty)) or None
    except ValueError as error:
        return None, f"{error}, left out"
    address = web_address(item.address, source)
    doc_number = _said(item.doc_number) or number_in(title)
    addresses = (address,) if address else ()
    release = Release(
        release_id=plain(item.release_id)
        or release_id_of(title, item.published, addresses, doc_number),
        title=title,
        published=item.published,
        addresses=addresses,
        doc_number=doc_number,
        duty=duty,
        issuer=_said(item.issuer),
        kind=_said(item.kind),
    )
    wrong = not address and item.address.strip()
    problem = f"its address “{plain(item.address)[:80]}” is no web address, kept without it"
    return release, problem if wrong else ""


def _said(text: str) -> str | None:
    text = plain(text)
    return None if text.lower() in UNSAID else text[:LONGEST_TITLE]
