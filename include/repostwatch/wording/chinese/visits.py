"""How a visit of an address ended, and what of it was out of the ordinary."""

from collections.abc import Mapping

from repostwatch.model.codes import VisitCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence
from repostwatch.wording.sizes import size

STATUSES: Mapping[Fact, str] = {
    400: "服务器认为请求有误",
    401: "需要登录",
    403: "服务器拒绝访问",
    404: "页面不存在",
    405: "服务器不允许这种访问",
    408: "服务器等待请求超时",
    410: "页面已被删除",
    429: "服务器认为访问过于频繁",
    451: "因法律原因不可访问",
    500: "服务器内部错误",
    502: "网关收到无效应答",
    503: "服务暂不可用",
    504: "网关等待超时",
}
CERTIFICATES: Mapping[Fact, str] = {
    9: "证书尚未生效",
    10: "证书已过期",
    18: "证书是自签名的",
    19: "证书链里有自签名的根证书",
    20: "证书链不完整或签发机构不受信任",
    21: "证书链不完整，无法核验",
    62: "证书与域名不符",
    64: "证书与IP地址不符",
}
TLS: Mapping[Fact, str] = {
    "UNSAFE_LEGACY_RENEGOTIATION_DISABLED": "服务器只支持不安全的旧式TLS重协商",
    "UNSUPPORTED_PROTOCOL": "服务器只支持过时的TLS版本",
    "TLSV1_ALERT_PROTOCOL_VERSION": "服务器不支持TLS 1.2以上版本",
    "DH_KEY_TOO_SMALL": "服务器的密钥过短",
    "EE_KEY_TOO_SMALL": "服务器证书的密钥过短",
    "CA_MD_TOO_WEAK": "证书使用过时的签名算法",
    "NO_CIPHERS_AVAILABLE": "没有双方都支持的加密算法",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "没有双方都支持的加密方式",
    "WRONG_VERSION_NUMBER": "端口上不是HTTPS服务",
    "TLSV1_UNRECOGNIZED_NAME": "服务器不认识这个域名",
}


def _status(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    status = int(words["status"])
    kind = "服务器出错" if status >= 500 else "服务器不提供此页面"
    failed = kind if status < 600 else "服务器以非标准状态码拒绝"
    return f"{STATUSES.get(facts['status'], failed)}（{words['status']}）"


def _certificate(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del words
    return f"HTTPS{CERTIFICATES.get(facts['verify_code'], '证书核验失败')}"


def _tls(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    named = f"（{words['error']}）" if words["error"] else ""
    return TLS.get(facts["error"], f"HTTPS握手失败{named}")


def _scheme(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del facts
    return f"只访问http和https地址，不访问{words['scheme'] or '没有协议的'}地址"


def _not_public(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del facts
    return f"{words['address'] or '连接的地址'}不是公网地址，不予访问"


def _left_alone(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del facts
    pause = f"{words['until']}之前不再访问"
    return f"{words['why']}；{pause}" if words["why"] else pause


SENTENCES: dict[Code, Sentence] = {
    VisitCode.ADDRESS_MALFORMED: "地址格式不合规",
    VisitCode.ADDRESS_TOO_LONG: "地址过长（{characters}个字符）",
    VisitCode.ADDRESS_WITH_BACKSLASH: "地址里有反斜杠",
    VisitCode.ADDRESS_WITH_CREDENTIALS: "地址里带有用户名或口令",
    VisitCode.ADDRESS_WITHOUT_HOST: "地址里没有域名",
    VisitCode.SCHEME_REFUSED: _scheme,
    VisitCode.PORT_REFUSED: "端口{port}不是网站常用端口",
    VisitCode.HOST_CHARACTERS: "域名含有不允许的字符",
    VisitCode.HOST_INCOMPLETE: "不是完整的域名",
    VisitCode.IPV4_MALFORMED: "IP地址写法不规范",
    VisitCode.IPV6_MALFORMED: "IPv6地址格式不合规",
    VisitCode.ADDRESS_NOT_PUBLIC: _not_public,
    VisitCode.MAY_CHANGE: "未访问：网址含“{word}”，访问可能改动对方网站的内容",
    VisitCode.NAME_SLOW: "域名解析{seconds}秒没有结果",
    VisitCode.NAME_UNRESOLVED: "域名无法解析",
    VisitCode.NAME_WITHOUT_ADDRESS: "域名没有对应的地址",
    VisitCode.NAME_NOT_PUBLIC: "域名解析到非公网地址{address}，不予访问",
    VisitCode.CONNECT_TIMEOUT: "建立连接超时",
    VisitCode.CONNECTION_REFUSED: "服务器拒绝连接",
    VisitCode.NETWORK_UNREACHABLE: "到服务器的网络不通",
    VisitCode.CONNECTION_RESET: "连接被对方中断",
    VisitCode.CONNECTION_BROKEN: "连接异常中断",
    VisitCode.CERTIFICATE: _certificate,
    VisitCode.TLS: _tls,
    VisitCode.PROXY_REFUSED: "代理服务器不予转接（{status}）",
    VisitCode.PROXY_UNREACHABLE: "连不上代理服务器",
    VisitCode.TOTAL_TIMEOUT: "{seconds}秒内没有完成{stage}（已收到{received}字节）",
    VisitCode.SILENT: "服务器长时间没有应答",
    VisitCode.STALLED: "页面传到一半停住了（已收到{received}字节）",
    VisitCode.DISCONNECTED: "服务器没有应答就断开了连接",
    VisitCode.HEADERS_CUT: "服务器没有传完应答头就断开了连接",
    VisitCode.HEADERS_TOO_LARGE: "服务器的应答头过大",
    VisitCode.BODY_CUT: "页面没有传完连接就断了（已收到{received}字节）",
    VisitCode.CHUNKS_BROKEN: "页面的分块传输格式错误，没有收到完整内容",
    VisitCode.PROTOCOL: "服务器的应答不符合HTTP协议",
    VisitCode.HTTP_STATUS: _status,
    VisitCode.NO_WHOLE_PAGE: "服务器的答复（{status}）不表示给出了这个网页",
    VisitCode.PARTIAL: "服务器只给了一部分内容（{status}）",
    VisitCode.NOT_CHANGED: "内容自上次访问后没有变化",
    VisitCode.ENCODING_UNKNOWN: "服务器使用了我们没有声明支持的压缩方式（{encoding}）",
    VisitCode.COMPRESSED_BROKEN: "{encoding}压缩数据损坏",
    VisitCode.COMPRESSED_CUT: "{encoding}压缩数据不完整",
    VisitCode.COMPRESSED_PARTS: "{encoding}压缩数据段数过多",
    VisitCode.TOO_LARGE: lambda facts, _: f"页面超过{size(facts['limit'], '字节')}",
    VisitCode.REDIRECT_MALFORMED: "跳转地址格式不合规",
    VisitCode.REDIRECT_HOST_MALFORMED: "跳转地址的域名不是合法文字",
    VisitCode.REDIRECT_WITHOUT_ADDRESS: "跳转没有给出地址（{status}）",
    VisitCode.TOO_MANY_REDIRECTS: "跳转超过{limit}次",
    VisitCode.REDIRECT_OFF_SITE: "跳转到其他网站（{there}），未跟随",
    VisitCode.REDIRECT_CIRCLE: "跳转超过{limit}次，跳转陷入循环",
    VisitCode.BLANK: "服务器给了空白页面",
    VisitCode.ERROR_PAGE: "被转到出错页面{path}",
    VisitCode.FILE: "不是网页，是{file}",
    VisitCode.OTHER_TYPE: "不是网页，是{content_type}类型的内容",
    VisitCode.FIREWALL: "被{firewall}拦截，未能看到页面（{status}）",
    VisitCode.FIREWALL_CHECK: "{firewall}要求验证，未能看到页面（{status}）",
    VisitCode.FIREWALL_WORDS: "被网站防火墙拦截或要求验证，未能看到页面（{status}）",
    VisitCode.COOKIE_SCRIPT: "要求浏览器运行脚本取得Cookie后才给页面（{status}）",
    VisitCode.BROWSER_CHECK: "网站要求验证浏览器，未能看到页面（{status}）",
    VisitCode.BROWSER_SCRIPT: "网站要求浏览器先运行脚本，未能看到页面（{status}）",
    VisitCode.ROBOTS_DISALLOW: "网站的robots.txt不允许访问这个地址",
    VisitCode.ROBOTS_UNREADABLE: "robots.txt读不到，按惯例不再访问：{why}",
    VisitCode.ROBOTS_IGNORED: "按登记的理由未遵守robots.txt",
    VisitCode.LEGACY_TLS: "按登记的理由允许旧版TLS，证书未核验",
    VisitCode.HEADERS_ADDED: "按登记的理由附加了请求头",
    VisitCode.BY_PROXY: "按登记的理由经代理访问",
    VisitCode.LEFT_ALONE: _left_alone,
    VisitCode.INTERNAL: "程序内部错误（{error}），未能采集，已通知系统管理员",
    VisitCode.NO_BROWSER: "页面要用浏览器渲染，但本机没有可用的浏览器（没有{program}）",
    VisitCode.NO_PLAYWRIGHT: "页面要用浏览器渲染，但本机没有可用的浏览器（没有playwright）",
    VisitCode.DRIVER_NOT_STARTED: (
        "页面要用浏览器渲染，但本机没有可用的浏览器（Playwright的驱动程序启动失败：{error}）"
    ),
    VisitCode.BROWSER_NOT_STARTED: (
        "页面要用浏览器渲染，但本机没有可用的浏览器（启动失败：{error}）"
    ),
    VisitCode.NO_SANDBOX: (
        "页面要用浏览器渲染，但Chromium在本机无法建立沙箱：请允许用户命名空间，或设置"
        "REPOSTWATCH_CRAWL__CHROMIUM_SANDBOX=0"
    ),
    VisitCode.RENDER_FAILED: "浏览器渲染页面时出错，未能看到内容",
    VisitCode.RENDER_TIMEOUT: (
        "渲染{seconds}秒内没有完成（已加载{requests}个文件、{received}字节）"
    ),
    VisitCode.RENDER_TOO_LARGE: "渲染后的页面超过{characters}个字符",
    VisitCode.RENDER_SPENT: "未渲染：本网站其他页面已占用浏览器{seconds}秒",
    VisitCode.RENDER_MEMORY: "页面占用内存超过{megabytes}MB，渲染已中止",
    VisitCode.RENDER_REQUESTS: "页面要加载的文件超过{limit}个",
    VisitCode.RENDER_BYTES: lambda facts, _: f"页面加载的内容超过{size(facts['limit'], '字节')}",
    VisitCode.RENDER_INCOMPLETE: "页面打开了，但其内容没有加载完整：{why}",
    VisitCode.STYLES_MISSING: "网页样式没有加载完整（{why}）",
    VisitCode.DATA_MISSING: "网页的数据没有取全（{why}）",
    VisitCode.PICTURE_TIMEOUT: "{seconds}秒内未能截取网页画面",
    VisitCode.PICTURE_FAILED: "浏览器截取网页画面时出错",
    VisitCode.PICTURE_TOO_LARGE: "网页画面有{size}字节，超过{limit}字节，未存档",
    VisitCode.PICTURE_CUT: "网页高{height}像素，只截取页首{shown}像素",
}
