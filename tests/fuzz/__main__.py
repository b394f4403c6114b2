"""The long run of the fuzzing, `make fuzz`; docs/security.md has its figures.

    python -m tests.fuzz --cases 20000 --seed 1
    python -m tests.fuzz --cases 480 --drawn
    python -m tests.fuzz var/fuzz/wrong/*.json

Prints the figures, and exits with 1 where anything went wrong. Cases that did lie in var/fuzz.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

from repostwatch.services.postgres import embedded
from repostwatch.store.schema import upgrade_schema
from tests.databases import TEMPLATE, databases_of
from tests.fuzz.fuzzing import (
    BATCH,
    OF_A_SEED,
    Figures,
    costliest,
    drawn,
    fuzz,
    kept,
    only_loopback,
)
from tests.fuzz.harness import Bench
from tests.fuzz.web import served


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path, help="cases that were kept, to run again")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first 480 cases; then the next")
    parser.add_argument("--drawn", action="store_true", help="with a browser, where a page asks")
    options = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)
    figures, began = Figures(), time.monotonic()
    with (
        only_loopback(),
        tempfile.TemporaryDirectory(prefix="rw-fuzz-") as folder,
        embedded(Path(folder) / "pg") as server,
        databases_of(server) as databases,
        served(BATCH + 1) as web,
    ):
        Path(folder).chmod(0o711)
        upgrade_schema(server.url(TEMPLATE))
        bench = Bench(databases, web, Path(folder), drawn=options.drawn)
        print(f"a plain page: {bench.page_seconds * 1000:.1f} ms of processor time", flush=True)
        if options.files:
            fuzz(bench, [kept(path) for path in options.files], figures)
        for number in range(0 if options.files else -(-options.cases // OF_A_SEED)):
            fuzz(bench, drawn(options.seed + number), figures)
            minutes = (time.monotonic() - began) / 60
            print(f"{minutes:6.1f} min: {figures.cases} cases, {len(figures.wrong)} wrong, "
                  f"{figures.pages / figures.cases:.1f} plain pages each", flush=True)  # fmt: skip
        costliest(bench, figures)
    print("\n".join(figures.lines()))
    return 1 if figures.wrong or figures.innocent_right < figures.batches else 0


if __name__ == "__main__":
    sys.exit(main())
