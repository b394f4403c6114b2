"""Every field of every section with another value than its own, as the environment writes it."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from repostwatch.settings import Section, Settings

PLAIN = Settings.model_construct()
SECTIONS: dict[str, Section] = {
    name: value
    for name in Settings.model_fields
    if isinstance(value := getattr(PLAIN, name), Section)
}
# Where the general way gives no value that makes sense.
OTHER: dict[tuple[str, str], Any] = {
    ("crawl", "contact"): "ops@example.gov.cn",
    ("crawl", "request_headers"): "X-From: tests",
    ("crawl", "request_headers_reason"): "asked for by phone",
    ("crawl", "proxy"): "http://127.0.0.1:3128",
    ("crawl", "proxy_reason"): "no other way out",
    ("crawl", "own_proxies"): ["http://127.0.0.1:3129"],
    ("crawl", "ports"): [80, 443],
    ("crawl", "gap_seconds"): 0.01,
    ("crawl", "retry_seconds"): 0.02,
    ("crawl", "chromium"): "/opt/chromium",
    ("crawl", "chromium_sandbox"): False,
    ("crawl", "picture_height"): 4320,
    ("duties", "department_limit_hours"): 20.0,
    ("duties", "province_limit_hours"): 8.0,
    ("duties", "city_limit_hours"): 30.0,
    ("duties", "county_limit_hours"): 36.0,
    ("duties", "below_limit_hours"): 40.0,
    ("duties", "since"): "2026-01-01T08:30:00+08:00",
    ("judging", "channel_standing"): "present",
    ("judging", "column_counts"): ["present", "embedded", "stale"],
    ("schedule", "discover_cron"): "45 2 * * *",
    ("schedule", "warning_cron"): "30 10 * * *",
    ("releases", "folder"): "inbox",
    ("reporting", "pages_address"): "https://airflow.example.gov.cn/repostwatch",
    ("scan", "readers"): 0,
    ("scan", "slot_seconds"): 0.01,
    ("scan", "timestamp_url"): "http://127.0.0.1:9/tsa",
    ("reporting", "chat_networks"): ["10.20.0.0/16"],
    ("reporting", "sender"): "monitor@example.gov.cn",
    ("reporting", "recipients"): ["officer@example.gov.cn"],
    ("reporting", "message_domain"): "monitor.example.gov.cn",
    ("reporting", "letterhead"): "letterhead.docx",
    ("spot_check", "known_sites"): ["https://one.example.cn/", "https://two.example.cn/"],
    ("spot_check", "portals"): "sites.csv",
    ("watch", "metrics_token"): "a token that nobody guesses",
    ("watch", "operators"): ["operator@example.gov.cn"],
}
# One does not go without the other.
TOGETHER = {
    ("crawl", "request_headers"): ("crawl", "request_headers_reason"),
    ("crawl", "proxy"): ("crawl", "proxy_reason"),
}


def fields() -> list[tuple[str, str]]:
    """(section, field), all of them."""
    return [
        (name, field) for name, section in SECTIONS.items() for field in type(section).model_fields
    ]


def other(section: str, field: str) -> Any:
    """A value that is not the field's own."""
    if (section, field) in OTHER:
        return OTHER[section, field]
    own = getattr(SECTIONS[section], field)
    if isinstance(own, bool):
        return not own
    if isinstance(own, int):
        return own + 1
    if isinstance(own, float):
        return own * 0.875
    if isinstance(own, tuple) and own:
        return [one + 1 for one in own]
    raise AssertionError(f"OTHER needs a value for {section}.{field}")


def variable(section: str, field: str) -> tuple[str, str]:
    """The variable that sets a field, and the text that gives it its other value."""
    value = other(section, field)
    text = value if isinstance(value, str) else json.dumps(value)
    return f"REPOSTWATCH_{section}__{field}".upper(), text


def as_read(section: str, field: str) -> Any:
    """The other value in the form that the section gives it."""
    kind: type[BaseModel] = type(SECTIONS[section])
    given = {field: other(section, field)}
    if (section, field) in TOGETHER:
        reason = TOGETHER[section, field][1]
        given[reason] = other(section, reason)
    return getattr(kind(**given), field)
