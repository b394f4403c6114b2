"""What all that runs tests has in common."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Where this machine is told to write no bytecode, as containers often are, each of the hundreds of
# programs that tests start would compile all that it loads, which takes longer than what most of
# them do. So what is compiled is kept for the next one, among what pytest keeps from run to run.
if sys.dont_write_bytecode:
    kept = Path(__file__).resolve().parents[1] / ".pytest_cache" / "d" / "bytecode"
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(kept)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
