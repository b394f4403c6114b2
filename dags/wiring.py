"""What the DAGs share: settings out of Airflow's connections, assets, times, parameters."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from airflow.sdk import (
    Asset,
    AssetOrTimeSchedule,
    CronTriggerTimetable,
    MultipleCronTriggerTimetable,
    Param,
    TriggerRule,
    get_parsing_context,
    task,
)
from airflow.sdk import Connection as AirflowConnection
from airflow.sdk.exceptions import (
    AirflowException,
    AirflowFailException,
    AirflowNotFoundException,
    AirflowSkipException,
)

from repostwatch.settings import ScheduleSettings, Settings

if TYPE_CHECKING:
    from repostwatch.model import Portal
    from repostwatch.store.database import Connection

log = logging.getLogger(__name__)

# A finished step wakes the next DAG through these. They only say "look": events merge, so
# what there is to do always comes from the database.
RELEASES = Asset(name="repostwatch_releases", uri="repostwatch://releases", group="repostwatch")
SCANS = Asset(name="repostwatch_scans", uri="repostwatch://scans", group="repostwatch")
VERDICTS = Asset(name="repostwatch_verdicts", uri="repostwatch://verdicts", group="repostwatch")

# Slots of this pool bound how many portals are visited at once, over all runs.
POOL = "portals"

# Which of Celery's workers takes a task: one that visits portals and sources, or any that reaches
# the database. Other executors know no queues.
FETCH, CORE = "fetch", "core"

SCHEDULE: ScheduleSettings = Settings().schedule
DEFAULTS: dict[str, Any] = {
    "owner": "repostwatch",
    "queue": CORE,
    "retries": SCHEDULE.retries,
    "retry_delay": timedelta(seconds=SCHEDULE.retry_seconds),
    "retry_exponential_backoff": 2.0,
    "execution_timeout": timedelta(seconds=SCHEDULE.task_seconds),
}
# One run at a time: one that hangs would keep all that follow from starting.
RUN_TIMEOUT = timedelta(seconds=SCHEDULE.run_seconds)


def headline(page: str | None) -> str:
    """The first line of a DAG's page, without its mark: what the list of DAGs shows."""
    return (page or "").strip().partition("\n")[0].lstrip("# ")


def at(cron: str) -> CronTriggerTimetable | None:
    """A time on Beijing's clock, or none where the DAGs are stepped through by hand."""
    return CronTriggerTimetable(cron, timezone="Asia/Shanghai") if SCHEDULE.timed else None


def at_each(*crons: str) -> MultipleCronTriggerTimetable | None:
    """The same of several times."""
    return (
        MultipleCronTriggerTimetable(*crons, timezone="Asia/Shanghai") if SCHEDULE.timed else None
    )


def after(asset: Asset, cron: str) -> AssetOrTimeSchedule | list[Asset]:
    """Whenever a step announced this, and at these times in any case."""
    timetable = at(cron)
    return AssetOrTimeSchedule(timetable=timetable, assets=[asset]) if timetable else [asset]


def shares_of(portals: Sequence[Portal], *sizes: int) -> list[dict[str, Any]]:
    """The portals in tasks of the largest of `sizes`, or of more where a run would have too many
    tasks; each with the name that it bears in the grid, and its homepage where it is one portal."""
    size = max(*sizes, -(-len(portals) // SCHEDULE.tasks_per_scan))
    shares = [portals[start : start + size] for start in range(0, len(portals), size)]
    return [
        {
            "portals": [portal.portal_id for portal in share],
            "label": share[0].name if len(share) == 1 else f"{share[0].name} … {share[-1].name}",
            "home": share[0].home_url if len(share) == 1 else "",
        }
        for share in shares
    ]


def nothing_read(lines: str, ti: Any, *, passing: bool) -> NoReturn:
    """End a task that could read none of its portals: tried again while that may pass and tries
    are left, skipped else."""
    if passing and ti.try_number <= ti.max_tries:
        raise AirflowException(lines)
    raise AirflowSkipException(lines)


@contextmanager
def work() -> Iterator[tuple[Connection, Settings]]:
    """An open store and the settings, for the length of a task.

    What somebody handed in wrongly fails at once, in one line: no other try would mend it.
    """
    from repostwatch.pipeline.refusal import WRONG_INPUT, refused_input
    from repostwatch.pipeline.scope import open_store

    settings = _settings()
    try:
        with open_store(settings) as store:
            yield store, settings
    except WRONG_INPUT as error:
        raise AirflowFailException(refused_input(error, settings.language)) from None


def _settings() -> Settings:
    """The environment's settings; Airflow's connections, where they exist, win over them."""
    return Settings.connected(_uri)


@task(trigger_rule=TriggerRule.ONE_FAILED, retries=0)
def tell_failures() -> None:
    """Without it a run would look successful whose last task runs whatever failed before."""
    raise AirflowException("at least one task failed: see the red ones, then clear them")


def per_task(
    description: str = "数值大则运行快、网格粗。More make a run quicker and its grid coarser.",
) -> Param:
    """A form field for how many portals one mapped task takes."""
    return Param(1, type="integer", minimum=1, title="每个任务的网站数", description=description)


def offered(choices: Callable[[Settings], dict[str, str]]) -> dict[str, str]:
    """What a form offers: ids, with their names. Nothing where a task's process loads the file,
    which shows no form."""
    if get_parsing_context().task_id is not None:
        return {}
    try:
        return choices(_settings())
    except Exception:
        # Whatever is away: a field without choices is better than a DAG that cannot be loaded.
        log.warning("a form is without its choices", exc_info=True)
        return {}


def listing(description: str, title: str, choices: dict[str, str] | None = None) -> Param:
    """A form field for several of the choices, or, without any, one word per line; empty means all.

    Null, because that is what the form sends for a field that was emptied again; without it
    the form would also mark the field as one that must be filled in. A word that is not among the
    choices may still be handed in: the task refuses what does not exist.
    """
    shown: dict[str, Any] = (
        {"examples": list(choices), "values_display": choices} if choices else {}
    )
    return Param(
        [],
        type=["array", "null"],
        items={"type": "string"},
        title=title,
        description=description,
        **shown,
    )


def _uri(connection: str) -> str | None:
    try:
        uri: str = AirflowConnection.get(connection).get_uri()
    except AirflowNotFoundException:
        return None
    return uri
