"""How connections are secured: as browsers do it, and for old servers that the registry names."""

from __future__ import annotations

import ssl


def default_context() -> ssl.SSLContext:
    """TLS 1.2 or later, certificate checked as browsers do, by every build of Python.

    Some allow older versions by default. From 3.13 on certificates are refused for the form of
    their extensions, before it is looked at whether they have expired or are another host's.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def legacy_context() -> ssl.SSLContext:
    """For servers named in the registry: TLS 1.0, old renegotiation, certificate not checked."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context
