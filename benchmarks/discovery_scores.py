"""What a search for lists found, held against the sandbox's truth: values in, values out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from repostwatch.base.clock import parse_moment
from repostwatch.portals.moved import page_key

Row = Mapping[str, str]
MOST_CLICKS = 3  # of a list that a search has to find
REGISTERED = "registered"  # the kind of a list that the registry names
SESSION = "sid"  # of the addresses of some portals; it says nothing about what stands there
NUMBERS = ("columnid", "channelId")  # by which data is asked for; the other parameters are form


@dataclass
class Score:
    """Figures of one kind of trap, or of all."""

    portals: int = 0
    lists: int = 0  # that carry reposts and can be reached
    found: int = 0  # of them in use
    proposed: int = 0  # of them not in use, but proposed
    wrong: int = 0  # in use, and no list of reposts
    pages: list[int] = field(default_factory=list)  # fetched, by portal
    duties: int = 0
    wrong_verdicts: int = 0

    def add(self, other: Score) -> None:
        self.portals += other.portals
        self.lists += other.lists
        self.found += other.found
        self.proposed += other.proposed
        self.wrong += other.wrong
        self.pages += other.pages
        self.duties += other.duties
        self.wrong_verdicts += other.wrong_verdicts

    @property
    def share(self) -> float:
        return self.found / self.lists if self.lists else 1.0


@dataclass(frozen=True)
class Found:
    """What `discover` wrote: the rows of lists.csv and visits.csv."""

    lists: Sequence[Row]
    visits: Sequence[Row]


def standing(truth: Iterable[Row], now: datetime) -> list[Row]:
    """The lists whose address answers at a moment."""
    return [
        row
        for row in truth
        if (not row["since"] or parse_moment(row["since"]).earliest <= now)
        and (not row["until"] or now < parse_moment(row["until"]).earliest)
    ]


def same_list(url: str, row: Row) -> bool:
    """Whether an address is that list, or gives its items as data or in a frame."""
    key = page_key(_without_session(url))
    if key == page_key(row["url"]):
        return True
    if not row["also"]:
        return False
    numbers = [value for name, value in parse_qsl(urlsplit(row["also"]).query) if name in NUMBERS]
    if not numbers:
        return key == page_key(row["also"])
    asked = [value for name, value in parse_qsl(urlsplit(url).query) if name in NUMBERS]
    return key[:2] == page_key(row["also"])[:2] and asked == numbers


def score(
    registry: Iterable[Row], truth: Sequence[Row], found: Found, now: datetime
) -> tuple[dict[str, Score], list[str]]:
    """Figures by kind of trap, over the portals without a list page in the registry, and a line
    for each list that was missed or wrongly taken. Portals that cannot be read are of no kind."""
    known = _by_portal(standing(truth, now))
    in_use = _by_portal(row for row in found.lists if row["state"] == "in_use")
    proposed = _by_portal(row for row in found.lists if row["state"] == "proposed")
    fetched = Counter(row["portal_id"] for row in found.visits)
    scores: dict[str, Score] = defaultdict(Score)
    lines: list[str] = []
    for portal in registry:
        portal_id = portal["portal_id"]
        if portal["column_urls"]:
            continue
        there = known[portal_id]
        kind = there[0]["kind"] if there else "unreadable"
        one, differences = _portal(
            there,
            [row["url"] for row in in_use[portal_id]],
            [row["url"] for row in proposed[portal_id]],
        )
        one.pages = [fetched[portal_id]]
        scores[kind].add(one)
        lines += [f"{portal_id} ({kind}): {line}" for line in differences]
    return dict(scores), lines


def _portal(
    there: Sequence[Row], in_use: Sequence[str], proposed: Sequence[str]
) -> tuple[Score, list[str]]:
    """One portal: the lists that stand there, and the addresses that a search made of them."""
    one, lines = Score(portals=1), []
    carrying = [row for row in there if row["use"] == "watch"]
    for row in carrying:
        if not row["reachable_clicks"] or int(row["reachable_clicks"]) > MOST_CLICKS:
            continue
        one.lists += 1
        if any(same_list(url, row) for url in in_use):
            one.found += 1
        elif any(same_list(url, row) for url in proposed):
            one.proposed += 1
            lines.append(f"{row['url']} only proposed")
        else:
            lines.append(f"{row['url']} not found")
    for url in in_use:
        if not any(same_list(url, row) for row in carrying):
            one.wrong += 1
            lines.append(f"{url} in use")
    return one, lines


def _by_portal(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["portal_id"]].append(row)
    return found


def verdicts_wrong(
    truth: Iterable[Row], verdicts: Iterable[Row]
) -> tuple[int, list[dict[str, str]]]:
    """(duties, those whose verdict is another): rows of truth.csv with `found` and `reason`."""
    given = {(row["release_id"], row["portal_id"]): row for row in verdicts}
    count = 0
    wrong: list[dict[str, str]] = []
    for row in truth:
        count += 1
        ours = given.get((row["release_id"], row["portal_id"]), {})
        if ours.get("verdict") != row["verdict"]:
            found, reason = ours.get("verdict", "no verdict"), ours.get("reason", "")
            wrong.append({**row, "found": found, "reason": reason})
    return count, wrong


def failed_lists(registry: Iterable[Row], visits: Iterable[Row]) -> set[str]:
    """The portals one of whose lists did not answer as a list in the last check."""
    bad = {
        (row["portal_id"], page_key(row["url"]))
        for row in visits
        if row["outcome"] not in ("ok", "not_modified")
    }
    return {
        row["portal_id"]
        for row in registry
        if any((row["portal_id"], page_key(url)) in bad for url in row["column_urls"].split())
    }


def table(scores: Mapping[str, Score]) -> str:
    """Markdown: a row per kind, and one of all."""
    head = (
        "| kind | portals | lists | found | only proposed | wrong in use | pages, median | most "
        "| verdicts | wrong |"
    )
    lines = [
        head,
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    every = Score()
    for kind, one in sorted(scores.items()):
        lines.append(_row(kind, one))
        every.add(one)
    lines.append(_row("**all**", every))
    return "\n".join(lines) + "\n"


def _row(name: str, one: Score) -> str:
    middle = f"{median(one.pages):g}" if one.pages else "–"
    return (
        f"| {name} | {one.portals} | {one.lists} | {one.found} | {one.proposed} | {one.wrong} "
        f"| {middle} | {max(one.pages, default=0)} | {one.duties} | {one.wrong_verdicts} |"
    )


def _without_session(url: str) -> str:
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if all(name != SESSION for name, _ in pairs):
        return url
    kept = [(name, value) for name, value in pairs if name != SESSION]
    return urlunsplit(parts._replace(query=urlencode(kept)))
