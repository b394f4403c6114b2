"""A decision as the form sends it, checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Form

from repostwatch.clock import whole_day
from repostwatch.errors import RepostwatchError
from repostwatch.judging import SAYABLE, ColumnDecision, DecisionKind, HumanDecision
from repostwatch.judging.wording import STANDINGS
from repostwatch.model import Standing
from repostwatch.reporting.safe import clean

KINDS = tuple((kind.value, kind.told) for kind in DecisionKind)
COLUMN_KINDS = tuple((kind.value, STANDINGS[kind]) for kind in SAYABLE)


@dataclass
class SignedForm:
    """What every form has. `seen` is what the page showed, `back` where the form stood."""

    portal: Annotated[str, Form()] = ""
    seen: Annotated[str, Form()] = ""
    kind: Annotated[str, Form()] = ""
    name: Annotated[str, Form(max_length=60)] = ""
    reason: Annotated[str, Form(max_length=500)] = ""
    expires: Annotated[str, Form(max_length=10)] = ""
    back: Annotated[str, Form()] = "review"
    token: Annotated[str, Form()] = ""

    def signed(self, account: str) -> tuple[str, str]:
        """Who says so, and why. Raises RepostwatchError, in Chinese, where that is not said."""
        name, reason = clean(self.name), clean(self.reason)
        if not name or not reason:
            raise RepostwatchError("姓名和理由都要填写，未作记录。")
        return name if name == account else f"{name}（帐号 {account}）", reason

    def until(self, now: datetime) -> datetime | None:
        """The end of the day that was named, Beijing time."""
        if not self.expires:
            return None
        try:
            end = whole_day(date.fromisoformat(self.expires)).latest
        except (ValueError, OverflowError):  # 9999-12-31 has no end
            raise RepostwatchError(f"有效期“{self.expires}”不是日期，未作记录。") from None
        if end <= now:
            raise RepostwatchError(f"有效期“{self.expires}”已经过去，未作记录。")
        return end


@dataclass
class DecisionForm(SignedForm):
    """About a duty."""

    release: Annotated[str, Form()] = ""
    link: Annotated[str, Form()] = ""

    def decision(self, account: str, now: datetime) -> HumanDecision:
        """Raises RepostwatchError, in Chinese, where something is missing or makes no sense."""
        by, reason = self.signed(account)
        if self.kind not in {kind for kind, _ in KINDS}:
            raise RepostwatchError("没有选择确认、认定超时、否定或豁免，未作记录。")
        return HumanDecision(
            kind=DecisionKind(self.kind),
            link_id=self.link or None,
            by=by,
            reason=reason,
            at=now,
            expires=self.until(now),
        )


@dataclass
class ColumnDecisionForm(SignedForm):
    """About a column. `look` is when the latest scan began that the page showed."""

    look: Annotated[str, Form(max_length=40)] = ""

    def decision(self, account: str, now: datetime) -> ColumnDecision:
        """Raises RepostwatchError, in Chinese, where something is missing or makes no sense."""
        by, reason = self.signed(account)
        if self.kind not in {kind for kind, _ in COLUMN_KINDS}:
            raise RepostwatchError("没有选择专栏的结论，未作记录。")
        return ColumnDecision(
            standing=Standing(self.kind),
            rests_on=self._look(),
            by=by,
            reason=reason,
            at=now,
            expires=self.until(now),
        )

    def _look(self) -> datetime:
        try:
            look = datetime.fromisoformat(self.look)
        except ValueError:
            look = None
        if look is None or look.tzinfo is None:
            raise RepostwatchError("没有说明依据哪次采集，未作记录。请刷新后再认定。")
        return look
