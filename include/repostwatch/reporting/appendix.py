"""What a report rests on: scans, exceptions, and the method."""

from __future__ import annotations

from repostwatch.reporting.lookup import PortalText, ReportLookup

NAMES_SHOWN = 30  # of portals in one line: more are no reading
# Fields of a portal that say why it is asked in a special way, in the order of the report.
EXCEPTIONS = (
    "ignore_robots_reason",
    "legacy_tls_reason",
    "request_headers_reason",
    "proxy_reason",
)


def scan_lines(lookup: ReportLookup) -> list[str]:
    """When we looked, how much of it was complete, and whom we did not look at."""
    latest = [
        lookup.latest[p.portal_id] for p in lookup.data.portals if p.portal_id in lookup.latest
    ]
    if not latest:
        return [lookup.label("scans.none")]
    first = min(scan.started_at for scan in latest)
    last = max(scan.ended_at for scan in latest)
    whole = sum(scan.reach is not None for scan in latest)
    ends = {"earliest": lookup.minute(first), "latest": lookup.minute(last)}
    lines = [
        lookup.label(
            "scans.lately",
            when=lookup.label("moment.between", **ends) if first < last else ends["earliest"],
            scanned=len(latest),
            whole=whole,
            partial=len(latest) - whole,
        )
    ]
    never = [
        lookup.portal(portal.portal_id).name
        for portal in sorted(lookup.data.portals, key=lambda p: lookup.portal(p.portal_id).place)
        if portal.portal_id not in lookup.latest
    ]
    if never:
        names = lookup.join(never[:10])
        lines.append(
            lookup.label("scans.never_more", names=names, count=len(never))
            if len(never) > 10
            else lookup.label("scans.never", names=names)
        )
    return lines


def exception_lines(lookup: ReportLookup) -> list[str]:
    """Which portals are reached under an exception, each with its reason."""
    alike: dict[tuple[str, str], list[PortalText]] = {}
    for portal in sorted(lookup.data.portals, key=lambda p: lookup.portal(p.portal_id).place):
        for key in EXCEPTIONS:
            reason = getattr(portal, key)
            if reason is not None:
                alike.setdefault((key, lookup.text(reason)), []).append(
                    lookup.portal(portal.portal_id)
                )
    lines = []
    for (key, reason), own in sorted(alike.items(), key=lambda item: item[0]):
        names = lookup.join(portal.name for portal in own[:NAMES_SHOWN])
        if len(own) > NAMES_SHOWN:
            names = lookup.label("exception.portals", names=names, count=len(own))
        lines.append(
            lookup.label(
                "exception.line",
                exception=lookup.label(f"exception.{key}"),
                names=names,
                reason=reason or lookup.label("exception.no_reason"),
            )
        )
    lines += [
        lookup.label(
            "exception.all", exception=lookup.label(f"exception.{key}"), reason=lookup.text(reason)
        )
        for key, reason in lookup.data.exceptions.items()
    ]
    return lines


def method(lookup: ReportLookup) -> list[str]:
    """How verdicts and figures come about."""
    return [
        lookup.label(f"method.{number}", limit=lookup.data.usual_limit) for number in range(1, 7)
    ]


def brief_method(lookup: ReportLookup) -> list[str]:
    """The same in three lines."""
    return [
        lookup.label(f"brief.{number}", limit=lookup.data.usual_limit) for number in range(1, 4)
    ]
