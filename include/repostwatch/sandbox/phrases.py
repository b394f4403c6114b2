"""Words for everything on a portal that no release is about. Invented, in the genre's manner."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

TOPICS = (
    "推进基本养老服务体系建设",
    "加强农业面源污染防治",
    "支持多渠道灵活就业",
    "进一步做好防汛抗旱工作",
    "促进中医药传承创新",
    "推动外贸稳规模优结构",
    "完善科技成果评价机制",
    "深化电子电器行业管理制度改革",
    "加强长江水生生物保护",
    "推进家政服务提质扩容",
    "全面推进城镇老旧小区改造",
    "加快新能源汽车充换电设施布局",
    "规范校外培训发展",
    "加强草原保护修复",
    "建立健全职业资格目录管理制度",
    "推动先进制造业集群发展",
    "推广第三批改革试点经验",
    "做好跨周期调节稳定外贸",
    "健全重特大疾病医疗保险和救助制度",
    "切实保障困难群众基本生活",
    "加快农村寄递物流体系建设",
    "培育传统优势食品产区",
    "提升残疾预防能力",
    "进一步释放消费潜力",
    "加强碳排放统计核算",
    "推进多式联运发展",
    "严格建设用地审批管理",
    "深入开展爱国卫生运动",
    "加强入河排污口监督管理",
    "强化知识产权公共服务",
    "推动气象事业高质量发展",
    "支持中小微企业纾困解难",
)
ISSUERS = ("国务院办公厅关于{}的意见", "国务院关于{}的意见", "国务院办公厅关于{}的通知")
REPLIES = (
    "国务院关于{}国土空间总体规划的批复",
    "国务院关于同意设立{}综合保税区的批复",
    "国务院关于{}城市总体规划的批复",
)
CITIES = (
    "安庆", "宝鸡", "沧州", "常德", "丹东", "德阳", "防城港", "抚州", "赣州", "桂林",
    "邯郸", "衡阳", "呼伦贝尔", "黄石", "吉安", "济宁", "嘉兴", "金华", "锦州", "荆门",
    "九江", "开封", "乐山", "丽水", "临汾", "柳州", "洛阳", "马鞍山", "绵阳", "牡丹江",
    "南平", "南通", "平顶山", "曲靖", "泉州", "日照", "三明", "上饶", "韶关", "十堰",
    "遂宁", "泰州", "铜陵", "潍坊", "芜湖", "咸宁", "湘潭", "襄阳", "宜宾", "玉溪",
)  # fmt: skip
MEETINGS = (
    "{site}召开{topic}工作推进会",
    "{site}部署{topic}工作",
    "{site}负责同志赴基层调研{topic}情况",
    "{site}举办{topic}专题培训班",
    "{topic}现场会举行",
    "{site}与有关高校签署{topic}合作协议",
)
WORK = (
    "安全生产", "政务服务", "营商环境", "乡村振兴", "防灾减灾", "科技创新", "节能降碳",
    "数字档案", "法治宣传", "干部教育", "机关党建", "信访办理", "标准化", "统计调查",
    "人才引进", "政府采购", "窗口服务", "应急演练", "离退休服务", "定点帮扶",
)  # fmt: skip
NOTICES = (
    "关于{topic}专项检查结果的公告",
    "{site}公开招聘事业单位工作人员公告（第{n}号）",
    "关于开展{topic}问卷调查的启事",
    "{topic}项目中标结果公示（第{n}批）",
    "关于{topic}系统停机维护的公告",
    "{site}{topic}课题申报指南",
)
READINGS = (
    "专家谈{topic}：问题与方向",
    "{topic}工作问答（之{n}）",
    "图说{topic}这一年",
    "一线声音：{topic}带来新变化",
)
OWN_DOCUMENTS = (
    "{site}关于印发{topic}实施细则的通知",
    "{site}关于加强{topic}工作的意见（第{n}号）",
    "{site}关于进一步做好{topic}工作的通知",
    "{site}{topic}管理办法",
)
BODY = (
    "各有关单位要充分认识这项工作的重要意义，切实加强组织领导，细化举措，确保各项任务落到实处。",
    "坚持问题导向和目标导向相结合，统筹当前与长远，健全长效机制，稳妥有序推进。",
    "要加强宣传引导，及时总结推广好经验好做法，营造良好氛围。执行中的重大情况及时报告。",
    "到规划期末，主要指标达到预期水平，人民群众的获得感、幸福感、安全感进一步增强。",
    "各地区、各部门要结合实际抓好贯彻落实，对工作不力的要按规定予以通报。",
)


def policy_titles(rng: Random) -> Iterator[str]:
    """Titles of older State Council documents, none twice, none a sandbox release."""
    titles = [form.format(topic) for form, topic in product(ISSUERS, TOPICS)]
    titles += [form.format(f"{city}市") for form, city in product(REPLIES, CITIES)]
    rng.shuffle(titles)
    yield from titles


def titles(forms: tuple[str, ...], rng: Random, site: str) -> Iterator[str]:
    """Endless titles of a kind; numbers keep them apart once all topics were used."""
    found = list(product(forms, WORK))
    n = 0
    while True:
        rng.shuffle(found)
        for form, topic in found:
            n += 1
            yield form.format(site=site, topic=topic, n=n)
