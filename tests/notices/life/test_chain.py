"""The story of Cumbria in one timeline: two notices, a direction, the end of the council, two successors."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from councils.models import Council, User
from councils.permissions import Role
from notices import services
from notices.addressees import council_records
from notices.life import chain, table, verbs
from notices.models import Notice
from notices.reading import read_document
from tests import factories
from tests.conftest import member
from tests.reviews.instruments import DOCUMENTS

pytestmark = pytest.mark.django_db
DATE = datetime.date
MINISTER = "Edward Timpson MP"


def councils() -> tuple[Council, list[Council]]:
    """From the register, where every database has them."""
    cumbria = Council.objects.get(gss_code="E10000006")
    successors = list(cumbria.successors.order_by("name"))
    for council in (cumbria, *successors):
        factories.widen(council.pk)
    return cumbria, successors


def issued(cumbria: Council, document: str, kind: str, on: DATE, revises: Notice | None) -> Notice:
    """The real document where it lies beside the repository, else a made-up row."""
    path = DOCUMENTS / f"{document}.txt"
    if document and path.is_file():
        reading = read_document(path, councils=council_records())
        draft = services.import_reading(
            reading, council=cumbria, by=None, source_name=path.name, source_text=reading.source_text, source_sha256="0" * 64
        )  # fmt: skip
        assert draft.kind == kind
    else:
        draft = factories.NoticeFactory(council=cumbria, kind=kind, state="draft", issued_on=None)
        draft.reading = {"requirements": [], "deadlines": [], "reviews": []}
        draft.signatory_name = MINISTER
    draft.revises = revises
    draft.title = f"{Notice.Kind(kind).label} {on.year}"
    draft.save()
    services.put_in_force(draft, by=None, on=factories.TODAY, issued_on=on)
    return draft


@pytest.fixture
def story(db: None) -> tuple[Council, list[Council]]:
    cumbria, successors = councils()
    first = issued(cumbria, "cumbria-improvement-notice-2012", table.NOTICE, DATE(2012, 8, 23), None)
    second = issued(cumbria, "", table.NOTICE, DATE(2014, 1, 15), first)
    third = issued(cumbria, "cumbria-statutory-direction-2015", table.DIRECTION, DATE(2015, 6, 9), second)
    verbs.take_step(
        third, "revoke", by=None, on=factories.TODAY, taken_on=DATE(2019, 5, 2), decided_by=MINISTER,
        reason="Services are no longer inadequate.",
    )  # fmt: skip
    return cumbria, successors


def test_the_chain_of_cumbria(story: tuple[Council, list[Council]], observer: User) -> None:
    cumbria, successors = story
    states = list(
        Notice.objects.filter(council=cumbria).order_by("number").values_list("title", "state", "ended_on")
    )
    assert states == [
        ("Improvement notice 2012", "superseded", DATE(2014, 1, 15)),
        ("Improvement notice 2014", "escalated", DATE(2015, 6, 9)),
        ("Statutory direction 2015", "revoked", DATE(2019, 5, 2)),
    ]
    told = [(event.on.isoformat(), event.title) for event in chain.chain(cumbria, user=observer)]
    assert told == [
        ("2023-03-31", "Cumbria County Council was abolished"),
        ("2019-05-02", "Statutory direction 2015 was revoked"),
        ("2015-06-09", "Statutory direction 2015 was issued"),
        ("2015-06-09", "Improvement notice 2014 was escalated to a direction"),
        ("2014-01-15", "Improvement notice 2014 was issued"),
        ("2014-01-15", "Improvement notice 2012 was superseded"),
        ("2012-08-23", "Improvement notice 2012 was issued"),
    ]
    assert [council.name for council in successors] == ["Cumberland", "Westmorland and Furness"]
    (end,) = [event for event in chain.chain(cumbria, user=observer) if event.councils]
    assert {council.name for council, _ in end.councils} == {"Cumberland", "Westmorland and Furness"}


def page(client: Client, council: Council) -> str:
    response = client.get(reverse("notices:chain", kwargs={"council_slug": council.slug}))
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def test_a_successor_knows_of_cumbria_what_the_register_says_and_no_more(
    client: Client, story: tuple[Council, list[Council]], observer: User
) -> None:
    cumbria, (cumberland, _) = story
    client.force_login(member(cumberland, Role.LEAD))
    text = page(client, cumberland)
    assert "Until 31 March 2023" in text
    assert "Cumbria County Council" in text
    assert cumbria.slug not in text.replace(cumberland.slug, "")
    for secret in ("Improvement notice 2012", "Statutory direction 2015", MINISTER):
        assert secret not in text
    client.force_login(observer)
    assert f"/councils/{cumbria.slug}/notices/timeline/" in page(client, cumberland)


def test_the_page_of_cumbria_leads_to_each_instrument_and_to_its_successors(
    client: Client, story: tuple[Council, list[Council]], observer: User
) -> None:
    cumbria, successors = story
    client.force_login(observer)
    text = page(client, cumbria)
    for number in (1, 2, 3):
        assert f'href="/councils/{cumbria.slug}/notices/{number}/"' in text
    for successor in successors:
        assert f"/councils/{successor.slug}/notices/timeline/" in text


def test_the_timeline_costs_the_same_statements_for_one_and_for_three_instruments(
    client: Client, case_lead: User, ambridge: Council
) -> None:
    client.force_login(case_lead)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, ambridge)
        return len(queries)

    factories.NoticeFactory(council=ambridge, state="superseded")
    cost()
    before = cost()
    factories.NoticeFactory(council=ambridge, state="lifted")
    factories.ReviewFactory(
        council=ambridge, notice=factories.NoticeFactory(council=ambridge), held_on=factories.TODAY
    )
    assert cost() == before


def test_held_reviews_and_amendments_are_in_the_timeline(ambridge: Council, observer: User) -> None:
    notice = factories.NoticeFactory(council=ambridge, title="The notice")
    factories.ReviewFactory(council=ambridge, notice=notice, held_on=DATE(2026, 9, 1))
    clause = factories.RequirementFactory(council=ambridge, notice=notice)
    version = factories.NoticeVersionFactory(council=ambridge, notice=notice)
    factories.ClauseChangeFactory(council=ambridge, version=version, requirement=clause)
    version.confirmed_at = datetime.datetime.now(datetime.UTC)
    version.save()
    told = [event.title for event in chain.chain(ambridge, user=observer)]
    assert told == [
        "The notice was amended (version 2)",
        "Initial review of The notice",
        "The notice was issued",
    ]


def test_an_end_of_the_period_that_came_after_the_decision_is_not_told(
    ambridge: Council, observer: User
) -> None:
    notice: Any = factories.NoticeFactory(council=ambridge, period_ends_on=DATE(2026, 10, 1))
    verbs.end_periods(on=factories.TODAY)
    notice.refresh_from_db()
    verbs.take_step(
        notice, "lift", by=None, on=factories.TODAY, taken_on=DATE(2026, 9, 1), decided_by=MINISTER, reason="Well done."
    )  # fmt: skip
    assert [step.to_state for step in chain.steps_of(notice, user=observer)] == ["lifted", "in_force"]
