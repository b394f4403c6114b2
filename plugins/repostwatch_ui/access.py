"""Who may look and who may decide: Airflow's users, by what they may do with a DAG.

Airflow protects its own pages only; an application that a plugin mounts is open to everybody
unless it asks. Whoever may see `judge_reposts` may see what it judged; whoever may trigger it
may also decide in its place.
"""

from __future__ import annotations

from typing import Annotated, Literal

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity, DagDetails
from airflow.api_fastapi.core_api.security import get_user
from airflow.configuration import conf
from fastapi import Depends, HTTPException
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from repostwatch.model import because
from repostwatch.model.codes import RefusalCode
from repostwatch.model.reasons import Fact
from repostwatch.pipeline.refusal import RefusedError

DAG_ID = "judge_reposts"
# A page left open over a working day can still be used.
TOKEN_SECONDS = 12 * 3600

Someone = Annotated[BaseUser, Depends(get_user)]


def _may(user: BaseUser, method: Literal["GET", "POST"], dag_id: str = DAG_ID) -> bool:
    entity = DagAccessEntity.RUN if method == "POST" else None
    return get_auth_manager().is_authorized_dag(
        method=method, access_entity=entity, details=DagDetails(id=dag_id), user=user
    )


class RefusedRequestError(HTTPException):
    """`reason` is for the page that answers."""

    def __init__(self, code: RefusalCode, status: int = 403, **facts: Fact) -> None:
        self.reason = because(code, **facts)
        super().__init__(status, str(code))


class StalePageError(RefusedError):
    """The form came from this user's own page, which was open for too long: shown again, it can be
    sent."""

    def __init__(self) -> None:
        super().__init__(RefusalCode.PAGE_EXPIRED)


def reader(user: Someone) -> BaseUser:
    """The user, where they may look. Raises RefusedRequestError."""
    if not _may(user, "GET"):
        raise RefusedRequestError(RefusalCode.MAY_NOT_LOOK, dag=DAG_ID)
    return user


def may_decide(user: BaseUser) -> bool:
    return _may(user, "POST")


def may_trigger(user: BaseUser, dag_id: str) -> bool:
    return _may(user, "POST", dag_id)


def judge(user: Annotated[BaseUser, Depends(reader)]) -> BaseUser:
    """The user, where they may decide. Raises RefusedRequestError."""
    if not may_decide(user):
        raise RefusedRequestError(RefusalCode.MAY_NOT_DECIDE, dag=DAG_ID)
    return user


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        conf.get_mandatory_value("api", "secret_key"), salt="repostwatch decision"
    )


def token_for(user: BaseUser) -> str:
    """What a form of this user's page carries.

    Airflow's cookie goes along with every request to this host, also with one that a page on
    another port of it sends (SameSite does not tell ports apart). Only our own page can know
    the token.
    """
    return str(_signer().dumps(user.get_id()))


def check_token(user: BaseUser, token: str) -> None:
    """Raises RefusedRequestError unless the form came from a page of this user's, StalePageError
    where that page is too old."""
    try:
        owner = _signer().loads(token, max_age=TOKEN_SECONDS)
    except SignatureExpired:
        owner = _signer().loads(token)
        if owner == user.get_id():
            raise StalePageError from None
    except BadSignature:
        owner = None
    if owner != user.get_id():
        raise RefusedRequestError(RefusalCode.PAGE_EXPIRED)


def is_ours(token: str) -> bool:
    """Whether a page of ours carried it, whosever and however old."""
    try:
        _signer().loads(token)
    except BadSignature:
        return False
    return True


Reader = Annotated[BaseUser, Depends(reader)]
Judge = Annotated[BaseUser, Depends(judge)]
