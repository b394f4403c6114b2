"""A page in the form of `repostwatch read --json`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from repostwatch.model import Link, Page, Reason, Region
from repostwatch.reading.regions.choose import choose_list


def _by_code(reason: Reason | None) -> str:
    return str(reason.code) if reason is not None else ""


def page_as_json(page: Page, said: Callable[[Reason | None], str] = _by_code) -> dict[str, Any]:
    """A page in the form of `repostwatch read --json`; `said` puts a reason into words."""
    found, chosen = page.article, frozenset(choose_list(page).regions)
    return {
        "charset": page.charset,
        "title": page.title,
        "meta": dict(page.meta),
        "article": found
        and {
            "title": found.title,
            "published_at": str(found.published) if found.published else None,
            "source": found.source,
            "doc_number": found.doc_number,
            "tagged": [str(date) for date in found.tagged],
        },
        "links": [_link_as_json(link) for link in page.links],
        "columns": [
            {
                "name": column.name,
                "url": column.url,
                "form": str(column.form),
                "prominent": column.prominent,
                "items": column.items,
                "newest": str(column.newest) if column.newest else None,
            }
            for column in page.columns
        ],
        "subject": list(page.subject),
        "regions": [_region_as_json(region, region in chosen, said) for region in page.regions],
    }


def _region_as_json(
    region: Region, is_list: bool, said: Callable[[Reason | None], str]
) -> dict[str, Any]:
    return {
        "form": str(region.form),
        "path": region.path,
        "heading": region.heading,
        "list": is_list,
        "aside": region.aside,
        "rows": region.rows,
        "dated": region.dated,
        "newest": str(region.newest) if region.newest else None,
        "oldest": str(region.oldest) if region.oldest else None,
        "unread": [
            {
                "text": row.text,
                "reason": said(row.reason),
                "date": str(row.date) if row.date else None,
            }
            for row in region.unread
        ],
        "next_url": region.next_url,
        "url": region.url,
        "reason": said(region.reason),
    }


def _link_as_json(link: Link) -> Mapping[str, str | None]:
    return {
        "title": link.title,
        "url": link.url,
        "date": str(link.date) if link.date else None,
        "precision": str(link.date.precision) if link.date else None,
    }
