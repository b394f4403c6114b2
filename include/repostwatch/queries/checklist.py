"""What a person saw of a sampled site, said on its page and taken back there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.model.codes import RefusalCode
from repostwatch.model.spot_checks import ChecklistEntry, CheckResult, KeptWord, VetoIndicator
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.spot_check import keep_words, take_back_word, words_one_at_a_time
from repostwatch.queries.spot_checks import known_site, seen_of
from repostwatch.settings import Settings
from repostwatch.store import spot_results
from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class WordChange:
    """What became of a word: its number, and the indicator's result before, None where the quarter
    was not inspected."""

    entry_id: int
    was: CheckResult | None


def say_word(
    conn: Connection, settings: Settings, quarter: str, said: ChecklistEntry, seen: str
) -> WordChange:
    """Keep what a person saw; `seen` is what the page showed them (`SpotSite.seen`).

    Raises RefusedError where that has changed since, or it is no site of a sample; InputError for a
    word that makes no sense.
    """
    about = said.portal_id, said.indicator
    asked = known_site(conn, quarter, said.portal_id)
    with words_one_at_a_time(conn, asked):
        if seen != seen_of(_words(conn, quarter, said.portal_id)):
            raise RefusedError(RefusalCode.WORDS_CHANGED)
        was = _result(conn, quarter, about)
        keep_words(conn, settings, asked, [said])
        kept = _words(conn, quarter, said.portal_id)
        return WordChange(max(one.entry_id for one in kept if one.entry == said), was)


def unsay_word(
    conn: Connection, settings: Settings, quarter: str, place: tuple[str, int], by: str
) -> WordChange:
    """Take back that word of (portal, number). Raises RefusedError where there is none that
    holds."""
    portal_id, entry_id = place
    asked = known_site(conn, quarter, portal_id)
    with words_one_at_a_time(conn, asked):
        words = _words(conn, quarter, portal_id)
        known = next((one for one in words if one.entry_id == entry_id), None)
        if known is None or known.withdrawn:
            raise RefusedError(RefusalCode.NOTHING_TO_WITHDRAW)
        was = _result(conn, quarter, (portal_id, known.entry.indicator))
        take_back_word(conn, settings, asked, known, by)
    return WordChange(entry_id, was)


def _words(conn: Connection, quarter: str, portal_id: str) -> Sequence[KeptWord]:
    return spot_results.words_about(conn, quarter, portal_id)


def _result(conn: Connection, quarter: str, about: tuple[str, VetoIndicator]) -> CheckResult | None:
    kept = spot_results.load(conn, quarter)
    return next((one.result for one in kept if (one.portal_id, one.indicator) == about), None)
