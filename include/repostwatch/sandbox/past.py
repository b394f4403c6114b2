"""What gov.cn published in the two years before the story, by which lists prove themselves.

None of it is anybody's duty in the story. The topics stand nowhere else in the sandbox: whatever
names one of them is a release, its repost or something about it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from repostwatch.sandbox.press import Policy, Press
from repostwatch.sandbox.timeline import Timeline

# Days before day 0: the releases of the last half year, and those from before it.
RECENT, NEWEST, OLDEST = 178, 9, 720
RECENT_COUNT, OLD_COUNT = 28, 12
# Document numbers and orders that no release of the story has.
NUMBERS, ORDERS = 100, range(790, 820)
TOPICS = (
    "加强数据资产安全管理", "推动城市更新行动", "健全基层应急救援体系", "促进低空经济规范发展",
    "完善生态保护补偿机制", "加快现代职业学校建设", "支持内外贸一体化", "规范平台收费行为",
    "推进殡葬服务改革", "加强未成年人网络保护", "优化入境旅游服务", "健全婴幼儿托育服务网络",
    "深化公立医院薪酬制度改革", "提升公路桥梁安全耐久水平", "推动冰雪运动场地开放",
    "建设全国统一人力资源市场", "加强野生植物保护", "改进基层统计工作", "促进个体工商户升级",
    "推进政府债务信息公开", "完善公共图书馆总分馆制", "规范行业协会商会评比表彰",
    "加强地下水超采治理", "支持首台套装备推广应用", "健全粮食产销区补偿机制",
    "推动养老机构消防改造", "优化企业破产办理", "加强高标准农田管护",
)  # fmt: skip
PLANS = (
    "“十五五”海洋观测网规划", "“十五五”残疾人保障规划", "全国地名文化遗产保护规划",
    "“十五五”生物多样性保护规划", "国家防震减灾能力提升规划", "“十五五”公共文化设施规划",
    "“十五五”粮食仓储设施规划", "全国湿地公园布局规划",
)  # fmt: skip
JOINTS = (
    "关于推进新型城市基础设施韧性建设的意见", "关于加强县级医疗卫生服务能力的意见",
    "关于规范领导干部下基层活动的若干措施", "关于深化国有林场改革的意见",
    "关于健全社会工作者职业体系的意见", "关于完善涉外法律服务的若干措施",
)  # fmt: skip
DECREES = (
    "网络消费维权条例", "河道采砂管理条例", "城镇燃气安全条例", "农村公路条例", "志愿者保障条例",
    "稀有矿产储备条例",
)  # fmt: skip
FORMS = (
    ("国务院办公厅", "意见", "国办发〔{year}〕{n}号"),
    ("国务院", "意见", "国发〔{year}〕{n}号"),
    ("国务院办公厅", "通知", "国办函〔{year}〕{n}号"),
)


def past_policies(seed: int, line: Timeline) -> tuple[Policy, ...]:
    """Some forty releases, oldest first, all of which every portal had to repost in its time."""
    rng = Random(f"{seed}:past")  # noqa: S311  a seed, not a secret
    press = Press(rng, line, mark="p")
    press.count = NUMBERS
    orders = iter(ORDERS)
    words = [*(("topic", w) for w in TOPICS), *(("plan", w) for w in PLANS)]
    words += [*(("joint", w) for w in JOINTS), *(("decree", w) for w in DECREES)]
    rng.shuffle(words)
    for moment, (kind, subject) in zip(_moments(rng, line), words, strict=False):
        year = str(moment.year)
        match kind:
            case "topic":
                issuer, noun, number = rng.choice(FORMS)
                press.notice(moment, (issuer, subject, noun, number.replace("{year}", year)))
            case "plan":
                press.plan(moment, ("国务院", subject, f"国发〔{year}〕{{n}}号"))
            case "joint":
                press.joint(moment, (subject,))
            case _:
                order = next(orders)
                press.decree(moment, (subject,), range(order, order + 1))
    return tuple(press.printed)


def _moments(rng: Random, line: Timeline) -> list[datetime]:
    """When they were published: in working hours, the recent ones about one a week."""
    spans = ((OLDEST, RECENT, OLD_COUNT), (RECENT, NEWEST, RECENT_COUNT))
    days = [
        since - (since - until) * (place + rng.uniform(0.1, 0.9)) / count
        for since, until, count in spans
        for place in range(count)
    ]
    return [line.at(-int(day), 9) + timedelta(minutes=rng.randrange(9 * 60)) for day in days]
