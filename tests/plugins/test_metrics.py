"""What a collector of metrics reads, by a real request, taken apart by its own library."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import parser as plain
from prometheus_client.openmetrics import parser as openmetrics

from repostwatch.model import because
from repostwatch.model.alarms import Alarm, AlarmState, SourceFact
from repostwatch.model.codes import AlarmCode, ReaderCode
from repostwatch.model.steps import Step
from repostwatch.settings import Settings
from repostwatch.store import alarms, evidence_size, heartbeats
from repostwatch.store.database import Connection
from repostwatch.store.evidence_size import EvidenceSize
from repostwatch.store.reasons import pack
from tests.plugins.conftest import METRICS_TOKEN, ROOT, Ui

BEARER = f"Bearer {METRICS_TOKEN}"
OPENMETRICS = "application/openmetrics-text; version=1.0.0"


def read(ui: Ui) -> dict[str, dict[str, float]]:
    """name → value of its label, or nothing → number."""
    answer = ui.scrape(Authorization=BEARER, Accept=OPENMETRICS)
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    families = openmetrics.text_string_to_metric_families(answer.text)  # type: ignore[no-untyped-call]
    return {
        family.name: {"".join(one.labels.values()): one.value for one in family.samples}
        for family in families
    }


@pytest.mark.parametrize(
    "shown", ["", "Bearer", "Bearer ", f"bearer{METRICS_TOKEN}", METRICS_TOKEN, f"{BEARER}x",
              f"Basic {METRICS_TOKEN}", "Bearer ä"]
)  # fmt: skip
def test_without_the_token_nobody_reads_them(ui: Ui, shown: str) -> None:
    refused = ui.scrape(Authorization=shown)
    assert (refused.status, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert "repostwatch_" not in refused.text


def test_a_login_is_no_token(ui: Ui) -> None:
    assert ui.get("/metrics", "officer").status == 401


def test_without_an_accepted_form_it_is_the_older_text(ui: Ui) -> None:
    answer = ui.scrape(Authorization=BEARER)
    assert answer.headers["content-type"].startswith("text/plain")
    names = {family.name for family in plain.text_string_to_metric_families(answer.text)}
    assert names == read(ui).keys()


def test_what_is_counted_is_what_there_is(ui: Ui, store_of_ui: Connection) -> None:
    found = read(ui)
    assert {kind for kind, number in found["repostwatch_duties"].items() if number} == {"review"}
    assert found["repostwatch_duties"]["review"] == 2
    assert found["repostwatch_portals"]["ok"] == 2
    assert sum(found["repostwatch_portals"].values()) == 2
    assert found["repostwatch_portals_seen"] == {"complete": 2, "incomplete": 0}
    assert found["repostwatch_portals_never_complete"] == {"": 0}
    assert set(found["repostwatch_unread_pages"].values()) == {0}

    store_of_ui.execute(
        "UPDATE scans SET reach = NULL, home_outcome = 'timeout' WHERE portal_id = 'evil'"
    )
    broke = pack(because(ReaderCode.MEMORY, megabytes=512))
    store_of_ui.execute("UPDATE visits SET reason = %s WHERE portal_id = 'evil'", (broke,))
    found = read(ui)
    assert (found["repostwatch_portals"]["ok"], found["repostwatch_portals"]["timeout"]) == (1, 1)
    assert found["repostwatch_portals_seen"] == {"complete": 1, "incomplete": 1}
    assert found["repostwatch_portals_never_complete"] == {"": 1}
    # Of the two scans of that portal only the latest counts; the index knows them by their prefix.
    assert all(code.value.startswith("reader.") for code in ReaderCode)
    assert found["repostwatch_unread_pages"][ReaderCode.MEMORY.value] == 1

    store_of_ui.execute("UPDATE portals SET listed = false WHERE portal_id = 'evil'")
    assert sum(read(ui)["repostwatch_portals"].values()) == 1


def test_the_oldest_success_is_that_of_the_portal_which_waits_longest(
    ui: Ui, store_of_ui: Connection
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=40)
    store_of_ui.execute(
        "UPDATE scans SET ended_at = %s, started_at = %s - scan_id * interval '1 second' "
        "WHERE portal_id = 'mct'",
        (long_ago, long_ago),
    )
    age = read(ui)["repostwatch_oldest_success_seconds"][""]
    assert age == pytest.approx(timedelta(days=40).total_seconds(), abs=3600)


def test_ages_mails_evidence_and_alarms(ui: Ui, store_of_ui: Connection) -> None:
    now, source = datetime.now(UTC), Settings().sources[0]
    store_of_ui.execute("TRUNCATE heartbeats, evidence_size, sources, alarms")
    before = read(ui)
    assert before["repostwatch_evidence_bytes"] == {}
    assert before["repostwatch_source_age_seconds"] == {}
    assert before["repostwatch_alarms"] == {}
    assert "watch" not in before["repostwatch_step_age_seconds"]

    hour = now - timedelta(hours=1)
    heartbeats.beat(store_of_ui, Step.WATCH, hour)
    evidence_size.save(store_of_ui, EvidenceSize(123_456, hour))
    alarms.save_source(store_of_ui, SourceFact(source, now, read_at=hour))
    for number, code in enumerate((AlarmCode.NO_SCANS, AlarmCode.MAIL_FOR_NOBODY)):
        lasting = Alarm(f"{number}", because(code, since=hour))
        alarms.save(store_of_ui, AlarmState(lasting, hour, hour, closed=bool(number)))
    store_of_ui.execute(
        "INSERT INTO letters (kind, period, audience, edition, digest, subject, message, made_at,"
        " message_id) SELECT 'daily', d, 'a', 1, 'x', 's', '', now(), d "
        "FROM unnest('{1,2,3}'::text[]) d"
    )
    store_of_ui.execute(
        "INSERT INTO deliveries (letter_id, address, state, posted_at, retry_at) "
        "SELECT letter_id, 'a@example.cn', s, now() - p::interval, now() + r::interval "
        "FROM letters JOIN (VALUES ('1', 'sent', '1 hour', NULL), ('2', 'sent', '90 days', NULL),"
        " ('3', 'refused', '90 days', '1 hour')) given (d, s, p, r) ON d = period"
    )
    found = read(ui)
    assert 3600 <= found["repostwatch_step_age_seconds"]["watch"] < 7200
    assert 3600 <= found["repostwatch_source_age_seconds"][source] < 7200
    assert found["repostwatch_evidence_bytes"] == {"": 123_456}
    assert 3600 <= found["repostwatch_evidence_counted_seconds"][""] < 7200
    assert found["repostwatch_alarms"] == {"alarm.no_scans": 1, "alarm.mail_for_nobody": 0}
    assert found["repostwatch_mails"] == {
        "waiting": 0, "sent": 1, "refused": 1, "unknown": 0, "withdrawn": 0,
    }  # fmt: skip


def test_without_a_token_in_the_settings_nothing_opens_the_page(tmp_path: Path) -> None:
    """An interpreter of its own: Airflow reads its settings when it is first imported."""
    code = (
        "import os\n"
        "from repostwatch_ui.metrics import metrics\n"
        "for settings in ({}, {'REPOSTWATCH_WATCH__METRICS_TOKEN': ''}):\n"
        "    os.environ |= settings\n"
        "    for shown in ('', 'Bearer', 'Bearer ', 'Bearer None'):\n"
        "        print(metrics(shown, '').status_code)\n"
    )
    environment = {name: value for name, value in os.environ.items() if "REPOSTWATCH" not in name}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "plugins", capture_output=True, text=True, check=False,
        env=environment | {"AIRFLOW_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.stdout.split() == ["401"] * 8, done.stderr
