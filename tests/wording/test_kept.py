"""Reasons among values that are kept as JSON: pages, hosts, what another version kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from repostwatch.model import (
    Column,
    ColumnForm,
    FileType,
    Firewall,
    Outcome,
    Page,
    PageKind,
    Reason,
    Region,
    RegionForm,
    Unread,
    all_of,
    because,
)
from repostwatch.model.codes import ColumnCode, ListCode, PageCode, VisitCode
from repostwatch.model.hosts import HostRecord
from repostwatch.model.reasons import quoted

SILENT = because(VisitCode.SILENT)
BLOCKED = because(VisitCode.FIREWALL, firewall=Firewall.RIVERSEC, status=412)
PLACE = because(ColumnCode.EARLY, position=1, total=9, share=0.6)
LACKS = because(VisitCode.DATA_MISSING, why=BLOCKED)
UNTIL = datetime(2026, 8, 21, 2, tzinfo=UTC)
PAGES: TypeAdapter[Page] = TypeAdapter(Page)
HOSTS: TypeAdapter[HostRecord] = TypeAdapter(HostRecord)


@pytest.mark.parametrize(
    "reason", [None, because(PageCode.FILE, file=FileType.PDF), all_of(LACKS, PLACE)]
)
def test_a_page_comes_back_as_it_was(reason: Reason | None) -> None:
    column = Column("国务院信息", ColumnForm.UNFILLED, False, 0, reason=all_of(LACKS, PLACE))
    row = Unread("关于甲的通知", because(ListCode.ROW_NO_ITEM))
    region = Region(RegionForm.PLACE, "div", unread=(row,), reason=reason)
    page = Page(PageKind.CONTENT, columns=(column,), reason=reason, regions=(region,))
    assert PAGES.validate_json(PAGES.dump_json(page)) == page
    assert PAGES.validate_python(PAGES.dump_python(page, mode="json")) == page


@pytest.mark.parametrize(
    "reason", [None, SILENT, because(VisitCode.LEFT_ALONE, why=SILENT, until=UNTIL)]
)
def test_a_host_comes_back_as_it_was(reason: Reason | None) -> None:
    record = HostRecord(3, UNTIL, Outcome.TIMEOUT, reason)
    assert HOSTS.validate_python(HOSTS.dump_python(record, mode="json")) == record


@pytest.mark.parametrize(
    "kept",
    ['""', '"服务器长时间没有应答"', "1", "[]", "{}", '{"code": "visit.silent"}', '{"facts": {}}'],
)
def test_what_is_no_reason_is_refused_and_breaks_nothing(kept: str) -> None:
    """A file of an older version holds a sentence: whoever keeps it goes on without."""
    with pytest.raises(ValidationError):
        PAGES.validate_json(f'{{"kind": "content", "reason": {kept}}}')


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a\0b", "a b"),
        ("域名\ud800出售\udfff", "域名 出售"),
        ("\u202e反\u2066写\u200b", "反 写"),
        ("一\r\n\t二　三", "一 二 三"),
        ("长" * 10_000, "长" * 60),
        ("\0" * 10_000 + "后", ""),
    ],
)
def test_a_stranger_s_words_are_one_short_line(words: str, shown: str) -> None:
    assert quoted(words) == shown
