"""The portals, as the forms of the DAGs offer them.

The DAG processor asks for it again and again: a file is read, and no database.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Level, Portal
from repostwatch.portals.editions import registry, spot_check_registry
from repostwatch.settings import Settings
from repostwatch.wording import name

log = logging.getLogger(__name__)


def portal_choices(
    settings: Settings, read: Callable[[Settings], Sequence[Portal]] = registry
) -> dict[str, str]:
    """Level or id → its name, the levels first, in the registry's order. Nothing of a
    registry that cannot be read, or has more portals than a form should carry: ids are typed."""
    try:
        portals = read(settings)
    except (RepostwatchError, OSError) as error:
        log.warning("the form offers no portals: %s", error)
        return {}
    if len(portals) > settings.pages.form_choices:
        return {}
    listed = {portal.level for portal in portals}
    levels = {
        level.value: f"【{name(level, settings.language)}】{level.value}"
        for level in Level
        if level in listed
    }
    return levels | {one.portal_id: f"{one.name}（{one.portal_id}）" for one in portals}


def site_choices(settings: Settings) -> dict[str, str]:
    """The same of the spot check's registry."""
    return portal_choices(settings, spot_check_registry)
