"""Lets the tests of this folder import their own helper modules."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parent))

# A busy machine is no failure of the matcher.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
