"""`repostwatch portals`: what is in a registry, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from repostwatch.base.clock import day_of
from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.model import Portal
from repostwatch.portals.check import check_registry
from repostwatch.portals.editions import EDITIONS, read_edition
from repostwatch.portals.table import read_portals
from repostwatch.releases.duties import limit_hours
from repostwatch.settings import Settings


def check_registries(
    settings: Settings, file: Path | None, edition: str | None, out: Terminal
) -> int:
    """Check a file, an edition, or all editions and the registry in use; how many problems.

    Raises InputError where a file is malformed.
    """
    if file is not None:
        return _tell(str(file), read_portals(file), None, out)
    if edition is not None:
        return _tell(f"edition {edition}", read_edition(edition), edition, out)
    problems = sum(_tell(f"edition {name}", read_edition(name), name, out) for name in EDITIONS)
    if settings.portals is not None:
        problems += _tell(str(settings.portals), read_portals(settings.portals), None, out)
    return problems


def list_registry(
    settings: Settings, file: Path | None, edition: str | None, out: Terminal
) -> None:
    """A registry as a table on a terminal, else as lines of id, level, name and address."""
    found = _chosen(settings, file, edition)
    if not out.is_terminal:
        for portal in found:
            out.write_text(
                f"{portal.portal_id}\t{portal.level.value}\t{portal.name}\t{portal.home_url}\n"
            )
        return
    table = Table("id", "level", "name", "address", "columns", "hours", "from – until", box=None)
    for portal in found:
        table.add_row(
            portal.portal_id,
            portal.level.value,
            escape(portal.name),
            escape(portal.home_url),
            str(len(portal.column_urls) or "—"),
            f"{limit_hours(portal, settings.duties):g}",
            _life(portal),
        )
    out.print(table)
    out.print(_counts(found))


def _chosen(settings: Settings, file: Path | None, edition: str | None) -> tuple[Portal, ...]:
    """What was asked for, else the registry that is in use."""
    if edition is not None:
        return read_edition(edition)
    path = file or settings.portals
    return read_portals(path) if path else read_edition("current")


def _tell(name: str, found: tuple[Portal, ...], edition: str | None, out: Terminal) -> int:
    problems = check_registry(found, name=edition)
    for problem in problems:
        out.print(f"{name}: {problem}", markup=False, highlight=False, style="red")
    out.print(
        f"{name}: {_counts(found)}, {counted(len(problems), 'problem')}",
        markup=False,
        highlight=False,
    )
    return len(problems)


def _counts(found: tuple[Portal, ...]) -> str:
    levels = Counter(portal.level.value for portal in found)
    return (
        f"{counted(len(found), 'portal')} "
        f"({', '.join(f'{n} {level}' for level, n in levels.items())})"
    )


def _life(portal: Portal) -> str:
    if portal.valid_from is None and portal.valid_until is None:
        return ""
    since, until = (
        f"{day_of(moment)}" if moment else "" for moment in (portal.valid_from, portal.valid_until)
    )
    successor = f" → {portal.successor}" if portal.successor else ""
    return f"{since} – {until}{successor}"
