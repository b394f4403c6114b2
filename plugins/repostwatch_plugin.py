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

    # The application that the pages hang below, for calls of its API; below it, `app` is another.
    await app({**scope, "airflow": scope.get("app")}, receive, send)


class RepostwatchPlugin(AirflowPlugin):
    name = "repostwatch"
    fastapi_apps = [{"app": pages, "url_prefix": PREFIX, "name": "repostwatch"}]  # noqa: RUF012  Airflow's own form
    external_views = [  # noqa: RUF012  the same
        {
            "name": "转载监测",
            "href": "repostwatch/",
            "destination": "nav",
            "url_route": "repostwatch",
        },
        # With a route Airflow puts a page into a frame that may open no windows (frame.js leads
        # links on). Without one it opens in a window of its own, but of 3.3's menus only those of
        # a category do so; its button for the menu bar does nothing.
        {
            "name": "转载监测（新窗口）",
            "href": "repostwatch/",
            "destination": "nav",
            "category": "browse",
        },
        {
            "name": "本次所见",
            "href": "repostwatch/run?dag_id={DAG_ID}&run_id={RUN_ID}",
            "destination": "dag_run",
            "url_route": "repostwatch_run",
        },
    ]
