"""What Airflow's UI shows of the product: its pages, and where they hang."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from airflow.plugins_manager import AirflowPlugin

PREFIX = "/repostwatch"

Message = MutableMapping[str, Any]


async def pages(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """The pages as an ASGI application, loaded when the first one is asked for.

    Every Airflow process loads its plugins, each task's too; only the API server serves pages.
    """
    from repostwatch_ui.app import app  # noqa: PLC0415  see above

    await app(scope, receive, send)


class RepostwatchPlugin(AirflowPlugin):
    name = "repostwatch"
    fastapi_apps = [{"app": pages, "url_prefix": PREFIX, "name": "repostwatch"}]  # noqa: RUF012  Airflow's own form
    external_views = [  # noqa: RUF012  the same
        # Without a route Airflow opens a page by itself. Inside, it would put it into a frame
        # that may open no windows: the links to portals would lead nowhere.
        {"name": "转载监测", "href": "repostwatch/", "destination": "nav"},
        {
            "name": "本次所见",
            "href": "repostwatch/run?dag_id={DAG_ID}&run_id={RUN_ID}",
            "destination": "dag_run",
            "url_route": "repostwatch_run",
        },
    ]
