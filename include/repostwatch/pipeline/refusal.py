"""What a person asked for and cannot have, said in the language of the pages."""

from __future__ import annotations

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.model import Language, Reason, because
from repostwatch.model.codes import RefusalCode
from repostwatch.model.reasons import Fact, text
from repostwatch.wording import Style, say


class RefusedError(RepostwatchError):
    """`reason` is for whoever shows it; as text it is English, as all errors are."""

    reason: Reason

    def __init__(self, code: RefusalCode, **facts: Fact) -> None:
        reason = because(code, **facts)
        super().__init__(say(reason, Style(Language.ENGLISH)), reason=reason)


# What nobody but whoever handed it in can mend.
WRONG_INPUT = (RefusedError, InputError)


def refused_input(error: RepostwatchError, language: Language) -> str:
    """One line about what somebody handed in and that is not right, in their language."""
    if error.reason is not None:
        return say(error.reason, Style(language))
    return say(because(RefusalCode.BAD_INPUT, problem=text(str(error))), Style(language))
