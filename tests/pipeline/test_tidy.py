"""Evidence that is older than the settings want it kept goes, and its page says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.model import Outcome, Visit
from repostwatch.pipeline.tidy import tidy_evidence
from repostwatch.settings import Settings
from repostwatch.visiting.evidence_writer import archive

NOW = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)


def test_what_the_settings_want_kept_stays(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path).as_of(NOW)
    for days in (0, 731, 800):
        at = NOW - timedelta(days=days)
        archive(settings).write(Fetched(Visit("http://a.example/", Outcome.OK, at), b"page"))
    tidied = tidy_evidence(settings)
    assert tidied.files == 1
    assert (tidied.files, tidied.size > 0) == (1, True)
    assert "1" in tidied.line
    kept = Settings.model_validate({"var_dir": tmp_path, "scan": {"evidence_days": None}})
    assert tidy_evidence(kept.as_of(NOW + timedelta(days=9999))).files == 0
