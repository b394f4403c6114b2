"""The numbers of the quarter's spot check. docs/rules.md, section 3 has the rule they are from."""

from __future__ import annotations

from pydantic import Field, PositiveInt

from repostwatch.settings.section import Section


class SpotCheckSettings(Section):
    probe_days: PositiveInt = Field(default=7, le=92)
    """Days over which a site is probed: the rule says a week."""

    probes_a_day: PositiveInt = Field(default=20, le=1440)
    """Probes of a day that have to count: the rule says at least 20, at intervals."""

    probe_gap_minutes: float = Field(default=15.0, ge=0)
    """A probe sooner after the one before says nothing new and is left out. The rule says only
    that they are spaced; 20 a day are 72 minutes apart, and four an hour are still room to catch
    up after an outage of ours."""

    probe_seconds: float = Field(default=15.0, gt=0, le=120)
    """A page that is not open by then counts as not opened, as the rule says."""

    probe_failed_share: float = Field(default=0.05, gt=0, le=1)
    """From this share of failed probes on a site is unreachable (站点无法访问): the rule's 5%, with
    5% itself too many."""

    control_minutes: float = Field(default=10.0, gt=0)
    """So close before and behind a probe, known sites must have opened for it to count. Longer, and
    an outage of ours that began in between would be charged to the site; shorter, and known sites
    would be asked more often than is polite."""

    control_sites: PositiveInt = 2
    """So many different known sites must have opened: with one, its own outage would be ours."""
