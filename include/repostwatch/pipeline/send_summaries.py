"""What became of letters, in a line each; an error where somebody has not got one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.base.errors import MailError
from repostwatch.model import DeliveryState, Reason, because
from repostwatch.model.codes import MailCode, RunCode
from repostwatch.model.mails import Delivery, Letter
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class LetterSummary:
    """What was done for one letter: `sent` just now, its deliveries as they are now, and what about
    the settings keeps some of them from being tried."""

    letter: Letter
    sent: int
    deliveries: tuple[Delivery, ...]
    unusable: tuple[str, ...] = ()

    @property
    def arrived(self) -> bool:
        """Whether a server took it for anybody, now or before."""
        return any(one.state is DeliveryState.SENT for one in self.deliveries)

    @property
    def unsent(self) -> tuple[Reason, ...]:
        """Who has not got it, and why not."""
        return tuple(
            because(
                MailCode.UNSENT,
                address=one.address,
                why=because(MailCode.BUSY) if one.busy else one.reason or one.state,
            )
            for one in self.deliveries
            if not one.settled
        )

    def line(self, style: Style) -> str:
        """Raises MailError where somebody has not got it, naming each."""
        if self.unsent:
            raise MailError("; ".join([*self.unusable, *(say(one, style) for one in self.unsent)]))
        if not self.deliveries:
            raise MailError(
                "the letter has no recipient: set REPOSTWATCH_REPORTING__RECIPIENTS, or name a "
                "file in REPOSTWATCH_RECIPIENTS; then it is sent"
            )
        if self.sent:
            subject = self.letter.subject
            return say(because(RunCode.SENT, subject=subject, count=self.sent), style)
        if self.arrived:
            return say(because(RunCode.SENT_BEFORE), style)
        why = self.deliveries[-1].reason or because(MailCode.NO_RECIPIENT_ANY_MORE)
        return say(because(RunCode.NOT_TO_BE_SENT, why=why), style)


def lines_of(summaries: Sequence[LetterSummary], style: Style) -> str:
    """What was sent, a line each. Raises MailError, after all of them, where some were not."""
    lines, problems = [], []
    for one in summaries:
        try:
            lines.append(one.line(style))
        except MailError as error:
            problems.append(f"{one.letter.subject}: {error}")
    if problems:
        raise MailError("\n".join(problems))
    return "\n".join(lines)
