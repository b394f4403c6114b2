"""Makes the pictures of docs/report.md: `python tests/reporting/pictures.py`, no network."""

from __future__ import annotations

import os
from pathlib import Path

import world
from playwright.sync_api import sync_playwright

from defaults import build_report

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Width and height shown: a desk's window, and a phone's screen scrolled twice.
SIZES = {"report-wide": (1000, 1900), "report-narrow": (390, 1900)}


def main() -> None:
    page_text = build_report(world.day()).html
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(page_text)
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
