"""The mailbox: letters for an audience, with a delivery for every recipient.

What the outbox held becomes letters; its recipients, frozen in each mail's To until now, become
their deliveries.
"""

from __future__ import annotations

import json
from email import message_from_bytes
from email.message import Message
from email.policy import SMTP
from email.utils import getaddresses
from typing import Any

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LETTERS = """
ALTER TABLE outbox RENAME TO letters;
ALTER TABLE letters RENAME outbox_id TO letter_id;
ALTER TABLE letters ADD audience text NOT NULL DEFAULT 'all',
                    ADD message_id text NOT NULL DEFAULT '';
ALTER TABLE letters ALTER audience DROP DEFAULT, ALTER message_id DROP DEFAULT;
UPDATE letters SET audience = 'operators' WHERE kind = 'alarm';
ALTER TABLE letters DROP CONSTRAINT outbox_kind_period_edition_key;
ALTER TABLE letters ADD UNIQUE (kind, period, audience, edition);

ALTER TABLE portals ADD authority text;

CREATE TABLE deliveries (
    delivery_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    letter_id   bigint NOT NULL REFERENCES letters ON DELETE CASCADE,
    address     text NOT NULL,
    asked       text NOT NULL DEFAULT '',
    state       text NOT NULL,
    posted_at   timestamptz NOT NULL,
    retry_at    timestamptz,
    tries       integer NOT NULL DEFAULT 0,
    unsure      integer NOT NULL DEFAULT 0,
    reason      jsonb,
    sender      text,
    head        bytea,
    tried_at    timestamptz,
    sent_at     timestamptz,
    -- Who sends it now; on the clock of the database, so that it ends with a process that died.
    claim       uuid,
    claimed_until timestamptz,
    UNIQUE (letter_id, address, asked)
);
CREATE INDEX deliveries_open ON deliveries (retry_at) WHERE retry_at IS NOT NULL;
CREATE INDEX deliveries_of ON deliveries (address);

-- The findings that a letter is about, as they were opened when it was made.
CREATE TABLE reported (
    letter_id  bigint NOT NULL REFERENCES letters ON DELETE CASCADE,
    finding_id bigint NOT NULL REFERENCES findings ON DELETE CASCADE,
    opened_at  timestamptz NOT NULL,
    PRIMARY KEY (letter_id, finding_id)
);
"""
# A letter marks those notified that it is about: so far those that were open when it was made.
REPORTED = """
INSERT INTO reported (letter_id, finding_id, opened_at)
SELECT l.letter_id, f.finding_id, f.opened_at
FROM letters l
JOIN findings f ON f.opened_at <= l.made_at AND (f.closed_at IS NULL OR f.closed_at > l.made_at)
WHERE l.kind = 'daily' AND (l.sent_at IS NULL OR l.letter_id = (
    SELECT max(letter_id) FROM letters WHERE kind = 'daily' AND sent_at IS NOT NULL));
ALTER TABLE letters DROP sent_at, DROP attempts, DROP last_error
"""
OLD = """
SELECT letter_id, kind, period, edition, message, made_at, sent_at, attempts, last_error,
       edition = max(edition) OVER (PARTITION BY kind, period) AS newest
FROM letters ORDER BY letter_id
"""
DELIVER = """
INSERT INTO deliveries (letter_id, address, state, posted_at, retry_at, tries, reason, sender,
                        head, tried_at, sent_at)
VALUES (%(letter_id)s, %(address)s, %(state)s, %(made_at)s, %(retry_at)s, %(attempts)s,
        %(reason)s::jsonb, %(sender)s, %(head)s, %(sent_at)s, %(sent_on)s)
ON CONFLICT DO NOTHING
"""


NEVER = {"sender": None, "head": None}


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    run(LETTERS)
    for row in [dict(one._mapping) for one in run(OLD)]:
        message = message_from_bytes(row["message"], policy=SMTP)
        people = [address for _, address in getaddresses([message["To"] or ""]) if address]
        sender, message_id = str(message["From"] or ""), str(message["Message-ID"] or "")
        head = _head(message)
        del message["From"], message["To"]
        run(
            "UPDATE letters SET message = %(message)s, message_id = %(message_id)s "
            "WHERE letter_id = %(letter_id)s",
            {**row, "message": message.as_bytes(policy=SMTP), "message_id": message_id},
        )
        sent = {"sender": sender or None, "head": head} if row["sent_at"] else NEVER
        for address in people:
            run(DELIVER, {**row, **_stands(row, len(people)), **sent, "address": address})
    run(REPORTED)


def _stands(row: dict[str, Any], people: int) -> dict[str, Any]:
    """What is known of one recipient's mail from the letter as a whole."""
    state: dict[str, Any] = {"retry_at": None, "reason": None, "sent_on": None}
    if row["sent_at"] is not None and people == 1:
        return state | {"state": "sent", "sent_on": row["sent_at"]}
    if row["sent_at"] is not None:
        # The server took it for one of them at least; whom it refused was never kept.
        return state | {"state": "unknown", "reason": _reason("mail.sent_to_some", count=people)}
    if not row["newest"]:
        newer = _reason("mail.newer_edition", edition=row["edition"] + 1)
        return state | {"state": "withdrawn", "reason": newer}
    if row["kind"] == "alarm":
        # An alarm that still lasts is posted again by the next watch.
        return state | {"state": "withdrawn", "reason": _reason("mail.alarm_over")}
    said = _reason("text", text=row["last_error"]) if row["last_error"] else None
    return state | {"state": "waiting", "retry_at": row["made_at"], "reason": said}


def _head(message: Message) -> bytes:
    """Sender and recipients, as they stood in the mail."""
    lines = (f"{name}: {message[name]}" for name in ("From", "To") if message[name])
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")


def _reason(code: str, **facts: object) -> str:
    return json.dumps({"code": code, "facts": facts})
