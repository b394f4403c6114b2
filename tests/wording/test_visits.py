"""Sentences about visits whose form depends on their facts."""

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.model import BEIJING, FetchStage, FileType, Firewall, Reason, because
from repostwatch.model.codes import ReaderCode, VisitCode
from repostwatch.wording import Style, say

NOON = datetime(2026, 8, 21, 12, tzinfo=BEIJING)
SILENT = because(VisitCode.SILENT)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (because(VisitCode.HTTP_STATUS, status=404), "页面不存在（404）"),
        (because(VisitCode.HTTP_STATUS, status=418), "服务器不提供此页面（418）"),
        (because(VisitCode.HTTP_STATUS, status=599), "服务器出错（599）"),
        (because(VisitCode.CERTIFICATE, verify_code=10), "HTTPS证书已过期"),
        (because(VisitCode.CERTIFICATE, verify_code=0), "HTTPS证书核验失败"),
        (because(VisitCode.TLS, error="DH_KEY_TOO_SMALL"), "服务器的密钥过短"),
        (because(VisitCode.TLS, error="NEW_ONE"), "HTTPS握手失败（NEW_ONE）"),
        (because(VisitCode.TLS, error=None), "HTTPS握手失败"),
        (
            because(VisitCode.SCHEME_REFUSED, scheme="ftp"),
            "只访问http和https地址，不访问ftp地址",
        ),
        (
            because(VisitCode.SCHEME_REFUSED, scheme=None),
            "只访问http和https地址，不访问没有协议的地址",
        ),
        (
            because(VisitCode.ADDRESS_NOT_PUBLIC, address="10.0.0.1"),
            "10.0.0.1不是公网地址，不予访问",
        ),
        (
            because(VisitCode.ADDRESS_NOT_PUBLIC, address=None),
            "连接的地址不是公网地址，不予访问",
        ),
        (because(VisitCode.TOO_LARGE, limit=8 * 1024 * 1024), "页面超过8 MB"),
        (because(VisitCode.TOO_LARGE, limit=1000), "页面超过1000字节"),
        (
            because(VisitCode.LEFT_ALONE, why=SILENT, until=NOON),
            "服务器长时间没有应答；2026-08-21 12:00之前不再访问",
        ),
        (because(VisitCode.LEFT_ALONE, why=None, until=NOON), "2026-08-21 12:00之前不再访问"),
        (
            because(VisitCode.TOTAL_TIMEOUT, seconds=60.0, stage=FetchStage.BODY, received=500),
            "60秒内没有完成读取页面（已收到500字节）",
        ),
        (because(VisitCode.FILE, file=FileType.PDF), "不是网页，是PDF文件"),
        (
            because(VisitCode.FIREWALL, firewall=Firewall.RIVERSEC, status=412),
            "被瑞数动态防护拦截，未能看到页面（412）",
        ),
        (
            because(VisitCode.STYLES_MISSING, why=because(VisitCode.HTTP_STATUS, status=503)),
            "网页样式没有加载完整（服务暂不可用（503））",
        ),
        (because(ReaderCode.TIMEOUT, seconds=2.5), "读取这个页面超过2.5秒，不再读下去"),
    ],
)
def test_what_is_said_of_a_visit(reason: Reason, said: str) -> None:
    assert say(reason, Style()) == said


def test_a_mail_writes_a_pause_like_its_other_moments() -> None:
    reason = because(VisitCode.LEFT_ALONE, why=SILENT, until=NOON)
    assert say(reason, Style(year=2026)).endswith("；8月21日 12:00之前不再访问")
