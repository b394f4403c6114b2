"""Keep the sample of a quarter's spot check."""

from __future__ import annotations

from repostwatch.model.codes import RefusalCode
from repostwatch.model.samples import Sample
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.settings import Settings
from repostwatch.store import samples
from repostwatch.store.database import Connection


def keep_sample(conn: Connection, settings: Settings, sample: Sample) -> None:
    """Raises RefusedError where another one of the quarter is kept: a second lot is none."""
    if not samples.keep(conn, sample, settings.now()):
        raise RefusedError(RefusalCode.SAMPLE_KEPT, quarter=sample.order.quarter)
