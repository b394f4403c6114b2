"""A receiver of chat messages on loopback that fails in a chosen way at a chosen step.

What was read to its end counts as taken, as with a real server: whether the client hears of it is
another matter.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

SLOW_BYTE_SECONDS = 0.25
TAKEN = {
    "wecom": '{"errcode":0,"errmsg":"ok"}',
    "dingtalk": '{"errcode":0,"errmsg":"ok"}',
    "feishu": '{"code":0,"msg":"success","data":{}}',
    "webhook": "thanks",
}


@dataclass(frozen=True)
class ChatFault:
    """`step` is where: `accept`, `head`, `body` (all of it was read) or `answer`. `how`: `drop`,
    `hang`, `slow` (the good answer, byte by byte), `garbage`, or status and body of an answer
    (`429 too many`)."""

    step: str
    how: str

    def __str__(self) -> str:
        return f"{self.step} {self.how[:30]}"


@dataclass
class Message:
    target: str
    body: dict[str, Any]


@dataclass
class FaultChat:
    """Used as a context; `address` is the webhook's, in the form of whichever robot."""

    form: str = "wecom"
    fault: ChatFault | None = None
    taken: list[Message] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.reached, self.go_on = threading.Event(), threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_on.set()
        self._listening.close()

    @property
    def address(self) -> str:
        return f"{self.form}+http://127.0.0.1:{self.port}/robot/send?key=TOKEN-0123456789"

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                peer, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer: socket.socket) -> None:
        with peer, suppress(OSError):
            if self._ends(peer, "accept"):
                return
            pending = _until(peer, b"", b"\r\n\r\n")
            head, _, pending = pending.partition(b"\r\n\r\n")
            if self._ends(peer, "head"):
                return
            target = head.split()[1].decode()
            length = int(head.lower().partition(b"content-length: ")[2].split()[0])
            while len(pending) < length:
                if not (data := peer.recv(65_536)):
                    return
                pending += data
            self.taken.append(Message(target, json.loads(pending)))
            if not self._ends(peer, "body"):
                self._answer(peer)

    def _ends(self, peer: socket.socket, step: str) -> bool:
        """Whether the connection ends here, after what the fault does."""
        if self.fault is None or self.fault.step != step:
            return False
        self.reached.set()
        if self.fault.how == "hang":
            self.go_on.wait(30)
        elif self.fault.how != "drop":
            peer.sendall(_http(self.fault.how))
        return True

    def _answer(self, peer: socket.socket) -> None:
        good = _http(f"200 {TAKEN[self.form]}")
        how = self.fault.how if self.fault else ""
        if how == "slow":
            for byte in good:
                peer.sendall(bytes([byte]))
                time.sleep(SLOW_BYTE_SECONDS)
        elif how == "cut":
            peer.sendall(good[:-3])
        elif how == "garbage":
            peer.sendall(b"\x00\xff\r\n\r\n" * 20)
        else:
            peer.sendall(_http(how) if how else good)


def _until(peer: socket.socket, pending: bytes, end: bytes) -> bytes:
    while end not in pending:
        if not (data := peer.recv(65_536)):
            raise ConnectionResetError
        pending += data
    return pending


def _http(answer: str) -> bytes:
    """`429 words` as an answer; its words are the body."""
    status, _, words = answer.partition(" ")
    body = words.encode()
    return f"HTTP/1.1 {status} x\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
