"""What a fetch came to, in words: robots.txt that forbids it is no firewall that turned us away."""

from __future__ import annotations

import pytest

from repostwatch.model import Language, Outcome, Reason, because
from repostwatch.model.codes import DiscoveryCode, VisitCode
from repostwatch.wording import Style, outcome_words, say

FORBIDDEN = because(VisitCode.ROBOTS_DISALLOW)
FIREWALL = because(VisitCode.FIREWALL_WORDS, status=412)


@pytest.mark.parametrize(
    ("reason", "chinese", "english"),
    [
        (FORBIDDEN, "robots.txt不准访问", "robots.txt forbids it"),
        (FIREWALL, "被拦截", "turned away"),
        (None, "被拦截", "turned away"),
    ],
)
def test_nobody_is_said_to_turn_us_away_who_did_not(
    reason: Reason | None, chinese: str, english: str
) -> None:
    for language, words in ((Language.CHINESE, chinese), (Language.ENGLISH, english)):
        assert outcome_words(Outcome.BLOCKED, reason, Style(language)) == words


def test_so_it_is_within_sentences() -> None:
    failed = because(DiscoveryCode.HOME_FAILED, outcome=Outcome.BLOCKED, reason=FORBIDDEN)
    assert say(failed, Style()).startswith("首页无法读取（robots.txt不准访问）")
    failed = because(DiscoveryCode.HOME_FAILED, outcome=Outcome.BLOCKED, reason=FIREWALL)
    assert say(failed, Style()).startswith("首页无法读取（被拦截）")
