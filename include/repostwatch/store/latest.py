"""The latest scan of each portal up to a moment, of the rows that triggers keep."""

from __future__ import annotations

# For statements in which `p` is the portal. What is kept is the latest of all: where that is still
# to come, because a clock was set back, the one up to the moment is looked up.
LATEST = """
LEFT JOIN latest_scans {name}_kept ON {name}_kept.portal_id = p.portal_id
LEFT JOIN LATERAL (
    SELECT {fields} FROM scans
    WHERE {name}_kept.{prefix}started_at > %(until)s AND portal_id = {name}_kept.portal_id
      AND started_at <= %(until)s {condition}
    ORDER BY started_at DESC LIMIT 1
) {name}_sought ON true
CROSS JOIN LATERAL (SELECT {chosen}) {name}
"""
CHOSEN = """
CASE WHEN {name}_kept.{prefix}started_at <= %(until)s
     THEN {name}_kept.{prefix}{field} ELSE {name}_sought.{field} END AS {field}
"""


def scan(*fields: str) -> str:
    """Joins these columns of the latest scan as `s`; NULL where there is none."""
    return _latest("s", "", "", fields)


def whole(*fields: str) -> str:
    """The same of the latest complete scan, as `w`."""
    return _latest("w", "whole_", "AND reach IS NOT NULL", fields)


def _latest(name: str, prefix: str, condition: str, fields: tuple[str, ...]) -> str:
    chosen = (CHOSEN.format(name=name, prefix=prefix, field=field) for field in fields)
    return LATEST.format(
        name=name,
        prefix=prefix,
        condition=condition,
        fields=", ".join(fields),
        chosen=", ".join(chosen),
    )
