"""What all tests share: where tools are missing, tests are skipped; under KG_CI=1 that is a failure."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

CI = os.environ.get("KG_CI") == "1"

# No deadlines, because a busy machine is no bug; under KG_CI the same examples every time.
settings.register_profile("kg", deadline=None, derandomize=CI)
settings.load_profile("kg")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Where everything is installed, a test that skips itself is a test that does not run: a failure."""
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped under KG_CI=1: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    """The same for a module of tests that skips itself as a whole."""
    report = yield
    if CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped under KG_CI=1: {report.longrepr}"
    return report
