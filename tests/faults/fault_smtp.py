"""A mail server on loopback that fails in a chosen way at a chosen step.

Each connection is a session with a number of its own, from 0. What is taken is kept before it is
answered, as a real server does: whether the client hears of it is another matter.
"""

from __future__ import annotations

import re
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

SLOW_BYTE_SECONDS = 0.25
# What a session that works answers, step by step.
GOOD = {
    "greeting": "220 fault.example ESMTP",
    "ehlo": "250-fault.example\r\n250-SIZE 1000000\r\n250-AUTH PLAIN\r\n250 STARTTLS",
    "starttls": "220 go on",
    "auth": "235 welcome",
    "mail": "250 sender ok",
    "rcpt": "250 recipient ok",
    "data": "354 end with a dot",
    "answer": "250 taken",
    "quit": "221 bye",
}
STEPS = {
    b"EHLO": "ehlo", b"HELO": "ehlo", b"STARTTLS": "starttls", b"AUTH": "auth", b"MAIL": "mail",
    b"RCPT": "rcpt", b"DATA": "data", b"QUIT": "quit",
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """`how`: an answer (`550 no`), `drop` (the connection ends), `hang` (no answer), `slow` (the
    good answer, byte by byte), `garbage`, or `lose` (at `answer`: not even taken). `session` is
    whose, None: of each. At step `content` the mail is not read to its end."""

    step: str
    how: str
    session: int | None = None
    ends: bool = False  # the connection does, within the line of the answer

    def __str__(self) -> str:
        return f"{self.step} {self.how}"


@dataclass(frozen=True)
class Taken:
    recipient: str
    content: bytes

    @property
    def message_id(self) -> str:
        found = re.search(rb"(?mi)^Message-ID:\s*(\S+)", self.content)
        return found[1].decode() if found else ""


@dataclass
class Connection:
    """One session as the server sees it."""

    peer: socket.socket
    number: int
    recipient: str = ""
    pending: bytearray = field(default_factory=bytearray)

    def until(self, end: bytes) -> bytes:
        """What comes before an end, which is taken, too."""
        searched = 0
        while (place := self.pending.find(end, searched)) < 0:
            searched = max(0, len(self.pending) - len(end))
            data = self.peer.recv(1 << 18)
            if not data:
                raise ConnectionResetError
            self.pending += data
        found = bytes(self.pending[:place])
        del self.pending[: place + len(end)]
        return found


@dataclass
class FaultSmtp:
    """Used as a context; `address` is its smtp:// address. `fault` may be changed between sessions.

    `reached` is set when a session comes to the fault, and what hangs hangs until `go_on` is set.
    """

    fault: Fault | None = None
    size: int = 1_000_000
    taken: list[Taken] = field(default_factory=list)
    sessions: int = 0

    def __enter__(self) -> Self:
        self.reached, self.go_on = threading.Event(), threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"smtp://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_on.set()
        self._listening.close()

    def restart(self, fault: Fault | None = None) -> None:
        """Let go of what hangs; from now on sessions, numbered from 0 again, meet this fault."""
        self.go_on.set()
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.fault, self.sessions = fault, 0

    def count(self, recipient: str) -> int:
        return sum(one.recipient == recipient for one in self.taken)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                peer, _ = self._listening.accept()
                mine = Connection(peer, self.sessions)
                self.sessions += 1
                if self._fault(mine, "content"):
                    # What is not read must not be held by the buffers instead.
                    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                threading.Thread(target=self._serve, args=(mine,), daemon=True).start()

    def _serve(self, mine: Connection) -> None:
        with mine.peer, suppress(OSError):
            if not self._answer(mine, "greeting"):
                return
            while True:
                command = mine.until(b"\r\n")
                step = STEPS.get(b"".join(command.split()[:1]).upper(), "")
                if step == "rcpt":
                    mine.recipient = command.decode().partition("<")[2].partition(">")[0]
                if not step:
                    mine.peer.sendall(b"500 what?\r\n")
                elif not self._answer(mine, step) or step == "quit":
                    return
                elif step == "starttls":
                    return  # it has no TLS to go on with
                elif step == "data" and not self._content(mine):
                    return

    def _content(self, mine: Connection) -> bool:
        """Take the mail of a session that was told to send it; whether the session goes on."""
        fault = self._fault(mine, "data")
        if fault and (fault.how[0].isdigit() or fault.how == "garbage"):
            return True  # no mail follows
        if (fault := self._fault(mine, "content")) is not None:
            self.reached.set()
            if fault.how == "hang":
                self.go_on.wait(60)
            return False
        content = mine.until(b"\r\n.\r\n")
        fault = self._fault(mine, "answer")
        if not fault or not (fault.how[0].isdigit() or fault.how == "lose"):
            self.taken.append(Taken(mine.recipient, content))
        return self._answer(mine, "answer")

    def _fault(self, mine: Connection, step: str) -> Fault | None:
        fault = self.fault
        if fault and fault.step == step and fault.session in (None, mine.number):
            return fault
        return None

    def _answer(self, mine: Connection, step: str) -> bool:
        """Answer a step; whether the session goes on."""
        fault, good = self._fault(mine, step), GOOD[step].replace("1000000", str(self.size))
        if fault is None:
            mine.peer.sendall(good.encode() + b"\r\n")
            return True
        self.reached.set()
        match fault.how:
            case "drop" | "lose":
                return False
            case "hang":
                self.go_on.wait(60)
                return False
            case "slow":
                for byte in good.encode() + b"\r\n":
                    mine.peer.sendall(bytes([byte]))
                    if self.go_on.wait(SLOW_BYTE_SECONDS):
                        return False
            case "garbage":
                mine.peer.sendall(b"\x00\xff what is this\r\n")
            case answer:
                mine.peer.sendall(answer.encode() + b"\r\n" * (not fault.ends))
                return not fault.ends
        return True
