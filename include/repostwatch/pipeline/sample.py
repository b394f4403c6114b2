"""Draw the sample of a quarter's spot check, and keep it."""

from __future__ import annotations

from collections.abc import Sequence

from repostwatch.base.errors import InputError
from repostwatch.inspecting.sampling import draw_sample, empty_levels
from repostwatch.model import Portal
from repostwatch.model.codes import RefusalCode
from repostwatch.model.samples import Sample, SampleOrder
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.settings import Settings
from repostwatch.store import samples
from repostwatch.store.database import Connection


def drawn_sample(portals: Sequence[Portal], order: SampleOrder) -> Sample:
    """Raises InputError where a level of which a share is asked for has no site: what is drawn of
    nothing would take the quarter's place."""
    sample = draw_sample(portals, order)
    if none := empty_levels(sample):
        names = ", ".join(none)
        said = f"{order.quarter} begins without any site of {names} in the registry"
        raise InputError("shares", said)
    return sample


def keep_sample(conn: Connection, settings: Settings, sample: Sample) -> None:
    """Raises RefusedError where another one of the quarter is kept: a second lot is none."""
    if not samples.keep(conn, sample, settings.now()):
        raise RefusedError(RefusalCode.SAMPLE_KEPT, quarter=sample.order.quarter)
