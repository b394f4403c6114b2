"""Who gets the mail, and how much of the day it shows."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from repostwatch.settings.section import Section


class ReportingSettings(Section):
    sender: str = "repostwatch@localhost"
    """Whom the mail is from. Many servers refuse a sender that they do not know."""

    recipients: tuple[str, ...] = ()
    """Who gets the mail, e.g. `["officer@example.gov.cn"]`. There is no sensible default."""

    message_domain: str = "repostwatch.localhost"
    """The right-hand side of Message-ID, which names day and edition on the left."""

    rows_per_section: int = 40
    """Rows of a section in the mail's body. Forty rows are some four pages; more than that is
    worked through in the attached workbook, which has all of them."""

    rows_per_portal: int = 5
    """Rows of one portal in a section, so that a portal that failed everywhere does not push
    all the others out of the body."""

    unseen_share: float = Field(default=0.1, gt=0, le=1)
    """From this share of the portals, or of the duties that are due, on, the mail's first line
    tells what could not be checked. A tenth left open can carry a headline figure across the
    lines of the 2016 check (90 % and 80 %)."""

    outage_share: float = Field(default=0.5, gt=0, le=1)
    """From this share of the portals on, the mail asks to look at our own network first, also
    in its subject: half of all portals do not fail in the same hour by themselves."""

    silent_hours: float = 6.0
    """After so long without a scan the mail says that looking has stopped. Scans are hourly;
    six in a row are not missed by a restart."""

    alike_portals: int = 5
    """From so many portals on that cannot be judged for one and the same reason, they are one
    row of the mail: it is one cause to look into, and often our own."""

    title_characters: int = 160
    """The longest title shown. The longest real title at hand has 117 characters."""

    letterhead: Path | None = None
    """A .docx whose margins, header and footer the quarterly bulletin keeps. Unset, the page
    is that of GB/T 9704, the form of official documents."""

    smtp_seconds: float = 30.0
    """How long the mail server may be silent. RFC 5321 allows minutes; a mail that waits in
    the outbox is lost to nobody, a task that hangs holds a worker."""
