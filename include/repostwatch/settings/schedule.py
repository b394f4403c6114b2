"""When tasks start, and how often they are tried."""

from __future__ import annotations

from repostwatch.settings.section import Section


class ScheduleSettings(Section):
    timed: bool = True
    """Whether DAGs start by the clock. Off where somebody else steps through simulated days;
    assets and the trigger button work either way."""

    retries: int = 2
    """Further tries of a portal whose failure may pass. Three looks within a quarter of an hour
    outlast a restart; a longer outage belongs into the report."""

    retry_seconds: float = 300.0
    """Between two tries of a task, doubling. Sites restart within minutes."""

    tasks_per_scan: int = 300
    """Beyond so many portals, one task takes several: Airflow spends about a second on each
    task, and nobody reads a grid of thousands."""
