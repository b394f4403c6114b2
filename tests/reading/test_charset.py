"""Bytes to text: what is declared is a claim, what is there is checked."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

import pytest

from repostwatch.model import PageKind
from tests.defaults import read_page
from tests.reading import reading_pages as pages

TEXT = f"<ul>{pages.rows('<li><a href={u}>{t}</a><span>{d}</span></li>')}</ul>"


def made(declared: str, encoded: str) -> bytes:
    return f"<html><head><meta charset={declared}><title>国务院文件</title></head><body>{TEXT}</body></html>".encode(
        encoded
    )


@pytest.mark.parametrize(
    ("declared", "encoded", "header", "charset"),
    [
        ("utf-8", "utf-8", None, "utf-8"),
        ("gb2312", "gbk", None, "gb18030"),
        ("GBK", "gb18030", None, "gb18030"),
        ("utf-8", "gbk", None, "gb18030"),
        ("gb2312", "utf-8", None, "utf-8"),
        ("iso-8859-1", "gbk", None, "gb18030"),
        ("nonsense-9", "gbk", None, "gb18030"),
        ("''", "gbk", "text/html; charset=GBK", "gb18030"),
        ("utf-8", "utf-8", "text/html; charset=gb2312", "utf-8"),
        ("utf-16", "utf-16", None, "utf-16-le"),
        ("utf-8", "utf-8-sig", None, "utf-8"),
        ("utf-16", "utf-16-le", None, "utf-16-le"),
    ],
)
def test_the_text_is_read_whatever_is_declared(
    declared: str, encoded: str, header: str | None, charset: str
) -> None:
    read = read_page(made(declared, encoded), pages.LIST, content_type=header)
    assert read.charset == charset
    assert pages.facts(read) == pages.expected()


def test_big5_is_big5() -> None:
    text = "<html><head><meta charset=big5></head><body><ul>" + "".join(
        f"<li><a href='./t2026091{i}_{i}.html'>國務院關於印發規劃的通知第{i}號</a><span>2026-09-1{i}</span></li>" for i in range(4)
    ) + "</ul></body></html>"  # fmt: skip
    read = read_page(text.encode("big5"), pages.LIST)
    assert read.charset == "big5hkscs"
    assert read.links[0].title == "國務院關於印發規劃的通知第0號"


def test_one_broken_byte_does_not_change_the_charset() -> None:
    body = made("utf-8", "utf-8").replace("国务院文件".encode(), "国务院文".encode() + b"\xe4\xbb")
    read = read_page(body, pages.LIST)
    assert read.charset == "utf-8"
    assert pages.facts(read) == pages.expected()
    body = made("gbk", "gbk").replace(
        "国务院文件".encode("gbk"), "国务院文".encode("gbk") + b"\xff"
    )
    read = read_page(body, pages.LIST)
    assert read.charset == "gb18030"
    assert pages.facts(read)[1:] == pages.expected()[1:]


def test_a_page_cut_inside_a_character_is_still_utf8() -> None:
    assert read_page(made("utf-8", "utf-8") + "完".encode()[:2], pages.LIST).charset == "utf-8"


def test_noise_is_undecodable_not_an_exception() -> None:
    noise = bytes((i * 7919 + (i >> 3) * 104729) % 251 for i in range(5000))
    read = read_page(b"<html>" + noise, pages.LIST)
    assert read.kind in (PageKind.UNDECODABLE, PageKind.NOT_HTML)
    assert read.reason


@pytest.mark.parametrize(
    "noise",
    [
        b"\xff\x00\x02" * 99,
        b"\x00\xff" * 500,
        bytes(range(256)) * 40,
        b"\xff\xfe" + b"\x02\x00\xff\xff" * 99,
    ],
    ids=["as UTF-16", "of one character", "every byte", "with a mark"],
)
def test_what_decodes_to_controls_and_nothings_is_no_text(noise: bytes) -> None:
    assert read_page(noise, pages.LIST).kind is PageKind.UNDECODABLE


@pytest.mark.parametrize("kind", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(kind: str) -> None:
    read = read_page(made("gb2312", kind), pages.LIST)
    assert (read.charset, read.title) == (kind, "国务院文件")


def test_english_pages_keep_their_charset() -> None:
    assert (
        read_page(b"<html><body><p>Hello, this is plain.</p></body></html>", pages.HOME).charset
        == "utf-8"
    )


@pytest.mark.parametrize("encoded", ["gbk", "gb18030"])
def test_what_calls_itself_gb2312_has_characters_beyond_it(encoded: str) -> None:
    rare = "朱镕基" if encoded == "gbk" else "朱镕基㐀𠮷"
    body = made("gb2312", encoded).replace("国务院文件".encode(encoded), rare.encode(encoded))
    read = read_page(body, pages.LIST)
    assert (read.charset, read.title) == ("gb18030", rare)


@pytest.mark.parametrize("kind", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_byte_order_mark_wins_over_every_declaration(kind: str) -> None:
    mark = {"utf-8-sig": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff", "utf-32-le": b"\xff\xfe\0\0"}[kind]  # fmt: skip
    read = read_page(mark + made("gb2312", kind), pages.LIST, content_type="text/html; charset=gbk")
    assert pages.facts(read) == pages.expected()
    assert read.title == "国务院文件"


# Names of Python's codecs that no page means: some raise whatever they are given, punycode's time
# grows with the square of the text, others make something else of it.
NO_CHARSETS = (
    "undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "rot13",
    "zlib", "hex", "base64", "uu", "quopri", "mbcs", "oem", "hz", "charmap", "no-such", "\0",
)  # fmt: skip


@pytest.mark.parametrize("name", NO_CHARSETS)
def test_a_declared_name_that_is_no_charset_of_pages_is_passed_over(name: str) -> None:
    body = f"<meta charset={name}><p>国务院关于某事的通知".encode("gbk")
    page = read_page(body, "http://a.example/", content_type=f"text/html; charset={name}")
    assert page.charset == "gb18030"
