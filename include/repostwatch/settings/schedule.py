"""When tasks start, and how often they are tried."""

from __future__ import annotations

from pydantic import PositiveFloat

from repostwatch.settings.section import Section


class ScheduleSettings(Section):
    timed: bool = True
    """Whether DAGs start by the clock. Off where somebody else steps through simulated days;
    assets and the trigger button work either way."""

    discover_cron: str = "15 3 * * *"
    """When portals that are due are searched for their lists, on Beijing's clock. At night, when
    their visitors sleep; what is found is watched for hours before the report of 8:30."""

    warning_cron: str = "0 9,12,15,18 * * *"
    """When early warnings go out, on Beijing's clock: as offices open, and every three hours until
    they close, so that a duty of eight hours that begins by day is warned of before it ends. The
    last one reaches to noon of the next day (`reporting.warning_hours`): what is due as the
    offices open is no longer told minutes before."""

    retries: int = 2
    """Further tries of a portal whose failure may pass. Three looks within a quarter of an hour
    outlast a restart; a longer outage belongs into the report."""

    retry_seconds: float = 300.0
    """Between two tries of a task, doubling. Sites restart within minutes."""

    task_seconds: PositiveFloat = 3600.0
    """After this a task is ended and tried again. A portal of forty pages that uses up every limit
    of a visit takes a quarter of an hour, matching and judging 10,000 portals some minutes; what
    takes an hour hangs."""

    run_seconds: PositiveFloat = 21_600.0
    """After this a run of a DAG is ended, so that the next can begin: there is one at a time. Six
    hours are what lies between two scans by the clock."""

    tasks_per_scan: int = 300
    """Beyond so many portals, one task takes several: Airflow spends about a second on each
    task, and nobody reads a grid of thousands."""
