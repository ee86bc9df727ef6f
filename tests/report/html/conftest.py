"""A browser, and a class's pages to open in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.report.html.made_class import make_class

CHROMIUM = Path("/usr/bin/chromium")
NO_CHROMIUM = (
    f"{CHROMIUM} is not there, and pages can only be tested in a browser. Install it with "
    "`apt-get update && apt-get install --yes chromium`."
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Headless Chromium."""
    if not CHROMIUM.exists():
        missing = pytest.fail if request.config.getoption("--browser") else pytest.skip
        missing(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def class_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a class of 300; its submissions' pages are in `reports` beside it."""
    return make_class(tmp_path_factory.mktemp("class"), 300)
