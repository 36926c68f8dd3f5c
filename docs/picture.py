"""Draws docs/graph.png for the README: the page of a graph, as a browser shows it with one entity chosen.

python docs/picture.py out/graph.html "Scale AI"     (needs playwright, and Chromium on the path)
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

page_file, name = Path(sys.argv[1]), sys.argv[2]
with sync_playwright() as play:
    browser = play.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
    )
    size = {"width": 1280, "height": 720}
    context = browser.new_context(viewport=size, device_scale_factor=1.25, reduced_motion="reduce")
    page = context.new_page()
    page.goto(page_file.resolve().as_uri())
    page.wait_for_selector("body.ready")
    page.fill("#search", name)
    page.press("#search", "Enter")
    page.wait_for_timeout(500)
    page.screenshot(path=Path(__file__).with_name("graph.png"))
    browser.close()
