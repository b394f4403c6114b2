"""Addresses as identities: one page of gov.cn, however its address is written."""

from __future__ import annotations

import pytest

from repostwatch.matching.search.addresses import address_key


@pytest.mark.parametrize(
    "url",
    [
        "http://www.gov.cn/zhengce/content/202608/content_7001.htm?from=home",
        "https://www.gov.cn./zhengce/content/202608/content_7001.htm",
        "https://www.gov.cn//zhengce//content/202608/content_7001.htm",
        "https://app.www.gov.cn/zhengce/content/202608/content_7001.htm",
        "https://m.gov.cn/zhengce/content/202608/content_7001.htm#top",
        "https://WWW.GOV.CN:443/zhengce/content/202608/content_7001.htm/",
        "http://big5.www.gov.cn/gate/big5/www.gov.cn/zhengce/content/202608/content_7001.htm",
    ],
)
def test_one_page_of_gov_cn_has_one_key_however_its_address_is_written(url: str) -> None:
    assert address_key(url) == "gov.cn/zhengce/content/202608/content_7001.htm"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.mof.gov.cn/zhengce/content/202608/content_7001.htm",
        "https://www.gov.cn.example.com/zhengce/content/202608/content_7001.htm",
        "https://www.gov.cn/zhengce/content/202608/content_70012.htm",
        "https://xm.gov.cn/zhengce/content/202608/content_7001.htm",
    ],
)
def test_another_host_or_page_has_another_key(url: str) -> None:
    assert address_key(url) != "gov.cn/zhengce/content/202608/content_7001.htm"
