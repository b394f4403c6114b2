"""Templates to answers. What strangers wrote (titles, addresses) never becomes markup."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from repostwatch.base.clock import day_of
from repostwatch.model import Language, Level, Outcome, Standing, VerdictKind
from repostwatch.model.readiness import Ready
from repostwatch.model.reasons import Fact
from repostwatch.model.watched_lists import ListProof, ListState
from repostwatch.queries.mails import audience_words, cell_words
from repostwatch.queries.misread import LONGEST_PAGE, MOST_HOURS
from repostwatch.queries.states import DutyState
from repostwatch.reporting import sanitize
from repostwatch.settings import Settings
from repostwatch.store.duty_rows import WORST, DutySort
from repostwatch.store.portal_rows import PortalSort
from repostwatch.wording import Labels, Style, label, name, outcome_words, say, values
from repostwatch_ui.cells import grid_rows
from repostwatch_ui.unread import Unread, given_twice, no_page_number, unknown_names

HERE = Path(__file__).parent
# Where the plugin mounts the pages.
PREFIX = "/repostwatch"
# The language that an address asks for, and what remembers it.
ASKED, COOKIE = "lang", "repostwatch_language"
# What says in an address that something was recorded just now is not said anew in another language.
# `undone` stays: where the rest of an address says what was recorded, it was a taking back.
RECORDED = "was", "entry"
READ = Unread()
# Whatever a title contains, no stranger's script runs; only Airflow's own pages may frame ours.
POLICY = (
    "default-src 'none'; style-src {}; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY.format("'self'"),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
# The review queue has keys of its own, and shows kept pages beside what they are about.
KEYED = HEADERS | {
    "Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; script-src 'self'; "
    "frame-src 'self'"
}
KEYED_PAGES = {"review.html"}
# In Airflow's frame a script of ours leads links on, which could open no window.
FRAMED = HEADERS | {
    "Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; script-src 'self'"
}
FILE_TYPES = {
    ".eml": "message/rfc822",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
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
        "because": lambda error: _said(error, style),
        "name": lambda word: name(word, language),
        "outcome": lambda value, reason: outcome_words(Outcome(value), reason, style),
        "address": sanitize.web_address,
        "moment": lambda moment: values.minute(moment, style),
        "span": lambda span: values.interval(span, style),
        "day": lambda span: values.day(day_of(span.latest), style),
        "lasting": lambda time: values.length(time, style),
        "stated": lambda date: values.stated(date, style),
        "percent": values.percent,
        "enclosed": lambda figure: " – ".join(values.enclosed(figure.ends)),
        "cell": lambda text, column: sanitize.sanitize(cell_words(column, text, style)),
        "audience": lambda key: sanitize.sanitize(audience_words(key, style)),
    }
    pages.globals |= {
        "t": Labels(style),
        "verdicts": tuple(VerdictKind),
        "standings": tuple(Standing),
        "readies": tuple(Ready),
        "list_states": tuple(ListState),
        "list_proofs": tuple(ListProof),
        "worst": WORST,
        "most_hours": int(MOST_HOURS),
        "longest_page": LONGEST_PAGE,
        "levels": tuple(Level),
        "sorts": tuple(DutySort),
        "portal_sorts": tuple(PortalSort),
        "address_of": address,
        "ticks": ticks,
        "grid_rows": lambda base, grid: grid_rows(base, grid, style),
    }
    return pages


def page(
    request: Request, template: str, *, status: int = 200, unread: Unread = READ, **shown: Any
) -> HTMLResponse:
    """The template as an answer; links in it start at `base`, and `again` asks for the same page in
    the `other` language. `unread`: what of the address was not understood."""
    base, language = request.scope.get("root_path", ""), language_of(request)
    framed = request.headers.get("sec-fetch-dest") == "iframe"
    other = next(one for one in Language if one is not language)
    kept = [
        pair for pair in request.query_params.multi_items() if pair[0] not in {ASKED, *RECORDED}
    ]
    # What answers a form has no address of its own: there is no other language of it.
    again = address([*kept, (ASKED, other.value)]) if request.method == "GET" else None
    switch = {"other": other, "other_name": label("page.language", Style(other)), "again": again}
    made = _pages(language).get_template(template)
    places = {"base": base, "airflow": airflow_base(request)}
    said = {
        "unread": unread,
        "unknown_names": unknown_names(request, ASKED),
        "given_twice": given_twice(request),
        "no_page_number": no_page_number(request),
    }
    text = made.render(framed=framed, **places, **switch, **said, **shown)
    headers = KEYED if template in KEYED_PAGES else FRAMED if framed else HEADERS
    answer = HTMLResponse(text, status_code=status, headers=headers)
    if request.query_params.get(ASKED) == language.value:
        answer.set_cookie(COOKIE, language.value, path=f"{base}/", httponly=True, samesite="lax")
    return answer


def airflow_base(request: Request) -> str:
    """Where Airflow's own addresses begin: what the pages hang below."""
    return str(request.scope.get("root_path", "")).removesuffix(PREFIX)


def language_of(request: Request) -> Language:
    """What the address asks for, else what was asked for before, else the installation's."""
    asked = (request.query_params.get(ASKED), request.cookies.get(COOKIE))
    return next((Language(one) for one in asked if one in set(Language)), Settings().language)


def address(parameters: Iterable[tuple[str, str]], **changed: object) -> str:
    """The query of an address: the parameters that say something, with others in their place."""
    left = [pair for pair in parameters if pair[1] and pair[0] not in changed]
    return urlencode([*left, *((name, value) for name, value in changed.items() if value)])


def ticks(states: Iterable[DutyState]) -> str:
    """The query of the address at which these duties are decided about together."""
    each = (
        (("release", one.release.release_id), ("portal", one.portal.portal_id)) for one in states
    )
    return urlencode([("duty", urlencode(one)) for one in each])


def words(request: Request, key: str, **facts: Fact) -> str:
    """A label in the language of the pages."""
    return label(key, Style(language_of(request)), **facts)


def explained(request: Request, error: Exception) -> str:
    """What an error says, in the language of the pages where it has a reason."""
    return _said(error, Style(language_of(request)))


def _said(error: Exception, style: Style) -> str:
    """It may cite what somebody sent: as people can see it."""
    reason = getattr(error, "reason", None)
    return sanitize.sanitize(say(reason, style) if reason else str(error))


def report(html: str) -> HTMLResponse:
    """A page that the product's reporting made, whole."""
    return HTMLResponse(html, headers=STYLED)


def table(name: str, text: str) -> Response:
    """A table to be saved, with the mark by which office programs know its charset."""
    as_file = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(
        b"\xef\xbb\xbf" + text.encode(), media_type="text/csv", headers=HEADERS | as_file
    )


def download(name: str, content: bytes) -> Response:
    """A file, to be saved and never to be shown: what strangers wrote stays in it."""
    kind = FILE_TYPES[PurePath(name).suffix]
    as_file = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=HEADERS | as_file)
