"""A message handed to a webhook: one connection, bounded in time, step by step.

As with mail: the last byte, which makes the message the server's, is sent apart from the rest, and
whoever keeps the state of a delivery is asked just before. Only permitted addresses are connected
to, redirects are not followed, and proxies of the environment not used.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from threading import Timer
from typing import TypeVar

from repostwatch.crawl.fetch.networks import IPAddress, system_lookup
from repostwatch.model import MailStep, because
from repostwatch.model.codes import MailCode
from repostwatch.model.reasons import quoted
from repostwatch.reporting.chat import Chat
from repostwatch.reporting.chat_forms import Answer, read_answer
from repostwatch.reporting.smtp import LONGEST_ANSWER, Limits, NotHandedOverError, SendError

Got = TypeVar("Got")

# As of a mail server that refuses for a time.
PASSING = 450
# Of an answer that are read: a robot's has a hundred.
MOST_BYTES = 65_536
HEADERS = {
    "Content-Type": "application/json; charset=utf-8",
    "Accept": "application/json",
    "User-Agent": "repostwatch",
    "Connection": "close",
}


class Webhook:
    """Steps in the order in which they are called; each raises SendError."""

    def __init__(
        self,
        chat: Chat,
        limits: Limits,
        permits: Callable[[IPAddress], bool],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`permits` tells whether an address may be connected to; certificates are checked
        (against `tls`, where given)."""
        self._chat, self._limits, self._permits, self._tls = chat, limits, permits, tls
        self._handle: socket.socket | None = None
        self._over = False
        self._timer = Timer(limits.total, self._end)
        self._timer.daemon = True
        self._wire = http.client.HTTPConnection(chat.host, chat.port)

    def open(self) -> None:
        """Resolve the name, and connect to the first of its permitted addresses that takes it."""
        self._timer.start()
        self._do(MailStep.CONNECT, self._connect)

    def hand_over(self, target: str, body: bytes, may_send: Callable[[], bool]) -> None:
        """Send the message; `may_send` is asked before its last byte.

        Raises NotHandedOverError where the answer is no.
        """
        self._do(MailStep.CONTENT, lambda: self._request(target, body))
        if not may_send():
            raise NotHandedOverError
        try:
            self._do(MailStep.ANSWER, lambda: self._wire.send(body[-1:]))
            answer = self._do(MailStep.ANSWER, self._answer)
        except SendError as error:
            error.handed_over = True
            raise
        if not answer.taken:
            # A refusal is one of the token, the network, the number of messages or a keyword: it
            # may be put right, so that it counts as passing whatever the server's own code.
            code = None if answer.taken is None else PASSING
            words = self._safe(answer.words)
            raise SendError(MailStep.ANSWER, words, code, handed_over=True)

    def close(self) -> None:
        self._timer.cancel()
        with suppress(OSError):
            self._wire.close()
        if self._handle is not None:
            self._handle.close()

    def _connect(self) -> None:
        chat = self._chat
        found = [ip_address(text) for text in system_lookup(chat.host, chat.port)]
        allowed = [one for one in found if self._permits(one)]
        if found and not allowed:
            reason = because(MailCode.NOT_PUBLIC, server=str(chat), address=str(found[0]))
            raise SendError(MailStep.CONNECT, "", reason=reason)
        problem = OSError("the name has no address")
        for address in allowed:
            try:
                plain = socket.create_connection((str(address), chat.port), self._limits.silent)
            except OSError as error:
                problem = error
                continue
            # Its own number for the same connection, which TLS does not take over.
            self._handle = plain.dup()
            self._wire.sock = self._secured(plain)
            return
        raise problem

    def _secured(self, plain: socket.socket) -> socket.socket:
        if self._chat.scheme == "http":
            return plain
        tls = self._tls or ssl.create_default_context()
        return tls.wrap_socket(plain, server_hostname=self._chat.host)

    def _request(self, target: str, body: bytes) -> None:
        self._wire.putrequest("POST", target, skip_accept_encoding=True)
        for name, value in {**HEADERS, "Content-Length": str(len(body))}.items():
            self._wire.putheader(name, value)
        self._wire.endheaders()
        self._wire.send(body[:-1])

    def _answer(self) -> Answer:
        with self._wire.getresponse() as response:
            return read_answer(self._chat.form, response.status, response.read(MOST_BYTES))

    def _end(self) -> None:
        self._over = True
        if self._handle is not None:
            with suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)

    def _do(self, step: MailStep, act: Callable[[], Got]) -> Got:
        if self._over:
            raise SendError(step, "", slow=True)
        try:
            return act()
        except (http.client.HTTPException, OSError, ValueError) as error:
            words = "" if self._over else self._safe(str(error) or type(error).__name__)
            raise SendError(step, words, slow=self._over) from None

    def _safe(self, text: str) -> str:
        return quoted(self._chat.without_secrets(text), LONGEST_ANSWER)
