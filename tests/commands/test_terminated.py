"""A pass that somebody ends: its database ends with it, and the next pass goes on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from repostwatch.services import postgres

PROGRAM = Path(sys.executable).with_name("repostwatch")
PORTALS = "portal_id,name,level,home_url,column_urls,site_code\na,甲部,department,{url},{url}l/,\n"
RELEASES = (
    "release_id,title,doc_number,published_at,url\n"
    "r,国务院关于甲的通知,,2026-08-10T09:00,https://www.gov.cn/zhengce/content/1.htm\n"
)


@pytest.mark.parametrize("ended_by", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_pass_that_is_ended_takes_its_database_along(
    tmp_path: Path, ended_by: signal.Signals
) -> None:
    folder = Path(os.environ["REPOSTWATCH_TESTS"]) / f"ended-{tmp_path.name}"
    folder.mkdir(mode=0o711)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        (folder / "p.csv").write_text(PORTALS.format(url=url))
        (folder / "r.csv").write_text(RELEASES)
        command = [
            str(PROGRAM),
            "check",
            "--portals",
            "p.csv",
            "--releases",
            "r.csv",
            "--out",
            "out",
        ]
        running = subprocess.Popen(
            command, cwd=folder, env=os.environ | {"REPOSTWATCH_ALLOW_LOOPBACK": "1"}
        )
        silent.settimeout(60)
        silent.accept()[0].close()  # the scan has begun, and so its database runs
        assert postgres._running(folder / "out" / "database") is not None
        running.send_signal(ended_by)
        assert running.wait(60) == 128 + ended_by
    until = time.monotonic() + 10
    while postgres._running(folder / "out" / "database") is not None:
        assert time.monotonic() < until, "the server outlives its command"
        time.sleep(0.1)
