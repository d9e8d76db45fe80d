from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.importing import services
from actions.importing.preview import Preview
from actions.models import Plan, PlanImport
from councils.access import Access
from councils.models import Council, User
from tests import factories

from .workbooks import upload, xlsx

ON = factories.TODAY


@pytest.fixture
def state() -> str:
    """Of the plan: it is still being written. A test that needs another state gives it as a parameter."""
    return Plan.State.DRAFTING


@pytest.fixture
def plan(ambridge: Council, officer: User, lead: User, state: str) -> Plan:
    """With an officer, a lead and the police."""
    User.objects.filter(pk=officer.pk).update(email="olive.officer@example.test")
    factories.OrganisationFactory(council=ambridge, name="Police")
    found: Plan = factories.PlanFactory(
        council=ambridge, state=state, agreed_on=None if state == Plan.State.DRAFTING else ON
    )
    found.council = ambridge
    return found


@pytest.fixture
def begin(plan: Plan, lead: User) -> Callable[..., PlanImport]:
    """Upload rows (or the bytes of a file), as the guess takes them."""
    lead.access = Access(list(lead.memberships.all()))

    def start(rows: Any, name: str = "plan.xlsx", **more: Any) -> PlanImport:
        content = rows if isinstance(rows, bytes) else xlsx(rows, **more)
        found = services.begin(plan, upload(content, name), by=lead, on=ON)
        found.plan.council = plan.council
        return found

    return start


@pytest.fixture
def look(begin: Callable[..., PlanImport], lead: User) -> Callable[..., Preview]:
    """What these rows would do."""

    def see(rows: Any, name: str = "plan.xlsx", **more: Any) -> Preview:
        return services.preview(begin(rows, name, **more), by=lead, on=ON)

    return see


@pytest.fixture
def bring(begin: Callable[..., PlanImport], lead: User) -> Callable[..., PlanImport]:
    """Import the good rows."""

    def run(rows: Any, name: str = "plan.xlsx", **more: Any) -> PlanImport:
        planned = begin(rows, name, **more)
        services.choose_columns(planned, by=lead, on=ON, mapping=services.mapping_of(planned))
        services.apply(planned, by=lead, on=ON, agreed=services.preview(planned, by=lead, on=ON).digest)
        return planned

    return run
