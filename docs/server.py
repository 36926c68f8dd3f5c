"""Draws the pictures of `kg serve` for the README: the search page, an entity's page and the SPARQL editor.

python docs/server.py out/ docs/     (needs playwright, and Chromium on the path)
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

GRAPH, PLACE = sys.argv[1], Path(sys.argv[2])
COMMAND = [sys.executable, "-c", "from kg.cli import main; main()", "serve", GRAPH, "--port", "0"]
COMMAND += ["--title", "News of the sample articles"]


def search(page: Page, address: str) -> None:
    page.goto(f"{address}?q=who+did+Meta+hire+from+OpenAI%3F")


def entity(page: Page, address: str) -> None:
    page.goto(f"{address}id/company/meta")


def editor(page: Page, address: str) -> None:
    page.goto(f"{address}editor")
    page.wait_for_selector("body.ready")
    page.select_option("#examples", "acquisitions")
    page.get_by_role("cell").first.wait_for()
    page.wait_for_timeout(1000)  # for the table to find its widths


server = subprocess.Popen(COMMAND, stderr=subprocess.PIPE, text=True)
try:
    assert server.stderr is not None
    said = server.stderr.readline()
    address = re.search(r"http://\S+/", said)
    if address is None:
        sys.exit(said)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        page = context.new_page()
        for picture in (search, entity, editor):
            picture(page, address[0])
            page.screenshot(path=PLACE / f"{picture.__name__}.png")
        browser.close()
finally:
    server.terminate()
    server.wait()
