"""An import is one step: all good rows or none, on what was seen, taken back once, and never over somebody's work."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from actions import services as verbs
from actions.importing import services
from actions.models import Action, ActionRequirement, ActionUpdate, Objective, PlanImport
from councils.models import AuditEvent
from councils.refusal import Refused
from tests import factories

from .conftest import ON
from .workbooks import brag, torbay

ROWS = [
    ["Ref", "Objective", "Action", "Lead", "Due", "Status", "Progress", "Recovery", "Requirements"],
    [
        "A1",
        "1. Safe",
        "Hold a panel",
        "Olive Officer",
        "31/03/2027",
        "Amber",
        "Two trainers left",
        "Hire",
        "4(a)",
    ],
    ["A2", "2. Heard", "Train partners", "Police", "30/04/2027", "Not started", "", "", ""],
]


@pytest.fixture
def clause(plan):
    return factories.RequirementFactory(council=plan.council, notice=plan.notice, label="4(a)")


def state_of(plan):
    """Everything that an import may change."""
    actions = [
        [
            getattr(a, f.attname)
            for f in Action._meta.concrete_fields
            if f.name not in ("version", "reported_on")
        ]
        for a in Action.objects.filter(plan=plan).order_by("id")
    ]
    links = sorted(ActionRequirement.objects.values_list("action_id", "requirement_id"))
    return actions, links, list(Objective.objects.order_by("id").values_list("number", "title"))


def test_good_rows_become_actions_with_their_report_their_owner_and_their_clause(
    bring, plan, clause, lead
) -> None:
    planned = bring(ROWS)
    assert (planned.state, planned.added, planned.changed, planned.refused) == ("applied", 2, 0, 0)
    a1, a2 = Action.objects.order_by("ref")
    assert (a1.owner.name, a1.due_on, a1.original_due_on) == (
        "Olive Officer",
        datetime.date(2027, 3, 31),
        a1.due_on,
    )
    assert (a1.delivery, a1.confidence, a1.reported_on, a1.version) == ("in_progress", "at_risk", ON, 2)
    [update] = ActionUpdate.objects.all()
    assert (update.narrative, update.recovery, update.reported_by) == ("Two trainers left", "Hire", lead)
    assert list(a1.requirements.all()) == [clause]
    assert (a2.owner_organisation.name, a2.delivery, a2.version) == ("Police", "not_started", 1)
    assert [o.title for o in Objective.objects.order_by("number")] == ["Safe", "Heard"]
    event = AuditEvent.objects.get(verb="imported a spreadsheet into the plan")
    assert (event.by, event.detail["added"], event.detail["left_out"]) == (lead, ["A1", "A2"], 0)


def test_a_changed_row_shows_old_and_new_and_leaves_the_rest(look, bring, plan, clause) -> None:
    bring(ROWS)
    rows = [ROWS[0], ["A1", "", "Hold two panels", "Leo Lead", "", "Done", "", "", ""], ["A2", *[""] * 8]]
    [row, same] = look(rows).rows
    assert [(c.label, c.old, c.new) for c in row.changes] == [
        ("Action", "Hold a panel", "Hold two panels"),
        ("Owner", "Olive Officer", "Leo Lead"),
        ("Status", "In progress, at risk", "Done, awaiting board"),
    ]
    assert same.outcome == "unchanged"
    bring(rows)
    action = Action.objects.get(ref="A1")
    assert (action.title, action.delivery, action.done_on, action.version) == (
        "Hold two panels",
        "done",
        ON,
        4,
    )
    assert action.original_due_on == datetime.date(2027, 3, 31)
    assert [u.delivery for u in action.updates.order_by("version")] == ["in_progress", "done"]


@pytest.mark.parametrize("make", [lambda: torbay(60), lambda: (brag(60), [])])
def test_an_undone_import_leaves_the_plan_as_it_was_and_its_file_imports_again(
    bring, plan, lead, make
) -> None:
    rows, merged = make()
    before = state_of(plan)
    planned = bring(rows, merge=merged)
    assert planned.added == 60
    services.undo(planned, by=lead, on=ON)
    assert state_of(plan) == before
    assert ActionUpdate.objects.count() == 0
    assert PlanImport.objects.get(pk=planned.pk).state == "undone"
    assert AuditEvent.objects.filter(verb="undid an import into the plan", by=lead).count() == 1
    assert bring(rows, merge=merged).added == 60


def test_undoing_changes_brings_back_values_and_what_was_said(bring, plan, clause, lead) -> None:
    bring(ROWS)
    before = state_of(plan)
    rows = [
        ROWS[0],
        ["A1", "3. New", "Hold two panels", "Police", "", "Red", "Nobody came", "Ask", "item 9"],
        ["A2", "", "Train all", "", "", "Blue", "All trained", "", "4(a)"],
    ]
    planned = bring(rows)
    assert planned.changed == 2
    services.undo(planned, by=lead, on=ON)
    assert state_of(plan) == before
    a1, a2 = Action.objects.order_by("ref")
    assert a1.updates.order_by("-version")[0].narrative == "Import 2 was undone. Two trainers left"
    assert a1.updates.order_by("-version")[0].recovery == "Hire"
    assert a2.updates.order_by("-version")[0].narrative == "Import 2 was undone."
    assert [u.version for u in a1.updates.order_by("version")] == [2, 4, 6]


def test_an_import_is_undone_once(bring, lead) -> None:
    planned = bring(ROWS)
    services.undo(planned, by=lead, on=ON)
    with pytest.raises(Refused, match="This import was undone already"):
        services.undo(planned, by=lead, on=ON)


def test_an_import_is_not_undone_over_somebodys_work(bring, plan, clause, officer, lead) -> None:
    planned = bring(ROWS)
    action = Action.objects.get(ref="A2")
    verbs.report_progress(
        action,
        by=officer,
        on=ON,
        based_on=1,
        delivery="in_progress",
        confidence="on_track",
        narrative="Begun",
    )
    with pytest.raises(Refused, match="Somebody has changed A2 since this import, so it cannot be undone"):
        services.undo(planned, by=lead, on=ON)
    assert PlanImport.objects.get(pk=planned.pk).state == "applied"
    assert Action.objects.count() == 2


def test_an_import_is_not_undone_when_something_was_tied_to_what_it_brought(
    bring, plan, lead, officer
) -> None:
    planned = bring(ROWS)
    a2 = Action.objects.get(ref="A2")
    indicator = factories.IndicatorFactory(council=plan.council)
    factories.IndicatorActionFactory(council=plan.council, indicator=indicator, action=a2)
    with pytest.raises(Refused, match="A2"):
        services.undo(planned, by=lead, on=ON)


def test_reports_are_never_lost_but_with_the_import_that_brought_them(bring, plan, lead, officer) -> None:
    """The database's own word: whatever our code tries."""
    planned = bring(ROWS)
    action = Action.objects.get(ref="A1")

    def delete():
        with transaction.atomic():
            Action.objects.filter(pk=action.pk)._raw_delete("default")

    ActionRequirement.objects.all().delete()
    for _ in range(2):
        with pytest.raises((IntegrityError, DatabaseError), match="never deleted"):
            delete()
        verbs.report_progress(
            Action.objects.get(pk=action.pk), by=officer, on=ON, based_on=Action.objects.get(pk=action.pk).version,
            delivery="in_progress", confidence="on_track", narrative="Begun",
        )  # fmt: skip
        PlanImport.objects.filter(pk=planned.pk, state="applied").update(
            state="undone", undone_at="2026-11-22T12:00Z"
        )
    assert ActionUpdate.objects.filter(action=action).count() == 3


def test_what_changed_after_the_preview_is_not_overwritten(begin, plan, clause, officer, lead, bring) -> None:
    bring(ROWS)
    rows = [ROWS[0], ["A1", "", "Hold two panels", "", "", "", "", "", ""]]
    planned = begin(rows)
    services.choose_columns(planned, by=lead, on=ON, mapping=services.mapping_of(planned))
    seen = services.preview(planned, by=lead, on=ON).digest
    verbs.report_progress(
        Action.objects.get(ref="A1"),
        by=officer,
        on=ON,
        based_on=2,
        delivery="done",
        confidence="on_track",
        narrative="All held",
    )
    with pytest.raises(Refused, match="changed after you looked"):
        services.apply(planned, by=lead, on=ON, agreed=seen)
    assert Action.objects.get(ref="A1").title == "Hold a panel"
    services.apply(planned, by=lead, on=ON, agreed=services.preview(planned, by=lead, on=ON).digest)
    assert Action.objects.get(ref="A1").title == "Hold two panels"


def test_two_people_who_import_the_same_file_import_it_once(begin, plan, lead) -> None:
    imports = [begin(ROWS), begin(ROWS)]
    seen = []
    for planned in imports:
        services.choose_columns(planned, by=lead, on=ON, mapping=services.mapping_of(planned))
        seen.append(services.preview(planned, by=lead, on=ON).digest)
    services.apply(imports[0], by=lead, on=ON, agreed=seen[0])
    with pytest.raises(Refused, match="changed after you looked"):
        services.apply(imports[1], by=lead, on=ON, agreed=seen[1])
    with pytest.raises(Refused, match="There is nothing to import"):
        services.apply(imports[1], by=lead, on=ON, agreed=services.preview(imports[1], by=lead, on=ON).digest)
    with pytest.raises(Refused, match="was imported already"):
        services.apply(imports[0], by=lead, on=ON, agreed=seen[0])
    assert Action.objects.count() == 2


def test_a_row_without_a_reference_finds_its_action_by_its_words(bring, look, plan) -> None:
    first = bring([["Action", "Detail"], ["Hold a panel", "weekly"], ["Train partners", "in May"]])
    assert first.added == 2
    assert sorted(Action.objects.values_list("ref", flat=True)) == ["A1", "A2"]
    found = look([["Action", "Detail"], ["hold a  panel.", "daily"], ["Something else", ""]])
    assert [(r.ref, r.outcome) for r in found.rows] == [("A1", "changed"), ("A3", "added")]


def test_a_closed_plan_takes_no_import(begin, plan, lead) -> None:
    planned = begin(ROWS)
    services.choose_columns(planned, by=lead, on=ON, mapping=services.mapping_of(planned))
    planned.plan.state = "closed"
    with pytest.raises(Refused, match="closed"):
        services.apply(planned, by=lead, on=ON, agreed="")
    with pytest.raises(Refused, match="closed"):
        services.discard(planned, by=lead, on=ON)


def test_leaving_and_coming_back_loses_nothing(begin, lead, plan) -> None:
    planned = begin(ROWS)
    services.choose_columns(planned, by=lead, on=ON, mapping={0: "ref", 2: "title"})
    later = PlanImport.objects.select_related("plan", "file").get(pk=planned.pk)
    later.plan.council = plan.council
    assert services.mapping_of(later) == {0: "ref", 2: "title"}
    assert services.preview(later, by=lead, on=ON).counts["added"] == 2
