"""Probes of homepages: a row for each site and day, every probe a place of its arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from repostwatch.base.clock import day_of, whole_day
from repostwatch.model import Outcome
from repostwatch.model.spot_checks import Probe
from repostwatch.store.database import Connection

# What stands in the table, a letter a probe: a letter never gets another meaning.
LETTERS = {
    Outcome.OK: ".", Outcome.NOT_MODIFIED: "=", Outcome.DNS_ERROR: "n", Outcome.REFUSED: "r",
    Outcome.RESET: "x", Outcome.TLS_ERROR: "c", Outcome.TIMEOUT: "t", Outcome.HTTP_ERROR: "h",
    Outcome.TOO_MANY_REDIRECTS: "l", Outcome.TOO_LARGE: "+", Outcome.BLOCKED: "b",
    Outcome.FORBIDDEN_ADDRESS: "f", Outcome.NOT_HTML: "d", Outcome.EMPTY: "e",
    Outcome.SOFT_404: "s", Outcome.UNDECODABLE: "u", Outcome.INTERNAL_ERROR: "i",
}  # fmt: skip
OUTCOMES = {letter: outcome for outcome, letter in LETTERS.items()}
# The most hundredths that a cell holds: five and a half minutes.
MOST = 2**15 - 1
MILLISECOND = timedelta(milliseconds=1)
ADD = """
INSERT INTO probe_days AS p (day, known, portal_id, milliseconds, outcomes, hundredths, statuses)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (day, known, portal_id) DO UPDATE SET
    milliseconds = p.milliseconds || excluded.milliseconds,
    outcomes = p.outcomes || excluded.outcomes,
    hundredths = p.hundredths || excluded.hundredths,
    statuses = p.statuses || excluded.statuses
"""


def add(conn: Connection, probes: Iterable[Probe], *, known: bool) -> None:
    """`known`: whether they are control probes, of sites known to be there."""
    rows: dict[tuple[date, str], list[Probe]] = defaultdict(list)
    for probe in probes:
        rows[day_of(probe.at), probe.portal_id].append(probe)
    # In one order, so that two rounds at once wait for each other instead of failing.
    ordered = sorted(rows.items(), key=lambda row: row[0])
    with conn.transaction(), conn.cursor() as cursor:
        cursor.executemany(
            ADD, [(day, known, name, *_packed(day, some)) for (day, name), some in ordered]
        )


def load(
    conn: Connection, portal_ids: Sequence[str] | None, first: date, last: date
) -> list[Probe]:
    """The probes of these sites on these days (Beijing), by site and in the order they were made;
    the control probes of all known sites where `portal_ids` is None."""
    rows = conn.execute(
        "SELECT * FROM probe_days WHERE day BETWEEN %s AND %s AND known = %s "
        "AND (%s::text[] IS NULL OR portal_id = ANY(%s)) ORDER BY portal_id, day",
        (first, last, portal_ids is None, portal_ids, portal_ids),
    )
    return [probe for row in rows for probe in _unpacked(**row)]


def forget(conn: Connection, before: date) -> int:
    """Remove the days before this one; how many rows."""
    return conn.execute("DELETE FROM probe_days WHERE day < %s", (before,)).rowcount


def _packed(day: date, probes: Sequence[Probe]) -> tuple[list[int], str, list[int], list[int]]:
    midnight = whole_day(day).earliest
    return (
        [(probe.at - midnight) // MILLISECOND for probe in probes],
        "".join(LETTERS[probe.outcome] for probe in probes),
        [_hundredths(probe.seconds) for probe in probes],
        [probe.status or 0 for probe in probes],
    )


def _hundredths(seconds: float) -> int:
    """Cut off: 14.996 s rounded up would be as late as 15 s."""
    return min(int(100 * seconds + 1e-6), MOST)


def _unpacked(
    *,
    day: date,
    known: bool,
    portal_id: str,
    milliseconds: Sequence[int],
    outcomes: str,
    hundredths: Sequence[int],
    statuses: Sequence[int],
) -> list[Probe]:
    del known
    midnight: datetime = whole_day(day).earliest
    cells = zip(milliseconds, outcomes, hundredths, statuses, strict=True)
    return [
        Probe(portal_id, midnight + at * MILLISECOND, OUTCOMES[letter], spent / 100, status or None)
        for at, letter, spent, status in cells
    ]
