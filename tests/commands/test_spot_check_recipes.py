"""The commands of docs/spot-check.md, run as they stand there, one after the other in its order.

What is clicked or triggered in Airflow is run by tests/plugins and tests/system.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from repostwatch.model.spot_checks import Probe
from repostwatch.store import probes
from repostwatch.store.database import Connection
from tests.commands.ground import PORTALS, Cli, Said, Web, served
from tests.commands.test_inspect import rows, written
from tests.inspecting.probing import controls, week

PAGE = (Path(__file__).resolve().parents[2] / "docs/spot-check.md").read_text(encoding="utf-8")
# Each line of a block of commands, and each command within a sentence, in the order of the page.
COMMANDS = [
    line
    for block, sentence in re.findall(
        r"^```\n(\.venv/bin/repostwatch .*?)^```|`(repostwatch [a-z-]+ [^`\n]*)`",
        PAGE,
        re.MULTILINE | re.DOTALL,
    )
    for line in (block or sentence).replace("\\\n", " ").strip().splitlines()
]
# What the page says of each file: its name and its columns.
FILES = dict(re.findall(r"^\| `([\w.]+\.csv)` \| `([\w,]+)`", PAGE, re.MULTILINE))
# A piece of each command, and of what it prints.
SAID = {
    "sample 2026Q4 --share": "3 sites, 1 of them because they failed before",
    "sample 2026Q4 --record": "the same 3 sites are drawn again",
    "--probes probes.csv": "2 passed, 1 failed, 0 unknown, 0 waiting",
    "spot-check 2026Q4 --checklist": "2026Q4：抽查3个网站",
    "spot-check 2026Q4 --first": "合格2个，不合格1个，无法核验0个",
    "spot-check 2026Q4 --notified": "1 site noted as told",
    "drawn/sample.json --first": "0 passed, 1 failed, 2 unknown",  # people's words apart
    "probe-sites": "3 sites: 3 ok",
    "--probes rounds/sites": "0 passed, 0 failed, 3 unknown",
    "probe-links": "2026Q4：抽看3个网站首页的3条链接",
    "closures": "2026Q4: 0 sites closed, 0 announce it",
    "portals check": "",
}
NAMES = {"department": [f"d{n}" for n in range(5)], "county": [f"c{n}" for n in range(20)]}
BEFORE = "portal_id,result,quarter\nd3,failed,2026Q3\nd4,passed,2026Q3\n"
RATES = "level,share,passed,checked,undecided,quarter\n"
ONLY_PEOPLE = ("serious_errors", "no_response", "unusable_service")
UNSEEN = ("stale_homepage", "stale_columns")  # no scan kept their homepages
Page = Callable[[str], Said]


@pytest.fixture
def web() -> Iterator[Web]:
    with served() as here:
        yield here


@pytest.fixture
def page(
    run: Cli, web: Web, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    """Runs a command of the page in a folder with all that it takes for given: a registry of sites
    that are served, known sites, results of the quarter before."""
    with served() as other:
        other.pages["/d0/"] = "<p>乙市人民政府</p>"
        known = [f"{one.address}/d0/" for one in (web, other)]
        sites = [(level, name) for level, names in NAMES.items() for name in names]
        for _, name in sites:
            web.pages[f"/{name}/"] = f'<p>{name}人民政府</p><a href="/{name}/none.html">公告</a>'
        registry = PORTALS + "".join(
            f"{name},{name}站,{level},{web.address}/{name}/,,,\n" for level, name in sites
        )
        given = {
            "sites.csv": registry, "portals.csv": registry, "before/sites.csv": BEFORE,
            "known.csv": PORTALS + "".join(f"k{n},k{n},city,{o},,,\n" for n, o in enumerate(known)),
            "2026Q3/rates.csv": f"{RATES}all,,3,4,0,2026Q3\ncounty,5,2,2,0,2026Q3\n",
            "clock": "2027-01-05T07:00+08:00",
        }  # fmt: skip
        for name, text in given.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        environment = {
            "DB": database_url, "VAR_DIR": str(tmp_path / "var"), "CLOCK_FILE": "clock",
            "SPOT_CHECK__PORTALS": "sites.csv", "SPOT_CHECK__KNOWN_SITES": json.dumps(known),
        }  # fmt: skip

        def call(command: str) -> Said:
            program, *words = shlex.split(command)
            assert program.removeprefix(".venv/bin/") == "repostwatch"
            return run(*words, **environment)

        yield call


def sampled() -> list[str]:
    return [row["portal_id"] for row in rows(Path("drawn/sample.csv"))]


def probed(name: str) -> list[Probe]:
    """A week; `d3`, which failed in the quarter before, is down for a day once more."""
    return [replace(one, portal_id=name) for one in week(lambda n: name == "d3" and n < 24)]


def prepare(page: Page, conn: Connection, command: str) -> None:
    """What a person, or the DAGs, have done before a command of the page makes sense."""
    if "filled.csv" in command:
        lines = (
            f"{name},{one},passed,王敏,2026-11-12T09:30,截图\n"
            for name in sampled()
            for one in (*ONLY_PEOPLE, *UNSEEN)
        )
        head = "portal_id,indicator,result,by,at,evidence\n"
        Path("filled.csv").write_text(head + "".join(lines), encoding="utf-8")
    if "probes.csv" in command:
        for name in sampled():
            written(Path("probes.csv"), name, probed(name))
        written(Path("controls.csv"), None, controls())
    if "spot-check" in command and "--checklist" in command:
        assert page(f"{COMMANDS[0]} --keep").code == 0
        probes.add(conn, list(controls()), known=True)
        probes.add(conn, [one for name in sampled() for one in probed(name)], known=False)
    if "notices.csv" in command:
        Path("clock").write_text("2027-01-06T09:00+08:00", encoding="utf-8")
        notice = "portal_id,by,at\nd3,王敏,2027-01-06T08:00\n"
        Path("notices.csv").write_text(notice, encoding="utf-8")


def test_the_commands_run_as_they_stand_there(page: Page, conn: Connection) -> None:
    printed = set[str]()
    for command in COMMANDS:
        prepare(page, conn, command)
        said = page(command)
        assert said.code == 0, f"{command}: {said.both}"
        [(piece, words)] = [(one, text) for one, text in SAID.items() if one in command]
        assert words in said.both, command
        printed.add(piece)
    assert printed == set(SAID), "each of them stands on the page"


def test_the_files_have_the_columns_that_the_page_names(page: Page, conn: Connection) -> None:
    for command in COMMANDS[:3]:
        prepare(page, conn, command)
        assert page(command).code == 0
    assert set(FILES) == {
        "sites.csv", "indicators.csv", "availability.csv", "rates.csv", "checklist.csv",
    }  # fmt: skip
    for name, columns in FILES.items():
        written_in = (Path("2026Q4") / name).read_text("utf-8").removeprefix("\ufeff").splitlines()
        assert written_in[0] == columns, name
    named = re.search(r"`sample\.csv` \(`([\w,]+)`\)", PAGE)
    assert named is not None
    assert Path("drawn/sample.csv").read_text("utf-8").startswith(named[1])
