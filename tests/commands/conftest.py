"""The fixtures of ground.py for every test here."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ground import files, run, web  # noqa: F401  fixtures
