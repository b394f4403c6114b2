"""The page that follows in a list."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

import pytest

from tests.reading import reading_pages as pages

ROOT = "https://www.example.gov.cn/zwgk/gwywj/"


@pytest.mark.parametrize(
    ("code", "url", "expected"),
    [
        ("<a href='index_1.html'>下一页</a>", ROOT, ROOT + "index_1.html"),
        ("<a href='./index_2.html'>下页&gt;</a>", ROOT + "index_1.html", ROOT + "index_2.html"),
        ("<a class='next' href='?page=2'>›</a>", ROOT + "list.jsp", ROOT + "list.jsp?page=2"),
        ("<a href='#'>下一页</a>", ROOT, None),
        ("<a href='javascript:;'>下一页</a>", ROOT, None),
        ("<script>createPageHTML(15, 0, \"index\", \"html\");</script>", ROOT, ROOT + "index_1.html"),
        ("<script>createPageHTML(15, 3, 'index', 'shtml');</script>", ROOT, ROOT + "index_4.shtml"),
        ("<script>createPageHTML(15, 14, 'index', 'html');</script>", ROOT, None),
        ("<script>createPageHTML('page_div',15, 0,'index','shtml',300);</script>", ROOT, ROOT + "index_1.shtml"),
        ("<script>var currentPage = 0; var countPage = 12; createPageHTML(countPage, currentPage, 'index', 'html')</script>", ROOT, ROOT + "index_1.html"),
        ("<script>$('.p').pagination({totalPage: 54, callBack: function(i){ location.href='index_'+i+'.html'; }});</script>", ROOT + "index.html", ROOT + "index_2.html"),
        ("<script>$('.p').pagination({totalPage: 54, callBack: function(i){ location.href='index_'+i+'.html'; }});</script>", ROOT + "index_7.html", ROOT + "index_8.html"),
        ("<script>$('.p').pagination({totalPage: 7, callBack: function(i){ location.href='index_'+i+'.html'; }});</script>", ROOT + "index_7.html", None),
        ("<b>1</b> <a href='index_1.html'>2</a> <a href='index_2.html'>3</a>", ROOT, ROOT + "index_1.html"),
        ("<a class='cur' href='./'>1</a><a href='list-2.shtml'>2</a><a href='list-3.shtml'>3</a>", ROOT, ROOT + "list-2.shtml"),
        ("<a href='./'>1</a><a href='index_2.html'>2</a><span>3</span><a href='index_4.html'>4</a>", ROOT + "index_3.html", ROOT + "index_4.html"),
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=3'>3</a>", ROOT + "list.jsp?page=2", ROOT + "list.jsp?page=3"),
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=3'>3</a>", ROOT + "list.jsp?page=3", None),
        ("<a class='x' tagname='/zwgk/gwywj/index.html?pageNum=2' href='#'>下一页</a>", ROOT, ROOT + "index.html?pageNum=2"),
        ("<a href='index.html'>1</a><a href='index_1.html'>2</a><a href='index_2.html'>3</a>", ROOT, ROOT + "index_1.html"),
        ("<div class='page'><a href='index_1.html'>&gt;</a></div>", ROOT, ROOT + "index_1.html"),
        ("<p id='fenye'><a href='index_1.html'>»</a></p>", ROOT, ROOT + "index_1.html"),
        ("<a href='index_1.html' title='下一页'><img src='/n.gif'></a>", ROOT, ROOT + "index_1.html"),
        ("<a href='index_1.html'><img src='/n.gif' alt='下一页'></a>", ROOT, ROOT + "index_1.html"),
        # A carousel.
        ("<div class='banner'><a href='index_1.html'>&gt;</a></div>", ROOT, None),
        # A calendar.
        ("<a href='/rili/1.html'>1</a><a href='/rili/2.html'>2</a><a href='/rili/3.html'>3</a>", ROOT, None),
        ("<a href='./20260901.html'>1</a><a href='./20260902.html'>2</a>", ROOT, None),
        ("", ROOT, None),
    ],
)  # fmt: skip
def test_the_next_page(code: str, url: str, expected: str | None) -> None:
    listed = pages.rows("<li><a href='{u}'>{t}</a><span>{d}</span></li>")
    assert pages.read(pages.page(f"<ul>{listed}</ul>{code}"), url).next_url == expected
