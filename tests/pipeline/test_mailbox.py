"""From a report to each recipient: once, to whoever is one now, and newer facts before older."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from repostwatch.base.errors import MailError, RepostwatchError
from repostwatch.model import DeliveryState, FindingState, MailStep, because
from repostwatch.model.codes import MailCode
from repostwatch.model.mails import DAILY, Delivery, Letter
from repostwatch.pipeline.report_mail import (
    ask_again,
    make_report,
    send_delivery,
    send_letters,
)
from repostwatch.pipeline.sending import due_letters, send_letter
from repostwatch.reporting.daily import build_report
from repostwatch.settings import Settings
from repostwatch.store import deliveries, findings, letters
from repostwatch.store.database import Connection, connect
from tests.faults.fault_smtp import Fault, FaultSmtp
from tests.pipeline.mail_world import DAY, HOUR, MOE, NOON, at, hide_column, live, mails

A, B, C = "a@x.example", "b@x.example", "c@x.example"
SENT, WAITING, WITHDRAWN = DeliveryState.SENT, DeliveryState.WAITING, DeliveryState.WITHDRAWN


@pytest.fixture
def server() -> Iterator[FaultSmtp]:
    with FaultSmtp() as running:
        yield running


@pytest.fixture(autouse=True)
def _world(conn: Connection) -> None:
    live(conn)


def posted(conn: Connection, settings: Settings) -> int:
    [letter_id] = make_report(conn, settings).letter_ids
    return letter_id


def stands(conn: Connection, letter_id: int) -> dict[str, Delivery]:
    return {one.address: one for one in deliveries.of_letter(conn, letter_id)}


def states(conn: Connection, letter_id: int) -> dict[str, DeliveryState]:
    return {address: one.state for address, one in stands(conn, letter_id).items()}


def test_each_recipient_gets_a_mail_of_their_own(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    settings = at(NOON, tmp_path, server, [A, B])
    letter_id = posted(conn, settings)
    assert send_letters(conn, settings, [letter_id]).sent == 2
    assert send_letters(conn, settings, [letter_id]).sent == 0
    assert [mail["To"] for mail in mails(server, A)] == [A]
    assert [mail["To"] for mail in mails(server, B)] == [B]
    assert server.sessions == 2


@pytest.mark.parametrize("answer", ["450 come again", "550 no such officer"])
def test_one_refused_recipient_is_not_lost(
    conn: Connection, tmp_path: Path, server: FaultSmtp, answer: str
) -> None:
    server.fault = Fault("rcpt", answer, 1)
    settings = at(NOON, tmp_path, server, [A, B])
    letter_id = posted(conn, settings)
    with pytest.raises(MailError, match=f"{B}.*{answer}"):
        send_letters(conn, settings, [letter_id])
    known = stands(conn, letter_id)
    assert known[A].state is SENT
    assert known[B].state is DeliveryState.REFUSED
    assert known[B].dead is answer.startswith("550")
    why = known[B].reason
    assert why is not None
    assert why["answer"] == answer
    server.restart()
    if known[B].dead:
        with pytest.raises(MailError, match=B):
            send_letters(conn, settings, [letter_id])
        assert server.sessions == 0, "who is refused for good is not asked again"
    else:
        assert send_letters(conn, settings, [letter_id]).sent == 1
        assert server.count(B) == 1
    assert server.count(A) == 1


def test_while_another_run_sends_it_sending_is_no_success(
    conn: Connection, database_url: str, tmp_path: Path, server: FaultSmtp
) -> None:
    settings = at(NOON, tmp_path, server, [A])
    letter_id = posted(conn, settings)
    mine = stands(conn, letter_id)[A]
    with connect(database_url) as other:
        claimed = deliveries.claim(other, mine, ("w@x.example", b""), 60, NOON)
        assert claimed is not None
        with pytest.raises(MailError, match=A):
            send_letters(conn, settings, [letter_id])
        assert server.sessions == 0
        deliveries.mark(other, claimed, deliveries.Mark(WAITING, retry_at=NOON))
    assert send_letters(conn, settings, [letter_id]).sent == 1


def test_a_claim_ends_with_the_time_of_a_process_that_died(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    settings = at(NOON, tmp_path, server, [A])
    letter_id = posted(conn, settings)
    mine = stands(conn, letter_id)[A]
    assert deliveries.claim(conn, mine, ("w@x.example", b""), 0, NOON) is not None
    assert send_letters(conn, settings, [letter_id]).sent == 1


def test_whose_claim_is_over_hands_nothing_over(conn: Connection, tmp_path: Path) -> None:
    letter_id = posted(conn, at(NOON, tmp_path, None, [A]))
    mine = stands(conn, letter_id)[A]
    late = deliveries.claim(conn, mine, ("w@x.example", b""), 0, NOON)
    assert late is not None
    assert not deliveries.hand_over(conn, late, deliveries.Mark(DeliveryState.UNKNOWN))
    assert stands(conn, letter_id)[A].state is WAITING


def test_a_letter_for_nobody_is_sent_once_there_is_somebody(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    letter_id = posted(conn, at(NOON, tmp_path, server))
    with pytest.raises(MailError, match="REPOSTWATCH_REPORTING__RECIPIENTS"):
        send_letters(conn, at(NOON, tmp_path, server), [letter_id])
    assert send_letters(conn, at(NOON, tmp_path, server, [A]), [letter_id]).sent == 1


def test_an_address_that_was_put_right_gets_the_letter(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    server.fault = Fault("rcpt", "550 no such user", 1)
    wrong, right = at(NOON, tmp_path, server, [A, B]), at(NOON, tmp_path, server, [A, C])
    letter_id = posted(conn, wrong)
    with pytest.raises(MailError):
        send_letters(conn, wrong, [letter_id])
    server.restart()
    assert send_letters(conn, right, [letter_id]).sent == 1
    assert states(conn, letter_id) == {A: SENT, B: WITHDRAWN, C: SENT}
    assert (server.count(A), server.count(B), server.count(C)) == (1, 0, 1)


def test_a_setting_that_was_lost_and_comes_back_takes_nothing_from_anybody(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    letter_id = posted(conn, at(NOON, tmp_path, server, [A, B]))
    assert send_letters(conn, at(NOON, tmp_path, server, [A]), [letter_id]).sent == 1
    assert states(conn, letter_id)[B] is WITHDRAWN
    assert send_letters(conn, at(NOON, tmp_path, server, [A, B]), [letter_id]).sent == 1


def test_the_sender_is_that_of_the_settings_now(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    settings = at(NOON, tmp_path, server, [A])
    letter_id = posted(conn, settings)
    bad = settings.reporting.model_copy(update={"sender": "nobody"})
    with pytest.raises(MailError, match="SENDER"):
        send_letters(conn, settings.model_copy(update={"reporting": bad}).as_of(NOON), [letter_id])
    good = settings.reporting.model_copy(update={"sender": "监测 <w@x.example>"})
    repaired = settings.model_copy(update={"reporting": good}).as_of(NOON)
    assert send_letters(conn, repaired, [letter_id]).sent == 1
    assert mails(server, A)[0]["From"] == "监测 <w@x.example>"


@pytest.mark.parametrize("people", [["notanaddress"], [A, A], [A, "A@X.example"]])
def test_addresses_that_are_none_or_stand_twice_are_refused(
    conn: Connection, tmp_path: Path, people: list[str]
) -> None:
    with pytest.raises(RepostwatchError, match="REPOSTWATCH_REPORTING__RECIPIENTS"):
        make_report(conn, at(NOON, tmp_path, None, people))


def test_new_facts_are_a_correction_and_take_back_what_is_unsent(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    server.fault = Fault("rcpt", "451 later", 1)
    settings = at(NOON, tmp_path, server, [A, B])
    first = posted(conn, settings)
    with pytest.raises(MailError):
        send_letters(conn, settings, [first])
    server.restart()
    hide_column(conn, MOE, NOON + HOUR)
    later = at(NOON + HOUR, tmp_path, server, [A, B])
    second = posted(conn, later)
    assert second != first
    assert states(conn, first) == {A: SENT, B: WITHDRAWN}
    assert send_letters(conn, later, [second]).sent == 2
    assert send_letters(conn, later, [first]).sent == 0
    mine, theirs = mails(server, A), mails(server, B)
    assert [len(mine), len(theirs)] == [2, 1]
    assert mine[1]["Subject"] == f"【更正 第2版】{mine[1]['Subject'].partition('】')[2]}"
    assert mine[1]["References"] == mine[1]["In-Reply-To"] == mine[0]["Message-ID"]
    assert not mine[0]["Subject"].startswith("【更正")
    for kind in ("plain", "html"):
        first_page, page = (one.get_body((kind,)) for one in mine)
        assert first_page is not None
        assert page is not None
        heading = "日报　2026年9月2日　更正（第2版，替代第1版）"
        assert heading in page.get_content()
        assert "替代第" not in first_page.get_content()
    folder = tmp_path / "reports" / "2026-09-02"
    assert {path.name for path in folder.iterdir()} == {"edition-1", "edition-2"}


def test_an_older_edition_is_not_sent_after_a_newer_one_is_posted(
    conn: Connection, tmp_path: Path, server: FaultSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newer one is posted while the older is on its way: before its last byte, all stops."""
    settings = at(NOON, tmp_path, server, [A])
    first = posted(conn, settings)
    hand_over = deliveries.hand_over

    def meanwhile(*given: object) -> bool:
        monkeypatch.setattr(deliveries, "hand_over", hand_over)
        hide_column(conn, MOE, NOON + HOUR)
        posted(conn, at(NOON + HOUR, tmp_path, server, [A]))
        return hand_over(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(deliveries, "hand_over", meanwhile)
    assert send_letter(conn, settings, first).sent == 0
    assert server.taken == []
    assert stands(conn, first)[A].reason == because(MailCode.NEWER_EDITION, edition=2)


def test_a_newer_edition_waits_while_an_older_is_handed_over(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    first = posted(conn, at(NOON, tmp_path, server, [A]))
    claimed = deliveries.claim(conn, stands(conn, first)[A], ("w@x.example", b""), 60, NOON)
    assert claimed is not None
    assert deliveries.hand_over(conn, claimed, deliveries.Mark(DeliveryState.UNKNOWN))
    hide_column(conn, MOE, NOON + HOUR)
    later = at(NOON + HOUR, tmp_path, server, [A])
    second = posted(conn, later)
    with pytest.raises(MailError, match=A):
        send_letters(conn, later, [second])
    assert server.taken == []
    deliveries.mark(conn, claimed, deliveries.Mark(SENT, sent_at=NOON, sure=True))
    assert send_letters(conn, later, [second]).sent == 1


def test_of_an_edition_that_may_have_arrived_nothing_is_tried_again(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    server.fault = Fault("answer", "drop")
    settings = at(NOON, tmp_path, server, [A])
    first = posted(conn, settings)
    with pytest.raises(MailError, match=A):
        send_letters(conn, settings, [first])
    server.restart()
    hide_column(conn, MOE, NOON + HOUR)
    second = posted(conn, at(NOON + HOUR, tmp_path, server, [A]))
    known = stands(conn, first)[A]
    assert (known.state, known.retry_at, known.unsure) == (DeliveryState.UNKNOWN, None, 1)
    due = due_letters(conn, settings.as_of(NOON + DAY))
    assert [one.letter_id for one in due] == [second]


def test_an_answer_that_is_always_lost_ends_after_some_tries(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    server.fault = Fault("answer", "drop")
    settings = at(NOON, tmp_path, server, [A])
    letter_id = posted(conn, settings)
    for hours in range(0, 72, 12):
        send_letter(conn, settings.as_of(NOON + hours * HOUR), letter_id, now_due=True)
    known = stands(conn, letter_id)[A]
    assert (known.state, known.retry_at, known.unsure) == (DeliveryState.UNKNOWN, None, 3)
    assert server.count(A) == 3
    assert len({one.message_id for one in server.taken}) == 1


def test_whose_answer_was_lost_stays_unknown_when_refused_later(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    server.fault = Fault("answer", "drop")
    settings = at(NOON, tmp_path, server, [A])
    letter_id = posted(conn, settings)
    send_letter(conn, settings, letter_id)
    server.restart(Fault("rcpt", "550 gone"))
    send_letter(conn, settings.as_of(NOON + HOUR), letter_id)
    known = stands(conn, letter_id)[A]
    assert (known.state, known.retry_at) == (DeliveryState.UNKNOWN, None)


def test_tries_become_rarer_and_end(conn: Connection, tmp_path: Path, server: FaultSmtp) -> None:
    server.fault = Fault("rcpt", "451 later")
    settings = at(NOON, tmp_path, server, [A])
    letter_id = posted(conn, settings)
    now, waits = NOON, []
    for _ in range(40):
        send_letter(conn, settings.as_of(now), letter_id, now_due=True)
        known = stands(conn, letter_id)[A]
        if known.retry_at is None:
            break
        waits.append((known.retry_at - now).total_seconds() / 60)
        now = known.retry_at
    assert waits[:7] == [10, 20, 40, 80, 160, 320, 360]
    assert set(waits[6:]) == {360}
    assert known.dead
    assert known.reason is not None
    assert known.reason.code is MailCode.GIVEN_UP
    assert now - NOON <= 5 * DAY


def test_what_waited_too_long_is_given_up_and_not_sent(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    letter_id = posted(conn, at(NOON, tmp_path, None, [A]))
    assert due_letters(conn, at(NOON + 6 * DAY, tmp_path, server, [A])) == ()
    assert stands(conn, letter_id)[A].dead


def test_a_mail_larger_than_the_server_takes_is_a_clear_refusal(
    conn: Connection, tmp_path: Path
) -> None:
    with FaultSmtp(size=1000) as server:
        settings = at(NOON, tmp_path, server, [A])
        letter_id = posted(conn, settings)
        with pytest.raises(MailError, match="1000"):
            send_letters(conn, settings, [letter_id])
    known = stands(conn, letter_id)[A]
    assert known.dead
    assert known.reason is not None
    assert known.reason.code is MailCode.TOO_LARGE
    assert known.reason["most"] == 1000


def test_only_findings_that_a_mail_holds_become_notified(
    conn: Connection, tmp_path: Path, server: FaultSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is opened while the page is being built."""

    def meanwhile(*given: object) -> object:
        hide_column(conn, MOE, NOON)
        return build_report(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("repostwatch.pipeline.report_mail.build_report", meanwhile)
    settings = at(NOON, tmp_path, server, [A])
    letter_id = posted(conn, settings)
    send_letters(conn, settings, [letter_id])
    found = {one.portal_id: one for one in findings.load(conn, ["moe", "gd"])}
    assert found["moe"].state is FindingState.OPEN
    assert found["gd"].state is FindingState.NOTIFIED
    assert found["gd"].notified_at == NOON


def test_without_a_mail_taken_nothing_is_notified(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    server.fault = Fault("answer", "drop")
    settings = at(NOON, tmp_path, server, [A])
    send_letter(conn, settings, posted(conn, settings))
    states_ = {one.state for one in findings.load(conn, ["moe", "gd"])}
    assert states_ == {FindingState.OPEN}


def test_a_day_is_sent_again_to_whoever_asks(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    settings = at(NOON, tmp_path, server, [A, B])
    letter_id = posted(conn, settings)
    send_letters(conn, settings, [letter_id])
    hide_column(conn, MOE, NOON + DAY)  # facts of another day
    later = at(NOON + DAY, tmp_path, server, [A, B])
    for _ in range(2):
        wanted = ask_again(conn, later, NOON.date(), B, "run 7")
        send_delivery(conn, later, wanted)
    first, again = mails(server, B)
    assert server.count(A) == 1
    assert again.get_all("Message-ID") == again.get_all("Resent-Message-ID")
    assert again["Message-ID"] != first["Message-ID"]
    assert again["Resent-To"] == B
    assert again.get_body().as_bytes() == first.get_body().as_bytes()  # type: ignore[union-attr]
    assert [one.asked for one in deliveries.of_letter(conn, letter_id)] == ["", "", "run 7"]
    send_delivery(conn, later, ask_again(conn, later, NOON.date(), C, "run 8"))
    assert [mail["To"] for mail in mails(server, C)] == [C]
    assert letters.latest(conn, DAILY, "2026-09-02", "all") == letters.get(conn, letter_id)


def test_asking_takes_up_what_was_refused_for_good(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    server.fault = Fault("rcpt", "550 quota")
    settings = at(NOON, tmp_path, server, [A])
    letter_id = posted(conn, settings)
    send_letter(conn, settings, letter_id)
    server.restart()
    assert send_delivery(conn, settings, ask_again(conn, settings, None, A, "run")).sent == 1
    assert len(stands(conn, letter_id)) == 1
    with pytest.raises(RepostwatchError, match="notanaddress"):
        ask_again(conn, settings, None, "notanaddress", "run")


def test_a_dry_run_writes_over_nothing(conn: Connection, tmp_path: Path) -> None:
    settings = at(NOON, tmp_path, None, [A])
    first = make_report(conn, settings).mails[0].html_path
    made_at = first.stat().st_mtime_ns
    dry = [make_report(conn, settings, dry_run=True).mails[0] for _ in range(2)]
    assert len({first, *(one.html_path for one in dry)}) == 3
    assert all(one.html_path.is_file() and one.letter_id is None for one in dry)
    assert make_report(conn, settings).mails[0].html_path == first
    assert first.stat().st_mtime_ns == made_at
    assert conn.execute("SELECT count(*) AS n FROM letters").fetchone() == {"n": 1}


def test_posting_is_all_or_nothing(
    conn: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> int:
        raise RepostwatchError("recipients.csv, line 3")

    monkeypatch.setattr("repostwatch.pipeline.mailbox.address_letter", fails)
    with pytest.raises(RepostwatchError, match="line 3"):
        make_report(conn, at(NOON, tmp_path, None, [A]))
    for table in ("letters", "deliveries", "reported"):
        row = conn.execute(f"SELECT count(*) AS n FROM {table}").fetchone()
        assert row == {"n": 0}


def test_two_who_post_the_same_at_once_post_one(
    conn: Connection, database_url: str, tmp_path: Path
) -> None:
    settings = at(NOON, tmp_path, None, [A])
    with connect(database_url) as other:
        assert posted(conn, settings) == posted(other, settings)


def test_of_a_letter_much_is_kept(conn: Connection, tmp_path: Path) -> None:
    found = letters.get(conn, posted(conn, at(NOON, tmp_path, None, [A])))
    assert isinstance(found, Letter)
    assert (found.kind, found.period, found.audience, found.edition) == (
        "daily", "2026-09-02", "all", 1,
    )  # fmt: skip
    own = letters.monitor_mark(conn)
    assert found.message_id == f"<daily-2026-09-02-1-{own}@localhost>"
    assert len(own) == 12
    assert len(found.digest) == 64


def test_a_session_ends_after_the_seconds_of_the_settings(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    server.fault = Fault("rcpt", "slow")
    settings = at(NOON, tmp_path, server, [A])
    short = settings.reporting.model_copy(update={"smtp_total_seconds": 0.7})
    hasty = settings.model_copy(update={"reporting": short}).as_of(NOON)
    letter_id = posted(conn, hasty)
    started = time.monotonic()
    send_letter(conn, hasty, letter_id)
    assert time.monotonic() - started < 15
    known = stands(conn, letter_id)[A]
    assert known.state is WAITING
    assert known.reason == because(
        MailCode.TOO_SLOW, server=server.address.removeprefix("smtp://"),
        step=MailStep.RECIPIENT, seconds=0.7,
    )  # fmt: skip
