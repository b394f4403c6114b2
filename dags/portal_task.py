"""The task of a portal: with links to the portal's page and to its site."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from airflow.providers.standard.decorators.python import _PythonDecoratedOperator
from airflow.sdk import BaseOperatorLink
from airflow.sdk.bases.decorator import task_decorator_factory
from airflow.sdk.configuration import conf

if TYPE_CHECKING:
    from airflow.sdk import BaseOperator
    from airflow.sdk.types import TaskInstanceKey


def _share(operator: BaseOperator) -> dict[str, Any]:
    share: dict[str, Any] = operator.op_kwargs["share"]  # type: ignore[attr-defined]
    return share


class PortalPage(BaseOperatorLink):
    """Of one portal its page, of several the list of them all."""

    name = "监测页面"

    def get_link(self, operator: BaseOperator, *, ti_key: TaskInstanceKey) -> str:
        del ti_key
        prefix = urlsplit(conf.get("api", "base_url", fallback="")).path.rstrip("/")
        portals = _share(operator)["portals"]
        one = f"/{quote(portals[0], safe='')}" if len(portals) == 1 else ""
        return f"{prefix}/repostwatch/portals{one}"


class PortalSite(BaseOperatorLink):
    """Of one portal its homepage; of several nothing."""

    name = "网站首页"

    def get_link(self, operator: BaseOperator, *, ti_key: TaskInstanceKey) -> str:
        del ti_key
        home: str = _share(operator)["home"]
        return home


class PortalTask(_PythonDecoratedOperator):
    """Airflow keeps what the links are when a task ends: they appear with its result."""

    operator_extra_links = (PortalPage(), PortalSite())


def portal_task(**settings: Any) -> Callable[[Callable[..., Any]], Any]:
    """`task`, for a function that takes a `share` (see `wiring.shares_of`)."""
    made: Callable[[Callable[..., Any]], Any] = task_decorator_factory(
        decorated_operator_class=PortalTask, **settings
    )
    return made
