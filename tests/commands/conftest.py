"""The fixtures of ground.py for every test here."""

from __future__ import annotations

from tests.commands.ground import files, run, web  # noqa: F401  fixtures
