"""Makes the pictures of README and docs/ from the demo's last day: `make demo`, then

    .venv/bin/python tools/pictures.py

Starts the demo's services for the pages in Airflow; needs Chromium and a font with Chinese letters.
What is opened in an office program is drawn where LibreOffice and pdftoppm are installed, and else
stays as it is.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from repostwatch.base.quarters import quarter_of
from repostwatch.model.mails import DAILY
from repostwatch.pipeline.bulletin import make_bulletin
from repostwatch.pipeline.report_mail import make_report
from repostwatch.pipeline.scope import open_store
from repostwatch.services.accounts import OWN
from repostwatch.services.stack import Stack, start_stack
from repostwatch.settings import Settings
from repostwatch.store import letters

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Scheme = Literal["light", "dark"]
# Width and height: a desk's window, and a phone's screen scrolled twice; the colours asked for.
MAILS: dict[str, tuple[int, int, Scheme]] = {
    "report-wide": (1000, 1900, "light"),
    "report-narrow": (390, 1900, "light"),
    "report-dark": (1000, 1200, "dark"),
}
PLAIN = "<meta charset=utf-8><pre style='font:15px/1.5 monospace;white-space:pre-wrap;margin:16px'>"
DESK: ViewportSize = {"width": 1400, "height": 900}
# Airflow's UI draws its tables after the page has loaded.
DRAWN_MS = 4000


def main() -> None:
    settings = Settings()
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=settings.crawl.chromium, args=FLAGS)
        mails(browser, newest(settings.var_dir / "reports"))
        with start_stack(settings, print) as stack:
            page = signed_in(browser, stack)
            for name, address in addresses(stack):
                page.goto(f"{stack.airflow.url}{address}")
                page.wait_for_timeout(DRAWN_MS)
                page.screenshot(path=PICTURES / f"{name}.png")
            plain(browser, stack)
            bulletin(browser, stack)
            workbook(stack)
        browser.close()


def newest(reports: Path) -> Path:
    """The page of the newest report. Raises FileNotFoundError without one."""
    found = max(reports.glob("*/edition-*/report.html"), default=None)
    if found is None:
        raise FileNotFoundError(f"no report in {reports}: run make demo first")
    return found


def mails(browser: Browser, report: Path) -> None:
    """A report as mail programs show it."""
    for name, (width, height, scheme) in MAILS.items():
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        page.goto(report.absolute().as_uri())
        page.screenshot(path=PICTURES / f"{name}.png")
        page.close()


def plain(browser: Browser, stack: Stack) -> None:
    """The same report in a program that shows plain text only."""
    with open_store(stack.settings) as store:
        letter = letters.get(store, newest_report(stack))
    assert letter is not None
    part = message_from_bytes(letter.message, policy=SMTP).get_body(("plain",))
    assert part is not None
    page = browser.new_page(viewport={"width": 1000, "height": 1000})
    page.set_content(PLAIN + html.escape(part.get_content()))
    page.screenshot(path=PICTURES / "report-plain.png")
    page.close()


def bulletin(browser: Browser, stack: Stack) -> None:
    """The statement of the quarter of the demo's last day, which has not ended."""
    quarter = str(quarter_of(stack.settings.now()))
    with open_store(stack.settings) as store:
        made = make_bulletin(store, stack.settings, quarter, so_far=True)
    page = browser.new_page(viewport={"width": 1000, "height": 1700})
    page.goto(made.html_path.absolute().as_uri())
    page.screenshot(path=PICTURES / "bulletin.png")
    page.close()
    office(made.html_path.parent, "*.docx", "bulletin-word")


def workbook(stack: Stack) -> None:
    """The sheets of today's report."""
    with open_store(stack.settings) as store:
        [made] = make_report(store, stack.settings, dry_run=True).mails
    office(made.html_path.parent, "*.xlsx", "workbook")


def office(folder: Path, pattern: str, name: str) -> None:
    """The first page of a file as an office program prints it."""
    programs = [shutil.which("soffice"), shutil.which("pdftoppm")]
    file = next(folder.glob(pattern), None)
    if file is None or None in programs:
        print(f"{name} stays as it is: no {pattern} in {folder}, or no LibreOffice or pdftoppm")
        return
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{out}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", out, str(file)],
            check=True, capture_output=True,
        )  # fmt: skip
        subprocess.run(
            ["pdftoppm", "-r", "100", "-png", "-singlefile", "-l", "1",
             str(Path(out) / f"{file.stem}.pdf"), str(PICTURES / name)],
            check=True,
        )  # fmt: skip


def signed_in(browser: Browser, stack: Stack) -> Page:
    """A page in Chinese, past the login."""
    context = browser.new_context(viewport=DESK, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(f"{stack.airflow.url}/repostwatch/")
    page.fill("input[name=username]", OWN)
    page.fill("input[name=password]", stack.airflow.keys.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{stack.airflow.url}/repostwatch/")
    return page


def addresses(stack: Stack) -> Iterator[tuple[str, str]]:
    """Every picture of Airflow's UI, and the path of its page."""
    runs = stack.airflow.api.runs("scan_portals")
    whole = [run for run in runs if not (run["conf"] or {}).get("portals")]
    run_id = quote(max(whole, key=lambda run: run["start_date"])["dag_run_id"], safe="")
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
