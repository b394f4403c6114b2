"""Releases of gov.cn as they are printed, with numbers, addresses and signing dates in order."""

from __future__ import annotations

from collections.abc import Sequence
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


JOINT = "中共中央办公厅 国务院办公厅"
# Portal, its place as a title writes it, and a city of that place.
PLACES = (
    ("hunan", "湖南省", "祁阳市"),
    ("jiangxi", "江西省", "瑞昌市"),
    ("sc", "四川省", "江油市"),
    ("hebei", "河北省", "遵化市"),
)
OTHER_PLACE = "云南省通海县"


@dataclass(frozen=True, slots=True)
class _Words:
    """What a title is made of, where it is made of parts."""

    subject: str = ""
    noun: str = ""
    issuer: str = ""
    number: str | None = None


class Press:
    """Prints releases in order: numbers, addresses and signing dates follow from the order."""

    def __init__(self, rng: Random, line: Timeline, mark: str = "g") -> None:
        """`mark` begins the id of every release."""
        self.rng, self.line, self.mark = rng, line, mark
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

    def joint(self, moment: datetime, subjects: Sequence[str]) -> None:
        words = _Words(self.rng.choice(subjects), issuer=JOINT)
        self._print(Kind.JOINT, f"{JOINT}印发《{words.subject}》", moment, words)

    def decree(
        self, moment: datetime, subjects: Sequence[str], orders: range = range(820, 860)
    ) -> None:
        order = f"第{self.rng.choice(orders)}号"
        words = _Words(self.rng.choice(subjects), issuer="国务院", number=f"国令{order}")
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
                release_id=f"{self.mark}{len(self.printed) + 1:02}",
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
