"""Pages are read beside the scan: the same pages, and whatever one does, only it is lost."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from pydantic import ValidationError

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Outcome, Page, because
from repostwatch.model.codes import ReaderCode
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.settings import ScanSettings
from tests.defaults import read_page

NOW = datetime(2026, 8, 21, 2, tzinfo=UTC)


def markup(number: int) -> bytes:
    rows = "".join(
        f"<li><a href='/art/2026/8/{day}/art_{number}_{day}.html'>关于做好第{number}号工作的通知…"
        f"</a><span>2026-08-{day:02}</span></li>"
        for day in range(1, 2 + number % 20)
    )
    return (
        f"<html><head><meta name='SiteName' content='测试{number}'><title>第{number}页</title>"
        f"</head><body><h2><a href='/gwyxx/'>国务院信息</a></h2><ul>{rows}</ul>"
        "<iframe src='//www.gov.cn/pushinfo/v150203/'></iframe></body></html>"
    ).encode("gbk" if number % 2 else "utf-8")


ARTICLE = (
    "<html><head><meta name='ArticleTitle' content='国务院关于某事的通知'>"
    "<meta name='PubDate' content='2026-08-20 09:15'></head><body><h1>国务院关于某事的通知</h1>"
    "<p>国发〔2026〕12号</p></body></html>"
).encode()
BODIES = [
    *(markup(number) for number in range(24)),
    ARTICLE,
    b"",
    bytes(range(256)) * 40,
    b"<a href='/t20260918_1.html'>&#xD83D;&#x110000;\xed\xa0\xbd</a>",
    b'[{"title": "\\ud83d\\u56fd\\u52a1\\u9662\\u901a\\u77e5\\u4e00\\u4e8c", "url": "/a/1.html"}]',
]


def work(body: bytes, url: str = "http://www.example.gov.cn/") -> partial[Page]:
    return partial(read_page, body, url, fetched_at=NOW)


def run(story: Callable[[Readers], Any], **settings: Any) -> Any:
    async def with_readers() -> Any:
        async with Readers(ScanSettings.model_validate(settings)) as readers:
            return await story(readers)

    return asyncio.run(with_readers())


def workers(of: int | None = None) -> list[psutil.Process]:
    return [child for child in psutil.Process(of).children(recursive=True) if _is_worker(child)]


def _is_worker(process: psutil.Process) -> bool:
    try:
        return "repostwatch.readers.worker" in process.cmdline()
    except psutil.NoSuchProcess:  # ended meanwhile: other tests' processes come and go
        return False


async def until(true: Callable[[], Any], seconds: float = 30.0) -> Any:
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end
        await asyncio.sleep(0.01)
    return found


@pytest.mark.parametrize("readers", [0, 1, 3])
def test_pages_and_their_order_are_those_of_reading_here(readers: int) -> None:
    async def story(pool: Readers) -> list[Page]:
        return await asyncio.gather(*(pool.read(work(body)) for body in BODIES))

    assert run(story, readers=readers) == [work(body)() for body in BODIES]


def test_a_large_page_comes_through(shared: Any) -> None:
    files = sorted((shared / "realdata" / "pages").glob("*.html"))[:12]
    bodies = [file.read_bytes() for file in files]

    async def story(pool: Readers) -> list[Page]:
        return await asyncio.gather(*(pool.read(work(body)) for body in bodies))

    assert run(story) == [work(body)() for body in bodies]


def test_no_more_processes_than_needed_or_allowed() -> None:
    async def story(pool: Readers) -> tuple[int, int, int]:
        none = len(workers())
        for body in BODIES[:3]:
            await pool.read(work(body))
        one = len(workers())
        await asyncio.gather(*(pool.read(work(body)) for body in BODIES))
        return none, one, len(workers())

    assert run(story, readers=2) == (0, 1, 2)


# Python that waits, and C that neither returns nor looks at signals.
ENDLESS: list[Callable[[], Any]] = [
    partial(time.sleep, 600),
    partial(re.match, r"(a+)+$", "a" * 60 + "b"),
]


@pytest.mark.parametrize("endless", ENDLESS, ids=["waits", "computes"])
def test_a_page_that_is_never_read_to_its_end(endless: Any) -> None:
    async def story(pool: Readers) -> tuple[ReadError, list[Page]]:
        slow = asyncio.create_task(pool.read(endless))
        beside = [await pool.read(work(body)) for body in BODIES[:5]]
        with pytest.raises(ReadError) as raised:
            await slow
        beside.append(await pool.read(work(BODIES[5])))
        return raised.value, beside

    error, beside = run(story, reader_seconds=2.0)
    assert error.outcome is Outcome.TOO_LARGE
    assert error.reason == because(ReaderCode.TIMEOUT, seconds=2.0)
    assert beside == [work(body)() for body in BODIES[:6]]


@pytest.mark.parametrize("with_signal", [signal.SIGSEGV, signal.SIGKILL])
def test_a_reader_that_dies(with_signal: signal.Signals) -> None:
    async def story(pool: Readers) -> tuple[ReadError, Page]:
        with pytest.raises(ReadError) as raised:
            await pool.read(partial(signal.raise_signal, with_signal))  # type: ignore[arg-type]
        return raised.value, await pool.read(work(BODIES[0]))

    error, page = run(story, readers=1)
    assert error.outcome is Outcome.UNDECODABLE
    assert error.reason == because(ReaderCode.KILLED, signal=with_signal.value)
    assert page == work(BODIES[0])()


def test_no_page_is_blamed_for_a_reader_that_died_idle() -> None:
    async def story(pool: Readers) -> Page:
        await pool.read(work(BODIES[0]))
        (process,) = workers()
        process.kill()
        await until(lambda: process.status() == psutil.STATUS_ZOMBIE)
        return await pool.read(work(BODIES[1]))

    assert run(story) == work(BODIES[1])()


def test_a_page_that_needs_all_memory() -> None:
    async def story(pool: Readers) -> ReadError:
        with pytest.raises(ReadError) as raised:
            await pool.read(partial(bytes, 2 << 30))  # type: ignore[arg-type]
        return raised.value

    error = run(story, reader_megabytes=300)
    assert error.outcome is Outcome.TOO_LARGE
    assert error.reason == because(ReaderCode.MEMORY, megabytes=300)


def test_an_answer_that_would_fill_this_process_is_not_taken() -> None:
    rows = "".join(f"<li><a href=t20260918_{n}.html>关于第{n}号工作的通知</a>" for n in range(3000))
    page = f"<html><base href='http://a.gov.cn/{'a' * 30_000}/'><ul>{rows}</ul>".encode()

    async def story(pool: Readers) -> tuple[ReadError, Page]:
        with pytest.raises(ReadError) as raised:
            await pool.read(work(page))
        return raised.value, await pool.read(work(BODIES[0]))

    error, after = run(story, readers=1)
    assert error.outcome is Outcome.TOO_LARGE
    assert error.reason.code is ReaderCode.ANSWER_TOO_LARGE
    size, limit = error.reason["size"], error.reason["limit"]
    assert isinstance(size, int)
    assert size > limit == 67108864
    assert after == work(BODIES[0])()


@pytest.mark.parametrize(
    "senseless", [{"readers": -1}, {"reader_seconds": 0}, {"reader_megabytes": 0}]
)
def test_no_limit_is_switched_off_by_mistake(senseless: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match=next(iter(senseless))):
        ScanSettings.model_validate(senseless)


def test_a_mistake_of_ours_is_told_in_full(capfd: pytest.CaptureFixture[str]) -> None:
    async def story(pool: Readers) -> ReadError:
        with pytest.raises(ReadError) as raised:
            await pool.read(partial(int, "not a page"))  # type: ignore[arg-type]
        return raised.value

    error = run(story)
    assert error.outcome is Outcome.UNDECODABLE
    assert error.reason == because(ReaderCode.CRASHED)
    assert "ValueError: invalid literal for int()" in capfd.readouterr().err


def test_readers_that_cannot_start_are_no_fault_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    before = set(psutil.Process().children())
    with pytest.raises(RepostwatchError, match=r"did not start .*REPOSTWATCH_SCAN__READERS=0"):
        run(lambda pool: pool.read(work(BODIES[0])))
    assert set(psutil.Process().children()) <= before


def test_none_is_left_behind() -> None:
    async def well(pool: Readers) -> None:
        await asyncio.gather(*(pool.read(work(body)) for body in BODIES[:4]))
        assert workers()

    async def badly(pool: Readers) -> None:
        await well(pool)
        raise ZeroDivisionError

    async def cancelled(pool: Readers) -> None:
        async with asyncio.timeout(1):
            await asyncio.gather(*(pool.read(ENDLESS[0]) for _ in range(3)))

    run(well)
    assert not workers()
    with pytest.raises(ZeroDivisionError):
        run(badly)
    assert not workers()
    with pytest.raises(TimeoutError):
        run(cancelled)
    assert not workers()


PROGRAM = """
import asyncio, time
from functools import partial
from repostwatch.readers.pool import Readers
from repostwatch.settings import ScanSettings

async def main():
    async with Readers(ScanSettings(reader_seconds=20)) as readers:
        await asyncio.gather(*(readers.read(partial(time.sleep, 5)) for _ in range(2)))

asyncio.run(main())
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_none_outlives_the_program(how: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stderr=subprocess.DEVNULL) as program:

        async def story() -> None:
            left = await until(lambda: len(found := workers(program.pid)) == 2 and found)
            await asyncio.sleep(1)
            os.kill(program.pid, how)
            # One in the midst of a page may end it; nobody waits for what it says.
            await until(lambda: not any(process.is_running() for process in left))

        asyncio.run(story())
        assert program.wait() != 0


def test_a_reader_has_no_secrets_and_can_gain_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that took a reader over would find no password and no key."""
    monkeypatch.setenv("AIRFLOW_CONN_REPOSTWATCH_DB", "postgresql://u:geheim@db/x")
    monkeypatch.setenv("REPOSTWATCH_SMTP", "smtp://u:geheim@mail")

    def seen() -> tuple[dict[str, str], str]:
        (reader,) = workers()
        return reader.environ(), Path(f"/proc/{reader.pid}/status").read_text()

    async def story(pool: Readers) -> tuple[dict[str, str], str]:
        await pool.read(work(BODIES[0]))
        return await asyncio.to_thread(seen)

    environment, status = run(story, readers=1)
    assert "PATH" in environment
    assert [name for name in environment if name.startswith(("AIRFLOW", "REPOSTWATCH"))] == []
    assert "NoNewPrivs:\t1\n" in status
