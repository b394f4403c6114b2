"""What gov.cn publishes in the sandbox: about a dozen releases, from a seed.

Their moments are set so that the 24 hours after each release hold a scan (docs/rules.md section 1,
docs/judging.md): a portal that only embeds the push feed can be checked in that window.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random

from repostwatch.sandbox.timeline import Timeline


class Kind(StrEnum):
    NOTICE = "notice"  # …关于X的通知, …关于X的意见
    PLAN = "plan"  # …关于印发《X》的通知
    JOINT = "joint"  # 中共中央办公厅 国务院办公厅印发《X》
    DECREE = "decree"  # X（中华人民共和国国务院令第n号）
    REPLY = "reply"  # a 批复 to one place
    PERSONNEL = "personnel"
    INTERPRETATION = "interpretation"
    DEPARTMENT = "department"  # a document of a department that gov.cn carries

    @property
    def reposted(self) -> bool:
        """Whether portals repost it: other kinds are nobody's duty (docs/rules.md section 5)."""
        return self not in (Kind.PERSONNEL, Kind.INTERPRETATION, Kind.DEPARTMENT)


@dataclass(frozen=True, slots=True)
class Policy:
    """A release as gov.cn knows it. `paths` are its addresses with the moment each went up."""

    release_id: str
    kind: Kind
    title: str
    subject: str  # what stands between 关于 and 的, or inside 《》
    noun: str
    issuer: str
    number: str | None
    published: datetime
    signed: date
    paths: tuple[tuple[str, datetime], ...]
    place: str | None = None  # portal_id whose duty a 批复 is


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
JOINT = "中共中央办公厅 国务院办公厅"
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
# Portal, its place as a title writes it, and a city of that place.
PLACES = (
    ("hunan", "湖南省", "祁阳市"),
    ("jiangxi", "江西省", "瑞昌市"),
    ("sc", "四川省", "江油市"),
    ("hebei", "河北省", "遵化市"),
)
OTHER_PLACE = "云南省通海县"


def policies(seed: int, line: Timeline, portal_ids: frozenset[str]) -> tuple[Policy, ...]:
    """The releases of a world, oldest first. A 批复 is left out where its place is no portal."""
    press = _Press(Random(f"{seed}:policies"), line)  # noqa: S311  a seed, not a secret
    press.personnel(line.at(-6, 11, 30))
    press.department(line.at(-4, 16, 5), "商务部等9部门关于开展绿色消费推广活动的通知")
    press.plan(line.at(-1, 16), press.rng.choice(PLANS))
    press.notice(line.at(1, 10, 30), press.rng.choice(NOTICES))
    press.joint(line.at(1, 15))
    press.reply(line.at(1, 17, 20), portal_ids)
    press.decree(line.at(1, 20, 10))
    press.interpretation(line.at(2, 8, 10))
    press.notice(line.at(3, 10), press.rng.choice(OPINIONS), twice=timedelta(minutes=47))
    press.plan(line.at(3, 16, 30), press.rng.choice(ACTIONS))
    press.department(line.at(3, 20), "人力资源社会保障部 财政部关于调整有关补贴标准的通知")
    press.personnel(line.at(4, 8))
    press.notice(line.at(5, 18), press.rng.choice(LAST))
    return tuple(press.printed)


@dataclass(frozen=True, slots=True)
class _Words:
    """What a title is made of, where it is made of parts."""

    subject: str = ""
    noun: str = ""
    issuer: str = ""
    number: str | None = None


class _Press:
    """Prints releases in order: numbers, addresses and signing dates follow from the order."""

    def __init__(self, rng: Random, line: Timeline) -> None:
        self.rng, self.line = rng, line
        self.printed: list[Policy] = []
        self.serial = rng.randrange(7_010_000, 7_080_000)
        self.count = rng.randrange(12, 30)

    def notice(
        self, moment: datetime, form: tuple[str, str, str, str], twice: timedelta | None = None
    ) -> None:
        issuer, subject, noun, number = form
        words = _Words(self._fill(subject), noun, issuer, self._numbered(number))
        title = f"{issuer}关于{words.subject}的{noun}"
        self._print(Kind.NOTICE, title, moment, words, twice=twice)

    def plan(self, moment: datetime, form: tuple[str, str, str]) -> None:
        issuer, subject, number = form
        words = _Words(self._fill(subject), "通知", issuer, self._numbered(number))
        title = f"{issuer}关于印发《{words.subject}》的通知"
        self._print(Kind.PLAN, title, moment, words)

    def joint(self, moment: datetime) -> None:
        words = _Words(self.rng.choice(JOINTS), issuer=JOINT)
        self._print(Kind.JOINT, f"{JOINT}印发《{words.subject}》", moment, words)

    def decree(self, moment: datetime) -> None:
        order = f"第{self.rng.randrange(820, 860)}号"
        words = _Words(self.rng.choice(DECREES), issuer="国务院", number=f"国令{order}")
        title = f"{words.subject}（中华人民共和国国务院令{order}）"
        self._print(Kind.DECREE, title, moment, words)

    def reply(self, moment: datetime, portal_ids: frozenset[str]) -> None:
        places = [place for place in PLACES if place[0] in portal_ids]
        if not places:
            return
        portal_id, province, city = self.rng.choice(places)
        subject = f"同意将{province}{city}列为国家历史文化名城"
        words = _Words(subject, "批复", "国务院", self._numbered("国函〔{year}〕{n}号"))
        self._print(Kind.REPLY, f"国务院关于{subject}的批复", moment, words, place=portal_id)

    def interpretation(self, moment: datetime) -> None:
        of = next(policy for policy in reversed(self.printed) if policy.kind is Kind.JOINT)
        title = f"中央有关部门负责人就《{of.subject}》答记者问"
        self._print(Kind.INTERPRETATION, title, moment, _Words())

    def personnel(self, moment: datetime) -> None:
        self._print(Kind.PERSONNEL, "国务院任免国家工作人员", moment, _Words(issuer="国务院"))

    def department(self, moment: datetime, title: str) -> None:
        words = _Words(issuer=title.partition("关于")[0])
        self._print(Kind.DEPARTMENT, title, moment, words)

    def _print(
        self,
        kind: Kind,
        title: str,
        moment: datetime,
        words: _Words,
        place: str | None = None,
        twice: timedelta | None = None,
    ) -> None:
        moment += timedelta(seconds=self.rng.randrange(1, 59))
        self.serial += self.rng.randrange(2, 400)
        month = f"{moment:%Y%m}"
        folder = "zhengceku" if kind is Kind.DEPARTMENT else "content"
        paths = [(f"/zhengce/{folder}/{month}/content_{self.serial}.htm", moment)]
        if twice is not None:
            self.serial += 1  # docs/rules.md section 5: the library's copy has an id one further
            again = f"/zhengce/zhengceku/{month}/content_{self.serial}.htm"
            paths.append((again, moment + twice))
        self.printed.append(
            Policy(
                release_id=f"g{len(self.printed) + 1:02}",
                kind=kind,
                title=title,
                subject=words.subject or title,
                noun=words.noun,
                issuer=words.issuer,
                number=words.number,
                published=moment,
                # docs/rules.md section 5: signed weeks before it is published
                signed=(moment - timedelta(days=self.rng.randrange(9, 34))).date(),
                paths=tuple(paths),
                place=place,
            )
        )

    def _fill(self, text: str) -> str:
        year = self.line.midnight.year
        return text.format(year=year, next=year + 1, later=year + 2)

    def _numbered(self, form: str) -> str:
        self.count += 1
        return form.format(year=self.line.midnight.year, n=self.count)
