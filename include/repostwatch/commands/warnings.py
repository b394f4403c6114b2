"""`repostwatch warn`: which duties are about to be late, and a mail about them."""

from __future__ import annotations

from typing import Annotated

import typer

from repostwatch.base.terminal import Terminal
from repostwatch.commands.options import environment

out = Terminal(soft_wrap=True)


def warn(
    send: Annotated[bool, typer.Option(help="Mail it, once to each recipient.")] = False,
) -> None:
    """What comes due soon and was not seen reposted: early warnings."""
    from repostwatch.pipeline.early_warning import send_warnings, warn_early
    from repostwatch.pipeline.scope import open_store

    settings = environment()
    with open_store(settings) as conn:
        made = warn_early(conn, settings, dry_run=not send)
        for subject in made.subjects:
            out.print(subject, markup=False, highlight=False)
        line = send_warnings(conn, settings, made) if send else made.line
        out.print(line, markup=False, highlight=False)
