"""What becomes of each recipient's mail when the mail server, or the process that sends, fails.

    .venv/bin/python benchmarks/mail_matrix.py

A letter for a, b and c is sent by a real session each to a server on loopback, which fails in every
way at every step, for b alone or for each of them; at the steps marked "killed" the sending process
is ended by SIGKILL. Then all is well again and time passes. Prints b's mail after both, and exits 1
where a mail was lost or doubled without a word.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from repostwatch.services.postgres import embedded
from repostwatch.store.database import connect
from repostwatch.store.schema import upgrade_schema
from tests.pipeline.mail_matrix import SICK, cases, problems, run

ROW = "{:<28} {:<4} {:<44} {:<40} {}"


def main() -> int:
    wrong = tried = 0
    print(ROW.format("fault", "for", "b's mail after it", "b's mail in the end", "a, c"))
    with tempfile.TemporaryDirectory(prefix="rw-") as folder:
        Path(folder).chmod(0o711)
        with embedded(Path(folder) / "database") as server:
            url = server.url("matrix")
            upgrade_schema(url)
            with connect(url) as conn:
                for case in cases():
                    conn.execute("TRUNCATE letters RESTART IDENTITY CASCADE")
                    result = run(conn, url, case)
                    found = problems(result)
                    wrong, tried = wrong + bool(found), tried + 1
                    fault = f"{case.fault}{', killed' if case.killed else ''}"
                    others = "/".join(f"{result.settled[n].taken}x" for n in (0, 2))
                    who = "each" if case.fault.session is None else "b"
                    after, end = str(result.after[SICK]), str(result.settled[SICK])
                    print(ROW.format(fault, who, after, end, others), *found, sep="\n  ")
    print(f"{tried} cases, {wrong} with a mail lost or doubled without a word")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
