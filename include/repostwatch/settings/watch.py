"""When the monitor itself is not well, and who hears of it."""

from __future__ import annotations

from pydantic import Field, PositiveFloat, PositiveInt, SecretStr

from repostwatch.settings.section import Section


class WatchSettings(Section):
    operators: tuple[str, ...] = ()
    """Who hears of alarms about the monitor itself. Unset, the recipients of all portals do,
    because an alarm names those of every office; without any, all recipients: an alarm that reaches
    the wrong desk is better than one that reaches nobody."""

    source_hours: float = 3.0
    """A source that cannot be read for three hourly runs is no passing fault."""

    ingest_hours: float = 3.0
    """The same for runs that did not happen."""

    silent_days: float = 10.0
    """The State Council publishes on most working days. The longest holiday, Spring Festival,
    has nine days; a source that is silent for longer is more likely stuck."""

    scan_hours: float = 2.0
    """Scans run every hour; two missed ones already widen every repost interval."""

    alive_hours: PositiveFloat = 2.5
    """So old may the last watch be while the scheduler counts as alive: it runs every hour, is
    tried three times within a quarter of an hour, and one run may be lost to a restart."""

    metrics_token: SecretStr | None = None
    """What an outside monitor shows to read `/repostwatch/metrics` (Authorization: Bearer …). A
    monitor has no login, and what Airflow gives users ends within a day. Unset, nobody reads it."""

    clock_minutes: float = Field(default=5.0, gt=0)
    """So far the clock may stand before the newest scan. Machines that keep time agree within
    seconds; a clock that was set back makes newer observations wait, so it is no small thing."""

    unseen_share: float = Field(default=0.3, ge=0, le=1)
    """Of the portals. Some 5% of sites fail on any day; a third at once is our own network."""

    many_links: float = 10.0
    """A page that typically has fewer links may honestly be empty for an hour."""

    unsent_hours: float = 2.0
    """A mail that waits for longer is an alarm: it is due at eight, and read before ten."""

    dead_days: float = 7.0
    """How long a mail that was refused for good stays an alarm, unless it is sent or its address is
    no recipient any more. A week has a day on which somebody sees to it."""

    typical_scans: int = 20
    """Scans whose median tells how many links a portal typically has: most of a day."""

    unready_portals: PositiveInt = 20
    """Portals that the mail names at its end because they cannot be judged: a screen or two. The
    page of readiness has all of them."""

    remind_hours: float = 24.0
    """While an alarm lasts, once a day: more often is deleted unread."""

    resolve_hours: float = 1.0
    """Gone for an hour before it counts as over, so that what flickers is one alarm."""
