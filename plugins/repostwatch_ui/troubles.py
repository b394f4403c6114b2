"""Whatever goes wrong becomes a page that says what, where and what to do."""

from __future__ import annotations

import logging
from urllib.parse import quote

from airflow.api_fastapi.app import get_auth_manager
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from repostwatch.errors import DatabaseError, RepostwatchError
from repostwatch_ui.rendering import page

log = logging.getLogger(__name__)


def answer_troubles(app: FastAPI) -> None:
    app.add_exception_handler(RepostwatchError, _told)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _refused)


def _told(request: Request, error: Exception) -> Response:
    """What the product says itself: the database is away, or there is no such portal."""
    away = isinstance(error, DatabaseError)
    if away:
        log.error("%s", error)
    title = "暂时连不上数据库" if away else "没有找到"
    return page(request, "error.html", status=503 if away else 404, title=title, message=str(error))


def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  what it is registered for
    places = "、".join(".".join(map(str, one["loc"])) for one in error.errors())
    message = f"请求里缺少或写错了：{places}。未作任何记录。"
    return page(request, "error.html", status=422, title="请求不完整", message=message)


def _refused(request: Request, error: Exception) -> Response:
    """Who is not logged in comes to Airflow's login and back here."""
    assert isinstance(error, HTTPException)  # noqa: S101  what it is registered for
    if error.status_code == 401 and request.method == "GET":
        here = quote(f"{request.url.path}?{request.url.query}".rstrip("?"), safe="")
        return RedirectResponse(f"{get_auth_manager().get_url_login()}?next={here}", 303)
    if error.status_code == 401:
        message = "登录已过期，未作任何记录。请重新登录后再提交。"
    elif error.status_code == 404:
        message = "没有这个页面。"
    else:
        message = str(error.detail)
    return page(request, "error.html", status=error.status_code, title="无法完成", message=message)
