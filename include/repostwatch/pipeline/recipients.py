"""Who gets mail, as the settings have it at this moment."""

from __future__ import annotations

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.mail_addresses import same_mailbox
from repostwatch.model.mails import Recipient
from repostwatch.portals.editions import registry
from repostwatch.reporting.chat import Chat, parse_chats
from repostwatch.reporting.recipients import addresses_of, read_recipients
from repostwatch.settings import Settings

OF_EVERYTHING = "REPOSTWATCH_REPORTING__RECIPIENTS"
OPERATORS = "REPOSTWATCH_WATCH__OPERATORS"


def recipients_in_force(settings: Settings) -> tuple[Recipient, ...]:
    """Everybody who gets the report: those of the setting, then those of the file.

    Raises RepostwatchError naming the setting, or file, line and column, of what is wrong.
    """
    chats = chats_in_force(settings)
    everything = addresses_of(OF_EVERYTHING, settings.reporting.recipients, chats)
    named: tuple[Recipient, ...] = ()
    if settings.recipients is not None:
        named = read_recipients(settings.recipients, registry(settings), chats)
    known = {same_mailbox(address) for address in everything}
    for recipient in named:
        if same_mailbox(recipient.address) in known:
            raise RepostwatchError(
                f"{recipient.address} stands in {OF_EVERYTHING} and in {settings.recipients}: "
                "who is in the setting gets everything, so leave one of them out"
            )
    return (*(Recipient(address) for address in everything), *named)


def chats_in_force(settings: Settings) -> dict[str, Chat]:
    """The chats by their names. Raises RepostwatchError naming the one whose address is wrong."""
    given = {name: address.get_secret_value() for name, address in settings.chats.items()}
    return parse_chats("REPOSTWATCH_CHATS", given)


def operator_addresses(settings: Settings) -> tuple[str, ...]:
    """Who hears of alarms about the monitor; without operators, whoever gets the report."""
    own = addresses_of(OPERATORS, settings.watch.operators, chats_in_force(settings))
    return own or tuple(recipient.address for recipient in recipients_in_force(settings))
