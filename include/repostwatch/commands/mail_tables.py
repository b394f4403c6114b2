"""`repostwatch reports`: every mail, and what became of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from repostwatch.base.clock import iso
from repostwatch.base.errors import RepostwatchError
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import print_table, write_text
from repostwatch.model.mails import Delivery
from repostwatch.queries.mails import ArchivedLetter, as_sent, list_letters, page_of, read_letter
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.wording import Style, name, say


def list_mails(conn: Connection, settings: Settings, period: str | None, out: Terminal) -> None:
    table = Table(
        "number", "kind", "about", "edition", "for", "made", "stands", "subject", box=None
    )
    for one in list_letters(conn, period=period):
        letter = one.letter
        table.add_row(
            str(letter.letter_id), letter.kind, escape(letter.period), str(letter.edition),
            escape(letter.audience), iso(letter.made_at), _stands(one, settings),
            escape(letter.subject),
        )  # fmt: skip
    print_table(out, table)


def show_mail(
    conn: Connection,
    settings: Settings,
    which: tuple[int, int | None],
    path: Path | None,
    out: Terminal,
) -> None:
    """Print a letter (by its number, and a delivery's) and its deliveries; or write it to `path`.

    Raises RepostwatchError where there is none, or it cannot be written.
    """
    found = read_letter(conn, which[0])
    if path is not None:
        _write(found, which[1], path)
        out.print(f"{path}", markup=False, highlight=False)
        return
    letter = found.letter
    lines = [
        letter.subject,
        f"{letter.kind} {letter.period}, edition {letter.edition}, for {letter.audience}",
        f"made {iso(letter.made_at)}, {len(letter.message)} bytes, {letter.message_id}",
        f"digest {letter.digest}",
    ]
    out.print("\n".join(lines), markup=False, highlight=False)
    style = Style(settings.language)
    table = Table(
        "delivery", "address", "stands", "tries", "tried", "sent", "next", "why", box=None
    )
    for one in found.deliveries:
        moments = (iso(at) if at else "" for at in (one.tried_at, one.sent_at, one.retry_at))
        why = escape(say(one.reason, style) if one.reason else "")
        where = _state(one, settings)
        table.add_row(str(one.delivery_id), one.address, where, str(one.tries), *moments, why)
    print_table(out, table)


def _stands(found: ArchivedLetter, settings: Settings) -> str:
    """How many deliveries are in which state."""
    counts = Counter(_state(one, settings) for one in found.deliveries)
    return ", ".join(f"{state} {number}" for state, number in counts.items()) or "—"


def _state(delivery: Delivery, settings: Settings) -> str:
    """A delivery's state; one that was sent after an answer was lost may have arrived twice."""
    words = name(delivery.state, settings.language)
    return f"{words} (×{delivery.unsure + 1}?)" if delivery.settled and delivery.unsure else words


def _write(found: ArchivedLetter, delivery_id: int | None, path: Path) -> None:
    if path.suffix == ".html":
        write_text(path, page_of(found))
        return
    try:
        path.write_bytes(as_sent(found, delivery_id)[1])
    except OSError as error:
        raise RepostwatchError(
            f"{path}: cannot be written ({error.strerror or error}). Choose another --out."
        ) from error
