"""Probes of all sites → those that got no answer from one moment on together with many others.

A platform that sites share, their provider, or our own line to either: a look from one place cannot
tell. An answer of an error (5xx, 404) shows that the line held, and what was never seen open in
the week is no beginning: both are the site's own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from repostwatch.model import Outcome
from repostwatch.model.spot_checks import Probe
from repostwatch.settings import SpotCheckSettings

UNANSWERED = frozenset({Outcome.DNS_ERROR, Outcome.REFUSED, Outcome.RESET, Outcome.TIMEOUT})


@dataclass(frozen=True, slots=True)
class _Spell:
    """Probes of one site that got no answer in one way, behind one that did not fail so."""

    way: Hashable
    probes: tuple[Probe, ...]

    @property
    def start(self) -> datetime:
        return self.probes[0].at

    @property
    def end(self) -> datetime:
        return self.probes[-1].at


def failed_as_one(
    probes: Mapping[str, Sequence[Probe]],
    ways: Mapping[Probe, Hashable],
    settings: SpotCheckSettings,
) -> frozenset[Probe]:
    """`probes` are those of each site in order of time, `ways` how each failed that did.

    Of a site only what failed while enough others that began with it failed on: once they open
    again, it is alone.
    """
    wait = timedelta(minutes=settings.control_minutes)
    share = Fraction(str(settings.as_one_share))
    made = sorted(probe.at for own in probes.values() for probe in own)
    by_way: dict[Hashable, list[_Spell]] = defaultdict(list)
    for own in probes.values():
        for spell in _spells(own, ways):
            by_way[spell.way].append(spell)
    found: set[Probe] = set()
    for spells in by_way.values():
        if len(spells) < settings.as_one_sites:
            continue
        spells.sort(key=lambda spell: spell.start)
        starts = [spell.start for spell in spells]
        for spell in spells:
            first, last = spell.start - wait, spell.start + wait
            peers = spells[bisect_left(starts, first) : bisect_right(starts, last)]
            around = bisect_right(made, last) - bisect_left(made, first)
            needed = max(Fraction(settings.as_one_sites), share * around)
            if len(peers) >= needed:
                ends = sorted(peer.end + wait for peer in peers)
                found.update(
                    probe
                    for probe in spell.probes
                    if len(ends) - bisect_left(ends, probe.at) >= needed
                )
    return frozenset(found)


def _spells(own: Sequence[Probe], ways: Mapping[Probe, Hashable]) -> Iterator[_Spell]:
    run: list[Probe] = []
    before: Hashable = None
    seen_open = False
    for probe in own:
        way = ways.get(probe)
        if run and way != before:
            yield _Spell(before, tuple(run))
            run = []
        if way in UNANSWERED and (run or seen_open):
            run.append(probe)
        before, seen_open = way, way is None
    if run:
        yield _Spell(before, tuple(run))
