"""What the crawl's tests share: the fault server's classes, and a crawler with short limits."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "faults")]
