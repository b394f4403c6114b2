"""What robots take and what they answer: 企业微信, 钉钉, 飞书, and plain receivers of JSON.

Libraries that send to all of them tell yes or no, so that a refusal cannot be told from a lost
answer; apprise 2.3 counts `{"errcode": 93000}` of 企业微信 or 钉钉 as sent.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from hmac import new as keyed
from typing import Any
from urllib.parse import quote_plus

from repostwatch.model.mails import Letter
from repostwatch.reporting.chat import Chat, ChatForm

# Of a message that was cut.
CUT = "……"
# A gateway that says so has lost the answer of the server behind it.
ANSWER_LOST = frozenset({502, 504})
# Where each robot says whether it took the message, and its words.
VERDICTS = {
    ChatForm.WECOM: (("errcode",), "errmsg"),
    ChatForm.DINGTALK: (("errcode",), "errmsg"),
    ChatForm.FEISHU: (("code", "StatusCode"), "msg"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """`taken` is None where the answer does not tell whether the message was taken."""

    taken: bool | None
    words: str = ""


def chat_text(message: bytes, most_bytes: int) -> tuple[str, str]:
    """Subject and beginning of a mail's plain text: whole lines, in UTF-8 together no longer than
    `most_bytes`."""
    mail = message_from_bytes(message, policy=SMTP)
    assert isinstance(mail, EmailMessage)  # noqa: S101  the policy's own class
    body = mail.get_body(("plain",))
    lines = str(body.get_content()).split("\n") if body else []
    subject = _shortened(str(mail["Subject"] or ""), most_bytes)
    left = most_bytes - len(f"{subject}\n{CUT}".encode())
    kept: list[str] = []
    before = ""
    for line in (one.rstrip() for one in lines):
        if line or before:  # one empty line in a row, none at the beginning
            left -= len(f"{line}\n".encode())
            if left < 0:
                kept.append(CUT)
                break
            kept.append(line)
        before = line
    return subject, "\n".join(kept).strip()


def chat_body(chat: Chat, letter: Letter, most_bytes: int) -> dict[str, Any]:
    """The message, not yet signed."""
    subject, text = chat_text(letter.message, most_bytes)
    if chat.form is ChatForm.WEBHOOK:
        return {
            "message_id": letter.message_id, "kind": letter.kind, "period": letter.period,
            "edition": letter.edition, "title": subject, "text": text,
        }  # fmt: skip
    whole = f"{subject}\n{text}"
    if chat.form is ChatForm.FEISHU:
        # A title with <at user_id="all"> would call everybody.
        whole = whole.replace("<", "＜")
        return {"msg_type": "text", "content": {"text": whole}}
    return {"msgtype": "text", "text": {"content": whole}}


def signed(chat: Chat, body: Mapping[str, Any], seconds: float) -> tuple[str, bytes]:
    """Path and query, and the bytes, as they are sent at a moment (Unix time)."""
    target = chat.target
    if chat.key and chat.form is ChatForm.DINGTALK:
        stamp = str(int(seconds * 1000))
        signature = quote_plus(_signature(chat.key, f"{stamp}\n{chat.key}"))
        target += f"{'&' if '?' in target else '?'}timestamp={stamp}&sign={signature}"
    if chat.key and chat.form is ChatForm.FEISHU:
        stamp = str(int(seconds))
        body = {"timestamp": stamp, "sign": _signature(f"{stamp}\n{chat.key}", ""), **body}
    return target, json.dumps(body, ensure_ascii=False).encode()


def read_answer(form: ChatForm, status: int, content: bytes) -> Answer:
    """What a server's answer means; its words are a stranger's."""
    words = f"HTTP {status}"
    if status in ANSWER_LOST:
        return Answer(None, words)
    if not 200 <= status < 300:
        return Answer(False, f"{words} {content.decode('utf-8', 'replace')}")
    if form is ChatForm.WEBHOOK:
        return Answer(True)
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        said = None
    codes, text = VERDICTS[form]
    found = [said[one] for one in codes if one in said] if isinstance(said, dict) else []
    if not found or not all(type(one) is int for one in found):
        return Answer(None, f"{words} {content.decode('utf-8', 'replace')}")
    if any(found):
        return Answer(False, f"{codes[0]} {next(filter(None, found))} {said.get(text, '')}")
    return Answer(True)


def _signature(key: str, text: str) -> str:
    return b64encode(keyed(key.encode(), text.encode(), sha256).digest()).decode()


def _shortened(text: str, most_bytes: int) -> str:
    if len(text.encode()) <= most_bytes // 2:
        return text
    return text.encode()[: most_bytes // 2].decode("utf-8", "ignore") + CUT
