"""Gaps: each list holds what is missing and nothing that is not, and names the form that closes it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from actions.models import IndicatorTarget
from councils.models import Council, User
from reports import gaps
from tests import factories


@pytest.fixture
def all_gaps(ambridge: Council) -> dict[str, Any]:
    """One gap of each kind, beside one of each that is closed."""
    own: dict[str, Any] = {"council": ambridge}
    notice = factories.NoticeFactory(**own)
    plan = factories.PlanFactory(**own, notice=notice)
    answered, bare, standing = (
        factories.RequirementFactory(**own, notice=notice, text=text)
        for text in ("Answered.", "Bare.", "At all times.")
    )
    factories.RequirementFactory(**own, notice=notice, kind="recital", text="A recital asks for nothing.")
    old = factories.NoticeFactory(**own, state="draft", in_force_on=None)
    factories.RequirementFactory(**own, notice=old, text="Not in force.")
    objective = factories.ObjectiveFactory(**own, plan=plan)
    tied, loose, done, shown = (
        factories.ActionFactory(**own, objective=objective, ref=ref, **more)
        for ref, more in (
            ("TIED", {}),
            ("LOOSE", {}),
            ("DONE", {"delivery": "done", "done_on": factories.TODAY}),
            ("SHOWN", {"delivery": "done", "done_on": factories.TODAY}),
        )
    )
    for action, clause in ((tied, answered), (done, answered), (shown, standing)):
        factories.ActionRequirementFactory(**own, action=action, requirement=clause)
    judge = factories.UserFactory()
    factories.EvidenceFactory(
        **own, action=shown, state="accepted", judged_by=judge, judged_on=factories.TODAY, accepted_version=1
    )
    factories.EvidenceFactory(**own, action=done)  # submitted only
    factories.DeadlineFactory(**own, requirement=answered)
    factories.DeadlineFactory(
        **own, requirement=standing, kind="standing", due_on=None, span="at any given time"
    )
    watched = factories.TargetFactory(**own, requirement=answered)
    unwatched = factories.TargetFactory(**own, requirement=bare)
    IndicatorTarget.objects.create(**own, indicator=factories.IndicatorFactory(**own), target=watched)
    inspection = factories.InspectionFactory(**own)
    finding, other = (factories.FindingFactory(**own, inspection=inspection, label=label) for label in "12")
    factories.ActionFindingFactory(**own, action=tied, finding=other)
    return {
        "bare": bare,
        "standing": standing,
        "loose": loose,
        "done": done,
        "finding": finding,
        "target": unwatched,
    }


WANTED = {
    "clause-no-action": ["Paragraph 2 of the improvement notice"],
    "finding-no-action": [
        "Recommendation 1, Ofsted: Inspection of arrangements for the protection of children"
    ],
    "action-no-source": ["LOOSE Do what LOOSE says"],
    "done-no-evidence": ["DONE Do what DONE says"],
    "standing-no-indicator": [
        "Paragraph 3 of the improvement notice",
        "Paragraph 2 of the improvement notice",
    ],
    "no-deadline": ["Paragraph 2 of the improvement notice"],
}


def test_each_gap_holds_what_is_missing_and_nothing_else(
    client: Client, officer: User, all_gaps: dict[str, Any]
) -> None:
    client.force_login(officer)
    rows = client.get("/api/v1/councils/ambridge/gaps/").json()
    assert {row["key"]: [item["title"] for item in row["items"]] for row in rows} == WANTED
    assert {row["key"]: row["count"] for row in rows} == {key: len(items) for key, items in WANTED.items()}


def test_each_gap_leads_to_the_form_that_closes_it(
    client: Client, lead: User, all_gaps: dict[str, Any]
) -> None:
    client.force_login(lead)
    html = client.get("/councils/ambridge/gaps/").content.decode()
    base = "/councils/ambridge"
    forms = [
        f"{base}/actions/add/?requirement={all_gaps['bare'].pk}",
        f"{base}/actions/add/?finding={all_gaps['finding'].pk}",
        f"{base}/actions/LOOSE/edit/",
        f"{base}/evidence/add/?action=DONE",
        f"{base}/indicators/add/?target={all_gaps['target'].pk}",
    ]
    assert [form for form in forms if f'href="{form}"' not in html] == []
    assert [client.get(form).status_code for form in forms] == [200] * len(forms)


def test_whoever_may_not_close_a_gap_reads_it_and_is_offered_no_form(
    client: Client, observer: User, all_gaps: dict[str, Any]
) -> None:
    client.force_login(observer)
    html = client.get("/councils/ambridge/gaps/").content.decode()
    assert "LOOSE Do what LOOSE says" in html
    assert "/actions/add/" not in html and "/edit/" not in html


def test_the_spreadsheet_has_every_gap_with_its_link(
    client: Client, officer: User, all_gaps: dict[str, Any]
) -> None:
    client.force_login(officer)
    lines = client.get("/councils/ambridge/gaps.csv").content.decode().splitlines()
    assert sum("/councils/ambridge/" in line for line in lines) == sum(map(len, WANTED.values()))


def test_gaps_cost_the_same_for_one_and_for_many(
    client: Client,
    officer: User,
    ambridge: Council,
    all_gaps: dict[str, Any],
    django_assert_max_num_queries: Any,
) -> None:
    officer.access = _access(officer)
    with django_assert_max_num_queries(9) as few:
        gaps.gaps(ambridge, user=officer)
    for _ in range(3):
        notice = all_gaps["bare"].notice
        factories.TargetFactory(
            council=ambridge, requirement=factories.RequirementFactory(council=ambridge, notice=notice)
        )
    with django_assert_max_num_queries(9) as many:
        gaps.gaps(ambridge, user=officer)
    assert len(few) == len(many)


def _access(user: User) -> Any:
    from councils.access import Access

    return Access(list(user.memberships.all()))
