"""What the five files beside this one share: settings from Airflow's connections, and names."""

from __future__ import annotations

from airflow.sdk import Asset, Connection
from airflow.sdk.exceptions import AirflowNotFoundException

from repostwatch.errors import DatabaseError
from repostwatch.settings import Settings

TIMEZONE = "Asia/Shanghai"
FETCH_POOL = "repostwatch_fetch"

# An asset event only wakes the next DAG: events merge, so work lists always come from SQL.
RELEASES = Asset("repostwatch-releases", uri="repostwatch://releases")
SCANS = Asset("repostwatch-scans", uri="repostwatch://scans")
VERDICTS = Asset("repostwatch-verdicts", uri="repostwatch://verdicts")

PORTALS_HELP = "门户编号或级别（department、province），留空为全部"
DAY_HELP = "北京时间的日期，如 2026-08-12；留空为今天"
DRY_RUN_HELP = "只生成文件，不放入发件箱，也不发送"


def settings() -> Settings:
    """The environment's settings, with the database and mail server of Airflow's connections."""
    found = Settings()
    db = _uri("repostwatch_db") or found.db
    if db is None:
        raise DatabaseError("the Airflow connection repostwatch_db is missing")
    return found.model_copy(update={"db": db, "smtp": _uri("repostwatch_smtp") or found.smtp})


def _uri(conn_id: str) -> str | None:
    try:
        return str(Connection.get(conn_id).get_uri())
    except AirflowNotFoundException:
        return None
