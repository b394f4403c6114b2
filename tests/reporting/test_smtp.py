"""A session against real servers on loopback: TLS, login, refusals, sizes, limits of time."""

from __future__ import annotations

import base64
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from repostwatch.base.errors import MailError
from repostwatch.model import MailStep
from repostwatch.reporting.mail_server import parse_server
from repostwatch.reporting.smtp import Limits, NotHandedOverError, SendError
from tests.faults.fault_smtp import Fault, FaultSmtp
from tests.mailing import MAIL, send

PASSWORD = "p@ss:w/rd %"
URL_PASSWORD = "p%40ss%3Aw%2Frd%20%25"


@dataclass
class Sink:
    """Takes mail."""

    taken: list[Envelope] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Envelope
    ) -> str:
        self.taken.append(envelope)
        return "250 OK"


Serve = Callable[..., tuple[Sink, str]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts sinks on free loopback ports; returns each with its `host:port`."""
    running: list[Controller] = []

    def start(**options: Any) -> tuple[Sink, str]:
        sink = Sink()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        controller = Controller(sink, hostname="127.0.0.1", port=port, **options)
        controller.start()
        running.append(controller)
        return sink, f"127.0.0.1:{port}"

    yield start
    for controller in running:
        controller.stop(no_assert=True)


def login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = data.login == b"officer" and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=good)


def test_the_mail_arrives_as_it_is(serve: Serve) -> None:
    sink, place = serve()
    send(f"smtp://{place}")
    [envelope] = sink.taken
    assert envelope.rcpt_tos == ["a@x.example"]
    assert envelope.content == MAIL


@pytest.mark.parametrize(
    ("step", "answer", "where", "final"),
    [
        ("greeting", "554 no mail from strangers", MailStep.GREETING, False),
        ("ehlo", "554 5.7.1 no", MailStep.EHLO, False),
        ("mail", "550 5.7.1 sender unknown", MailStep.SENDER, False),
        ("rcpt", "550 5.1.1 no such officer", MailStep.RECIPIENT, True),
        ("rcpt", "451 4.7.1 greylisted", MailStep.RECIPIENT, False),
        ("data", "552 5.3.4 too big", MailStep.DATA, True),
        ("answer", "554 5.6.0 virus", MailStep.ANSWER, True),
        ("answer", "451 later", MailStep.ANSWER, False),
    ],
)
def test_a_refusal_has_its_step_and_the_server_s_words(
    step: str, answer: str, where: MailStep, *, final: bool
) -> None:
    with FaultSmtp(Fault(step, answer)) as server, pytest.raises(SendError) as caught:
        send(server.address)
    assert (caught.value.step, caught.value.words) == (where, answer)
    assert caught.value.code == int(answer[:3])
    assert caught.value.final is final


@pytest.mark.parametrize("step", ["greeting", "ehlo", "mail", "rcpt", "data", "answer"])
@pytest.mark.parametrize("how", ["drop", "garbage"])
def test_what_is_no_answer_says_nothing_of_the_mail(step: str, how: str) -> None:
    with FaultSmtp(Fault(step, how)) as server, pytest.raises(SendError) as caught:
        send(server.address)
    assert caught.value.code is None
    assert not caught.value.final
    assert caught.value.handed_over is (step == "answer")


def test_nobody_there() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"smtp://127.0.0.1:{probe.getsockname()[1]}"
        with pytest.raises(SendError, match="refused") as caught:
            send(url)
    assert caught.value.step is MailStep.CONNECT


@pytest.mark.parametrize("step", ["greeting", "ehlo", "mail", "rcpt", "data", "answer"])
def test_a_server_that_sends_a_byte_now_and_then_does_not_hold_us(step: str) -> None:
    started = time.monotonic()
    with FaultSmtp(Fault(step, "slow")) as server, pytest.raises(SendError) as caught:
        send(server.address, limits=Limits(silent=20.0, total=0.7))
    assert caught.value.slow
    assert time.monotonic() - started < 10


def test_nor_does_one_that_dawdles_within_tls() -> None:
    """The handshake is smtplib's and ssl's own loop of reads."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            peer, _ = listening.accept()
            with peer:
                for byte in b"\x16\x03\x03\x40\x00" + b"\x02" * 200:
                    try:
                        peer.sendall(bytes([byte]))
                    except OSError:
                        return
                    time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        started = time.monotonic()
        url = f"smtps://127.0.0.1:{listening.getsockname()[1]}"
        with pytest.raises(SendError) as caught:
            send(url, limits=Limits(silent=20.0, total=0.7))
    assert caught.value.slow
    assert time.monotonic() - started < 10


def test_a_silent_server_does_not_hold_us() -> None:
    with FaultSmtp(Fault("mail", "hang")) as server, pytest.raises(SendError, match="timed out"):
        send(server.address, limits=Limits(silent=0.3, total=40.0))


def test_a_goodbye_that_never_comes_changes_nothing() -> None:
    with FaultSmtp(Fault("quit", "hang")) as server:
        send(server.address, limits=Limits(silent=0.3, total=40.0))
        assert server.count("a@x.example") == 1


def test_a_mail_larger_than_the_server_says_is_not_even_offered() -> None:
    with FaultSmtp(size=10_000) as server, pytest.raises(SendError) as caught:
        send(server.address, content=b"x" * 20_000)
    assert (caught.value.step, caught.value.size, caught.value.most) == (
        MailStep.SIZE,
        20_000,
        10_000,
    )
    assert caught.value.final


def test_without_a_size_or_with_none_any_mail_is_offered() -> None:
    with FaultSmtp(size=0) as server:
        send(server.address, content=b"Subject: x\r\n\r\n" + b"x\r\n" * 9_000)
        assert server.count("a@x.example") == 1


def test_what_may_not_be_sent_any_more_is_not() -> None:
    with FaultSmtp() as server:
        with pytest.raises(NotHandedOverError):
            send(server.address, may_send=lambda: False)
        assert server.taken == []


def test_whoever_is_asked_before_the_last_byte_may_fail() -> None:
    def fails() -> bool:
        raise RuntimeError("the database is away")

    started = time.monotonic()
    with FaultSmtp() as server:
        with pytest.raises(RuntimeError, match="away"):
            send(server.address, may_send=fails)
        assert server.taken == []
    assert time.monotonic() - started < 10, "no goodbye within a mail"


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for 127.0.0.1 and a client's that trusts it."""
    directory: Path = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (directory / "cert.pem").write_bytes(certificate.public_bytes(pem))
    (directory / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(directory / "cert.pem", directory / "key.pem")
    return server, ssl.create_default_context(cafile=str(directory / "cert.pem"))


Contexts = tuple[ssl.SSLContext, ssl.SSLContext]


def test_tls_from_the_first_byte(serve: Serve, tls: Contexts) -> None:
    sink, place = serve(ssl_context=tls[0])
    send(f"smtps://{place}", tls=tls[1])
    assert len(sink.taken) == 1


def test_starttls_and_login(serve: Serve, tls: Contexts) -> None:
    sink, place = serve(tls_context=tls[0], authenticator=login, auth_required=True)
    send(f"smtp+starttls://officer:{URL_PASSWORD}@{place}", tls=tls[1])
    assert len(sink.taken) == 1


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_certificate_nobody_vouches_for(serve: Serve, tls: Contexts, scheme: str) -> None:
    options = {"ssl_context": tls[0]} if scheme == "smtps" else {"tls_context": tls[0]}
    sink, place = serve(**options)
    with pytest.raises(SendError, match="certificate"):
        send(f"{scheme}://{place}")
    assert sink.taken == []


def test_starttls_is_insisted_on(serve: Serve) -> None:
    sink, place = serve()
    with pytest.raises(SendError) as caught:
        send(f"smtp+starttls://officer:{URL_PASSWORD}@{place}")
    assert caught.value.step is MailStep.STARTTLS
    assert sink.taken == []


def test_a_wrong_password_is_said_without_it(serve: Serve, tls: Contexts) -> None:
    wrong = "wr0ng-secret"
    wire = base64.b64encode(b"\0officer\0" + wrong.encode()).decode()

    def echo(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        answer = f"535 5.7.8 no such pair: {wrong} {wire}"
        return AuthResult(success=False, handled=False, message=answer)

    _, place = serve(tls_context=tls[0], authenticator=echo, auth_required=True)
    with pytest.raises(SendError) as caught:
        send(f"smtp+starttls://officer:{wrong}@{place}", tls=tls[1])
    said = repr(caught.value) + str(caught.value.__cause__)
    assert (caught.value.step, caught.value.code) == (MailStep.LOGIN, 535)
    assert not caught.value.final, "another password is a setting: the mail may go out yet"
    assert wrong not in said
    assert wire not in said


def test_a_password_that_cannot_be_sent_is_not_quoted(serve: Serve, tls: Contexts) -> None:
    _, place = serve(tls_context=tls[0], authenticator=login, auth_required=True)
    with pytest.raises(SendError) as caught:
        send(f"smtp+starttls://officer:%E5%AF%86@{place}", tls=tls[1])
    assert "must be ASCII" in caught.value.words
    assert "密" not in repr(caught.value)
    assert "5bc6" not in repr(caught.value)


@pytest.mark.parametrize(
    "url",
    ["", "127.0.0.1:25", "http://u:s3cret@h/", "smtp://u:s3cret@", "smtp://u:s3cret@h:port"],
)
def test_an_unusable_address_is_said_without_its_password(url: str) -> None:
    with pytest.raises(MailError, match="REPOSTWATCH_SMTP") as caught:
        parse_server(url)
    assert "s3cret" not in repr(caught.value)


@pytest.mark.parametrize("beginning", [b"2", b"250", b"250 tak", b"250-one\r\n250"])
def test_the_beginning_of_an_answer_is_none(beginning: bytes) -> None:
    fault = Fault("answer", beginning.decode(), ends=True)
    with FaultSmtp(fault) as server, pytest.raises(SendError) as caught:
        send(server.address)
    assert caught.value.handed_over
    assert caught.value.code is None


def test_of_a_server_s_words_only_what_can_be_shown_is_kept() -> None:
    hostile = "550 \x1b[31m<script>\u202e" + "x" * 5000
    with FaultSmtp(Fault("rcpt", hostile)) as server, pytest.raises(SendError) as caught:
        send(server.address)
    assert caught.value.words.startswith("550 [31m<script>")
    assert caught.value.words.isprintable()
    assert len(caught.value.words) <= 300
