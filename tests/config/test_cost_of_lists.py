"""Every list of a council's rows asks the database as often for many rows as for few. Generated from the URL conf, so a
new list is covered the day it appears."""

from __future__ import annotations

import psycopg2
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Evidence, EvidenceVersion, Indicator, Plan
from config.scale.council import Size, seed_council
from councils.clock import today
from councils.models import Council, User
from councils.permissions import Role
from notices.models import Finding
from tests import factories
from tests.conftest import _url
from tests.test_matrix import ROUTES, name_of, parameters

LISTS = [
    (name_of(pattern), path.replace("^", "").replace("$", ""))
    for path, pattern in ROUTES
    if parameters(path) == ["council_slug"]
]


def filled(council: Council, lead: User, rows: int) -> Council:
    """A plan of so many actions; so many findings, indicators and pieces of evidence."""
    factories.MembershipFactory(user=lead, council=council, role=Role.LEAD)
    seed_council(council, size=Size(rows, 3), today=today(), password="!", seed=1)
    plan = Plan.objects.get(council=council)
    inspection = factories.InspectionFactory(council=council, notice=plan.notice)
    numbers, owned = range(1, rows + 1), {"council": council}
    Finding.objects.bulk_create(
        factories.FindingFactory.build(inspection=inspection, label=str(n), **owned) for n in numbers
    )
    Indicator.objects.bulk_create(
        factories.IndicatorFactory.build(ref=f"I{n}", owner=lead, **owned) for n in numbers
    )
    evidence = Evidence.objects.bulk_create(
        factories.EvidenceFactory.build(number=n, submitted_by=lead, **owned) for n in numbers
    )
    file = factories.StoredFileFactory(**owned)
    EvidenceVersion.objects.bulk_create(
        factories.EvidenceVersionFactory.build(evidence=one, number=1, file=file, **owned) for one in evidence
    )
    return council


def costs(client: Client, council: Council) -> dict[str, int]:
    """Statements of each list that opens. An archive takes one for each file, so that one at a time is in memory."""
    found = {}
    for name, path in LISTS:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get("/" + path.replace("<slug:council_slug>", council.slug))
        if answer.status_code == 200 and answer["Content-Type"] != "application/zip":
            found[name] = len(asked)
    return found


def counted_by_the_planner(database: str) -> None:
    """Without it PostgreSQL takes the new tables for empty and walks each of 300 rows through all the others."""
    owner = psycopg2.connect(_url("DATABASE_ADMIN_URL", database))
    owner.autocommit = True
    owner.cursor().execute("ANALYZE")
    owner.close()


def test_every_list_asks_as_often_for_12_rows_as_for_300(own_database: str, client: Client) -> None:
    with transaction.atomic():
        lead = factories.UserFactory()
        few, many = (factories.CouncilFactory(slug=slug) for slug in ("few", "many"))
        for council, rows in ((few, 12), (many, 300)):
            filled(council, lead, rows)
    counted_by_the_planner(str(connection.settings_dict["NAME"]))
    client.force_login(lead)
    client.get("/")  # the first answer of all reads what is kept for the next ones
    of_few, of_many = costs(client, few), costs(client, many)
    assert len(of_few) >= 30
    assert {
        name: (of_few[name], of_many.get(name)) for name in of_few if of_many.get(name) != of_few[name]
    } == {}
