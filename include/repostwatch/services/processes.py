"""Child processes that end with their parent, with all their descendants."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import psutil

from repostwatch.base.errors import ServiceError

# Airflow's scheduler needs a moment to let its tasks end; then it is made to.
GRACE_SECONDS = 15.0
LOG_LINES = 15

Handler = Callable[[int, FrameType | None], Any] | signal.Handlers


class Processes:
    """Starts child processes that log into `folder`, and ends them with their descendants."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes = folder / "running.json"
        self.running: dict[str, psutil.Popen] = {}

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a child in its own session, so that Ctrl-C does not reach it directly."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = psutil.Popen(
                list(command),
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._note()

    def check(self) -> None:
        """Raises ServiceError, with the end of its log, if a child has ended by itself."""
        for name, process in self.running.items():
            if process.poll() is not None:
                raise ServiceError(
                    f"{name} ended (exit {process.returncode}). Its log, "
                    f"{self.folder / f'{name}.log'}, ends with:\n{self.tail(name)}"
                )

    def tail(self, name: str) -> str:
        text = (self.folder / f"{name}.log").read_text(errors="replace")
        return "\n".join(text.splitlines()[-LOG_LINES:])

    def stop(self, *names: str, hard: bool = False) -> None:
        """End these children (by default all) and their descendants."""
        chosen = {name: self.running.pop(name) for name in names or tuple(self.running)}
        family = list(chosen.values())
        for process in chosen.values():
            with suppress(psutil.NoSuchProcess):
                family += process.children(recursive=True)
            family += orphans(process.pid)
        if not hard:
            for process in chosen.values():
                with suppress(psutil.NoSuchProcess):
                    process.terminate()
            psutil.wait_procs(list(chosen.values()), timeout=GRACE_SECONDS)
        end(family)
        self._note()

    def end_leftovers(self) -> int:
        """End the processes of an earlier run that was killed; returns their number."""
        left: list[psutil.Process] = []
        with suppress(FileNotFoundError, ValueError):
            for pid, created in json.loads(self.notes.read_text()):
                with suppress(psutil.NoSuchProcess):
                    process = psutil.Process(pid)
                    # The pid alone may belong to another process by now.
                    if alive(pid) and abs(process.create_time() - created) < 1.0:
                        left += [process, *process.children(recursive=True)]
                left += orphans(pid)
        end(left)
        return len(left)

    def _note(self) -> None:
        notes = []
        for process in self.running.values():
            with suppress(psutil.NoSuchProcess):
                notes.append((process.pid, process.create_time()))
        self.notes.write_text(json.dumps(notes))


def orphans(pid: int) -> list[psutil.Process]:
    """Processes in the session of a child that has ended.

    The kernel does not reuse a pid while a session has it as its id.
    """
    if alive(pid):
        return []
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        with suppress(ProcessLookupError, PermissionError):
            if os.getsid(process.pid) == pid and alive(process.pid):
                found.append(process)
    return found


def alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def end(family: Sequence[psutil.Process]) -> None:
    """Kill the processes that have not ended yet, and wait for their end."""
    for process in family:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(list(family), timeout=GRACE_SECONDS)


@contextmanager
def processes(folder: Path) -> Iterator[Processes]:
    """A `Processes` for the length of a `with`; only one for each folder.

    SIGTERM and SIGHUP end it in order. Raises ServiceError if the folder is in use.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        lock = stack.enter_context((folder / "lock").open("a+"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ServiceError(
                f"the services of {folder.parent} run already (process {_holder(folder)}): "
                "stop them first, or set REPOSTWATCH_VAR_DIR to another directory"
            ) from error
        (folder / "pid").write_text(str(os.getpid()))
        family = Processes(folder)
        family.end_leftovers()
        stack.enter_context(orderly_end())
        try:
            yield family
        finally:
            with _undisturbed():
                family.stop()


def _holder(folder: Path) -> str:
    with suppress(FileNotFoundError):
        return (folder / "pid").read_text()
    return "unknown"


@contextmanager
def orderly_end() -> Iterator[None]:
    """SIGTERM and SIGHUP unwind the stack, as Ctrl-C does."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    with _handling({signal.SIGTERM: leave, signal.SIGHUP: leave}):
        yield


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A second Ctrl-C must not leave half of them running."""
    ignored = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    with _handling(dict.fromkeys(ignored, signal.SIG_IGN)):
        yield


@contextmanager
def _handling(handlers: Mapping[signal.Signals, Handler]) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
