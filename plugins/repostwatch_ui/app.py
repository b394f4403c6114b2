"""The application that Airflow's API server mounts: all pages, and what goes wrong on them."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response

from repostwatch_ui import (
    alive,
    beginning,
    closures,
    deciding,
    listing,
    looking,
    metrics,
    recipients,
    running,
    spot_checks,
    spot_site,
    starting,
    together,
)
from repostwatch_ui.rendering import HERE
from repostwatch_ui.troubles import handle_errors

app = FastAPI(title="repostwatch", docs_url=None, redoc_url=None, openapi_url=None)
handle_errors(app)
app.include_router(alive.routes)
app.include_router(metrics.routes)
app.include_router(looking.routes)
app.include_router(listing.routes)
app.include_router(deciding.routes)
app.include_router(together.routes)
app.include_router(starting.routes)
app.include_router(beginning.routes)
app.include_router(recipients.routes)
app.include_router(running.routes)
app.include_router(spot_checks.routes)
# Before the sites of a quarter, none of which is called closures.
app.include_router(closures.routes)
app.include_router(spot_site.routes)


@app.get("/style.css")
def style() -> Response:
    return FileResponse(HERE / "style.css", media_type="text/css")


@app.get("/review.js")
def keys() -> Response:
    """The keys of the review queue, which works without them."""
    return FileResponse(HERE / "review.js", media_type="text/javascript")


@app.get("/frame.js")
def frame() -> Response:
    """What leads links out of Airflow's frame."""
    return FileResponse(HERE / "frame.js", media_type="text/javascript")
