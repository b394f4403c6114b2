"""What a duty's verdict was at a moment, read of its history: what came back to what it was has not
changed since. For conditions in which `d` is the duty."""

from __future__ import annotations

# Without a verdict by then, what came first counts. One that never had another is not looked up.
HELD = (
    "SELECT v.kind FROM verdicts v WHERE (v.release_id, v.portal_id) = (d.release_id, d.portal_id)"
)
THEN = f"{HELD} AND v.decided_at <= %(changed_after)s ORDER BY v.verdict_id DESC LIMIT 1"
FIRST = f"{HELD} ORDER BY v.verdict_id LIMIT 1"
HELD_THEN = f"CASE WHEN d.before IS NOT NULL THEN ({THEN}) END"
BEFORE_THEN = f"CASE WHEN d.before IS NOT NULL THEN coalesce(({THEN}), ({FIRST})) END"
# In the place of the plain conditions of these names, where a moment is named.
SINCE = {
    "before": f"{BEFORE_THEN} = %(before)s",
    "again": f"{BEFORE_THEN} <> d.kind",
}
# What it was is looked up once for each, and then compared.
CHANGES = """
SELECT before, kind, count(*) AS number FROM ({} AND d.before IS NOT NULL OFFSET 0) d
WHERE before <> kind {} GROUP BY 1, 2
"""
