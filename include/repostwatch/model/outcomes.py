"""How a fetch ends, and what an answer turns out to be."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How one fetch ended. `passing` ones may heal by themselves and are tried again."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    DNS_ERROR = "dns_error"
    REFUSED = "refused"
    RESET = "reset"
    TLS_ERROR = "tls_error"
    TIMEOUT = "timeout"
    HTTP_ERROR = "http_error"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TOO_LARGE = "too_large"
    BLOCKED = "blocked"
    FORBIDDEN_ADDRESS = "forbidden_address"
    NOT_HTML = "not_html"
    EMPTY = "empty"
    SOFT_404 = "soft_404"
    UNDECODABLE = "undecodable"
    INTERNAL_ERROR = "internal_error"  # a mistake or shortage of ours: the operator hears of it

    @property
    def usable(self) -> bool:
        return self in (Outcome.OK, Outcome.NOT_MODIFIED)


class FetchStage(StrEnum):
    """What a fetch was waiting for."""

    CONNECT = "connect"
    ANSWER = "answer"
    BODY = "body"


class FileType(StrEnum):
    """What bytes are that are no page, by how they begin."""

    PDF = "pdf"
    ZIP = "zip"  # an archive, or an Office file, which is one
    OFFICE = "office"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    GZIP = "gzip"
    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    MEDIA = "media"
    PROGRAM = "program"
    ICON = "icon"
    FONT = "font"
    BINARY = "binary"
    JSON = "json"


class Firewall(StrEnum):
    """Products that stand between a visitor and a site, known by their marks."""

    RIVERSEC = "riversec"
    JIASULE = "jiasule"
    ALIYUN = "aliyun"
    TENCENT = "tencent"
    HUAWEI = "huawei"
    BAIDU = "baidu"
    QIHOO = "qihoo"
    CHUANGYU = "chuangyu"
    SAFEDOG = "safedog"
    YUNSUO = "yunsuo"
    BAOTA = "baota"
    SAFELINE = "safeline"
    D_SHIELD = "d_shield"
    APPLIANCE = "appliance"  # one of several makers'
    CLOUDFLARE = "cloudflare"
    IMPERVA = "imperva"
    F5 = "f5"
    AKAMAI = "akamai"


class PageKind(StrEnum):
    """What a page is. Anything but CONTENT leads to `unknown`, never to `missing`."""

    CONTENT = "content"
    CHALLENGE = "challenge"
    SOFT_404 = "soft_404"
    SHELL = "shell"  # drawn by JavaScript: no content in the bytes
    LOGIN = "login"
    PARKED = "parked"  # an address that once was a government's and now is not
    EMPTY = "empty"
    NOT_HTML = "not_html"
    UNDECODABLE = "undecodable"

    @property
    def outcome(self) -> Outcome:
        return {
            PageKind.CONTENT: Outcome.OK,
            PageKind.CHALLENGE: Outcome.BLOCKED,
            PageKind.LOGIN: Outcome.BLOCKED,
            PageKind.SOFT_404: Outcome.SOFT_404,
            PageKind.PARKED: Outcome.SOFT_404,
            PageKind.SHELL: Outcome.EMPTY,
            PageKind.EMPTY: Outcome.EMPTY,
            PageKind.NOT_HTML: Outcome.NOT_HTML,
            PageKind.UNDECODABLE: Outcome.UNDECODABLE,
        }[self]
