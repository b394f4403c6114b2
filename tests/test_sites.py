"""Which addresses are of one site, in one table for everybody who asks."""

from __future__ import annotations

import socket

import pytest

from repostwatch.base import sites
from repostwatch.base.sites import other_site, same_site, site_of


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("http://www.mep.gov.cn/", "mep.gov.cn"),
        ("https://zfxxgk.mep.gov.cn:8443/a", "mep.gov.cn"),
        ("http://MEP.gov.cn./", "mep.gov.cn"),
        ("http://gss.mof.gov.cn/", "mof.gov.cn"),
        ("http://drc.gd.gov.cn/", "gd.gov.cn"),
        ("http://www.nanshan.sz.gov.cn/", "sz.gov.cn"),
        ("https://www.gov.cn/", "www.gov.cn"),
        ("https://gov.cn/", "www.gov.cn"),
        ("https://app.www.gov.cn/", "www.gov.cn"),
        ("https://big5.gov.cn/", "www.gov.cn"),
        ("https://sousuo.www.gov.cn/", "www.gov.cn"),
        ("https://notwww.gov.cn/", "notwww.gov.cn"),
        ("http://www.cae.cn/", "cae.cn"),
        ("http://news.cae.cn/", "cae.cn"),
        ("http://www.cas.ac.cn/", "cas.ac.cn"),
        ("http://www.xyz.bj.cn/", "xyz.bj.cn"),
        ("http://www.example.com/", "example.com"),
        ("http://www.example.com.cn/", "example.com.cn"),
        ("http://www.ministry.example/", "ministry.example"),
        ("http://one.github.io/", "one.github.io"),
        ("http://www.例.公司.cn/", "xn--fsq.xn--55qx5d.cn"),
        ("http://com.cn/", None),
        ("http://127.0.0.1:8080/", None),
        ("http://[::1]/", None),
        ("http://localhost:8080/", None),
        ("http://[broken/", None),
        ("/only/a/path", None),
        ("", None),
    ],
)
def test_the_registered_name(address: str, site: str | None) -> None:
    assert site_of(address) == site


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.mof.gov.cn/", "http://gss.mof.gov.cn/", True),
        ("http://mof.gov.cn/", "https://www.mof.gov.cn:8443/a", True),
        ("http://czt.gd.gov.cn/", "http://drc.gd.gov.cn/", True),
        ("http://a.b.mof.gov.cn/", "http://gss.mof.gov.cn/", True),
        ("http://www.cae.cn/", "http://news.cae.cn/", True),
        ("http://cae.cn/", "http://news.cae.cn/", True),
        ("https://www.gov.cn/", "https://app.www.gov.cn/", True),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", True),
        ("http://10.0.0.5/a", "http://10.0.0.5:81/b", True),
        ("http://localhost/", "http://localhost:81/", True),
        ("http://www.beijing.gov.cn/", "http://www.shanghai.gov.cn/", False),
        ("http://beijing.gov.cn/", "http://other.gov.cn/", False),
        ("http://www.gov.cn/", "http://www.moe.gov.cn/", False),
        ("http://gov.cn/", "http://moe.gov.cn/", False),
        ("http://mof.gov.cn/", "http://notmof.gov.cn/", False),
        ("http://mof.gov.cn/", "http://mof.gov.cn.evil.com/", False),
        ("http://one.com.cn/", "http://two.com.cn/", False),
        ("http://one.github.io/", "http://two.github.io/", False),
        ("http://10.0.0.5/", "http://10.0.0.6/", False),
        ("http://1.10.0.5/", "http://2.10.0.5/", False),
        ("http://127.0.0.1/", "http://localhost/", False),
        ("", "", False),
        ("http://[broken/", "http://[broken/", False),
    ],
)
def test_of_one_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same_site(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "site"),
    [
        ("http://www.mep.gov.cn/", "https://www.mee.gov.cn/a", "mee.gov.cn"),
        ("http://www.mep.gov.cn/", "https://wap.mep.gov.cn/", None),
        ("http://news.cae.cn/", "http://www.cae.cn/", None),
        ("http://www.mep.gov.cn/", "https://m.gov.cn/", "www.gov.cn"),
        ("http://www.mep.gov.cn/", "http://10.0.0.5/", None),
        ("http://10.0.0.5/", "http://10.0.0.6/", None),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", "127.0.0.1:8002"),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/b", None),
        ("http://127.0.0.1:8001/", "http://localhost:8001/b", None),
        ("http://127.0.21.1:8001/", "http://127.0.21.2:8001/", "127.0.21.2:8001"),
        ("http://127.0.21.1:8001/", "http://127.0.21.1:80010/", None),
        ("http://127.0.21.1/", "http://10.0.0.6/", None),
    ],
)
def test_certainly_another_site(one: str, other: str, site: str | None) -> None:
    assert other_site(one, other) == site


def test_the_list_comes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("nothing is fetched for it")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    sites._suffixes.cache_clear()
    sites.site_of_host.cache_clear()
    assert site_of("http://www.example.co.uk/") == "example.co.uk"
