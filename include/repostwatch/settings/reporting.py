"""Who gets the mail, and how much of the day it shows."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, IPvAnyNetwork, PositiveFloat, PositiveInt

from repostwatch.settings.section import Section


class ReportingSettings(Section):
    sender: str = "repostwatch@localhost"
    """Whom the mail is from. Many servers refuse a sender that they do not know."""

    recipients: tuple[str, ...] = ()
    """Who gets everything, every day, e.g. `["officer@example.gov.cn"]`; REPOSTWATCH_RECIPIENTS
    names a file of those who get their own part. There is no sensible default."""

    message_domain: str = ""
    """The right-hand side of Message-ID, which names day, edition and database on the left. Empty:
    the sender's domain, which spam filters compare it with."""

    page_bytes: PositiveInt = 100_000
    """The longest page of a mail. Gmail cuts a message at 102 KB of HTML, other programs become
    slow; what goes in first is what an officer acts on, and the page says what it left out."""

    due_soon_hours: PositiveFloat = 10.0
    """Duties that fall due within so many hours are told while they can still be done: read at
    eight, that is the working day."""

    nearest_links: PositiveInt = 2_000
    """So many of a portal's newest links are compared with a release that is newly missing there,
    to show what comes nearest: more than a portal lists in the weeks that duties are watched."""

    reminder_days: tuple[PositiveInt, ...] = (3, 7, 14, 30)
    """On which days of its age a standing fault is called to mind again. In between it is one line
    of its portal: what is said every day in the same words is not read."""

    pages_address: str | None = None
    """Where the monitor's pages are reached, e.g. `https://airflow.example.gov.cn/repostwatch`:
    the mail links to the review queue there. Unset, it names the page only."""

    grid_releases: PositiveInt = 12
    """Releases in the grid of the mail, the newest: so many cells fit beside a name on a phone."""

    league_rows: PositiveInt = 10
    """Portals in the list of those with most faults. Ten are on everybody's desk; all are in the
    workbook."""

    workbook_rows: PositiveInt = 20_000
    """The longest sheet of the workbook; one of all verdicts that would be longer is left out. A
    sheet of that length takes a second to write; nobody reads further."""

    attachment_bytes: PositiveInt = 550_000
    """A larger workbook is not sent: with it the mail would pass a megabyte, which some servers of
    offices refuse. It is kept beside the mail's page; with `pages_address` the mail links to it."""

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

    trend_days: PositiveInt = 30
    """How far back the picture of the figures goes: a month shows a trend, and fits a phone."""

    alike_portals: int = 2
    """From so many portals on that cannot be judged for one and the same reason, they are one
    row of the mail: it is one cause to look into, and often our own."""

    title_characters: int = 160
    """The longest title shown. The longest real title at hand has 117 characters."""

    letterhead: Path | None = None
    """A .docx whose margins, header and footer the quarterly bulletin keeps. Unset, the page
    is that of GB/T 9704, the form of official documents."""

    warning_hours: PositiveFloat = 18.0
    """Duties whose deadlines come within so many hours are warned of. From 15:00, the day's last
    warning, to 9:00, the next day's first: no deadline lies between without a warning before it."""

    smtp_seconds: PositiveFloat = 30.0
    """How long the mail server may be silent. RFC 5321 allows minutes; a mail that waits in
    the mailbox is lost to nobody, a task that hangs holds a worker."""

    smtp_total_seconds: PositiveFloat = 120.0
    """How long a session for one mail may last in all. A server that sends a byte every second is
    never silent; a megabyte takes two minutes over 70 kbit/s."""

    claim_margin_seconds: PositiveFloat = 60.0
    """How much longer than a session nobody else takes the mail that is sent in it. Names may take
    half a minute to resolve, the database its time to answer; a process that was killed keeps its
    mail waiting for so long."""

    chat_bytes: PositiveInt = Field(default=2_000, ge=200)
    """The longest message to a chat, in UTF-8: 企业微信 takes 2,048. The rest is in the mail."""

    chat_seconds: PositiveFloat = 15.0
    """How long a chat's server may be silent; the robots answer within a second."""

    chat_total_seconds: PositiveFloat = 30.0
    """How long handing one message to a chat may last in all, however slowly bytes come."""

    chat_networks: tuple[IPvAnyNetwork, ...] = ()
    """Networks that are not public and hold webhooks all the same, e.g. `["10.20.0.0/16"]`: an
    office's own 政务微信. Unset, only public addresses are connected to."""

    retry_minutes: PositiveFloat = 10.0
    """Until the first further try of a mail that was not taken; doubled with each. Servers that
    turn a new sender away at first (greylisting) take it after some minutes."""

    longest_retry_hours: PositiveFloat = 6.0
    """Tries do not become rarer than that, so that a mail arrives on the day the server is back."""

    give_up_hours: PositiveFloat = 120.0
    """After this a mail is not tried any more and counts as refused. RFC 5321 (4.5.4.1) asks for
    four to five days; an older report is overtaken by those since."""

    unsure_tries: PositiveInt = 3
    """How often a mail is handed over whose answer is lost. Each time may have delivered it; three
    of the same under one Message-ID are a nuisance, more are a flood."""
