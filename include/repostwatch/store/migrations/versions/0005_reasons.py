"""Reasons become a code with facts; a sentence that is none of a few fixed ones stays as it is."""

from __future__ import annotations

import json

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Sentences of the first versions that said always the same.
FIXED = {
    "尚未采集过首页": "standing.never_looked",
    "页面打开正常，但没有读出任何条目": "scan.list_empty",
    "首页打开正常，但没有读出任何条目": "scan.home_empty",
    "首页没有国务院政策专栏，又没有登记专栏列表页，不知道转载会在哪个列表": (
        "scan.home_lists_unnamed"
    ),
    "首页列表没有可用的日期，又没有登记专栏列表页，无法确认覆盖范围": "scan.home_undated",
    "正文页表明不是同一政策": "repost.other_by_article",
    "标题一致": "match.same_title",
    "栏目标题与网页主题一致": "list.named",
    "以往转载的政策信息在此列表": "list.held",
    "位于网页主题之下": "list.under",
    "翻页属于此列表": "list.paged",
    "网页上没有其他列表": "list.only",
    "网页上有几个列表，未能确定是哪一个，须全部回溯": "list.all",
    "登记的选择器指定": "list.selected",
}
# Where a trace of a release stood, as it was said.
PLACES = {
    "网页文字": "text",
    "链接文字": "links",
    "标签属性": "attributes",
    "脚本或数据": "code",
    "链接地址": "address",
}
# Table → its columns with reasons, and those of them that always hold one.
REASONS = {
    "scans": ("gap", "home_reason", "moved"),
    "visits": ("reason",),
    "matches": ("reason", "settled_reason"),
    "verdicts": ("reason", "backdated"),
    "column_standings": ("reason",),
    "findings": ("reason",),
    "sources": ("problem",),
    "alarms": ("reason",),
    "searches": ("unsearched",),
}
ALWAYS = {("matches", "reason"), ("verdicts", "reason"), ("column_standings", "reason"),
          ("findings", "reason"), ("alarms", "reason")}  # fmt: skip

FUNCTION = """
CREATE FUNCTION reason_of(sentence text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN sentence IS NULL OR sentence = '' THEN NULL
        WHEN '{fixed}'::jsonb ? sentence THEN
            jsonb_build_object('code', '{fixed}'::jsonb ->> sentence, 'facts', '{{}}'::jsonb)
        ELSE jsonb_build_object('code', 'text', 'facts', jsonb_build_object('text', sentence))
    END
$$
"""
COLUMNS = """
UPDATE scans SET columns = (
    SELECT coalesce(jsonb_agg(one || jsonb_build_object('reason', reason_of(one ->> 'reason'))
                              ORDER BY place), '[]')
    FROM jsonb_array_elements(columns) WITH ORDINALITY AS listed (one, place)
) WHERE columns IS NOT NULL
"""
LISTS = """
UPDATE scans SET lists = (
    SELECT jsonb_agg(one || jsonb_build_object('why', reason_of(one ->> 'why')) ORDER BY place)
    FROM jsonb_array_elements(lists) WITH ORDINALITY AS listed (one, place)
) WHERE lists <> '[]'
"""
HITS = """
UPDATE searches SET hits = (
    SELECT jsonb_agg(
        one || jsonb_build_object('place', coalesce('{places}'::jsonb -> (one ->> 'place'),
                                                    '"text"'::jsonb))
        ORDER BY number)
    FROM jsonb_array_elements(hits) WITH ORDINALITY AS listed (one, number)
) WHERE hits <> '[]'
"""
HOSTS = """
UPDATE hosts SET state = state || jsonb_build_object('reason', reason_of(state ->> 'reason'))
WHERE state ? 'reason'
"""
PICTURES = """
UPDATE visits SET evidence = jsonb_set(
    evidence, '{picture}', (evidence -> 'picture') - 'told'
        || jsonb_build_object('reason', reason_of(evidence #>> '{picture,told}')))
WHERE evidence -> 'picture' ? 'told'
"""
VIEWS = """
CREATE VIEW current_verdicts AS
SELECT DISTINCT ON (release_id, portal_id) * FROM verdicts
ORDER BY release_id, portal_id, verdict_id DESC;
CREATE VIEW current_columns AS
SELECT DISTINCT ON (portal_id) * FROM column_standings ORDER BY portal_id, standing_id DESC;
"""


def upgrade() -> None:
    _run(FUNCTION.format(fixed=json.dumps(FIXED, ensure_ascii=False)))
    op.execute("DROP VIEW current_verdicts; DROP VIEW current_columns")
    for table, columns in REASONS.items():
        op.execute(f"ALTER TABLE {table} {', '.join(_retyped(table, one) for one in columns)}")
    _run(COLUMNS)
    _run(LISTS)
    _run(HITS.format(places=json.dumps(PLACES, ensure_ascii=False)))
    _run(HOSTS)
    _run(PICTURES)
    op.execute("DROP FUNCTION reason_of")
    op.execute(VIEWS)
    op.execute("ALTER TABLE alarms RENAME told TO mailed_about")
    op.execute("ALTER TABLE outbox RENAME facts TO digest")


def _retyped(table: str, column: str) -> str:
    """What holds always a reason keeps even an empty one, as a text without words."""
    if (table, column) in ALWAYS:
        empty = """jsonb_build_object('code', 'text', 'facts', jsonb_build_object('text', ''))"""
        return f"ALTER {column} TYPE jsonb USING coalesce(reason_of({column}), {empty})"
    return (
        f"ALTER {column} DROP DEFAULT, ALTER {column} DROP NOT NULL, "
        f"ALTER {column} TYPE jsonb USING reason_of({column})"
    )


def _run(statement: str) -> None:
    """As it stands: SQLAlchemy would take the colons for parameters."""
    op.get_bind().exec_driver_sql(statement)
