"""What is sent to a chat, and what its answers mean, whatever strangers wrote into either."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.reporting.chat import Chat, ChatForm, parse_chats
from repostwatch.reporting.chat_forms import CUT, chat_text, read_answer, signed
from repostwatch.reporting.data import Report
from repostwatch.reporting.mail import to_message

KEY = "SEC0123456789"
NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)


def message(subject: str, text: str) -> bytes:
    made = Report(subject, "<p>x</p>", text, (), NOON)
    return to_message(made, "<daily-1@x.example>")


def parsed(address: str) -> Chat:
    return parse_chats("SETTING", {"one": address})["one"]


def mac(key: str, text: str) -> str:
    return base64.b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()


def test_dingtalk_is_signed_in_the_address() -> None:
    chat = parsed(f"dingtalk+https://oapi.dingtalk.com/robot/send?access_token=t#{KEY}")
    target, body = signed(chat, {"a": 1}, 1_700_000_000.5)
    query = parse_qs(urlsplit(target).query)
    assert query["timestamp"] == ["1700000000500"]
    assert query["sign"] == [mac(KEY, f"1700000000500\n{KEY}")]
    assert query["access_token"] == ["t"]
    assert json.loads(body) == {"a": 1}


def test_feishu_is_signed_in_the_message() -> None:
    chat = parsed(f"feishu+https://open.feishu.cn/open-apis/bot/v2/hook/t#{KEY}")
    target, body = signed(chat, {"a": 1}, 1_700_000_000.5)
    assert target == "/open-apis/bot/v2/hook/t"
    sign = mac(f"1700000000\n{KEY}", "")
    assert json.loads(body) == {"timestamp": "1700000000", "sign": sign, "a": 1}


def test_the_address_and_its_parts_stay_out_of_words() -> None:
    chat = parsed(f"wecom+https://x.example:8443/cgi-bin/send?key=abcd%2Fefgh-1#{KEY}")
    assert (str(chat), chat.port, chat.key) == ("x.example:8443", 8443, KEY)
    assert "abcd" not in repr(chat) + chat.without_secrets("abcd/efgh-1, abcd%2Fefgh-1")
    assert KEY not in repr(chat) + chat.without_secrets(f"<{KEY}>")
    digest = hashlib.sha256(KEY.encode()).hexdigest()
    assert chat.without_secrets(digest) == digest


def test_the_beginning_of_the_text_is_told_in_whole_lines() -> None:
    text = "\n\n".join(f"第{number}行" + "字" * 40 for number in range(100))
    subject, shown = chat_text(message("题", text), 2_000)
    lines = shown.split("\n")
    assert (subject, lines[-1]) == ("题", CUT)
    assert lines[:-1] == text.split("\n")[: len(lines) - 1]
    assert chat_text(message("题", "短\n\n\n\n文"), 2_000) == ("题", "短\n\n文")


@given(st.text(st.characters(blacklist_categories=["C"])), st.text(), st.integers(200, 3000))
def test_no_message_is_longer_than_it_may_be(subject: str, text: str, most: int) -> None:
    clean = text.encode("utf-8", "replace").decode()
    shown = "\n".join(chat_text(message(subject, clean), most))
    assert len(shown.encode()) <= most


@given(st.sampled_from(ChatForm), st.integers(100, 999), st.binary(max_size=300))
def test_whatever_is_answered_means_something(form: ChatForm, status: int, body: bytes) -> None:
    answer = read_answer(form, status, body)
    if form is not ChatForm.WEBHOOK:
        assert answer.taken is not True, "no robot says yes by chance"


@pytest.mark.parametrize(
    ("form", "body", "taken"),
    [
        (ChatForm.WECOM, '{"errcode":0}', True),
        (ChatForm.WECOM, '{"errcode":false}', None),
        (ChatForm.WECOM, '{"code":0}', None),
        (ChatForm.WECOM, '[{"errcode":0}]', None),
        (ChatForm.DINGTALK, '{"errcode":130101,"errmsg":"send too fast"}', False),
        (ChatForm.FEISHU, '{"StatusCode":0,"StatusMessage":"success"}', True),
        (ChatForm.FEISHU, '{"StatusCode":0,"code":1,"msg":"no"}', False),
        (ChatForm.FEISHU, '{"errcode":0}', None),
    ],
)
def test_answers_of_robots(form: ChatForm, body: str, taken: object) -> None:
    assert read_answer(form, 200, body.encode()).taken is taken
