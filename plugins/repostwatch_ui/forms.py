"""A decision as the form sends it, checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Form

from repostwatch.base.clock import whole_day
from repostwatch.model import DecisionKind, Standing
from repostwatch.model.codes import RefusalCode
from repostwatch.model.decisions import SAYABLE, ColumnDecision, HumanDecision
from repostwatch.model.watched_lists import ListChoice, ListDecision
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.reporting.sanitize import sanitize
from repostwatch.settings import Settings
from repostwatch.wording import Style, label

KINDS = tuple(kind for kind in DecisionKind if kind is not DecisionKind.WITHDRAW)
COLUMN_KINDS = SAYABLE
LIST_KINDS = ListChoice.ACCEPT, ListChoice.REJECT
# What is sent where a person takes back what was said.
WITHDRAW = "withdraw"
# Nobody decides so often about one thing; what is longer is no number of decisions.
LONGEST_NUMBER = 9
# The last day of all has no end, and a browser lets a year have six digits.
LAST_DAY = "9999-12-30"
FAR_AWAY = re.compile(r"9999-12-31|[1-9][0-9]{4,5}-[0-9]{2}-[0-9]{2}")


@dataclass
class SignedForm:
    """What every form has. `seen` is what the page showed, `back` where the form stood, and `kept`
    the query of that page's address."""

    portal: Annotated[str, Form()] = ""
    seen: Annotated[str, Form()] = ""
    kind: Annotated[str, Form()] = ""
    name: Annotated[str, Form(max_length=60)] = ""
    reason: Annotated[str, Form(max_length=500)] = ""
    expires: Annotated[str, Form(max_length=20)] = ""
    back: Annotated[str, Form()] = "review"
    kept: Annotated[str, Form(max_length=4096)] = ""
    token: Annotated[str, Form()] = ""

    def signed(self, account: str) -> tuple[str, str]:
        """Who says so, and why. Raises RefusedError where that is not said."""
        return signed_by(self.name, self.reason, account)

    def until(self, now: datetime) -> datetime | None:
        """The end of the day that was named, Beijing time."""
        if not self.expires:
            return None
        try:
            end = whole_day(date.fromisoformat(self.expires)).latest
        except (ValueError, OverflowError) as error:
            if FAR_AWAY.fullmatch(self.expires):
                far = RefusalCode.EXPIRY_TOO_FAR
                raise RefusedError(far, expires=self.expires, last=LAST_DAY) from None
            early = isinstance(error, OverflowError)
            code = RefusalCode.EXPIRY_PAST if early else RefusalCode.EXPIRY_NO_DATE
            raise RefusedError(code, expires=self.expires) from None
        if end <= now:
            raise RefusedError(RefusalCode.EXPIRY_PAST, expires=self.expires)
        return end


def shown_before(seen: str) -> tuple[str, int] | None:
    """What a page showed: the verdict, standing or state, empty for none, and how many decisions
    there were. None where it says no such thing."""
    number = seen.rpartition(" ")[2] or "0"
    if not (number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER):
        return None
    return seen.partition(" ")[0], int(number)


def signed_by(name: str, reason: str, account: str) -> tuple[str, str]:
    """Name and reason as they are kept. Raises RefusedError where one is missing."""
    name, reason = sanitize(name), sanitize(reason)
    if not name or not reason:
        raise RefusedError(RefusalCode.UNSIGNED)
    style = Style(Settings().language)
    signed = label("page.account", style, name=name, account=account)
    return name if name == account else signed, reason


@dataclass
class DecisionForm(SignedForm):
    """About a duty."""

    release: Annotated[str, Form()] = ""
    link: Annotated[str, Form()] = ""

    def decision(self, account: str, now: datetime) -> HumanDecision:
        """Raises RefusedError where something is missing or makes no sense."""
        by, reason = self.signed(account)
        if self.kind not in set(DecisionKind):
            raise RefusedError(RefusalCode.NO_KIND)
        if self.kind == WITHDRAW:
            return HumanDecision(DecisionKind.WITHDRAW, None, by, reason, now)
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
        """Raises RefusedError where something is missing or makes no sense."""
        by, reason = self.signed(account)
        if self.kind == WITHDRAW:
            return ColumnDecision(None, self._look(), by, reason, now)
        if self.kind not in set(COLUMN_KINDS):
            raise RefusedError(RefusalCode.NO_STANDING)
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
            raise RefusedError(RefusalCode.NO_LOOK)
        return look


@dataclass
class ListDecisionForm(SignedForm):
    """About a list, or about an address that nobody found. `seen` is the list's state."""

    url: Annotated[str, Form(max_length=4096)] = ""

    def decision(self, account: str, now: datetime) -> ListDecision:
        """Raises RefusedError where something is missing or makes no sense."""
        by, reason = self.signed(account)
        if self.kind not in set(ListChoice):
            raise RefusedError(RefusalCode.NO_CHOICE)
        return ListDecision(
            portal_id=self.portal,
            url=self.url.strip(),
            choice=ListChoice(self.kind),
            by=by,
            reason=reason,
            at=now,
        )
