"""Mail against a real server on loopback: delivery, TLS, refusals at every stage."""

from __future__ import annotations

import base64
import email
import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
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
from repostwatch.reporting.data import Report
from repostwatch.reporting.mail import to_message
from tests.defaults import build_report, send
from tests.reporting import world

PASSWORD = "p@ss:w/rd %"
URL_PASSWORD = "p%40ss%3Aw%2Frd%20%25"
MESSAGE_ID = "<daily-2026-08-14-1@repostwatch.example>"


@dataclass
class Sink:
    """Takes mail, or answers a stage with a refusal."""

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[Envelope] = field(default_factory=list)

    def _said(self, stage: str, otherwise: str) -> str:
        return self.answers.get(stage, otherwise)

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [self.answers["EHLO"]] if "EHLO" in self.answers else responses

    async def handle_HELO(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, hostname: str
    ) -> str:
        session.host_name = hostname
        return self._said("EHLO", "250 sink")

    async def handle_MAIL(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._said("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        said = self._said(address, self._said("RCPT", "250 OK"))
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Envelope
    ) -> str:
        said = self._said("DATA", "250 OK")
        if said.startswith("250"):
            self.taken.append(envelope)
        return said


Serve = Callable[..., tuple[Sink, str]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts sinks on free loopback ports; returns each with its `host:port`."""
    running: list[Controller] = []

    def start(answers: dict[str, str] | None = None, **options: Any) -> tuple[Sink, str]:
        sink = Sink(answers or {})
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


@pytest.fixture(scope="module")
def report() -> Report:
    return build_report(replace(world.day(), verdicts=world.day().verdicts[:40]))


@pytest.fixture
def message(report: Report) -> EmailMessage:
    return to_message(report, "监测 <watch@repostwatch.example>", ["a@x.example"], MESSAGE_ID)


def login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = data.login == b"officer" and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=good)


def test_the_mail_arrives_whole(serve: Serve, report: Report, message: EmailMessage) -> None:
    sink, place = serve()
    assert send(message, f"smtp://{place}") == {}
    [envelope] = sink.taken
    assert envelope.rcpt_tos == ["a@x.example"]
    assert isinstance(envelope.content, bytes)
    got = email.message_from_bytes(envelope.content, policy=SMTP)
    assert isinstance(got, EmailMessage)
    assert got["Subject"] == report.subject
    assert got["Message-ID"] == MESSAGE_ID
    text, page = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None
    assert page is not None
    assert text.get_content().replace("\r\n", "\n") == report.text
    assert page.get_content().replace("\r\n", "\n").rstrip() == report.html.rstrip()
    attached = {part.get_filename(): part.get_content() for part in got.iter_attachments()}
    assert list(attached) == [attachment.name for attachment in report.attachments]
    assert attached[report.attachments[0].name] == report.attachments[0].content
    parts = got.get_payload()
    assert isinstance(parts, list)
    table = parts[2]
    assert isinstance(table, EmailMessage)
    assert table.get_payload(decode=True) == report.attachments[1].content


def test_what_waited_as_bytes_in_the_outbox_can_be_sent(
    serve: Serve, message: EmailMessage
) -> None:
    sink, place = serve()
    waited = email.message_from_bytes(message.as_bytes(policy=SMTP), policy=SMTP)
    assert isinstance(waited, EmailMessage)
    send(waited, f"smtp://{place}")
    assert len(sink.taken) == 1


def test_equal_reports_are_equal_mails(report: Report) -> None:
    def made() -> bytes:
        return to_message(report, "w@x.example", ["a@x.example"], MESSAGE_ID).as_bytes()

    assert made() == made()


def test_lines_fit_the_wire(message: EmailMessage) -> None:
    assert max(len(line) for line in message.as_bytes(policy=SMTP).split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("EHLO", "554 5.7.1 no mail from strangers"),
        ("MAIL", "550 5.7.1 sender unknown"),
        ("RCPT", "550 5.1.1 no such officer"),
        ("RCPT", "451 4.7.1 greylisted, come again"),
        ("DATA", "552 5.3.4 message too big"),
    ],
)
def test_a_refusal_names_the_server_and_its_answer(
    serve: Serve, message: EmailMessage, stage: str, answer: str
) -> None:
    sink, place = serve({stage: answer})
    with pytest.raises(MailError) as caught:
        send(message, f"smtp://{place}")
    assert f"mail server {place}" in str(caught.value)
    assert answer in str(caught.value)
    assert sink.taken == []


def test_nobody_there(message: EmailMessage) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
        with pytest.raises(MailError, match=rf"{place}: connecting failed: .*refused"):
            send(message, f"smtp://{place}")


def test_a_silent_server_does_not_hold_us(message: EmailMessage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        place = f"127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(MailError, match=f"{place}: connecting failed: .*timed out"):
            send(message, f"smtp://{place}", seconds=0.2)


def test_one_refused_recipient_does_not_keep_the_mail_from_the_others(
    serve: Serve, report: Report, caplog: pytest.LogCaptureFixture
) -> None:
    sink, place = serve({"gone@x.example": "550 5.1.1 left the service"})
    people = ["a@x.example", "gone@x.example"]
    message = to_message(report, "w@x.example", people, MESSAGE_ID)
    with caplog.at_level(logging.WARNING):
        refused = send(message, f"smtp://{place}")
    assert refused == {"gone@x.example": "550 5.1.1 left the service"}
    assert "gone@x.example" in caplog.text
    assert sink.taken[0].rcpt_tos == ["a@x.example"]


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


def test_tls_from_the_first_byte(serve: Serve, message: EmailMessage, tls: Contexts) -> None:
    sink, place = serve(ssl_context=tls[0])
    send(message, f"smtps://{place}", tls=tls[1])
    assert len(sink.taken) == 1


def test_starttls_and_login(serve: Serve, message: EmailMessage, tls: Contexts) -> None:
    sink, place = serve(tls_context=tls[0], authenticator=login, auth_required=True)
    send(message, f"smtp+starttls://officer:{URL_PASSWORD}@{place}", tls=tls[1])
    assert len(sink.taken) == 1


def test_a_certificate_nobody_vouches_for(
    serve: Serve, message: EmailMessage, tls: Contexts
) -> None:
    sink, place = serve(ssl_context=tls[0])
    with pytest.raises(MailError, match=f"{place}: connecting failed: .*certificate"):
        send(message, f"smtps://{place}")
    assert sink.taken == []


def test_starttls_is_insisted_on(serve: Serve, message: EmailMessage) -> None:
    sink, place = serve()
    with pytest.raises(MailError, match=f"{place}: STARTTLS failed"):
        send(message, f"smtp+starttls://officer:{URL_PASSWORD}@{place}")
    assert sink.taken == []


def test_a_wrong_password_is_said_without_it(
    serve: Serve, message: EmailMessage, tls: Contexts
) -> None:
    wrong = "wr0ng-secret"
    wire = base64.b64encode(b"\0officer\0" + wrong.encode()).decode()

    def echo(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        answer = f"535 5.7.8 no such pair: {wrong} {wire}"
        return AuthResult(success=False, handled=False, message=answer)

    _, place = serve(tls_context=tls[0], authenticator=echo, auth_required=True)
    with pytest.raises(MailError) as caught:
        send(message, f"smtp+starttls://officer:{wrong}@{place}", tls=tls[1])
    said = repr(caught.value) + str(caught.value.__cause__)
    assert "logging in failed: 535" in said
    assert wrong not in said
    assert wire not in said


def test_a_password_that_cannot_be_sent_is_not_quoted(
    serve: Serve, message: EmailMessage, tls: Contexts
) -> None:
    _, place = serve(tls_context=tls[0], authenticator=login, auth_required=True)
    with pytest.raises(MailError, match="must be ASCII") as caught:
        send(message, f"smtp+starttls://officer:%E5%AF%86@{place}", tls=tls[1])
    assert "密" not in str(caught.value)
    assert "5bc6" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["", "127.0.0.1:25", "http://u:s3cret@h/", "smtp://u:s3cret@", "smtp://u:s3cret@h:port"],
)
def test_an_unusable_address_is_said_without_its_password(url: str, message: EmailMessage) -> None:
    with pytest.raises(MailError, match="REPOSTWATCH_SMTP") as caught:
        send(message, url)
    assert "s3cret" not in repr(caught.value)


def test_no_recipient_names_the_setting(report: Report) -> None:
    message = to_message(report, "w@x.example", [], MESSAGE_ID)
    with pytest.raises(MailError, match="REPOSTWATCH_REPORTING__RECIPIENTS"):
        send(message, "smtp://127.0.0.1:1")


def test_a_header_cannot_be_smuggled_in(report: Report) -> None:
    with pytest.raises(MailError, match="header"):
        to_message(report, "w@x.example", ["a@x.example\r\nBcc: spy@evil.example"], MESSAGE_ID)
