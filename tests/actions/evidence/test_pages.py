"""The store of evidence and the work on it, as people meet it."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Action, Evidence
from actions.services import evidence as services
from councils.models import Council, User
from councils.permissions import Role
from notices.models import Notice
from reviews.models import Citation
from tests import factories as make
from tests.conftest import member

from .conftest import submit, text

TODAY = make.TODAY
BASE = "/councils/ambridge/evidence/"
GIVEN = {
    "title": "Audit of visits",
    "shows": "Visits are on time.",
    "evidence_class": "quality",
    "as_at_on": "2026-11-01",
}


@pytest.fixture
def signed_in(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_adds_evidence_from_their_action_and_another_accepts_it(
    signed_in: Client, action: Action, lead: User
) -> None:
    clause = make.RequirementFactory(council=action.council, notice=Notice.objects.get(plans=action.plan))
    make.ActionRequirementFactory(council=action.council, action=action, requirement=clause)
    link = f"{BASE}add/?action=1.1"
    assert link in page(signed_in, action.get_absolute_url())
    form = page(signed_in, link)
    assert f'value="{clause.pk}" checked' in form and '<option value="1.1" selected>' in form
    answer = signed_in.post(link, {**GIVEN, "upload": text(), "action": "1.1", "requirements": [clause.pk]})
    assert answer["Location"] == f"{BASE}1/"
    evidence = Evidence.objects.get()
    assert (evidence.action, list(evidence.requirements.all())) == (action, [clause])
    assert "1. Audit of visits" in page(signed_in, action.get_absolute_url())
    judge = Client()
    judge.force_login(lead)
    assert "Audit of visits" in page(judge, f"{BASE}waiting/")
    done = judge.post(f"{BASE}1/accept/", {"based_on": 1, "outcome": "accept"})
    assert done["Location"] == f"{BASE}waiting/"
    assert "Nothing waits for you." in page(judge, f"{BASE}waiting/")
    shown = page(signed_in, f"{BASE}1/")
    assert "Version 1 accepted" in shown and "Leo Lead" in shown


def test_submit_and_add_another_stays_with_the_action(signed_in: Client, action: Action) -> None:
    answer = signed_in.post(
        f"{BASE}add/", {**GIVEN, "link": "https://example.org", "action": "1.1", "another": "1"}
    )
    assert answer["Location"] == f"{BASE}add/?action=1.1"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "Select a file, or enter a link"),
        ({"upload": text("")}, "The selected file is empty."),
        ({"upload": text("x", "a.exe")}, "The selected file must be one of these: pdf, docx,"),
        ({"link": "nonsense"}, "Enter a link like https://www.example.gov.uk/report"),
        ({"link": "javascript:alert(1)"}, "Enter a link like https://www.example.gov.uk/report"),
        ({"link": "https://example.org", "as_at_on": "2030-01-01"}, "must be 22 November 2026 or earlier"),
        ({"link": "https://example.org", "title": ""}, "Enter the title"),
    ],
)
@pytest.mark.usefixtures("on_the_day")
def test_a_form_that_cannot_be_says_so_and_keeps_the_words(
    signed_in: Client, change: dict[str, object], sentence: str
) -> None:
    shown = signed_in.post(f"{BASE}add/", {**GIVEN, **change}).content.decode()
    assert "There is a problem" in shown and sentence in shown and "Visits are on time." in shown
    assert Evidence.objects.count() == 0


def test_a_judge_returns_with_a_reason_and_the_submitter_reads_it(
    signed_in: Client, ambridge: Council, officer: User, lead: User
) -> None:
    submit(ambridge, officer)
    judge = Client()
    judge.force_login(lead)
    shown = judge.post(f"{BASE}1/accept/", {"based_on": 1, "outcome": "return"}).content.decode()
    assert "Enter what is missing, so that it can be put right" in shown
    judge.post(f"{BASE}1/accept/", {"based_on": 1, "outcome": "return", "why": "Say of which month."})
    assert "Say of which month." in page(signed_in, f"{BASE}1/")
    assert "Save and submit again" in page(signed_in, f"{BASE}1/edit/")


def test_the_submitter_is_told_that_somebody_else_must_look(
    client: Client, ambridge: Council, lead: User
) -> None:
    submit(ambridge, lead)
    client.force_login(lead)
    assert "You submitted this evidence" in page(client, f"{BASE}1/")
    assert f"{BASE}1/accept/" not in page(client, f"{BASE}1/")
    answer = client.post(f"{BASE}1/accept/", {"based_on": 1, "outcome": "accept"})
    assert (answer.status_code, Evidence.objects.get().state) == (409, "submitted")


def test_edit_saves_what_changed_and_tells_the_second_of_two(
    signed_in: Client, ambridge: Council, officer: User
) -> None:
    evidence = submit(ambridge, officer)
    start = services.fingerprint_of(evidence)
    signed_in.post(f"{BASE}1/edit/", {**GIVEN, "title": "Better title", "based_on": start})
    shown = signed_in.post(f"{BASE}1/edit/", {**GIVEN, "title": "Mine", "based_on": start}).content.decode()
    assert "Somebody changed this evidence" in shown and 'value="Mine"' in shown
    assert Evidence.objects.get().title == "Better title"
    assert "Changed: title" in page(signed_in, f"{BASE}1/")


def test_a_new_version_shows_beside_the_accepted_one(
    signed_in: Client, ambridge: Council, officer: User, lead: User
) -> None:
    evidence = submit(ambridge, officer, upload=text("First"))
    services.accept_evidence(evidence, by=lead, on=TODAY, based_on=1)
    sent = {
        "based_on": 1,
        "upload": text("Second"),
        "shows": "More.",
        "as_at_on": "2026-11-20",
        "note": "Newer",
    }
    signed_in.post(f"{BASE}1/versions/add/", sent)
    shown = page(signed_in, f"{BASE}1/")
    assert "Version 1 was accepted" in shown and "Newer" in shown
    assert signed_in.get(f"{BASE}1/versions/1/download/").content == b"First"
    assert signed_in.get(f"{BASE}1/versions/2/download/").content == b"Second"
    assert signed_in.get(f"{BASE}1/versions/3/download/").status_code == 404


def test_frozen_evidence_says_why_and_offers_new_evidence_in_its_place(
    signed_in: Client, ambridge: Council, officer: User
) -> None:
    evidence = submit(ambridge, officer)
    Evidence.objects.filter(pk=evidence.pk).update(frozen_on=TODAY)
    shown = page(signed_in, f"{BASE}1/")
    assert "A review that was held relies on this evidence" in shown
    assert f"{BASE}1/versions/add/" not in shown
    assert "cannot be changed now" in page(signed_in, f"{BASE}1/edit/")
    new = f"{BASE}add/?replaces=1"
    assert new in shown
    signed_in.post(new, {**GIVEN, "link": "https://example.org/new"})
    assert Evidence.objects.get(number=2).replaces_id == evidence.pk
    assert "Newer evidence" in page(signed_in, f"{BASE}1/")


def numbers(answer: str) -> list[int]:
    return sorted(int(line.split(",")[0]) for line in answer.splitlines()[1:])


@pytest.mark.usefixtures("on_the_day")
def test_each_filter_leaves_what_it_says_on_page_and_in_spreadsheet(
    signed_in: Client, ambridge: Council, officer: User, lead: User, action: Action
) -> None:
    clause = make.RequirementFactory(council=ambridge, notice=Notice.objects.get(plans=action.plan))
    submit(ambridge, officer, title="One", action=action, requirements=[clause])
    two = submit(
        ambridge, lead, title="Two", evidence_class="impact", expires_on=TODAY + datetime.timedelta(9)
    )
    services.accept_evidence(
        submit(ambridge, officer, title="Three", expires_on=TODAY), by=lead, on=TODAY, based_on=1
    )
    services.accept_evidence(two, by=member(ambridge, Role.CHAIR), on=TODAY, based_on=1)
    expected = {
        "": [1, 2, 3], "standing=submitted": [1], "standing=accepted": [2, 3], "standing=returned": [],
        "evidence_class=impact": [2], "action=1.1": [1], f"requirement={clause.pk}": [1], "by=me": [1, 3],
        f"by={lead.pk}": [2], "expiring=on": [2, 3], "standing=nonsense": [1, 2, 3],
        "evidence_class=impact&by=me": [],
    }  # fmt: skip
    for query, wanted in expected.items():
        assert numbers(signed_in.get(f"{BASE[:-1]}.csv?{query}").content.decode("utf-8-sig")) == wanted, query
        shown = page(signed_in, f"{BASE}?{query}")
        assert [f"{n}. " in shown for n in (1, 2, 3)] == [n in wanted for n in (1, 2, 3)], query


def test_the_department_reads_no_officers_name(
    client: Client, ambridge: Council, officer: User, observer: User
) -> None:
    submit(ambridge, officer)
    client.force_login(observer)
    for url in (BASE, f"{BASE}1/", f"{BASE[:-1]}.csv", "/api/v1/councils/ambridge/evidence/"):
        shown = client.get(url).content.decode()
        assert officer.name not in shown and "Council officer" in shown, url


def test_lists_run_the_same_number_of_queries_with_3_and_with_30_rows(
    signed_in: Client, ambridge: Council, officer: User, lead: User, action: Action
) -> None:
    def queries() -> list[int]:
        found = []
        for url in (
            BASE,
            f"{BASE[:-1]}.csv",
            action.get_absolute_url(),
            "/api/v1/councils/ambridge/evidence/",
        ):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                signed_in.get(url)
            found.append(len(captured))
        return found

    for n in range(3):
        submit(ambridge, officer, title=f"T{n}", action=action)
    queries()
    few = queries()
    for n in range(27):
        submit(ambridge, lead, title=f"U{n}", action=action)
    assert queries() == few


def test_evidence_is_chosen_for_a_review_and_the_list_closes_with_it(
    client: Client, ambridge: Council, officer: User, lead: User, case_lead: User
) -> None:
    review = make.ReviewFactory(council=ambridge)
    first, second = (submit(ambridge, officer, title=t) for t in ("First", "Second"))
    for evidence in (first, second):
        services.accept_evidence(evidence, by=lead, on=TODAY, based_on=1)
    submit(ambridge, officer, title="Waiting")
    client.force_login(lead)
    url = f"/councils/ambridge/reviews/{review.pk}/evidence/"
    form = page(client, f"{url}choose/")
    assert "1. First" in form and "Waiting" not in form
    client.post(f"{url}choose/", {"evidence": [first.pk, second.pk]})
    client.post(f"{url}choose/", {"evidence": [first.pk]})
    assert list(Citation.objects.values_list("evidence_id", "version")) == [(first.pk, 1)]
    department = Client()
    department.force_login(case_lead)
    department.post(f"/councils/ambridge/reviews/{review.pk}/held/", {"held_on": TODAY.isoformat()})
    assert "kept as they were" in page(client, url)
    answer = client.post(f"{url}choose/", {"evidence": [second.pk]})
    assert answer["Location"] == url
    assert [e.frozen_on for e in Evidence.objects.order_by("number")] == [TODAY, None, None]
