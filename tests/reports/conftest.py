"""The stories of two councils, on a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from boards.services import roll_forward
from councils.models import Council, User

from ..factories import TODAY
from .story import Story, tell


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00Z", tick=False):
        yield


@pytest.fixture
def story(ambridge: Council, officer: User) -> Story:
    found = tell(ambridge, owner=officer)
    roll_forward(on=TODAY)
    return found
