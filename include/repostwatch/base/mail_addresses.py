"""Addresses of mail and of chats that people write into settings and files.

The grammar is the standard library's; what it allows and no mail server of an office takes, or
what would not be one address, is refused. `mailbox@host` without a dot is allowed: so are the
names of an intranet.
"""

from __future__ import annotations

import re
from email.headerregistry import Address

# RFC 5321, 4.5.3.1: of the part before the @, of a name's labels, of the whole.
LONGEST_LOCAL, LONGEST = 64, 254
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
CHAT = "chat:"
_CHAT = re.compile(r"chat:[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def mail_address(text: str) -> str:
    """The address with its domain as mail servers compare it: small letters, IDNA.

    Raises ValueError, in words that follow the address.
    """
    local, at, domain = text.strip().rpartition("@")
    if not at or not local:
        raise ValueError("is no mail address: it should be like name@example.gov.cn")
    if not _LOCAL.fullmatch(local) or len(local) > LONGEST_LOCAL:
        raise ValueError(f"is no mail address: {local[:LONGEST_LOCAL]!r} cannot stand before the @")
    try:
        host = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    if not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise ValueError(f"is no mail address: {domain[:LONGEST]!r} is no name of a mail domain")
    found = Address(addr_spec=f"{local}@{host}").addr_spec
    if len(found) > LONGEST:
        raise ValueError(f"is no mail address: it has more than {LONGEST} characters")
    return found


def recipient_address(text: str) -> str:
    """A mail address, or the name of a chat (`chat:duty-room`), whose own address is a secret.

    Raises ValueError, in words that follow the address.
    """
    if not is_chat(text.strip()):
        return mail_address(text)
    if not _CHAT.fullmatch(text.strip()):
        raise ValueError("is no chat: a name has small letters, digits and hyphens, 40 at most")
    return text.strip()


def is_chat(address: str) -> bool:
    """Whether an address names a chat."""
    return address.startswith(CHAT)


def chat_name(address: str) -> str:
    """The chat's name in the settings."""
    return address.removeprefix(CHAT)


def same_mailbox(address: str) -> str:
    """Equal for addresses that every server in use takes for one."""
    return address.casefold()
