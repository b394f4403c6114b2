"""Templates to answers. What strangers wrote (titles, addresses) never becomes markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from repostwatch.model import Language, Standing, VerdictKind
from repostwatch.model.readiness import Ready
from repostwatch.queries.mails import audience_words
from repostwatch.reporting import sanitize
from repostwatch.settings import Settings
from repostwatch.wording import Labels, Style, label, name, say, values

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


@cache
def _pages(language: Language) -> Environment:
    """The templates in one language."""
    style = Style(language)
    pages = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters |= {
        "shown": sanitize.sanitize,
        "said": lambda reason: sanitize.sanitize(say(reason, style)) if reason else "",
        "name": lambda word: name(word, language),
        "address": sanitize.web_address,
        "moment": lambda moment: values.minute(moment, style),
        "span": lambda span: values.interval(span, style),
        "lasting": lambda time: values.length(time, style),
        "stated": lambda date: values.stated(date, style),
        "percent": values.percent,
        "audience": lambda key: sanitize.sanitize(audience_words(key, style)),
    }
    pages.globals |= {
        "t": Labels(style),
        "verdicts": tuple(VerdictKind),
        "standings": tuple(Standing),
        "readies": tuple(Ready),
    }
    return pages


def page(request: Request, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """The template as an answer; links in it start at `base`."""
    base = request.scope.get("root_path", "")
    framed = request.headers.get("sec-fetch-dest") == "iframe"
    made = _pages(Settings().language).get_template(template)
    text = made.render(base=base, framed=framed, **shown)
    return HTMLResponse(text, status_code=status, headers=HEADERS)


def words(key: str) -> str:
    """A label in the language of the pages."""
    return label(key, Style(Settings().language))


def explained(error: Exception) -> str:
    """What an error says, in the language of the pages where it has a reason."""
    reason = getattr(error, "reason", None)
    return say(reason, Style(Settings().language)) if reason else str(error)


def report(html: str) -> HTMLResponse:
    """A page that the product's reporting made, whole."""
    return HTMLResponse(html, headers=STYLED)


def download(name: str, content: bytes) -> Response:
    """A mail, to be saved and never to be shown: what strangers wrote stays in its file."""
    as_file = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="message/rfc822", headers=HEADERS | as_file)
