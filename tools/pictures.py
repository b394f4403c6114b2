"""Makes the pictures of README and docs/ from the demo's last day: `make demo`, then

    .venv/bin/python tools/pictures.py

Starts the demo's services for the pages in Airflow; needs Chromium and a font with Chinese letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from repostwatch.model.mails import DAILY
from repostwatch.pipeline.scope import open_store
from repostwatch.services.airflow import USER
from repostwatch.services.stack import Stack, start_stack
from repostwatch.settings import Settings
from repostwatch.store import letters

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Width and height: a desk's window, and a phone's screen scrolled twice.
MAILS = {"report-wide": (1000, 1900), "report-narrow": (390, 1900)}
DESK: ViewportSize = {"width": 1400, "height": 900}
# Airflow's UI draws its tables after the page has loaded.
DRAWN_MS = 4000


def main() -> None:
    settings = Settings()
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=settings.crawl.chromium, args=FLAGS)
        mails(browser, settings.var_dir / "reports")
        with start_stack(settings, print) as stack:
            page = signed_in(browser, stack)
            for name, address in addresses(stack):
                page.goto(f"{stack.airflow.url}{address}")
                page.wait_for_timeout(DRAWN_MS)
                page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


def mails(browser: Browser, reports: Path) -> None:
    """The newest report, as it stands in a mail program. Raises FileNotFoundError without one."""
    newest = max(reports.glob("*/edition-*/report.html"), default=None)
    if newest is None:
        raise FileNotFoundError(f"no report in {reports}: run make demo first")
    for name, (width, height) in MAILS.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(newest.absolute().as_uri())
        page.screenshot(path=PICTURES / f"{name}.png")
        page.close()


def signed_in(browser: Browser, stack: Stack) -> Page:
    """A page in Chinese, past the login."""
    context = browser.new_context(viewport=DESK, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(f"{stack.airflow.url}/repostwatch/")
    page.fill("input[name=username]", USER)
    page.fill("input[name=password]", stack.airflow.keys.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{stack.airflow.url}/repostwatch/")
    return page


def addresses(stack: Stack) -> Iterator[tuple[str, str]]:
    """Every picture of Airflow's UI, and the path of its page."""
    scans = stack.airflow.api.runs("scan_portals")
    run_id = quote(max(scans, key=lambda run: run["start_date"])["dag_run_id"], safe="")
    yield "ui-today", "/repostwatch/"
    yield "ui-review", "/repostwatch/review"
    yield "ui-mail", f"/repostwatch/mails/{newest_report(stack)}"
    yield "ui-run", f"/repostwatch/run?dag_id=scan_portals&run_id={run_id}"
    yield "ui-scan", f"/dags/scan_portals/runs/{run_id}/tasks/scan/mapped"


def newest_report(stack: Stack) -> int:
    with open_store(stack.settings) as store:
        return letters.newest(store, None, DAILY, 1)[0].letter_id


if __name__ == "__main__":
    main()
