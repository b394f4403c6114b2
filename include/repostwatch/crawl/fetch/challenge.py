"""Challenge and firewall pages, served instead of the content.

They are respected: the outcome is `blocked`, and the portal is not judged by the hidden page.
Patterns are matched in the first bytes only. A page that merely mentions a firewall is not a
challenge: with a success status it must also have little text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from repostwatch.model import Firewall, Reason, because
from repostwatch.model.codes import VisitCode

# Of a body. Challenge pages are short; what matters stands early.
SCANNED_BYTES = 64 * 1024
# A page with more anchors has content, whatever its scripts do.
THIN_LINKS = 6
# A page with more characters of visible text has content of its own.
THIN_TEXT = 800

# (product, marks in the body)
MARKS: tuple[tuple[Firewall, re.Pattern[bytes]], ...] = (
    (Firewall.RIVERSEC, re.compile(rb"\$_ts\s*=|\$_ts\[|FSSBBIl1UgzbN7N|\br=['\"]?m['\"]?\s*[>/]")),
    (Firewall.JIASULE, re.compile(rb"__jsl_clearance|__jsluid_|jsl-www")),
    (Firewall.ALIYUN, re.compile(rb"acw_sc__v[23]|errors\.aliyun\.com|aliyun_waf|aliyunwaf_")),
    (
        Firewall.TENCENT,
        re.compile(rb"__tst_status|EO_Bot_Ssid|WafCaptcha|waf[_-]captcha|TencentCaptcha\("),
    ),
    (Firewall.HUAWEI, re.compile(rb"HWWAFSESID|HWWAFSESTIME")),
    (Firewall.BAIDU, re.compile(rb"__yjs_duid|yunjiasu-cdn|su\.baidu\.com")),
    (Firewall.QIHOO, re.compile(rb"wzws-waf-cgi|wzws_cid|wzws_sid|wangzhan\.360\.cn|360wzws")),
    (
        Firewall.CHUANGYU,
        re.compile(rb"yunaq\.com|365cyd|knownsec|\xe5\x88\x9b\xe5\xae\x87\xe7\x9b\xbe"),
    ),
    (Firewall.SAFEDOG, re.compile(rb"safedog|\xe5\xae\x89\xe5\x85\xa8\xe7\x8b\x97")),
    (
        Firewall.YUNSUO,
        re.compile(rb"yunsuo_session|security_session_verify|srcurl=\"?\+?stringToHex"),
    ),
    (
        Firewall.BAOTA,
        re.compile(
            rb"btwaf|bt\.cn/\?waf|\xe5\xae\x9d\xe5\xa1\x94.{0,12}\xe9\x98\xb2\xe7\x81\xab\xe5\xa2\x99"
        ),
    ),
    (Firewall.SAFELINE, re.compile(rb"SafeLine|safeline_bot|chaitin\.com")),
    (Firewall.D_SHIELD, re.compile(rb"D\xe7\x9b\xbe_|D\xb6\xdc_")),
    (
        Firewall.APPLIANCE,
        re.compile(rb"NSFOCUS|sangfor|DPtech|TopWAF|webray|WebKnight", re.IGNORECASE),
    ),
    (
        Firewall.CLOUDFLARE,
        re.compile(rb"_cf_chl_|cf-chl-|/cdn-cgi/challenge-platform|cf-browser-verif"),
    ),
    (Firewall.IMPERVA, re.compile(rb"_Incapsula_Resource|Incapsula incident")),
    (Firewall.F5, re.compile(rb"The requested URL was rejected\. Please consult|bobcmn")),
    (Firewall.AKAMAI, re.compile(rb"errors\.edgesuite\.net|bm-verify|_abck")),
)
# What firewalls say in words, in UTF-8 and GBK.
WORDS = tuple(
    phrase.encode(charset)
    for phrase in (
        "网站防火墙",
        "Web应用防火墙",
        "请求被拦截",
        "访问被拦截",
        "访问被拒绝",
        "访问被阻断",
        "请求已被阻断",
        "您的请求带有不合法参数",
        "您的请求可能存在威胁",
        "疑似攻击行为",
        "疑似黑客攻击",
        "存在安全威胁",
        "请完成安全验证",
        "安全验证",
        "人机验证",
        "滑动验证",
        "请输入验证码",
        "访问过于频繁",
        "浏览器安全检查",
        "正在验证您的浏览器",
        "请开启JavaScript并刷新该页",
        "请开启JavaScript",
    )
    for charset in ("utf-8", "gbk")
)
COOKIE_SCRIPT = re.compile(rb"document\s*(?:\.\s*cookie|\[\s*['\"]cookie['\"]\s*\])\s*=")
RELOADS = re.compile(
    rb"location\s*+(?:\.\s*+(?:reload|replace|assign)\s*+\(|(?:\.\s*+href\s*+)?+=(?!=)|\[)|"
    rb"\.submit\s*+\(|window\s*+\.\s*+open\s*+\("
)
OBFUSCATED = re.compile(rb"\beval\s*\(|_0x[0-9a-f]{3,}|\\x[0-9a-f]{2}\\x|String\.fromCharCode")
CHALLENGE_STATUSES = frozenset({412, 521})
CHALLENGE_HEADERS = {"cf-mitigated": Firewall.CLOUDFLARE, "x-waf-captcha": Firewall.APPLIANCE}
HIDDEN = re.compile(rb"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(rb"<[^<>]*>")
ANCHOR = re.compile(rb"<a ", re.IGNORECASE)


def challenge(status: int, headers: Mapping[str, str], body: bytes) -> Reason | None:
    """Why this answer is a challenge or a firewall's page, or None."""
    for header, firewall in CHALLENGE_HEADERS.items():
        if header in headers:
            return because(VisitCode.FIREWALL_CHECK, firewall=firewall, status=status)
    success = 200 <= status < 300
    if success and not has_little_text(body):
        return None
    head = body[:SCANNED_BYTES]
    for firewall, pattern in MARKS:
        if pattern.search(head):
            return because(VisitCode.FIREWALL, firewall=firewall, status=status)
    if any(word in head for word in WORDS):
        return because(VisitCode.FIREWALL_WORDS, status=status)
    if COOKIE_SCRIPT.search(head) and (RELOADS.search(head) or OBFUSCATED.search(head)):
        return because(VisitCode.COOKIE_SCRIPT, status=status)
    if status in CHALLENGE_STATUSES:
        return because(VisitCode.BROWSER_CHECK, status=status)
    if status in (202, 203) and OBFUSCATED.search(head):
        return because(VisitCode.BROWSER_SCRIPT, status=status)
    return None


def has_little_text(body: bytes) -> bool:
    """Whether a page has few anchors and little visible text."""
    head = body[:SCANNED_BYTES]
    if any(islice(ANCHOR.finditer(head), THIN_LINKS, None)):
        return False
    visible = TAG.sub(b"", HIDDEN.sub(b"", head))
    return len(b" ".join(visible.split())) <= THIN_TEXT * 2
