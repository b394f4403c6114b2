"""Which calls in a link open the address that they are given."""

from __future__ import annotations

import pytest

from repostwatch.reading.addresses import in_handler

ADDRESS = "https://www.gov.cn/zhengce/content/202608/content_7001.htm"


@pytest.mark.parametrize(
    "call", ["window.open('{0}')", "void(window.open('{0}'))", "location.href='{0}'", "go('{0}',1)"]
)
def test_a_call_that_opens_its_address(call: str) -> None:
    assert in_handler(f"javascript:{call.format(ADDRESS)}") == ADDRESS


@pytest.mark.parametrize(
    "call",
    ["void('{0}')", "void( '{0}')", "alert('{0}')", "console.log('{0}')", "copyLink('{0}')",
     "navigator.clipboard.writeText('{0}')"],
)  # fmt: skip
def test_a_call_that_opens_nothing(call: str) -> None:
    assert in_handler(f"javascript:{call.format(ADDRESS)}") is None


def test_a_call_that_opens_another() -> None:
    assert in_handler(f"alert('{ADDRESS}');window.open('/zc/1.html')") == "/zc/1.html"
