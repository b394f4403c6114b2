"""Templates to pages: escaped, complete, styled line by line for mail programs."""

from __future__ import annotations

from typing import Any

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined

_LOADER = PackageLoader("repostwatch.reporting")
# A name that a template misspells is an error here, not a blank in an officer's mail.
_HTML = Environment(
    loader=_LOADER,
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEXT = Environment(
    loader=_LOADER,
    autoescape=False,  # noqa: S701  plain text: there is nothing to escape for
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
# Outlook and QQ mail drop <style>: every rule goes to the elements it is about. What only a
# phone or a printer reads (@media) stays in the head.
_INLINER = css_inline.CSSInliner(
    keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False
)


def html_page(template: str, **shown: Any) -> str:
    """The template as a page with its styles inlined."""
    return _INLINER.inline(_HTML.get_template(template).render(shown))


def bare_page(template: str, **shown: Any) -> str:
    """The template as a page, which has the styles that it needs on its elements."""
    return _HTML.get_template(template).render(shown)


def macros(template: str, **shown: Any) -> Any:
    """The macros of a template, by their names, each giving escaped markup."""
    return _HTML.get_template(template).make_module(shown)


def text_page(template: str, **shown: Any) -> str:
    """The template as plain text, at most one empty line in a row."""
    lines: list[str] = []
    for line in _TEXT.get_template(template).render(shown).splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).strip() + "\n"
