"""Who has to repost which release, until when, and why.

国办发〔2014〕57号: what guides the whole country's work is to be reposted by all, what
concerns one sector or region by the departments and places concerned. So who must repost is
a property of the release.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Duty, Level, Portal, Reason, Release, because, together
from repostwatch.model.codes import DutyCode, ReleaseCode
from repostwatch.model.decisions import DutyOverride
from repostwatch.model.reasons import Fact
from repostwatch.portals.editions import read_edition
from repostwatch.portals.names import Names
from repostwatch.portals.table import ALL, NONE
from repostwatch.portals.validity import in_force
from repostwatch.releases.duty_column import duty_tokens
from repostwatch.releases.duty_rules import rule_for
from repostwatch.settings import DutySettings


@dataclass(slots=True)
class _Standing:
    """The duties of one release so far: portal → reason, waived duties, special limits."""

    reasons: dict[str, Reason]
    waivers: dict[str, Reason] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)


def duties_of(
    releases: Iterable[Release],
    portals: Sequence[Portal],
    overrides: Sequence[DutyOverride] = (),
    *,
    settings: DutySettings,
    now: datetime | None = None,
) -> tuple[Duty, ...]:
    """The duties of every release, in the order of releases and portals.

    Only portals that existed from the publication to the deadline have one. The limit
    is what an override says, else the portal's own, else its level's, else everybody's. What
    came out before `settings.since` is owed only where an override says so.
    An override that has expired at `now` is left out; without `now` none has. Raises
    RepostwatchError where a release's own `duty` is malformed.
    """
    names = Names(portals)
    return tuple(
        duty
        for release in releases
        for duty in _duties(release, portals, names, overrides, settings, now)
    )


def undecided_releases(
    releases: Iterable[Release],
    portals: Sequence[Portal],
    overrides: Sequence[DutyOverride] = (),
) -> tuple[Reason, ...]:
    """One reason for each release without a clear rule about who must repost it.

    Its duties come from the fallback rules: a person should check them, and settle it by an
    override.
    """
    # A named portal that is not monitored leaves nothing open.
    names = Names([*portals, *read_edition("history")])
    settled = {change.release_id for change in _standing_changes(overrides)}
    found = []
    for release in releases:
        if release.duty or release.release_id in settled:
            continue
        rule = rule_for(release)
        nobody_named = rule.target == "named" and not names.find(release.title)
        if rule.sure and not nobody_named:
            continue
        everyone = rule.target == ALL
        code = ReleaseCode.UNDECIDED_ALL if everyone else ReleaseCode.UNDECIDED_NONE
        found.append(because(code, title=release.title))
    return tuple(found)


def too_early(release: Release, settings: DutySettings) -> bool:
    """Whether it came out before the watch began; where that cannot be told, it did not."""
    return settings.since is not None and release.published.latest < settings.since


def why_nobody(release: Release) -> Reason:
    """Why a release without any duty has none."""
    if release.duty:
        return because(DutyCode.NAMED_BY_SOURCE, duty=release.duty)
    return because(rule_for(release).reason)


def unknown_targets(releases: Iterable[Release], portals: Sequence[Portal]) -> tuple[str, ...]:
    """One line for each release whose own `duty` names a portal that the registry has not."""
    known = {ALL, NONE, *Level, *(portal.portal_id for portal in portals)}
    return tuple(
        f"release {release.release_id}, duty: {', '.join(unknown)} is no portal of the registry"
        for release in releases
        if release.duty and (unknown := [one for one in _tokens(release) if one not in known])
    )


def _duties(
    release: Release,
    portals: Sequence[Portal],
    names: Names,
    overrides: Sequence[DutyOverride],
    settings: DutySettings,
    now: datetime | None,
) -> list[Duty]:
    existing = in_force(portals, release.published.latest)
    ruled = {} if too_early(release, settings) else _ruled(release, existing, names)
    said = _Standing(ruled)
    changes = [one for one in overrides if one.release_id == release.release_id]
    for change in _standing_changes(changes):
        if now is not None and change.expires is not None and change.expires <= now:
            continue
        for portal in _targets((change.target,), existing):
            _apply(change, portal.portal_id, said)
    found = [
        Duty(
            release_id=release.release_id,
            portal_id=portal.portal_id,
            published=release.published,
            limit=timedelta(
                hours=said.limits.get(portal.portal_id) or limit_hours(portal, settings)
            ),
            reason=said.reasons[portal.portal_id],
            waiver=said.waivers.get(portal.portal_id),
        )
        for portal in existing
        if portal.portal_id in said.reasons
    ]
    ends = {portal.portal_id: portal.valid_until for portal in existing}
    return [
        duty
        for duty in found
        if (end := ends[duty.portal_id]) is None or duty.deadline.latest <= end
    ]


def _ruled(release: Release, portals: Sequence[Portal], names: Names) -> dict[str, Reason]:
    """Portal → why it has to repost, by the source's own word or else the rules.

    What everybody owes ends at the county, as the check of reposts has since 2016Q4.
    """
    if release.duty:
        found = _targets(_tokens(release), portals)
        named_by_source = because(DutyCode.NAMED_BY_SOURCE, duty=release.duty)
        return {portal.portal_id: named_by_source for portal in found}
    rule = rule_for(release)
    if rule.target == NONE:
        return {}
    why = because(rule.reason)
    named = names.find(release.title) if rule.target.startswith("named") else ()
    if named or rule.target == "named":
        here = {portal.portal_id for portal in portals}
        return {
            portal.portal_id: because(
                DutyCode.NAMED_IN_TITLE, why=why, portal=portal.short_name or portal.name
            )
            for portal in named
            if portal.portal_id in here
        }
    return {portal.portal_id: why for portal in portals if portal.level is not Level.BELOW}


def _tokens(release: Release) -> tuple[str, ...]:
    try:
        return duty_tokens(release.duty or "")
    except ValueError as error:
        raise RepostwatchError(f"release {release.release_id}, duty: {error}") from error


def _targets(tokens: Iterable[str], portals: Sequence[Portal]) -> list[Portal]:
    wanted = set(tokens)
    if ALL in wanted:
        return list(portals)
    return [
        portal for portal in portals if portal.portal_id in wanted or portal.level.value in wanted
    ]


def _standing_changes(changes: Iterable[DutyOverride]) -> list[DutyOverride]:
    """In the order of time, without those that somebody took back."""
    left: list[DutyOverride] = []
    for change in sorted(changes, key=lambda one: one.at):
        if change.action == "withdraw":
            about = change.release_id, change.target
            left = [one for one in left if (one.release_id, one.target) != about]
        else:
            left.append(change)
    return left


def _apply(change: DutyOverride, portal_id: str, said: _Standing) -> None:
    person: dict[str, Fact] = {
        "reason": change.reason,
        "by": change.by,
        "at": change.at,
        "expires": change.expires,
    }
    if change.action == "narrow":
        said.reasons.pop(portal_id, None)
        said.waivers.pop(portal_id, None)
    elif change.action == "widen":
        said.reasons[portal_id] = because(DutyCode.WIDENED, **person)
        said.waivers.pop(portal_id, None)
    elif portal_id not in said.reasons:
        return
    elif change.hours is not None:
        said.limits[portal_id] = change.hours
        limited = because(DutyCode.LIMITED, hours=float(change.hours), **person)
        said.reasons[portal_id] = together(said.reasons[portal_id], limited)
    else:
        said.waivers[portal_id] = because(DutyCode.WAIVED, **person)


def limit_hours(portal: Portal, settings: DutySettings) -> float:
    """The hours that a portal has for every release of which no person says otherwise."""
    own = portal.limit_hours
    return settings.hours_of(portal.level) if own is None else own
