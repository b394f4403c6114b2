"""What is searched for: every word, wherever it stands, against a slow search in plain Python."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from repostwatch.model import Interval, Level, Portal, Release, VerdictKind
from repostwatch.model.watched_lists import ListOrigin, ListState
from repostwatch.queries.all_lists import AskedLists, all_lists
from repostwatch.queries.asked import AskedDuties
from repostwatch.queries.duty_list import duty_list
from repostwatch.settings import Settings
from repostwatch.store import (
    duties,
    duty_grid,
    duty_rows,
    portal_rows,
    portals,
    releases,
    watched_lists,
)
from repostwatch.store.database import Connection
from repostwatch.store.duty_rows import DutySort
from repostwatch.store.portal_rows import PortalFilter, PortalSort
from repostwatch.store.texts import MOST_WORDS
from tests.plugins.plugin_world import GOOD, LISTS
from tests.store.test_duty_rows import NOW

PIECES = ("国务院", "办公厅", "河北", "十五五", "规划", "A%", "_b", "\\", "〔2026〕", "x'", "É")
BLANKS = ("", "", "", " ", "\u3000", "\xa0", "\n", "\u2009")
ALL = duty_rows.observed(NOW, 30)


def by_lot(lot: random.Random, most: int = 4) -> str:
    """A text of some pieces, with or without blanks between them."""
    pieces = lot.choices(PIECES, k=lot.randrange(1, most + 1))
    return "".join(piece + lot.choice(BLANKS) for piece in pieces).strip()


def stands(words: str, *places: tuple[str, ...]) -> bool:
    """The slow and obvious oracle: each word in a text of one of the places."""
    texts = ["".join(text.split()).lower() for place in places for text in place]
    return all(any(word.lower() in text for text in texts) for word in words.split())


def of_release(one: Release) -> tuple[str, ...]:
    return one.release_id, one.title, one.doc_number or ""


def of_portal(one: Portal) -> tuple[str, ...]:
    return one.portal_id, one.name


@pytest.mark.parametrize("seed", range(6))
def test_each_word_is_looked_for_in_the_release_and_in_the_portal(
    conn: Connection, seed: int
) -> None:
    lot = random.Random(seed)
    published = Interval.at(NOW)
    known = [
        Release(f"r-bf{number}", by_lot(lot), published, doc_number=lot.choice(["", by_lot(lot)]))
        for number in range(9)
    ]
    watched = [
        Portal(f"p{number}b", by_lot(lot), Level.CITY, f"https://{number}.example/河北/")
        for number in range(8)
    ]
    portals.save(conn, watched, whole=True)
    releases.save(conn, known, NOW)
    owed = [(one, other) for one in known for other in watched if lot.random() < 0.7]
    rows = [(one.release_id, two.portal_id, NOW, VerdictKind.LATE, False) for one, two in owed]
    duties.save(
        conn, rows, [one.release_id for one in known], [one.portal_id for one in watched], NOW
    )
    ids = ("r-bf3", "P1B", "r-bf", "3.example", "无此", *PIECES)
    for _ in range(60):
        asked = [lot.choice([lot.choice(ids), by_lot(lot, 2)]) for _ in range(lot.randrange(1, 5))]
        words = lot.choice([" ", "\u3000", "  "]).join(asked)
        wanted = replace(ALL, words=words)
        expected = {
            (one.release_id, two.portal_id)
            for one, two in owed
            if stands(words, of_release(one), of_portal(two))
        }
        assert set(duty_rows.keys(conn, wanted)) == expected, words
        assert duty_rows.counts(conn, wanted).total() == len(expected), words
        found = duty_rows.rows(conn, wanted, DutySort.WORST, None)
        assert {(row["release_id"], row["portal_id"]) for row in found} == expected, words
        lines = duty_grid.releases(conn, wanted, 100)
        assert {line["release_id"] for line in lines} == {release for release, _ in expected}
        listed = portal_rows.rows(conn, PortalFilter(NOW, words=words), PortalSort.NAME, 100)
        assert {row["portal_id"] for row in listed} == {
            one.portal_id for one in watched if stands(words, (*of_portal(one), one.home_url))
        }, words


TITLE = "中共中央办公厅 国务院办公厅印发《十五五规划》"


@pytest.mark.parametrize(
    "words",
    [
        "十五五 河北", "国务院 办公厅", "中共中央办公厅国务院办公厅",
        "中共中央办公厅　国务院办公厅", "r-bf6cda125d1a", "R-BF6C 河北省",
        " hebei  印发 ", " ".join(TITLE),
    ],
)  # fmt: skip
def test_what_people_type_is_found(conn: Connection, words: str) -> None:
    settings = Settings().as_of(NOW)
    hebei = Portal("hebei", "河北省人民政府", Level.PROVINCE, "https://h.example/")
    other = Portal("other", "某部", Level.DEPARTMENT, "https://o.example/")
    portals.save(conn, [hebei, other], whole=True)
    releases.save(conn, [Release("r-bf6cda125d1a", TITLE, Interval.at(NOW))], NOW)
    rows = [("r-bf6cda125d1a", one, NOW, VerdictKind.LATE, False) for one in ("hebei", "other")]
    duties.save(conn, rows, ["r-bf6cda125d1a"], ["hebei", "other"], NOW)
    found = duty_list(conn, settings, AskedDuties(q=words), 1)
    assert "hebei" in {row["portal_id"] for row in found.rows}
    none = duty_list(conn, settings, AskedDuties(q=f"无此 {words}"), 1)
    assert none.paging.total == 0


def test_more_words_than_anybody_types_are_one(conn: Connection) -> None:
    words = " ".join(TITLE) * 20
    wanted = replace(ALL, words=words)
    assert len(wanted.values["words"]) <= MOST_WORDS
    assert duty_rows.keys(conn, wanted) == []


def test_lists_are_found_by_words_of_the_list_and_of_its_portal(conn: Connection) -> None:
    portals.save(conn, [GOOD], whole=True)
    one = replace(LISTS[GOOD], name="国务院 文件", state=ListState.IN_USE, origin=ListOrigin.PERSON)
    watched_lists.save(conn, [one])
    for words, number in (
        ("国务院文件", 1),
        ("旅游部 文件", 1),
        ("文件 gwy mct", 1),
        ("文件 河北", 0),
    ):
        assert all_lists(conn, Settings(), AskedLists(q=words), 1).paging.total == number
