"""The kind of a page, by patterns in its bytes. Only content proves anything about a repost."""

from __future__ import annotations

import re

from repostwatch.model import FileType, PageKind, Reason, because
from repostwatch.model.codes import PageCode
from repostwatch.model.reasons import quoted
from repostwatch.reading import offers
from repostwatch.reading.document import Document
from repostwatch.reading.dom import nodes
from repostwatch.settings import ReadingSettings

_MAGIC = (
    (b"%PDF", FileType.PDF), (b"PK\x03\x04", FileType.ZIP), (b"\x89PNG", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG), (b"GIF8", FileType.GIF), (b"\x1f\x8b", FileType.GZIP),
    (b"\xd0\xcf\x11\xe0", FileType.OFFICE), (b"Rar!", FileType.RAR), (b"RIFF", FileType.MEDIA),
    (b"\x00\x00\x01\x00", FileType.ICON), (b"wOFF", FileType.FONT),
    (b"7z\xbc\xaf", FileType.SEVEN_ZIP),
)  # fmt: skip
_NOT_TEXT = re.compile(
    r"^\s*(?:image|audio|video|font)/|pdf|zip|octet-stream|msword|officedocument", re.IGNORECASE
)
_CHALLENGE_CODE = re.compile(
    r"\$_ts\s*=\s*window|window\[['\"]\$_ts['\"]\]|_\$jsvmprt|__jsl_clearance|__jsluid|acw_sc__v2|"
    r"cf-chl-|challenge-platform|_cf_chl_opt|TencentCaptcha|geetest|sec_cpt|bm-verify|"
    r"_waf_\w+|yundun|aliyun_waf|safeline|slg-\w+-captcha|"
    r"document\.cookie\s*=.{0,400}?(?:location\.(?:reload|href|replace)|location\s*=)",
    re.IGNORECASE | re.DOTALL,
)
_CHALLENGE_TEXT = re.compile(
    r"(?:安全|人机|访问|身份|滑动)验证|请(?:完成|进行)(?:安全)?验证|正在(?:进行)?(?:安全)?(?:检查|检测)您?的?(?:浏览器|访问)|"
    r"网站防火墙|云防护|创宇盾|安全狗|云锁|加速乐|Web应用防火墙|您的(?:请求|访问|IP).{0,20}(?:拦截|阻断|限制|禁止|威胁|异常|频繁)|"
    r"访问(?:过于|太)?频繁|已被(?:拦截|阻断|屏蔽)|请(?:开启|启用)\s*JavaScript.{0,12}(?:刷新|重试|继续)|"
    r"Access Denied|Request blocked|Just a moment|Attention Required|Checking your browser|"
    r"403 Forbidden|412 Precondition",
    re.IGNORECASE,
)
_MISSING_TITLE = re.compile(
    r"404|not\s*found|页面(?:不存在|未找到|找不到|丢失|走丢|已?(?:删除|失效))|找不到(?:该|此)?(?:页|网页|文件|内容)|"
    r"出错(?:了|啦|页)?|错误(?:页面|提示)|无法(?:找到|显示)",
    re.IGNORECASE,
)
_MISSING_TEXT = re.compile(
    r"404\s*(?:not\s*found|错误|页面|-|,|，|！|!|:|：|$)|"
    r"(?:页面|网页|文件|内容|信息|栏目|文章|地址|链接|资源)(?:可能)?"
    r"(?:不存在|未找到|找不到|已?(?:被)?(?:删除|移除|下线|失效|撤销))|"
    r"(?:找不到|无法找到|没有找到|未找到)(?:您?(?:要|所)?(?:访问|请求|查找|浏览)?的?)?"
    r".{0,10}(?:页|网页|文件|资源|内容|信息)|您访问的.{0,8}(?:不存在|找不到|已删除)|"
    r"The (?:page|requested URL).{0,40}(?:not found|cannot be found)|HTTP Status 404",
    re.IGNORECASE,
)
# A title that is about such pages is no such page's own: replies to citizens, results of checks.
_PART = re.compile(r"[-_|—–]+")
_ABOUT = re.compile(
    r"关于|问题|整[治改]|排查|抽查|通报|报告|[答回]复|情况|[通公]告|说明|修复|办法|方法|如何|怎[么样]|为什么"
)
_REPORTED = re.compile(r"抽查|排查|发现|反映|整改|修复|部分|个别|问题")
_AROUND = 30, 15  # characters before and behind, in which a sentence says that it reports
# How a page speaks to those who look for another one.
_ADDRESSED = re.compile(
    r"抱歉|对不起|您(?:要|所)?(?:访问|请求|查找|浏览|查看)|404|sorry|not found", re.IGNORECASE
)
_LOGIN = re.compile(r"登\s*[录陆]|统一身份认证|用户名|sign\s*in|log\s*in", re.IGNORECASE)
_GOVERNMENT = re.compile(r"网站标识码|SiteIDCode|_jiucuo_|conac\.cn|政府网站找错", re.IGNORECASE)
_TEMPLATE = re.compile(
    r"ng-app|ng-repeat|ng-view|v-for=|v-cloak|data-reactroot|id=[\"'](?:app|root|__next|__nuxt)[\"']|"
    r"\{\{\s*[\w.$]+\s*(?:\||\}\})|<router-view|<%=?\s*\w+\.title|type=[\"']text/(?:x-)?(?:template|html|ng-template|x-handlebars)",
    re.IGNORECASE,
)
_REFRESH = re.compile(
    r"<meta[^>]{0,100}http-equiv\s*=\s*[\"']?refresh[^>]{0,20}content\s*=\s*[\"'][^\"'>]{0,300}url",
    re.IGNORECASE,
)
_JUMP = re.compile(
    r"(?:window|self|top|document)?\.?location(?:\.href)?\s*=|location\.replace\(", re.IGNORECASE
)
# What stands there until a script has something to show, or where there is none to run it.
_WAITING = re.compile(
    r"正在|页面|网页|数据|内容|加载|载入|读取|跳转|打开|进入|中|请|稍[候等后]|您的|浏览器|不支持|启用|开启|javascript"
    r"|loading|please|wait|redirecting|you need to enable|to run this app|[\W\d_]+",
    re.IGNORECASE,
)
_SHOWS = "img, image, iframe, frame, object, embed, video, canvas, form, a[href]"

# Text in any charset has hardly any, NUL in UTF-16 apart.
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\f\r\x1b"))
_HEAD = 400  # bytes that are looked at where no tag is among them
_FIELDS = 20  # for passwords that are looked at
FEW = 3  # items; error and challenge pages link to less


def not_text(body: bytes, content_type: str | None) -> Reason | None:
    """Why the bytes are no page at all, or None."""
    for magic, file in _MAGIC:
        if body.startswith(magic):
            return because(PageCode.FILE, file=file)
    head = body[:_HEAD]
    if b"<" not in head and len(head.translate(None, _CONTROLS)) < len(head) * 0.6:
        return because(PageCode.FILE, file=FileType.BINARY)
    kind = (content_type or "").partition(";")[0]
    if _NOT_TEXT.search(kind) and body.lstrip()[:1] not in (b"<", b"{", b"["):
        return because(PageCode.OTHER_TYPE, content_type=quoted(kind))
    return None


def kind_of(
    doc: Document, facts: tuple[int, bool, bool], settings: ReadingSettings
) -> tuple[PageKind, Reason | None]:
    """What a decoded HTML page is and the mark that says so (None for content).

    `facts` are the number of content items, whether an article was read and whether the push
    feed is embedded.
    """
    source, title = doc.source, doc.title or ""
    items, article, embedded = facts
    # The text of a page with a list is not looked at.
    visible = doc.shown.replace("\n", " ") if items < FEW else ""
    size = len(visible)
    if (
        (offer := offers.offered_by_title(title))
        and "政府" not in title
        and not _GOVERNMENT.search(source)
    ):
        return PageKind.PARKED, because(PageCode.FOR_SALE_TITLE, mark=quoted(offer))
    if not article and (mark := _MISSING_TITLE.match(title.strip())) and not _about_missing(title):
        return PageKind.SOFT_404, because(PageCode.MISSING_TITLE, mark=quoted(mark[0]))
    if items < FEW and size <= settings.notice_chars:
        asked = not article and _asks_for_password(doc)
        found = _notice(source, visible, title, asked=asked, article=article)
        if found:
            return found
    if items or article or embedded:
        return PageKind.CONTENT, None
    return _without_items(doc, visible, settings)


def _asks_for_password(doc: Document) -> bool:
    """Whether a page shows a field for a password; forms that open on a click do not count."""
    if "password" not in doc.source and "PASSWORD" not in doc.source:
        return False
    fields = doc.tree.css("input[type=password i]")[:_FIELDS]
    return any(not nodes.is_hidden(field) for field in fields)


def _notice(
    source: str, visible: str, title: str, *, asked: bool, article: bool
) -> tuple[PageKind, Reason] | None:
    offer = offers.offered(visible, title, article=article)
    if offer and not _GOVERNMENT.search(source):
        return PageKind.PARKED, because(PageCode.FOR_SALE, mark=quoted(offer))
    # Whoever takes a name over, or breaks into a site, may leave the mark of a government site.
    if offer and (insisted := offers.insisted(visible, title, article=article)):
        return PageKind.PARKED, because(PageCode.FOR_SALE_MARKED, mark=quoted(insisted))
    if mark := _CHALLENGE_TEXT.search(title) or _CHALLENGE_TEXT.search(visible[:600]):
        return PageKind.CHALLENGE, because(PageCode.CHALLENGE, mark=quoted(mark[0], 30))
    if len(visible) < 200 and (mark := _CHALLENGE_CODE.search(source[:60_000])):
        return PageKind.CHALLENGE, because(PageCode.CHALLENGE_SCRIPT, mark=quoted(mark[0], 24))
    if mark := _missing(visible[:600], title, article=article):
        return PageKind.SOFT_404, because(PageCode.MISSING, mark=quoted(mark[0], 30))
    if asked and (_LOGIN.search(title) or _LOGIN.search(visible)):
        return PageKind.LOGIN, because(PageCode.LOGIN)
    return None


def _missing(head: str, title: str, *, article: bool) -> re.Match[str] | None:
    """What of a page's title or beginning says that it is not there. Others report of pages that
    are not, articles above all."""
    if _about_missing(title):
        return None
    if mark := _MISSING_TITLE.search(title):
        return mark
    if article and not _ADDRESSED.search(head):
        return None
    return next((one for one in _MISSING_TEXT.finditer(head) if not _reported(head, one)), None)


def _reported(head: str, mark: re.Match[str]) -> bool:
    before, behind = _AROUND
    around = head[max(0, mark.start() - before) : mark.end() + behind]
    return not _ADDRESSED.search(around) and _REPORTED.search(around) is not None


def _about_missing(title: str) -> bool:
    return any(_MISSING_TITLE.search(part) and _ABOUT.search(part) for part in _PART.split(title))


def _without_items(
    doc: Document, visible: str, settings: ReadingSettings
) -> tuple[PageKind, Reason | None]:
    source, size = doc.source, len(visible)
    scripts = "<script" in source.lower()
    if mark := _TEMPLATE.search(source):
        return PageKind.SHELL, because(PageCode.TEMPLATE, mark=quoted(mark[0], 24))
    if size < settings.shell_chars:
        if _REFRESH.search(source):
            return PageKind.SHELL, because(PageCode.META_REFRESH)
        if scripts and _JUMP.search(source):
            return PageKind.SHELL, because(PageCode.JUMP_SCRIPT)
        if scripts and not _WAITING.sub("", visible) and doc.tree.css_first(_SHOWS) is None:
            return PageKind.SHELL, because(PageCode.ONLY_SCRIPT)
        if scripts:
            return PageKind.SHELL, because(PageCode.SCRIPTED, characters=size)
        if size == 0:
            return PageKind.EMPTY, because(PageCode.NO_TEXT)
    return PageKind.CONTENT, None
