"""The file of recipients is checked before it is used: file, line, column, and what to do."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.base.mail_addresses import mail_address
from repostwatch.model import Frequency, Language, Level, Portal
from repostwatch.model.mails import EVERYTHING, Audience, Recipient
from repostwatch.reporting.audience import cut_to, is_due, portals_of
from repostwatch.reporting.recipients import addresses_of, lines_of, recipients_of
from repostwatch.reporting.section_keys import SECTIONS
from repostwatch.reporting.sections import OF_FINDINGS, sections
from repostwatch.settings import JudgingSettings
from tests.defaults import SETTINGS, digest
from tests.reporting import world

HEAD = "address,name,portals,levels,authority,sections,language,frequency"
PORTALS = (
    Portal("mfa", "外交部", Level.DEPARTMENT, "http://mfa.example/", authority="国务院"),
    Portal("gd", "广东省", Level.PROVINCE, "http://gd.example/", authority="广东省 办公厅"),
    Portal("sz", "深圳市", Level.CITY, "http://sz.example/", authority="广东省 办公厅"),
)


def read(folder: Path, *rows: str, head: str = HEAD) -> tuple[Recipient, ...]:
    path = folder / "recipients.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return recipients_of(lines_of(path), PORTALS)


def test_a_whole_row(tmp_path: Path) -> None:
    [found] = read(
        tmp_path, "Officer@X.example,张三,mfa gd,city,广东省 办公厅; 国务院,late missing,en,weekly"
    )
    assert found == Recipient(
        "Officer@x.example",
        "张三",
        Audience(
            ("mfa", "gd"), (Level.CITY,), ("广东省 办公厅", "国务院"), ("late", "missing"),
            Language.ENGLISH, Frequency.WEEKLY,
        ),
    )  # fmt: skip


def test_only_an_address_is_everything_every_day(tmp_path: Path) -> None:
    assert read(tmp_path, "a@x.example,", head="address,name") == (Recipient("a@x.example"),)
    assert read(tmp_path, "a@x.example,,,,,,,") == (Recipient("a@x.example"),)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("notanaddress,,,,,,,", "address", "no mail address"),
        (",,,,,,,", None, None),
        (",甲,,,,,,", "address", "is empty"),
        ("a@x.example,,mfaa,,,,,", "portals", "'mfaa' is not known"),
        ("a@x.example,,,village,,,,", "levels", "department, province"),
        ("a@x.example,,,,某办,,,", "authority", "国务院"),
        ("a@x.example,,,,,lates,,", "sections", "late, missing"),
        ("a@x.example,,,,,,fr,", "language", "zh, en"),
        ("a@x.example,,,,,,,hourly", "frequency", "daily, news, weekly"),
        ("first@X.EXAMPLE,,,,,,,", "address", "already stands in line 2"),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, row: str, column: str | None, words: str | None
) -> None:
    if column is None:  # an empty line is none
        assert len(read(tmp_path, "first@x.example,,,,,,,", row)) == 1
        return
    with pytest.raises(InputError, match=words) as caught:
        read(tmp_path, "first@x.example,,,,,,,", row)
    assert (caught.value.line, caught.value.column) == (3, column)
    assert caught.value.path.endswith("recipients.csv")


@pytest.mark.parametrize(
    "text",
    [
        "notanaddress", "", "@x.example", "a@", "a b@x.example", "a@x..example", "a@-x.example",
        "a@x.example\r\nBcc: b@x.example", "a@x.example,b@x.example", "a..b@x.example",
        "甲@x.example", "a@x.example\u202e", "<a@x.example>", "a@[127.0.0.1]", '"a b"@x.example',
        "a" * 65 + "@x.example", "a@" + "x" * 64 + ".example", "a@" + "x." * 130 + "cn", "a@x_y.cn",
    ],
)  # fmt: skip
def test_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="no mail address"):
        mail_address(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" a.b+c@GOV.CN ", "a.b+c@gov.cn"),
        ("A@x.example", "A@x.example"),
        ("a@中国政府网.cn", "a@xn--fiqs8sirgfmhq98a.cn"),
        ("officer@mail", "officer@mail"),
        ("o'hara@x.example", "o'hara@x.example"),
    ],
)
def test_an_address(text: str, address: str) -> None:
    assert mail_address(text) == address


@given(st.text())
def test_whatever_is_written_is_an_address_or_named_as_none(text: str) -> None:
    for written in (text, f"{text}@x.example", f"a@{text}"):
        try:
            found = mail_address(written)
        except ValueError:
            continue
        assert found.isascii()
        assert mail_address(found) == found
        assert not set(found) & set(" \r\n,;<>\"'()[]:\\") - {"'"}


@pytest.mark.parametrize("given_", [["notanaddress"], ["a@x.example", "A@X.example"]])
def test_a_setting_is_checked_the_same_way(given_: list[str]) -> None:
    with pytest.raises(RepostwatchError, match="SOME_SETTING: "):
        addresses_of("SOME_SETTING", given_)


def test_portals_are_those_of_any_of_the_three() -> None:
    def ids(audience: Audience) -> list[str]:
        return [portal.portal_id for portal in portals_of(audience, PORTALS)]

    assert ids(EVERYTHING) == ["mfa", "gd", "sz"]
    assert ids(Audience(sections=("late",))) == ["mfa", "gd", "sz"]
    assert ids(Audience(portals=("sz",), levels=(Level.DEPARTMENT,))) == ["mfa", "sz"]
    assert ids(Audience(authorities=("广东省 办公厅",))) == ["gd", "sz"]


def test_the_keys_are_those_of_the_mail() -> None:
    from repostwatch.reporting.lookup import ReportLookup  # noqa: PLC0415

    shown = [one.key for one in sections(ReportLookup(world.day(), SETTINGS.reporting))]
    assert {"new", "due", "unknown", "review"} <= set(shown)
    assert not set(shown) - set(SECTIONS) - set(OF_FINDINGS)


def test_an_audience_s_key_does_not_hang_on_order() -> None:
    one = Audience(portals=("a", "b"), levels=(Level.CITY, Level.COUNTY))
    two = Audience(portals=("b", "a", "a"), levels=(Level.COUNTY, Level.CITY))
    assert one.key == two.key == "portals=a,b; levels=city,county"
    assert EVERYTHING.key == "all"
    assert Audience(language=Language.ENGLISH).key == "language=en"


def test_a_cut_holds_its_portals_and_nothing_of_others() -> None:
    data, judging = world.day(), JudgingSettings()
    assert cut_to(EVERYTHING, data, judging) == data
    some = Audience(levels=(Level.PROVINCE,))
    cut = cut_to(some, data, judging)
    own = {portal.portal_id for portal in cut.portals}
    assert len(own) == 32
    for part in (cut.duties, cut.verdicts, cut.columns, cut.scans, cut.findings):
        assert part
        assert {one.portal_id for one in part} <= own
    assert {figure.denominator for figure in cut.figures if figure.name == "column"} == {32}
    assert set(cut.visited) <= own
    assert cut_to(some, cut, judging) == cut
    assert digest(cut) != digest(data)


def test_another_portal_s_facts_do_not_change_a_digest() -> None:
    data, judging = world.day(), JudgingSettings()
    audience = Audience(portals=("df01",))
    changed = cut_to(Audience(levels=(Level.PROVINCE,)), data, judging)
    assert digest(cut_to(audience, data, judging)) == digest(cut_to(audience, changed, judging))


WEDNESDAY = date(2026, 9, 2)


@pytest.mark.parametrize(
    ("frequency", "days_ago", "news", "due"),
    [
        (Frequency.DAILY, 0, False, True),
        (Frequency.DAILY, 1, False, True),
        (Frequency.NEWS, 1, False, False),
        (Frequency.NEWS, 1, True, True),
        (Frequency.NEWS, 0, False, True),
        (Frequency.WEEKLY, 1, True, False),
        (Frequency.WEEKLY, 3, False, True),
        (Frequency.WEEKLY, 0, False, True),
        (Frequency.WEEKLY, None, False, True),
        (Frequency.NEWS, None, False, False),
    ],
)
def test_when_a_recipient_is_due(
    frequency: Frequency, days_ago: int | None, *, news: bool, due: bool
) -> None:
    mailed = [] if days_ago is None else [WEDNESDAY - timedelta(days=days_ago)]
    assert is_due(frequency, WEDNESDAY, mailed=mailed, news=news) is due
