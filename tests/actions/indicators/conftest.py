"""An indicator of Ambridge whose values Olive enters and Dina, the director, approves."""

from __future__ import annotations

import re
from typing import Any

import pytest

from actions.models import Indicator
from councils.models import Council, User
from councils.permissions import Role
from tests import factories
from tests.conftest import member


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def director(ambridge: Council) -> User:
    return member(ambridge, Role.DIRECTOR, name="Dina Director")


@pytest.fixture
def indicator(ambridge: Council, officer: User) -> Indicator:
    """I1: at least 85%, five points of tolerance, every month from January 2026."""
    row: Indicator = factories.IndicatorFactory(council=ambridge, ref="I1", owner=officer)
    return row
