"""Where the files of a report lie, and by which address a mail names its own."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from repostwatch.model.mails import EVERYTHING, NOBODY, Audience, Letter
from repostwatch.settings import Settings


def audience_mark(key: str) -> str:
    """A short name of an audience (`Letter.audience`) for files and addresses."""
    return sha256(key.encode()).hexdigest()[:8]


def edition_folder(letter: Letter) -> str:
    """A folder's name for one edition: `edition-2`, with a mark where it is not the whole."""
    if letter.audience in (EVERYTHING.key, NOBODY):
        return f"edition-{letter.edition}"
    return f"edition-{letter.edition}-{audience_mark(letter.audience)}"


def report_folder(settings: Settings, letter: Letter) -> Path:
    return settings.var_dir / "reports" / letter.period / edition_folder(letter)


def workbook_path(day: str, digest: str, audience: Audience) -> str:
    """Where the monitor's pages give a report's workbook, below their own address. The number of
    a mail is not known while it is made; its facts and its audience are."""
    return f"workbook/{day}/{digest}/{audience_mark(audience.key)}"
