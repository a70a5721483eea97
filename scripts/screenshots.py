"""Take the pictures of the report that the README and the documentation show.

Run it in the environment of the tests (``.venv/bin/python scripts/screenshots.py``), and look at them.
"""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from clusternet import publish_cooperation

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES = {  # name: language, width, height
    "cooperation": ("en", 1280, 1000),
}


def main() -> None:
    """Write every picture."""
    browser_path = os.environ.get("CLUSTERNET_BROWSER") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        publish_cooperation(ROOT / "datasets" / "piemonte", output=page_file, languages=("en", "it"))
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        for name, (language, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((page_file if language == "en" else page_file.with_suffix(".it.html")).as_uri())
            page.evaluate("document.fonts.ready")
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
