"""Tests of one group run in one worker: pytest-xdist says so by a mark behind the test's name, or has stopped to."""

import os

import pytest


@pytest.mark.xdist_group("setup")
@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="There is one process.")
def test_a_test_of_a_group_is_sent_by_its_group(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@setup")
