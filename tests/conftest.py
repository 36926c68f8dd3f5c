"""What all tests share: where tools are missing, tests are skipped; under KG_CI=1 that is a failure."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Where everything is installed, a test that skips itself is a test that does not run: a failure."""
    report = yield
    if os.environ.get("KG_CI") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped under KG_CI=1: {report.longrepr}"
    return report
