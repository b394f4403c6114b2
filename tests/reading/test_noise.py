"""What stands beside the news on real pages and is none: offices, leaders, services, menus.

Every piece is put before and after a list; the list must stay as it is and nothing be added.
"""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from tests.reading import reading_pages as pages

GOOD = f"<ul>{pages.rows('<li><a href={u}>{t}</a><span>{d}</span></li>')}</ul>"


def li(rows: list[str], href: str) -> str:
    return (
        "<ul>"
        + "".join(
            f"<li><a href='{href.format(i=i, n=1000000 + i)}'>{t}</a></li>"
            for i, t in enumerate(rows)
        )
        + "</ul>"
    )


NOISE = {
    "departments": "<div class='jgsz'><h3>机构设置</h3>"
    + li(
        [
            "省发展和改革委员会",
            "省教育厅",
            "省科学技术厅",
            "省工业和信息化厅",
            "省民族宗教事务委员会",
            "省人力资源和社会保障厅",
            "省住房和城乡建设厅",
            "省人民政府国有资产监督管理委员会",
        ],
        "/jgsz/202301/t20230110_{n}.html",
    )
    + "</div>",
    "departments content": "<div class='bm'>"
    + li(
        [
            "省发展和改革委员会",
            "省教育厅办公室（省政府教育督导委员会办公室）",
            "省科学技术厅政策法规与监督处",
            "省工业和信息化厅",
            "省民族宗教事务委员会机关党委",
            "省人力资源和社会保障厅",
        ],
        "/jgsz/c100/c52{n}/content.html",
    )
    + "</div>",
    "leaders": "<div class='ld'>"
    + li(
        [
            "省委书记、省人大常委会主任 张三",
            "省委副书记、省长 李四",
            "省委常委、常务副省长 王五",
            "副省长、省公安厅厅长 赵六",
            "副省长 钱七七",
            "省政府秘书长、办公厅主任 孙八",
        ],
        "/ldzc/202301/t20230110_{n}.html",
    )
    + "</div>",
    "leader names": "<div class='ld'>"
    + li(["张三", "李四", "欧阳娜娜", "赵 六", "钱七七"], "/ldzc/202301/t20230110_{n}.html")
    + "</div>",
    "services": "<div class='fw'><h3>办事服务</h3>"
    + li(
        [
            "企业投资项目备案",
            "食品经营许可（首次申请）",
            "城镇职工基本养老保险参保登记",
            "律师事务所设立许可",
            "机动车驾驶证核发",
            "不动产登记资料查询",
            "居民身份证首次申领办理",
        ],
        "https://zwfw.example.gov.cn/item/detail?id={n}",
    )
    + "</div>",
    "services path": "<div class='fw'>"
    + li(
        [
            "企业投资项目备案办理",
            "食品经营许可首次申请",
            "城镇职工基本养老保险参保登记",
            "律师事务所设立许可申请",
        ],
        "/zwfw/bszn/202301/t20230110_{n}.html",
    )
    + "</div>",
    "side nav": "<div class='left'><ul><li><a href='/zwgk/zfxxgkzn/index.html'>政府信息公开指南</a></li><li><a href='/zwgk/zfxxgkzd/index.html'>政府信息公开制度</a></li><li><a href='/zwgk/fdzdgknr/'>法定主动公开内容</a></li><li><a href='/zwgk/zfxxgknb/index.html'>政府信息公开工作年度报告</a></li><li><a href='/zwgk/ysqgk/202201/t20220101_1.html'>依申请公开办理流程</a></li><li><a href='/zwgk/bmsc/202201/t20220101_2.html'>信息发布保密审查规定</a></li></ul></div>",
    "hot words": "<div class='hot'>热门搜索："
    + "".join(
        f"<a href='/search?q={i}'>{t}</a>"
        for i, t in enumerate(["医疗保障基金使用监督管理", "养老保险", "高校毕业生就业创业政策"])
    )
    + "</div>",
    "hot words js": "<div class='hot'>"
    + "".join(
        f"<a href=\"javascript:search('{t}')\">{t}</a>"
        for t in ["医疗保障基金使用监督管理", "高校毕业生就业创业政策"]
    )
    + "</div>",
    "hot words path": "<div class='hot'>"
    + "".join(
        f"<a href='/searchweb/s.html?searchWord={t}&column=%E5%85%A8%E9%83%A8'>{t}</a>"
        for t in ["医疗保障基金使用监督管理", "高校毕业生就业创业政策"]
    )
    + "</div>",
    "friends": "<div>"
    + "".join(
        f"<a href='http://www.a{i}.cn/zgwz'>{t}</a>"
        for i, t in enumerate(
            [
                "中国裁判文书公开查询平台",
                "国家企业信用信息公示系统",
                "全国一体化在线政务服务平台",
                "信用中国网站查询服务入口",
            ]
        )
    )
    + "</div>",
    "friends index": "<div>"
    + "".join(
        f"<a href='http://www.a{i}.gov.cn/index.html'>{t}</a>"
        for i, t in enumerate(
            ["新疆生产建设兵团政务网站", "国家企业信用信息公示系统", "全国一体化在线政务服务平台"]
        )
    )
    + "</div>",
    "topics": "<div class='zt'>"
    + li(
        [
            "学习贯彻党的二十大精神专题",
            "优化营商环境专题专栏",
            "乡村振兴战略实施专题",
            "第二批主题教育专题报道",
        ],
        "/zt/zt{n}/",
    )
    + "</div>",
    "topics imgs": "<div class='zt'>"
    + "".join(
        f"<a href='/ztzl/2026/x{i}/index.html'><img src=a.jpg alt='学习贯彻习近平新时代中国特色社会主义思想主题教育'></a>"
        for i in range(3)
    )
    + "</div>",
    "pager": "<div class='fenye'><a href='index_1.html'>2</a><a href='index_2.html'>3</a><a href='index_1.html'>下一页</a><a href='index_50.html'>尾页</a> 共51页 2026-09-20</div>",
    "attachments": "<p>附件：<a href='./P020260918123.doc'>1.2026年国家农业科技园区验收评估工作方案.doc</a><br><a href='./P020260918124.xls'>2.国家农业科技园区申报推荐汇总表.xls</a></p>",
    "prev next": "<div class='pn'><p>上一篇：<a href='./t20260901_9998.html'>某省召开全省安全生产工作电视电话会议</a></p><p>下一篇：<a href='./t20260902_9999.html'>某省出台支持民营经济发展若干措施</a></p></div>",
    "prev next in": "<div class='pn'><a href='./t20260901_9998.html'>上一篇：某省召开全省安全生产工作电视电话会议</a><a href='./t20260902_9999.html'>下一篇：某省出台支持民营经济发展若干措施</a></div>",
    "footer help": "<div class='bottom'><a href='/wzgl/202001/t20200101_1.html'>网站使用帮助与浏览器设置说明</a><a href='/wzgl/202001/t20200101_2.html'>隐私保护声明</a><a href='/wzgl/202001/t20200101_3.html'>版权声明</a><p>主办：某省人民政府办公厅 承办：<a href='http://www.x.cn/about/10001.html'>某省大数据管理中心有限公司</a></p><p>更新日期：2026-09-20</p></div>",
    "top date": "<div class='top'>2026年9月20日 星期日 <a href='/col/col12/index.html'>收藏本站</a><a href='/sp/n1/c100001/content.html'>智能问答机器人服务平台</a></div>",
    "weather": "<div>今天是2026年9月20日 星期日 <a href='http://www.weather.com.cn/weather/101090101.shtml'>石家庄 晴 12-25℃</a></div>",
    "app qr": "<div><a href='/xmt/202001/t20200101_11.html'><img src=qr.png><p>政务微信</p></a><a href='/xmt/202001/t20200101_12.html'><img src=qr.png><p>政务微博</p></a></div>",
    "disclosure tiles": "<div class='gk'>"
    + li(
        [
            "政府信息公开指南",
            "政府信息公开制度",
            "政府信息公开年报",
            "依申请公开",
            "法定主动公开内容",
            "建议提案办理结果公开",
        ],
        "/gkmlpt/{n}",
    )
    + "</div>",
    "disclosure tiles guide": "<div class='gk'>"
    + li(
        ["政府信息公开指南", "政府信息公开制度", "政府信息公开年报", "法定主动公开内容"],
        "/gkmlpt/guide{i}",
    )
    + "</div>",
    "script menu": '<script>var menu=[{"title":"政务公开","url":"/zwgk/"},{"title":"国务院信息","url":"/gwyxx/"},{"title":"政府信息公开指南和目录","url":"/zwgk/zn/"}]</script>',
    "bottom banner sites": "<div class='sites'>"
    + li(
        ["中国政府网", "国家政务服务平台", "某省政务服务网官方网站", "某省公共资源交易平台"],
        "https://www.s{i}.gov.cn/jump/{i}",
    )
    + "</div>",
}


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("piece", NOISE)
def test_it_adds_nothing_and_takes_nothing(piece: str, place: str) -> None:
    body = NOISE[piece] + GOOD if place == "before" else GOOD + NOISE[piece]
    assert pages.facts(pages.read(pages.page(body), pages.HOME)) == pages.expected()


NEWS = {
    "ends like an office": ["省领导赴国家发展改革委", "部长调研山东省生态环境厅", "我省代表团访问新加坡企业发展局"],
    "ends like a leader": ["王毅会见俄罗斯外交部长拉夫罗夫", "省长会见世界银行行长彭安杰一行", "外交部发言人就有关问题答记者问"],
    "short": ["国新办举行新闻发布会", "全国秋粮收购工作启动", "我省上线政务服务新功能"],
    "names a platform": ["我省建成统一的公共资源交易平台", "全省首个人工智能算力服务平台正式上线", "国务院办公厅部署建设全国政务大数据平台"],
}  # fmt: skip


@pytest.mark.parametrize("kind", NEWS)
def test_undated_news_with_such_words_are_news(kind: str) -> None:
    titles = NEWS[kind]
    read = pages.read(pages.page(li(titles, "/xw/c1/c52{n}/content.html")), pages.HOME)
    assert [link.title for link in read.links] == titles
