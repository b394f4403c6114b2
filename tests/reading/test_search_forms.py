"""Searches that a page offers for its own site, and what looks like one."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.model.navigation import SearchFamily, SearchForm
from repostwatch.reading.navigation import search_forms
from tests.defaults import SETTINGS

URL = "http://www.moe.example.gov.cn/index.html"
SITE = "http://www.moe.example.gov.cn"
search_forms_of = partial(search_forms.search_forms_of, settings=SETTINGS.reading)


def found(inside: str) -> list[SearchForm]:
    page = f"<html><head><meta charset='utf-8'></head><body>{inside}</body></html>"
    return list(search_forms_of(page.encode(), URL))


def asked(inside: str) -> list[str]:
    return [one.address("水库 建设") for one in found(inside)]


WORDS = "%E6%B0%B4%E5%BA%93+%E5%BB%BA%E8%AE%BE"
FORM, HANWEB, TRS, KAIPU = SearchFamily


@pytest.mark.parametrize(
    ("inside", "address", "family"),
    [
        ("<form action='/so/' method='get'><input name='q'><button>搜索</button></form>", f"{SITE}/so/?q={WORDS}", FORM),
        ("<form action='/search.html'><input type='search' name='keyword'></form>", f"{SITE}/search.html?keyword={WORDS}", FORM),
        ("<form id='searchForm' action='list.jsp'><input type='text' name='words' placeholder='请输入关键字'><input type='hidden' name='site' value='7'></form>", f"{SITE}/list.jsp?site=7&words={WORDS}", FORM),
        ("<form action='/s?siteCode=bm01000001'><input name='qt'><input type=submit value='检索'></form>", f"{SITE}/s?siteCode=bm01000001&qt={WORDS}", KAIPU),
        ("<form action='/jsearchfront/search.do' method='GET'><input type='hidden' name='websiteid' value='35'><input type='hidden' name='searchid' value='4'><input name='q'></form>", f"{SITE}/jsearchfront/search.do?websiteid=35&searchid=4&q={WORDS}", HANWEB),
        ("<form action='http://search.moe.example.gov.cn/was5/web/search' target='_blank'><input type=hidden name=channelid value=2><input name='searchword' value='请输入'></form>", f"http://search.moe.example.gov.cn/was5/web/search?channelid=2&searchword={WORDS}", TRS),
        ("<form action='/so/'><select name='type'><option value='0'>全站</option><option value='1' selected>标题</option></select><input name=q><a>搜索</a></form>", f"{SITE}/so/?type=1&q={WORDS}", FORM),
        ("<form action='/so/'><input type=radio name=t value=a><input type=radio name=t value=b checked><input name=q title='搜索'></form>", f"{SITE}/so/?t=b&q={WORDS}", FORM),
        ("<a href='/jsearchfront/search.do?websiteid=35&searchid=4&q='>检索</a>", f"{SITE}/jsearchfront/search.do?websiteid=35&searchid=4&q={WORDS}", HANWEB),
        ("<script>function go(){location='/search4/s?searchWord='+$('#w').val()}</script>", f"{SITE}/search4/s?searchWord={WORDS}", TRS),
        ("<script>$.get('/common/search/6a9f?_isJson=true&page=1&keywords='+k, show)</script>", f"{SITE}/common/search/6a9f?_isJson=true&page=1&keywords={WORDS}", KAIPU),
        ("<script>window.open(\"/so/index.shtml?qt=\" + word)</script>", f"{SITE}/so/index.shtml?qt={WORDS}", KAIPU),
    ],
)  # fmt: skip
def test_a_search_and_its_address(inside: str, address: str, family: SearchFamily) -> None:
    (one,) = found(inside)
    assert one.address("水库 建设") == address
    assert one.family is family


@pytest.mark.parametrize(
    "inside",
    [
        # Sent otherwise, or to somebody else.
        "<form action='/so/' method='post'><input name='q'><button>搜索</button></form>",
        "<form action='javascript:search()'><input name='q'><button>搜索</button></form>",
        "<form action='https://www.baidu.com/s'><input name='wd'><button>搜索</button></form>",
        # No search.
        "<form action='/login'><input name='username'><input type='password' name='pw'></form>",
        "<form action='/cx/'><input name='phone'><button>查询</button></form>",
        "<form action='/cx/'><input name='code' placeholder='请输入验证码查询'></form>",
        "<form action='/cx/'><input name='name'><input name='no'><button>查询办件</button></form>",
        "<form action='/mail/'><input name='title'><textarea name='body'></textarea><button>提交</button></form>",
        "<form action='/sub/'><input type='email' name='q'></form>",
        "<form action='/zc/'><input name='q'><input type='date' name='from'><button>搜索</button></form>",
        "<form action='/so/'><input name=''><button>搜索</button></form>",
        "<form action='/so/'><button>搜索</button></form>",
        "<script>var u='/zc/list?page='+n; var v='/api/list?title='+t</script>",
        "<a href='/zc/list.html?q='>政策</a>",
    ],
)  # fmt: skip
def test_what_is_no_search_of_this_site(inside: str) -> None:
    assert found(inside) == []


def test_a_known_engine_goes_before_a_form_of_nobody() -> None:
    both = (
        "<form action='/so/'><input name='q'><button>搜索</button></form>"
        "<a href='/jsearchfront/search.do?websiteid=35&q='>高级检索</a>"
    )
    assert [one.family for one in found(both)] == [HANWEB, FORM]


def test_words_are_sent_as_words() -> None:
    (address,) = asked("<form action='/so/'><input name='q'><button>搜索</button></form>")
    assert address == f"{SITE}/so/?q={WORDS}"
    hostile = SearchForm(f"{SITE}/so/", "q").address("a&b=c#d\n")
    assert hostile == f"{SITE}/so/?q=a%26b%3Dc%23d%0A"


pieces = st.sampled_from(
    ["<form", " action='/so/'", " action='//x'", " action='http://[::1'", " method=get", ">", "</form>",
     "<input name=q>", "<input", " name='q'", " type=hidden", " value='搜索'", "<select name=s>",
     "<option value=1>", "<script>'/so?q='+x</script>", "<a href='/so?q='>", "\x00", "<base href='/b/'>"]
)  # fmt: skip


@given(st.lists(pieces, max_size=30).map("".join) | st.text(), st.binary(max_size=50))
def test_no_bytes_break_it_and_it_stays_on_the_site(text: str, tail: bytes) -> None:
    for one in search_forms_of(b"<html>" + text.encode("utf-8", "replace") + tail, URL):
        assert one.address("水库").startswith(("http://www.moe.example.gov.cn", SITE))


@pytest.mark.parametrize(
    "form",
    [
        "<form action='/admin/delete'><input name='q' placeholder='搜索'></form>",
        "<form action='/so/'><input type='hidden' name='do' value='delete'><input name='q'>",
        "<form action='/so/'><input type='hidden' name='delete' value='1'><input name='q'>",
        "<form action='/so/'><select name='action'><option value='save'></select><input name='q'>",
        "<a href='/search/logout?q='>搜索</a>",
    ],
)
def test_a_form_that_may_change_something_is_no_search(form: str) -> None:
    harmless = "<form action='/so/'><input type='hidden' name='do' value='x'><input name='q'>"
    assert len(found(harmless)) == 1
    assert found(form) == []
