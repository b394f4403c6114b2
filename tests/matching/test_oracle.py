"""The fast path (index, memory, shortcuts) against the obvious one: every pair compared."""

from __future__ import annotations

from itertools import permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from repostwatch.matching.decide.compare import compare
from repostwatch.matching.decide.outcome import known_release
from repostwatch.matching.decide.thresholds import CALIBRATED
from repostwatch.matching.title.read_title import read_title
from repostwatch.model import Decision, Release
from repostwatch.settings import MatchingSettings
from tests.defaults import Matcher
from tests.matching.links import Item
from tests.matching.titles import DAY, prefixes, suffixes, titles


def slow(releases: list[Release], title: str) -> dict[str, str]:
    """Every release that the title could be, with the decision, each pair by itself."""
    link = read_title(title)
    outcomes = {
        release.release_id: compare(known_release(release), link, CALIBRATED)
        for release in releases
    }
    forms = {release.release_id: read_title(release.title).forms for release in releases}
    begun = [name for name, own in forms.items() if any(f.startswith(link.name) for f in own)]
    return {
        release_id: "match"
        if outcome.if_alone and begun == [release_id]
        else outcome.decision.value
        for release_id, outcome in outcomes.items()
        if outcome.decision is not None
    }


def check(releases: list[Release], links: list[str]) -> None:
    found: dict[str, dict[str, str]] = {title: {} for title in links}
    for match in Matcher(releases).match([Item(title, title) for title in links]):
        found[match.link_id][match.release_id] = match.decision.value
    for title in links:
        wanted = slow(releases, title)
        sure = {name for name, decision in wanted.items() if decision == "match"}
        if len(sure) == 1:
            # One certain match: the fast path shows it and nothing else.
            assert found[title] == {sure.pop(): "match"}, title
        else:
            # Several or none: a person is asked, about releases that the slow path knows too.
            assert set(found[title]) <= set(wanted), title
            assert bool(found[title]) == bool(wanted), title
            assert "match" not in found[title].values(), title


@settings(max_examples=60)
@given(
    st.lists(titles, min_size=1, max_size=25, unique=True),
    st.lists(st.tuples(prefixes, titles, suffixes), max_size=25),
    st.integers(4, 40),
)
def test_fast_and_slow_agree(
    releases: list[str], links: list[tuple[str, str, str]], cut: int
) -> None:
    known = [Release(title, title, DAY) for title in releases]
    written = ["".join(parts) for parts in links]
    check(known, sorted({*written, *releases, *(f"{title[:cut]}…" for title in releases)}))


def test_the_order_of_releases_and_links_does_not_matter() -> None:
    releases = [
        Release("a", "国务院关于公布第九批灯塔名录的通知", DAY),
        Release("b", "国务院关于公布第八批灯塔名录的通知", DAY),
        Release("c", "古桥保护条例", DAY, doc_number="国令第943号"),
    ]
    links = [
        Item(title, title)
        for title in ("关于公布第九批灯塔名录的通知", "国令第943号", "关于公布第…")
    ]
    results = {
        frozenset((m.link_id, m.release_id, m.decision) for m in Matcher(known).match(order))
        for known in permutations(releases)
        for order in permutations(links)
    }
    assert len(results) == 1


def test_what_was_forgotten_is_decided_again_the_same() -> None:
    """The memory of decided titles is emptied between batches; nothing else may change."""
    rng = Random(5)
    releases = [Release(f"r{n}", f"国务院关于第{n}号灯塔保护工作的意见", DAY) for n in range(40)]
    links = [Item(f"l{n}", f"关于第{rng.randrange(50)}号灯塔保护工作的意见") for n in range(400)]
    small = MatchingSettings(batch=7, remembered=10)
    assert list(Matcher(releases, settings=small).match(links)) == list(
        Matcher(releases).match(links)
    )
    assert {m.decision for m in Matcher(releases).match(links)} == {Decision.MATCH}
