"""All settings together, what concerns every room, and the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import Field, PrivateAttr, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from repostwatch.base import clock
from repostwatch.base.folders import Folder, folder_at
from repostwatch.model import Language
from repostwatch.settings.bulletin import BulletinSettings
from repostwatch.settings.crawl import CrawlSettings
from repostwatch.settings.discovery import DiscoverySettings
from repostwatch.settings.duties import DutySettings
from repostwatch.settings.judging import JudgingSettings
from repostwatch.settings.matching import MatchingSettings
from repostwatch.settings.pages import PagesSettings
from repostwatch.settings.reading import ReadingSettings
from repostwatch.settings.releases import ReleaseSettings
from repostwatch.settings.reporting import ReportingSettings
from repostwatch.settings.scan import ScanSettings
from repostwatch.settings.schedule import ScheduleSettings
from repostwatch.settings.spot_check import SpotCheckSettings
from repostwatch.settings.watch import WatchSettings
from repostwatch.settings.wider import WiderSettings

# Airflow's connection that goes before a setting.
CONNECTIONS = {"db": "repostwatch_db", "smtp": "repostwatch_smtp"}


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="REPOSTWATCH_", env_nested_delimiter="__", extra="ignore", frozen=True
    )

    language: Language = Language.CHINESE
    """Of mails, pages, bulletins, and of the reasons in tables: `zh` or `en`."""

    db: str | None = None
    """PostgreSQL address. Unset, `make demo` and `make up` start an embedded server under
    `var_dir`, and `check`, `discover` and what reads their results one in that folder; every other
    command says that it has no database."""

    smtp: str | None = None
    """smtp://user:password@host:port of the mail server; unset, mail stays in the mailbox."""

    allow_loopback: bool = False
    """Only the sandbox and tests live on loopback; a portal's address never does."""

    var_dir: Path = Path("var")
    """Everything the product writes that is not in the database."""

    shared: str = ""
    """Where what several machines read is kept instead of `var_dir`: the evidence, and workbooks
    that are too large to be mailed. An address that fsspec opens: a bucket (s3://bucket/prefix,
    with its keys where S3 clients look for them: AWS_ACCESS_KEY_ID …), or a mounted folder
    (file:///srv/repostwatch)."""

    clock_file: Path | None = None
    """A file with an ISO moment that stands in for the clock: the sandbox lets hours pass in
    seconds. Only honoured together with `allow_loopback`, so that no real scan can be dated
    by hand."""

    schedule: ScheduleSettings = Field(default_factory=ScheduleSettings)
    releases: ReleaseSettings = Field(default_factory=ReleaseSettings)
    duties: DutySettings = Field(default_factory=DutySettings)
    scan: ScanSettings = Field(default_factory=ScanSettings)
    crawl: CrawlSettings = Field(default_factory=CrawlSettings)
    discovery: DiscoverySettings = Field(default_factory=DiscoverySettings)
    reading: ReadingSettings = Field(default_factory=ReadingSettings)
    matching: MatchingSettings = Field(default_factory=MatchingSettings)
    judging: JudgingSettings = Field(default_factory=JudgingSettings)
    reporting: ReportingSettings = Field(default_factory=ReportingSettings)
    bulletin: BulletinSettings = Field(default_factory=BulletinSettings)
    watch: WatchSettings = Field(default_factory=WatchSettings)
    wider: WiderSettings = Field(default_factory=WiderSettings)
    spot_check: SpotCheckSettings = Field(default_factory=SpotCheckSettings)
    pages: PagesSettings = Field(default_factory=PagesSettings)

    portals: Path | None = None
    """The registry of portals, as CSV; unset, the present-day edition that comes along."""

    recipients: Path | None = None
    """Who gets mail about which portals, as CSV; besides everybody of the setting
    REPOSTWATCH_REPORTING__RECIPIENTS, who gets the whole. Unset, those that the database keeps: the
    page of recipients changes them."""

    chats: dict[str, SecretStr] = Field(default_factory=dict)
    """The chats that recipients may name (`chat:duty`), with the addresses of their webhooks, as
    JSON: `{"duty": "wecom+https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"}`. Whoever has
    such an address writes into the chat: it stands nowhere else."""

    sources: tuple[str, ...] = (
        "https://www.gov.cn/pushinfo/v150203/pushinfo.json",
        "https://www.gov.cn/zhengce/zuixin/ZUIXINZHENGCE.json",
    )
    """The push feed made for portals to embed, and the list of the newest policies, which
    reaches further back. A policy in both is one release."""

    _as_of: datetime | None = PrivateAttr(default=None)

    @classmethod
    def connected(cls, uri_of: Callable[[str], str | None]) -> Settings:
        """The environment's settings, with the addresses of Airflow's connections where there are
        some: `uri_of` gives that of a name.

        Airflow writes a blank in a parameter as forms do; libpq reads only %20 as one.
        """
        given: dict[str, Any] = {}
        for name, connection in CONNECTIONS.items():
            if uri := uri_of(connection):
                base, mark, query = uri.partition("?")
                given[name] = base + mark + query.replace("+", "%20")
        return cls(**given)

    def as_of(self, moment: datetime) -> Settings:
        """The same settings with the clock standing at `moment`: a pass said to be made then."""
        copy = self.model_copy()
        copy._as_of = moment.astimezone(UTC)
        return copy

    def folder(self, name: str) -> Folder:
        """The folder of that name which all machines see."""
        return folder_at(self.shared, name) if self.shared else self.var_dir / name

    @property
    def own_clock(self) -> bool:
        """Whether a file stands in for the clock."""
        return self.allow_loopback and self.clock_file is not None

    @property
    def mails(self) -> bool:
        """Whether anything is meant to go out."""
        return self.smtp is not None or bool(self.chats)

    def now(self) -> datetime:
        """The present moment in UTC, the moment of `as_of`, or the sandbox's."""
        if self._as_of is not None:
            return self._as_of
        return clock.now(self.clock_file if self.own_clock else None)
