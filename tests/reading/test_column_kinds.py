"""A name asks for no shorter period than what stands under it can keep."""

from __future__ import annotations

import pytest

from repostwatch.model.home_columns import ColumnKind
from repostwatch.reading.columns.column_kinds import kind_of

NEWS, NOTICE, YEARLY, STANDING, OTHER = ColumnKind

NAMES = {
    NEWS: [
        "工作动态", "政务要闻", "部门快讯", "乡镇新闻", "新闻中心", "图片新闻", "党建动态",
        "政协动态", "国务院要闻", "时政新闻", "工作进展",
        "某某县要闻", "县农业农村局工作动态", "今日要闻", "区县动态", "市政府新闻",
        "政务动态、要闻",
    ],
    NOTICE: [
        "通知公告", "政策文件", "政策动态", "新闻公告", "政策解读", "政策法规", "政府规章",
        "规范性文件", "政府公报", "国务院公报", "拍卖公告", "统计信息", "信息公开", "法规条例",
        "征收公告", "某市人民政府文件", "公示公告", "行政规范性文件", "政府信息公开",
        "县财政局通知公告",
    ],
    YEARLY: [
        "人事任免", "人事公示", "规划计划", "专项规划", "任前公示", "事业单位招聘", "五年规划",
        "政府信息公开年报", "依法行政年度报告", "部门决算公开", "三公经费公开", "预算信息公开",
        "统计公报", "水土保持公报", "劳动保障年鉴", "审计工作报告", "审计结果公告",
        "统计年鉴公告", "政府工作报告", "国民经济运行公报", "法治建设报告", "预决算信息",
        "公开年报", "义务教育招生公告", "高考动态", "征兵公告", "人大议案公告", "两会新闻",
        "防汛动态", "森林防火要闻", "秸秆禁烧动态", "春运快讯", "供暖通知", "政务公开工作要点",
        "绩效考核公示", "评优评选公示", "年终总结动态", "全会要闻",
    ],
    STANDING: [
        "信息公开指南", "政府信息公开目录", "信息公开制度", "政务公开清单公示",
        "行政执法流程公开", "机构职能公示", "收费项目名录公示", "新闻发言人", "部门职责公开",
        "政务公开标准体系", "政府信息公开条例", "往期新闻", "往届要闻", "历年公告", "历史消息",
        "新闻回眸", "公告存档", "归档文件", "政务大事记动态", "旧闻快讯",
    ],
    OTHER: [
        "走进本县", "", "二十大要闻", "十八大新闻", "2019年要闻", "第七届运动会快讯",
        "防疫动态", "疫情通报新闻", "脱贫攻坚动态", "主题教育要闻", "扫黑除恶动态",
        "环保督察动态", "经济普查快讯", "专题新闻", "抗震救灾消息", "新闻发布会", "新闻发布",
        "动态监管", "水质动态监测", "权责动态调整", "新闻出版",
        # Of one matter, or no news: nobody knows whether it is over.
        "全运会新闻", "旅游节快讯", "撤县设市动态", "推介会要闻", "房价动态", "动态图解",
        "新闻线索", "通知单查询", "休渔通告", "换届公告", "停水通知", "公告栏目介绍",
        "文件汇编", "补贴政策", "就业政策",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for kind, names in NAMES.items() for name in names]
)
def test_a_kind(name: str, kind: ColumnKind) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize("name", NAMES[NEWS])
@pytest.mark.parametrize("word", ["人事", "年报", "预算", "公告", "往期", "专题"])
def test_a_word_that_asks_for_less_goes_before(name: str, word: str) -> None:
    assert kind_of(f"{word}{name}") is not NEWS
