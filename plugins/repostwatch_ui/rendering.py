"""Templates to answers. What strangers wrote (titles, addresses) never becomes markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from repostwatch.judging import wording
from repostwatch.reporting import safe, words

HERE = Path(__file__).parent
# No script runs here, whatever a title contains; only Airflow's own pages may frame ours.
POLICY = (
    "default-src 'none'; style-src {}; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY.format("'self'"),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
# A report carries its styles and pictures in itself, as it does in a mail.
STYLED = HEADERS | {"Content-Security-Policy": POLICY.format("'unsafe-inline'") + "; img-src data:"}

_PAGES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.filters |= {
    "shown": safe.clean,
    "address": safe.web_address,
    "moment": wording.minute,
    "span": wording.span,
    "stated": wording.stated,
    "percent": words.percent,
}
_PAGES.globals |= {
    "verdict_words": words.VERDICTS,
    "standing_words": words.STANDINGS,
    "form_words": words.FORMS,
    "level_words": words.LEVELS,
    "finding_words": words.FINDINGS,
    "state_words": words.STATES,
}


def page(request: Request, template: str, *, status: int = 200, **told: Any) -> HTMLResponse:
    """The template as an answer; links in it start at `base`."""
    base = request.scope.get("root_path", "")
    framed = request.headers.get("sec-fetch-dest") == "iframe"
    text = _PAGES.get_template(template).render(base=base, framed=framed, **told)
    return HTMLResponse(text, status_code=status, headers=HEADERS)


def report(html: str) -> HTMLResponse:
    """A page that the product's reporting made, whole."""
    return HTMLResponse(html, headers=STYLED)
