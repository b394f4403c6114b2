"""The address that a collector of metrics asks: Prometheus, or OpenTelemetry's collector."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from secrets import compare_digest
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from pydantic import SecretStr

from repostwatch.base.errors import RepostwatchError
from repostwatch.queries.metrics import Metric, read_metrics
from repostwatch_ui.connection import opened, settings

log = logging.getLogger(__name__)
routes = APIRouter()
UNKEPT = {"Cache-Control": "no-store"}


class _Read(Collector):
    def __init__(self, found: tuple[Metric, ...]) -> None:
        self._found = found

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for metric in self._found:
            labels = [metric.label] if metric.label else []
            family = GaugeMetricFamily(metric.name, metric.about, labels=labels)
            for value, number in metric.values.items():
                family.add_metric([value] if labels else [], number)
            yield family


@routes.get("/metrics")
def metrics(
    authorization: Annotated[str, Header()] = "", accept: Annotated[str, Header()] = ""
) -> Response:
    """For who shows the token of the settings; in OpenMetrics where that is asked for, else in
    Prometheus's older text. What the database says of its absence stays in the log."""
    if not _allowed(authorization, settings().watch.metrics_token):
        refusal = UNKEPT | {"WWW-Authenticate": "Bearer"}
        return PlainTextResponse("a token is needed\n", 401, headers=refusal)
    try:
        with opened() as (conn, known):
            found = read_metrics(conn, known)
    except RepostwatchError as error:
        log.warning("%s", error)
        return PlainTextResponse("the database is away\n", 503, headers=UNKEPT)
    encode, kind = choose_encoder(accept)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Read(found))
    return Response(encode(registry), headers=UNKEPT | {"Content-Type": kind})


def _allowed(shown: str, token: SecretStr | None) -> bool:
    known = token.get_secret_value() if token else ""
    return bool(known) and compare_digest(shown.encode(), f"Bearer {known}".encode())
