"""Lets the tests of this room share their hand-written pages."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
