"""What the article's own page says settles what the list could not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from repostwatch.matching.decide.compare import compare
from repostwatch.matching.decide.outcome import KnownRelease, Outcome, known_release
from repostwatch.matching.decide.thresholds import CALIBRATED
from repostwatch.matching.title.facts import named
from repostwatch.matching.title.issuers import bodies
from repostwatch.matching.title.numbers import numbers_of
from repostwatch.matching.title.read_title import read_title
from repostwatch.matching.title.title import Title
from repostwatch.model import Article, Decision, Match, Reason, Release, because
from repostwatch.model.codes import MatchCode

# A repost of a title that comes again and again belongs to the release of these days.
_WINDOW = timedelta(days=15)
# What a page's own heading may say that the same title in a list does not: 解读, 征求意见稿.
_ANOTHER_TEXT = (MatchCode.INTERPRETATION, MatchCode.STAGE)


def settle_by_article(
    release: Release, match: Match, link_title: str, article: Article
) -> Match | None:
    """The match as the article's page shows it; None where it is not the release after all.

    Without a title and a number on the page nothing is settled: the match comes back as it was.
    """
    numbers = numbers_of(article.doc_number)
    if not article.title and not numbers:
        return match
    known = known_release(release)
    title = read_title(article.title or link_title)
    if numbers:
        title = replace(title, numbers=title.numbers | numbers)
    outcome = compare(known, title, CALIBRATED)
    whole = match.decision is Decision.MATCH and match.score == 100.0
    if whole and not read_title(link_title).cut:
        if outcome.decision is not None or outcome.reason.code not in _ANOTHER_TEXT:
            return match
        reason = because(MatchCode.ARTICLE, how=outcome.reason)
        return replace(match, decision=Decision.REVIEW, reason=reason)
    if outcome.decision is not Decision.MATCH and (named := _by_source(known, title, article)):
        outcome = named
    reason = because(MatchCode.ARTICLE, how=outcome.reason)
    if outcome.decision is Decision.MATCH:
        return _settled(match, max(outcome.score, match.score), reason)
    if title.recurring and outcome.decision is Decision.REVIEW:
        return _by_date(release, match, article)
    if outcome.decision is None and not title.name:
        return match
    # A heading that merely is unlike may be the site's or the column's: what the list showed was
    # the release's, and a person sees which of the two misleads.
    unlike = outcome.reason.has(MatchCode.OTHER_TITLE)
    if outcome.decision is None and not (unlike and match.decision is Decision.MATCH):
        return None
    return replace(match, decision=Decision.REVIEW, reason=reason)


def _by_source(known: KnownRelease, title: Title, article: Article) -> Outcome | None:
    """A title that names an issuer otherwise (国务院 for 国务院办公厅) is put right by the source
    that the page states; a source alone proves nothing, as interpretations have it too."""
    source = bodies(article.source)
    if not source or not title.head.issuers:
        return None
    stated = replace(title, head=replace(title.head, issuers=source))
    outcome = compare(known, stated, CALIBRATED)
    if outcome.decision is not Decision.MATCH:
        return None
    reason = because(MatchCode.ARTICLE_SOURCE, how=outcome.reason, source=named(source))
    return replace(outcome, reason=reason)


def _settled(match: Match, score: float, reason: Reason) -> Match:
    return replace(match, decision=Decision.MATCH, score=score, reason=reason)


def _by_date(release: Release, match: Match, article: Article) -> Match | None:
    """A recurring title is the release's if the page is dated in the days after it."""
    if article.published is None:
        return match
    claimed = article.published.interval
    if claimed.latest < release.published.earliest:
        return None
    if claimed.earliest - release.published.latest <= _WINDOW:
        return _settled(match, 95.0, because(MatchCode.ARTICLE_DATE))
    return None
