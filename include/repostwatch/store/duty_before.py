"""What a duty's verdict was at a moment: what came back to what it was has not changed since. For
conditions in which `d` is the duty, and stands as it does since after that moment."""

from __future__ import annotations

from repostwatch.model.words import OVERDUE

# Without a verdict by then, what came first counts. One that never had another is not looked up.
HELD = (
    "SELECT v.kind FROM verdicts v WHERE (v.release_id, v.portal_id) = (d.release_id, d.portal_id)"
)
THEN = f"{HELD} AND v.decided_at <= %(changed_after)s ORDER BY v.verdict_id DESC LIMIT 1"
FIRST = f"{HELD} ORDER BY v.verdict_id LIMIT 1"
# Nor one whose verdict before this one stood by then.
KNOWN = "WHEN d.before_since <= %(changed_after)s THEN d.before"
HELD_THEN = f"CASE {KNOWN} WHEN d.before IS NOT NULL THEN ({THEN}) END"
BEFORE_THEN = f"CASE {KNOWN} WHEN d.before IS NOT NULL THEN coalesce(({THEN}), ({FIRST})) END"
# Not IS DISTINCT FROM, which PostgreSQL takes for true of next to none, and so joins row by row.
ANOTHER = f"(d.kind = {HELD_THEN}) IS NOT TRUE"
_OVERDUE = ", ".join(f"'{kind.value}'" for kind in OVERDUE)
# Of what is overdue: what was so already is not new, whichever of the two it was.
NEWLY = f"d.kind IN ({_OVERDUE}) AND ({{}} IN ({_OVERDUE})) IS NOT TRUE"
# In the place of the plain conditions of these names, where a moment is named.
SINCE = {
    "before": f"{BEFORE_THEN} = %(before)s",
    "again": f"{BEFORE_THEN} <> d.kind",
    "newly": NEWLY.format(HELD_THEN),
}
