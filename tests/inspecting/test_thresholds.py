"""Every threshold of the spot check is a setting, and docs/spot-check.md says where it is from."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import repostwatch.inspecting
from repostwatch.settings import SpotCheckSettings

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs/spot-check.md").read_text(encoding="utf-8").split("## Every number")[1]
ROWS = {
    name: (default, source)
    for name, default, source in re.findall(
        r"^\| `(\w+)` \| ([^|]*?) ?\| (rule|ours) \| [^|]+ \|$",
        TABLE.split("\n## ")[0],
        re.MULTILINE,
    )
}
SECTION = (ROOT / "docs/rules.md").read_text(encoding="utf-8").split("## 3. ")[1].split("\n## ")[0]
# What the rule says of each, in the words of its page.
RULE = {
    "probe_days": "a week", "probes_a_day": "at least 20 tries a day",
    "probe_seconds": "not open after 15 s", "probe_failed_share": "5% of failures are too many",
    "homepage_days": "homepage's columns for 2 weeks", "news_days": "2 weeks (news)",
    "notice_days": "6 months (notices, policy)", "personnel_days": "a year (personnel, plans)",
    "stale_columns": "6 months, 5 together", "unkept_columns": "or 10 that should be kept up",
    "blank_columns": "or 5 that are blank", "closing_days": "on the homepage for 30 days",
}  # fmt: skip
# No thresholds: nothing, one and two of something, per cent, hours of a day, lengths of a quoted
# word, and the classes of HTTP (404 and 410: gone, 500 to 599: the server's failure).
NO_THRESHOLDS = {0, 1, 2, 3, 24, 60, 100, 404, 410, 500, 600}


def test_the_page_has_every_setting_with_its_default() -> None:
    assert set(ROWS) == set(SpotCheckSettings.model_fields)
    own = SpotCheckSettings()
    for name, (default, _) in ROWS.items():
        value = getattr(own, name)
        assert (f"{value:g}" if isinstance(value, float) else str(value)) == default or (
            not default and not isinstance(value, int | float)
        ), name


def test_what_is_from_the_rule_is_in_the_rule() -> None:
    assert {name for name, (_, source) in ROWS.items() if source == "rule"} == set(RULE)
    for name, words in RULE.items():
        assert words in " ".join(SECTION.split()), name


def test_every_number_of_the_rule_is_a_setting_or_said_to_be_none() -> None:
    def numbers(text: str) -> set[str]:
        return set(re.findall(r"[0-9]+", text))

    settings = set[str]().union(*map(numbers, RULE.values()))
    apart = re.search(r"that are no settings: (.*?)\. Section 2", TABLE, re.DOTALL)
    assert apart is not None
    assert numbers(SECTION) - settings == numbers(apart[1]) - settings
    assert numbers(apart[1]) == {"3", "100", "60", "80", "30"}


def _reason_of(name: str) -> str:
    """What stands below a setting in its file."""
    path = ROOT / "include/repostwatch/settings/spot_check.py"
    [section] = [
        node
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    ]
    at = next(
        number
        for number, node in enumerate(section.body)
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name
    )
    said = section.body[at + 1]
    assert isinstance(said, ast.Expr), f"{name} has no reason"
    return str(ast.literal_eval(said.value))


@pytest.mark.parametrize("name", sorted(SpotCheckSettings.model_fields))
def test_each_has_its_reason_and_names_the_rule_where_it_is_from_there(name: str) -> None:
    reason = " ".join(_reason_of(name).split())
    if ROWS[name][1] == "rule":
        assert re.search(r"rule says|rule's", reason), name


def test_no_threshold_stands_in_the_judging_of_sites() -> None:
    """A number that is in none of these sets is a threshold: it belongs to the settings."""
    [folder] = repostwatch.inspecting.__path__
    for path in sorted(Path(folder).glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and type(node.value) in (int, float)
        }
        assert found <= NO_THRESHOLDS, path.name
