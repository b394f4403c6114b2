"""Faults of TLS. Certificates are made here; `authority` is what the tests trust."""

from __future__ import annotations

import ipaddress
import ssl
import tempfile
import warnings
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import ClassVar, TypedDict

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from tests.faults.fault_server import PAGE, Fault, Wire

Signer = tuple[x509.Name, ec.EllipticCurvePrivateKey]


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    signer: Signer,
    *,
    ends_in_days: int = 30,
    address: str | None = "127.0.0.1",
    authority: bool = False,
) -> x509.Certificate:
    now = datetime.now(UTC)
    alternatives: list[x509.GeneralName] = (
        [x509.IPAddress(ipaddress.ip_address(address))]
        if address
        else [x509.DNSName("other.example")]
    )
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(signer[0])
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=ends_in_days))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .sign(signer[1], hashes.SHA256())
    )


@cache
def _authority() -> tuple[Signer, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    signer = (_name("Test Authority"), key)
    return signer, _certificate("Test Authority", key, signer, authority=True, address=None)


def authority() -> bytes:
    """The trusted certificate, PEM."""
    return _authority()[1].public_bytes(serialization.Encoding.PEM)


class How(TypedDict, total=False):
    """What is special about a certificate."""

    trusted: bool
    ends_in_days: int
    address: str | None


def server_context(
    *, trusted: bool = True, ends_in_days: int = 30, address: str | None = "127.0.0.1"
) -> ssl.SSLContext:
    """A server's side with a certificate made so; `trusted=False` signs it with its own key."""
    key = ec.generate_private_key(ec.SECP256R1())
    signer = _authority()[0] if trusted else (_name("127.0.0.1"), key)
    certificate = _certificate("127.0.0.1", key, signer, ends_in_days=ends_in_days, address=address)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        pem = serialization.Encoding.PEM
        file.write(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        file.write(certificate.public_bytes(pem))
        file.flush()
        context.load_cert_chain(Path(file.name))
    return context


class Tls(Fault, abstract=True):
    """A good page behind a bad certificate."""

    outcome = Outcome.TLS_ERROR
    scheme = "https"
    at_accept = True
    certificate: ClassVar[How] = {}

    def context(self) -> ssl.SSLContext | None:
        return server_context(**self.certificate)

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(PAGE)


class TlsGood(Tls):
    """Nothing wrong: the others' counterpart."""

    outcome, at_accept = Outcome.OK, False


class TlsExpired(Tls):
    certificate, reason = {"ends_in_days": -1}, because(VisitCode.CERTIFICATE, verify_code=10)


class TlsSelfSigned(Tls):
    certificate, reason = {"trusted": False}, because(VisitCode.CERTIFICATE, verify_code=18)


class TlsWrongHost(Tls):
    certificate, reason = {"address": None}, because(VisitCode.CERTIFICATE, verify_code=64)


class TlsOld(Tls):
    """Speaks TLS 1.0 and nothing newer, and says so."""

    reason = because(VisitCode.TLS, error="TLSV1_ALERT_PROTOCOL_VERSION")

    def context(self) -> ssl.SSLContext | None:
        return None

    async def accept(self, wire: Wire) -> None:
        await wire.reader.read(65536)
        await wire.send(b"\x15\x03\x01\x00\x02\x02\x46")  # fatal alert: protocol_version


class TlsAncient(Tls):
    """A real server of TLS 1.0; OpenSSL's own just hangs up on us."""

    outcome, reason = Outcome.RESET, VisitCode.CONNECTION_RESET

    def context(self) -> ssl.SSLContext | None:
        context = server_context()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old is what it is about
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        return context


class TlsNot(Tls):
    """Plain HTTP where TLS is asked for."""

    reason = because(VisitCode.TLS, error="WRONG_VERSION_NUMBER")

    def context(self) -> ssl.SSLContext | None:
        return None

    async def accept(self, wire: Wire) -> None:
        await wire.reader.read(65536)
        await wire.answer(PLAIN, "400 Bad Request")


class TlsReset(Tls):
    """Resets in the middle of the handshake."""

    outcome, reason = Outcome.RESET, VisitCode.CONNECTION_RESET

    def context(self) -> ssl.SSLContext | None:
        return None

    async def accept(self, wire: Wire) -> None:
        await wire.reader.read(1)
        wire.reset()


class TlsStall(Tls):
    """Never answers the handshake."""

    outcome, reason = Outcome.TIMEOUT, VisitCode.CONNECT_TIMEOUT

    def context(self) -> ssl.SSLContext | None:
        return None

    async def accept(self, wire: Wire) -> None:
        await wire.stall()


PLAIN = b"<html>400 The plain HTTP request was sent to HTTPS port</html>"
