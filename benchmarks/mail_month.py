"""A month of daily mails to four recipients, to be looked at.

    .venv/bin/python benchmarks/mail_month.py mails

plays `tests/pipeline/mail_month.py` against a mail server on loopback, writes each mail that came
as page and plain text into the folder, and prints its bytes and subject.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from repostwatch.reporting.mail import html_of
from repostwatch.services.postgres import embedded
from repostwatch.store.database import connect
from repostwatch.store.schema import upgrade_schema
from tests.faults.fault_smtp import FaultSmtp
from tests.pipeline.mail_month import PEOPLE, play
from tests.pipeline.mail_world import body, mails


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="rw-") as folder, FaultSmtp() as server:
        Path(folder).chmod(0o711)
        with embedded(Path(folder) / "database") as running:
            url = running.url("month")
            upgrade_schema(url)
            with connect(url) as conn:
                play(conn, Path(folder), server)
    for who in PEOPLE:
        for number, mail in enumerate(mails(server, f"{who}@x.example"), start=1):
            content = mail.as_bytes()
            name = f"{who}-{number:02}"
            (out / f"{name}.html").write_text(html_of(content), encoding="utf-8")
            (out / f"{name}.txt").write_text(body(mail), encoding="utf-8")
            print(f"{name}  {len(content):>7}  {mail['Subject']}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
