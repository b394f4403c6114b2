"""A decision as the form sends it, checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Form

from repostwatch.clock import whole_day
from repostwatch.errors import RepostwatchError
from repostwatch.judging import DecisionKind, HumanDecision
from repostwatch.reporting.safe import clean

KINDS = tuple((kind.value, kind.told) for kind in DecisionKind)


@dataclass
class DecisionForm:
    """What was filled in. `seen` is the verdict that the page showed, `back` where it stood."""

    release: Annotated[str, Form()] = ""
    portal: Annotated[str, Form()] = ""
    seen: Annotated[str, Form()] = ""
    link: Annotated[str, Form()] = ""
    kind: Annotated[str, Form()] = ""
    name: Annotated[str, Form(max_length=60)] = ""
    reason: Annotated[str, Form(max_length=500)] = ""
    expires: Annotated[str, Form(max_length=10)] = ""
    back: Annotated[str, Form()] = "review"
    token: Annotated[str, Form()] = ""

    def decision(self, account: str, now: datetime) -> HumanDecision:
        """Raises RepostwatchError, in Chinese, where something is missing or makes no sense."""
        name, reason = clean(self.name), clean(self.reason)
        if not name or not reason:
            raise RepostwatchError("姓名和理由都要填写，未作记录。")
        if self.kind not in {kind for kind, _ in KINDS}:
            raise RepostwatchError("没有选择确认、认定超时、否定或豁免，未作记录。")
        return HumanDecision(
            kind=DecisionKind(self.kind),
            link_id=self.link or None,
            by=name if name == account else f"{name}（帐号 {account}）",
            reason=reason,
            at=now,
            expires=self._expires(now),
        )

    def _expires(self, now: datetime) -> datetime | None:
        """The end of the day that was named, Beijing time."""
        if not self.expires:
            return None
        try:
            end = whole_day(date.fromisoformat(self.expires)).latest
        except ValueError:
            raise RepostwatchError(f"有效期“{self.expires}”不是日期，未作记录。") from None
        if end <= now:
            raise RepostwatchError(f"有效期“{self.expires}”已经过去，未作记录。")
        return end
