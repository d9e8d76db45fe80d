"""The plan as it stood on a date, for reports, exceptions and comparisons. Works for today too.

Two sources: ActionUpdate says what was reported on which day (`reported_on`); the history tables say what the rows were
and when they were written (`pgh_created_at`). They disagree only where something was entered later than it happened: a
plan loaded from a spreadsheet with last month's reports, or the demonstration. The rule, per action, at the end of day D:

1. *The row*: its last written state up to D. If it was first written after D, its first written state, with its original
   due date: the oldest that is known of it.
2. *Whether it was there*: yes, if written by D (and not deleted). If written later: when a report on it is dated D or
   before; or when it was written on the day on which its plan was entered (it came with the plan, and not by an import
   that was undone) and the plan had been agreed by D. So an action that was added to a running plan is not in reports
   of the time before.
3. *Progress*: of the reports dated D or before, the newest; unless the row as written by D is already further (same or
   higher version), which holds decisions that are not reports. Before the first report: not started, on track.
4. *The words*: those of the newest of these reports that has any ("no change" repeats none).

As at today every written state counts, so the answer equals the live rows.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import BigIntegerField, Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from councils.lateness import is_overdue, lateness, london_date

from .models import ActionUpdate, Plan, PlanImport
from .models.action import FINISHED, OPEN, Confidence, Delivery


@dataclass(frozen=True, slots=True)
class ActionAsAt:
    """One action on one day, with the same questions as an Action answers."""

    id: int
    ref: str
    title: str
    detail: str
    success_measure: str
    priority: str
    objective_id: int
    objective_number: int
    objective_title: str
    objective_theme: str
    owner_id: int | None
    owner_person: str  # a name: ask `councils.access.name_for` or `owner_label` before showing it
    owner_organisation_id: int | None
    owner_organisation: str
    original_due_on: datetime.date | None
    due_on: datetime.date | None
    delivery: str
    confidence: str
    done_on: datetime.date | None
    reported_on: datetime.date | None
    version: int
    narrative: str
    evidence_of_impact: str
    recovery: str
    no_change: bool

    @property
    def is_open(self) -> bool:
        return self.delivery in OPEN

    def is_overdue(self, *, on: datetime.date) -> bool:
        return self.is_open and is_overdue(self.due_on, on=on)

    def is_off_plan(self, *, on: datetime.date) -> bool:
        """An exception: overdue, or its owner says at risk or off track."""
        return self.is_open and (self.is_overdue(on=on) or self.confidence != Confidence.ON_TRACK)

    def lateness(self, *, on: datetime.date) -> str:
        if self.delivery in (Delivery.PAUSED, Delivery.CANCELLED):
            return ""
        return lateness(self.due_on, on=on, done_on=self.done_on)

    def owner_name(self) -> str:
        return self.owner_person or self.owner_organisation or "Nobody yet"

    def owner_label(self, *, names: bool) -> str:
        """For readers of another council and the Department (`names` false) a person is their role."""
        if self.owner_person and not names:
            return "Council officer"
        return self.owner_name()


# Columns of a history row that make an ActionAsAt.
_ROW = (
    "id", "ref", "title", "detail", "success_measure", "priority", "objective_id", "owner_id", "owner_organisation_id",
    "original_due_on", "due_on", "delivery", "confidence", "done_on", "reported_on", "version",
)  # fmt: skip


def actions_as_at(plan: Plan, *, as_at: datetime.date) -> list[ActionAsAt]:
    """Every action that was in the plan at the end of `as_at`, by objective and then in order of entry.

    Three statements, however many actions. The transaction's scope must allow reading the plan's council.
    """
    return plans_as_at([plan], as_at=as_at)[plan.pk]


def plans_as_at(plans: Sequence[Plan], *, as_at: datetime.date) -> dict[int, list[ActionAsAt]]:
    """The same of several plans, whatever their councils, by the plan's id: three statements, however many plans."""
    end = first_moment_after(as_at)
    objectives = _objectives(plans, end)
    reports = _reports(plans, as_at)
    there = {plan.pk: plan.agreed_on is not None and plan.agreed_on <= as_at for plan in plans}
    found: dict[int, list[ActionAsAt]] = {plan.pk: [] for plan in plans}
    for event in _written(plans, end):
        row = {name: event[name] for name in _ROW}
        report = reports.get(row["id"], _NONE)
        if event["pgh_created_at"] >= end:
            came_with_plan = (
                london_date(event["pgh_created_at"]) == london_date(event["plan_entered_at"])
                and event["brought_by__state"] != PlanImport.State.UNDONE
            )
            if not report.newest and not (came_with_plan and there[event["plan_id"]]):
                continue
            row |= _AT_FIRST | {"due_on": row["original_due_on"]}
        elif event["pgh_label"] == "delete":
            continue
        if report.newest and report.newest["version"] > row["version"]:
            row |= {
                name: report.newest[name] for name in ("delivery", "confidence", "reported_on", "version")
            }
            row["done_on"] = report.newest["done_on"]
        number, title, theme = objectives.get(row["objective_id"], (0, "", ""))
        worried = row["delivery"] in OPEN and row["confidence"] != Confidence.ON_TRACK
        found[event["plan_id"]].append(
            ActionAsAt(
                objective_number=number,
                objective_title=title,
                objective_theme=theme,
                owner_person=event["owner__name"] or "",
                owner_organisation=event["owner_organisation__name"] or "",
                narrative=report.words.get("narrative", ""),
                evidence_of_impact=report.words.get("evidence_of_impact", ""),
                recovery=report.words.get("recovery", "") if worried else "",
                no_change=bool(report.newest and report.newest["no_change"]),
                **row,
            )
        )
    for actions in found.values():
        actions.sort(key=lambda action: (action.objective_number, action.id))
    return found


# The state of an action on which nothing was reported yet.
_AT_FIRST = {
    "delivery": Delivery.NOT_STARTED.value,
    "confidence": Confidence.ON_TRACK.value,
    "done_on": None,
    "reported_on": None,
    "version": 0,
}


@dataclass(frozen=True, slots=True)
class _Report:
    newest: dict[str, Any]
    words: dict[str, Any]  # of the newest that has any


_NONE = _Report({}, {})


def first_moment_after(day: datetime.date) -> datetime.datetime:
    """Midnight at the end of the day, in London."""
    return timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time()))


def _nearest(model: str, end: datetime.datetime, **rows: Any) -> Any:
    """Of each row's history, the last state written before `end`; failing that, the first."""
    return (
        apps.get_model("actions", f"{model}Event")
        .objects.filter(**rows)
        .annotate(
            later=Case(When(pgh_created_at__lt=end, then=Value(0)), default=Value(1)),
            place=Case(
                When(pgh_created_at__lt=end, then=-F("pgh_id")),
                default=F("pgh_id"),
                output_field=BigIntegerField(),
            ),
        )
        .order_by("pgh_obj_id", "later", "place")
        .distinct("pgh_obj_id")
    )


def _of(plans: Sequence[Plan]) -> dict[str, list[int]]:
    return {
        "council_id__in": sorted({plan.council_id for plan in plans}),
        "plan_id__in": [plan.pk for plan in plans],
    }


def _written(plans: Sequence[Plan], end: datetime.datetime) -> Iterable[dict[str, Any]]:
    entered = (
        apps.get_model("actions", "PlanEvent")
        .objects.filter(council_id=OuterRef("council_id"), pgh_obj_id=OuterRef("plan_id"))
        .order_by("pgh_id")
        .values("pgh_created_at")[:1]
    )
    rows = _nearest("Action", end, **_of(plans))
    return rows.annotate(plan_entered_at=Subquery(entered)).values(
        *_ROW, "plan_id", "pgh_created_at", "pgh_label", "owner__name", "owner_organisation__name",
        "plan_entered_at", "brought_by__state",
    )  # fmt: skip


def _objectives(plans: Sequence[Plan], end: datetime.datetime) -> dict[int, tuple[int, str, str]]:
    rows = _nearest("Objective", end, **_of(plans))
    return {pk: (*what,) for pk, *what in rows.values_list("id", "number", "title", "theme")}


def _reports(plans: Sequence[Plan], as_at: datetime.date) -> dict[int, _Report]:
    """Of each action the newest report up to the day, and the newest with words: one statement, two rows an action."""
    asked = _of(plans)
    up_to_day = ActionUpdate.objects.as_at(as_at).filter(council_id__in=asked["council_id__in"])
    same = ActionUpdate.objects.as_at(as_at).filter(
        council_id=OuterRef("council_id"), action_id=OuterRef("action_id")
    )
    of_action = same.filter(version__lt=OuterRef("version"))
    last_unfinished = of_action.exclude(delivery__in=FINISHED).order_by("-version").values("version")[:1]
    # when it was finished: the first report of the unbroken run that ends with this one
    run = same.filter(version__gt=Coalesce(OuterRef("last_unfinished"), 0)).order_by("version")
    chosen = (
        up_to_day.filter(action__plan_id__in=asked["plan_id__in"])
        .order_by("action_id", "no_change", "-version")
        .distinct("action_id", "no_change")
    )
    rows = (
        up_to_day.filter(pk__in=chosen.values("pk"))  # first choose, then look back from the few that are left
        .annotate(last_unfinished=_if_finished(Subquery(last_unfinished)))
        .annotate(done_on=_if_finished(Subquery(run.values("reported_on")[:1])))
        .order_by("action_id", "no_change")
        .values(
            "action_id", "version", "reported_on", "delivery", "confidence", "narrative", "evidence_of_impact",
            "recovery", "no_change", "done_on",
        )
    )  # fmt: skip
    found: dict[int, _Report] = {}
    for row in rows:  # of an action, the one with words comes first
        before = found.get(row["action_id"], _NONE)
        newest = row if row["version"] > before.newest.get("version", 0) else before.newest
        found[row["action_id"]] = _Report(newest, row if not row["no_change"] else before.words)
    return found


def _if_finished(value: Subquery) -> Case:
    return Case(When(delivery__in=FINISHED, then=value), default=None)
