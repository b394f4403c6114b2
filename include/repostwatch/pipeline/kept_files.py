"""Where the files of a report lie, and by which address a mail names its own."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from repostwatch.base.files import writing
from repostwatch.base.folders import Folder, put
from repostwatch.model.mails import EVERYTHING, NOBODY, Audience, Letter
from repostwatch.reporting.data import Report
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
    """Of the machine that makes the report."""
    return settings.var_dir / "reports" / letter.period / edition_folder(letter)


def hand_over(settings: Settings, letter: Letter, made: Report) -> None:
    """Let all machines see what is too large to be mailed. Raises RepostwatchError."""
    if not settings.shared:
        return
    folder = _shared_folder(settings, letter)
    with writing("the report", folder):
        for attachment in made.attachments:
            if not attachment.mailed:
                put(folder, attachment.name, attachment.content)


def kept_file(settings: Settings, letter: Letter, name: str) -> bytes:
    """A file of a report, from wherever it is seen. Raises OSError."""
    here = report_folder(settings, letter) / name
    if here.exists() or not settings.shared:
        return here.read_bytes()
    return (_shared_folder(settings, letter) / name).read_bytes()


def _shared_folder(settings: Settings, letter: Letter) -> Folder:
    return settings.folder("reports") / letter.period / edition_folder(letter)


def workbook_path(day: str, digest: str, audience: Audience) -> str:
    """Where the monitor's pages give a report's workbook, below their own address. The number of
    a mail is not known while it is made; its facts and its audience are."""
    return f"workbook/{day}/{digest}/{audience_mark(audience.key)}"
