"""Pages that ask for a browser, a person or a different visitor, instead of answering.

We obey them: the outcome is `blocked`, the portal is not judged on what it hid from us.
Marks are matched in the first bytes only, and an ordinary page that merely mentions a
firewall is not one: a page served as a success must also be thin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

# Of a body. Challenge pages are short; what matters stands early.
LOOKED_AT = 64 * 1024
# A page with more than this many anchors shows content, whatever its scripts do.
THIN_LINKS = 6
# Characters of visible text beyond which a page says something of its own.
THIN_TEXT = 800

# (what an officer calls it, marks in the body)
MARKS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("瑞数动态防护", re.compile(rb"\$_ts\s*=|\$_ts\[|FSSBBIl1UgzbN7N|\br=['\"]?m['\"]?\s*[>/]")),
    ("加速乐", re.compile(rb"__jsl_clearance|__jsluid_|jsl-www")),
    ("阿里云防护", re.compile(rb"acw_sc__v[23]|errors\.aliyun\.com|aliyun_waf|aliyunwaf_")),
    (
        "腾讯云防护",
        re.compile(rb"__tst_status|EO_Bot_Ssid|WafCaptcha|waf[_-]captcha|TencentCaptcha\("),
    ),
    ("华为云防护", re.compile(rb"HWWAFSESID|HWWAFSESTIME")),
    ("百度云加速", re.compile(rb"__yjs_duid|yunjiasu-cdn|su\.baidu\.com")),
    ("360网站卫士", re.compile(rb"wzws-waf-cgi|wzws_cid|wzws_sid|wangzhan\.360\.cn|360wzws")),
    ("创宇盾", re.compile(rb"yunaq\.com|365cyd|knownsec|\xe5\x88\x9b\xe5\xae\x87\xe7\x9b\xbe")),
    ("网站安全狗", re.compile(rb"safedog|\xe5\xae\x89\xe5\x85\xa8\xe7\x8b\x97")),
    ("云锁", re.compile(rb"yunsuo_session|security_session_verify|srcurl=\"?\+?stringToHex")),
    (
        "宝塔防火墙",
        re.compile(
            rb"btwaf|bt\.cn/\?waf|\xe5\xae\x9d\xe5\xa1\x94.{0,12}\xe9\x98\xb2\xe7\x81\xab\xe5\xa2\x99"
        ),
    ),
    ("雷池防护", re.compile(rb"SafeLine|safeline_bot|chaitin\.com")),
    ("D盾", re.compile(rb"D\xe7\x9b\xbe_|D\xb6\xdc_")),
    ("安全设备", re.compile(rb"NSFOCUS|sangfor|DPtech|TopWAF|webray|WebKnight", re.IGNORECASE)),
    ("Cloudflare", re.compile(rb"_cf_chl_|cf-chl-|/cdn-cgi/challenge-platform|cf-browser-verif")),
    ("Imperva", re.compile(rb"_Incapsula_Resource|Incapsula incident")),
    ("F5防火墙", re.compile(rb"The requested URL was rejected\. Please consult|bobcmn")),
    ("Akamai", re.compile(rb"errors\.edgesuite\.net|bm-verify|_abck")),
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
CHALLENGE_HEADERS = {"cf-mitigated": "Cloudflare", "x-waf-captcha": "安全设备"}
HIDDEN = re.compile(rb"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(rb"<[^<>]*>")
ANCHOR = re.compile(rb"<a ", re.IGNORECASE)


def challenge(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Why this answer is a challenge or a firewall's page (Chinese), or None."""
    for header, name in CHALLENGE_HEADERS.items():
        if header in headers:
            return f"{name}要求验证，未能看到页面（{status}）"
    success = 200 <= status < 300
    if success and not thin(body):
        return None
    head = body[:LOOKED_AT]
    for name, pattern in MARKS:
        if pattern.search(head):
            return f"被{name}拦截，未能看到页面（{status}）"
    if any(word in head for word in WORDS):
        return f"被网站防火墙拦截或要求验证，未能看到页面（{status}）"
    if COOKIE_SCRIPT.search(head) and (RELOADS.search(head) or OBFUSCATED.search(head)):
        return f"要求浏览器运行脚本取得Cookie后才给页面（{status}）"
    if status in CHALLENGE_STATUSES:
        return f"网站要求验证浏览器，未能看到页面（{status}）"
    if status in (202, 203) and OBFUSCATED.search(head):
        return f"网站要求浏览器先运行脚本，未能看到页面（{status}）"
    return None


def thin(body: bytes) -> bool:
    """Whether a page shows next to nothing: few anchors and little visible text."""
    head = body[:LOOKED_AT]
    if any(islice(ANCHOR.finditer(head), THIN_LINKS, None)):
        return False
    visible = TAG.sub(b"", HIDDEN.sub(b"", head))
    return len(b" ".join(visible.split())) <= THIN_TEXT * 2
