"""What gov.cn publishes in the sandbox: about a dozen releases, from a seed.

Their moments are set so that the 24 hours after each release hold a scan (docs/rules.md section 1,
docs/judging.md): a portal that only embeds the push feed can be checked in that window.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

from repostwatch.sandbox.press import Policy, Press
from repostwatch.sandbox.timeline import Timeline

NOTICES = (
    ("国务院办公厅", "{next}年部分节假日安排", "通知", "国办发明电〔{year}〕{n}号"),
    ("国务院办公厅", "开展{next}年度全国政务服务效能评估", "通知", "国办函〔{year}〕{n}号"),
    ("国务院办公厅", "做好{next}年全国粮食安全责任考核", "通知", "国办函〔{year}〕{n}号"),
)
PLANS = (
    ("国务院", "“十五五”国家应急体系建设规划", "国发〔{year}〕{n}号"),
    ("国务院", "“十五五”城乡社区服务体系建设规划", "国发〔{year}〕{n}号"),
    ("国务院", "“十五五”现代水网建设规划", "国发〔{year}〕{n}号"),
)
ACTIONS = (
    ("国务院办公厅", "数字公共服务提升行动方案（{year}—{later}年）", "国办发〔{year}〕{n}号"),
    ("国务院办公厅", "重点流域水环境治理行动方案（{year}—{later}年）", "国办发〔{year}〕{n}号"),
    ("国务院办公厅", "银发经济高质量发展行动方案（{year}—{later}年）", "国办发〔{year}〕{n}号"),
)
JOINTS = (
    "关于健全基层公共服务体系的意见",
    "关于完善农村历史文化保护传承机制的意见",
    "关于加强新时代技能人才队伍建设的若干措施",
)
DECREES = ("城市地下管线管理条例", "公共充电设施管理条例", "古树名木保护管理条例")
OPINIONS = (
    ("国务院", "推进县域商业体系高质量发展", "意见", "国发〔{year}〕{n}号"),
    ("国务院", "加快构建长期护理保障制度", "意见", "国发〔{year}〕{n}号"),
    ("国务院", "促进工业遗产保护利用", "指导意见", "国发〔{year}〕{n}号"),
)
LAST = (
    ("国务院办公厅", "进一步规范涉企行政检查", "意见", "国办发〔{year}〕{n}号"),
    ("国务院办公厅", "优化政府采购营商环境", "意见", "国办发〔{year}〕{n}号"),
    ("国务院办公厅", "加强危险化学品道路运输安全管理", "意见", "国办发〔{year}〕{n}号"),
)


def policies(seed: int, line: Timeline, portal_ids: frozenset[str]) -> tuple[Policy, ...]:
    """The releases of a world, oldest first. A 批复 is left out where its place is no portal."""
    press = Press(Random(f"{seed}:policies"), line)  # noqa: S311  a seed, not a secret
    press.personnel(line.at(-6, 11, 30))
    press.department(line.at(-4, 16, 5), "商务部等9部门关于开展绿色消费推广活动的通知")
    press.plan(line.at(-1, 16), press.rng.choice(PLANS))
    press.notice(line.at(1, 10, 30), press.rng.choice(NOTICES))
    press.joint(line.at(1, 15), JOINTS)
    press.reply(line.at(1, 17, 20), portal_ids)
    press.decree(line.at(1, 20, 10), DECREES)
    press.interpretation(line.at(2, 8, 10))
    press.notice(line.at(3, 10), press.rng.choice(OPINIONS), twice=timedelta(minutes=47))
    press.plan(line.at(3, 16, 30), press.rng.choice(ACTIONS))
    press.department(line.at(3, 20), "人力资源社会保障部 财政部关于调整有关补贴标准的通知")
    press.personnel(line.at(4, 8))
    press.notice(line.at(5, 18), press.rng.choice(LAST))
    return tuple(press.printed)
