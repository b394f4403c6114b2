"""Challenges in every form that is known, and ordinary pages that only look like one."""

from __future__ import annotations

import pytest

from repostwatch.crawl.fetch.challenge import challenge, has_little_text
from repostwatch.model import Firewall, because
from repostwatch.model.codes import VisitCode
from tests.faults.faults import PAGE

SCRIPT = "<html><head><script>{}</script></head><body></body></html>"
BLOCKED: dict[Firewall, tuple[int, str]] = {
    Firewall.RIVERSEC: (412, SCRIPT.format("$_ts=window['$_ts'];$_ts.nsd=1;")),
    Firewall.JIASULE: (521, "<script>document.cookie='__jsl_clearance=1'</script>"),
    Firewall.ALIYUN: (200, SCRIPT.format("var arg1='30';setCookie('acw_sc__v2', x)")),
    Firewall.TENCENT: (200, SCRIPT.format("new TencentCaptcha('2000', cb)")),
    Firewall.HUAWEI: (418, "<html>HWWAFSESID</html>"),
    Firewall.BAIDU: (403, "<a href='//su.baidu.com'>百度云加速</a>"),
    Firewall.QIHOO: (493, "<form action='/waf/wzws-waf-cgi/'></form>"),
    Firewall.CHUANGYU: (403, "<p>创宇盾已拦截</p>"),
    Firewall.SAFEDOG: (403, "<title>网站安全狗</title>"),
    Firewall.YUNSUO: (200, SCRIPT.format("location='/?security_session_verify=1'")),
    Firewall.BAOTA: (403, "<p>宝塔网站防火墙</p>"),
    Firewall.SAFELINE: (468, "<html>SafeLine WAF</html>"),
    Firewall.APPLIANCE: (403, "<html>NSFOCUS</html>"),
    Firewall.CLOUDFLARE: (503, "<script src='/cdn-cgi/challenge-platform/h/b'></script>"),
    Firewall.IMPERVA: (200, "<script src='/_Incapsula_Resource?x'></script>"),
    Firewall.F5: (200, "<html>The requested URL was rejected. Please consult with</html>"),
    Firewall.AKAMAI: (403, "<p>errors.edgesuite.net/18.1</p>"),
}


@pytest.mark.parametrize(("firewall", "answer"), BLOCKED.items(), ids=BLOCKED.keys())
def test_a_challenge_is_recognised_and_named(firewall: Firewall, answer: tuple[int, str]) -> None:
    status, body = answer
    why = challenge(status, {}, body.encode())
    assert why == because(VisitCode.FIREWALL, firewall=firewall, status=status)


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
@pytest.mark.parametrize(
    "words", ["您的请求可能存在威胁", "请完成安全验证", "访问过于频繁，请稍后再试", "请输入验证码"]
)
def test_a_firewall_that_speaks_is_understood(words: str, charset: str) -> None:
    body = f"<html><body><p>{words}</p></body></html>".encode(charset)
    assert challenge(200, {}, body)
    assert challenge(403, {}, body)


def test_an_article_about_firewalls_is_none() -> None:
    text = "我局部署网站防火墙与安全验证系统，访问被拦截的请求均有记录。" * 60
    assert challenge(200, {}, f"<html><body><p>{text}</p></body></html>".encode()) is None


def test_a_portal_behind_a_firewall_that_let_us_in_is_none() -> None:
    page = PAGE.replace(b"</body>", b"<script>var k='__jsluid_s';acw_sc__v2</script></body>")
    assert challenge(200, {}, page) is None


@pytest.mark.parametrize("status", [200, 400, 403, 404, 500, 502, 503])
def test_a_plain_answer_is_none(status: int) -> None:
    body = b"<html><head><title>error</title></head><body><h1>error</h1></body></html>"
    assert challenge(status, {}, body) is None


def test_a_homepage_that_sets_a_cookie_is_none() -> None:
    page = PAGE.replace(b"</body>", b"<script>document.cookie='a=1';</script></body>")
    assert challenge(200, {}, page) is None


def test_what_counts_as_thin() -> None:
    assert has_little_text(b"<html><script>" + b"x" * 10_000 + b"</script><p>short</p></html>")
    assert not has_little_text(PAGE)
    assert not has_little_text(b"<p>" + "字".encode() * 2000 + b"</p>")
