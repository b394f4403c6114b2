"""Which addresses may change something by being asked for."""

from __future__ import annotations

import pytest

from repostwatch.base.changing import changing_word

SITE = "https://www.example.gov.cn"


@pytest.mark.parametrize(
    "path",
    [
        "/delete?id=1", "/news/delete.do?id=1", "/newsDel.jsp?id=7", "/doDelete/7", "/DELETE/7",
        "/?do=delete", "/index.php?m=content&a=delete&id=3", "/x.action?method=deleteNews",
        "/x?x=remove", "/x?delete=1", "/x?id=1;do=delete", "/x?op=save", "/x?action=vote&n=2",
        "/x?cmd=update", "/x?_method=publish", "/logout", "/user/logout.jsp", "/cas/logout?x=1",
        "/signOut", "/admin/", "/admin/index.php", "/system/admin/login", "/%64elete/1",
        "/%2564elete/1", "/a/..%2fadmin/", "/x?do=%64elete", "/del/1", "/x?act=%E5%88%A0%E9%99%A4",
        "/unsubscribe?u=1", "/shanchu?id=1", "/x?cmd=drop", "/x?opt=digg", "/tuichu",
        "/api/v1/news/7/remove", "/zc/save.do", "/update.php", "/doSubmit.jsp", "/zc/exec?id=1",
        "/confirm?token=7", "/cart/add?id=3", "/subscribe?mail=x", "/sendmail?to=x", "/zan.do",
        "/toupiao.action", "/addFavorite.do?id=1", "/qiandao.aspx", "/comment/like?id=7",
    ],
)  # fmt: skip
def test_these_may(path: str) -> None:
    assert changing_word(SITE + path) is not None


@pytest.mark.parametrize(
    "path",
    [
        "/", "/zwgk/zcfg/", "/col/col1229/index.html", "/2026/08/art_12_7.html", "/delegation/",
        "/administration/licence/", "/model/", "/delta/", "/xxgk?m=content&c=index&a=lists&catid=7",
        "/s?q=%E5%88%A0%E9%99%A4%E5%9E%83%E5%9C%BE%E4%BF%A1%E6%81%AF", "/s?do=search&q=x",
        "/list?action=list&page=2", "/common/search/1?title=set", "/update/2026/", "/x?order=desc",
        "/removal-of-waste/", "/zwgk/dropDown.html", "/login", "/vote/", "/t?type=add",
        "/update/", "/save/2026/art_1.html", "/follow/index.html", "/pay/", "/list.do?a=1",
        "/order.html", "/address.do?id=1", "/settings.jsp", "/payment.do", "/reports.do?y=2026",
    ],
)  # fmt: skip
def test_these_do_not(path: str) -> None:
    assert changing_word(SITE + path) is None


def test_nothing_is_too_broken_or_too_long() -> None:
    assert changing_word("http://[") is None
    assert changing_word(SITE + "/%" * 100_000) is None
    assert changing_word(SITE + "/?" + "a=1&" * 100_000) is None
