from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.models import Evidence
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet
from councils.permissions import Permission


class Kind(models.TextChoices):
    """What can fall due. reminders/recipients.py says who is told of each."""

    ACTION = "action", "Action"
    DEADLINE = "deadline", "Deadline in the notice"
    DUTY = "duty", "Recurring duty"
    CHAIR_DUTY = "chair_duty", "Recurring duty of the chair"
    DEPARTMENT_DUTY = "department_duty", "Recurring duty of the Department"
    PLAN = "plan", "Plan to be agreed"
    MEETING = "meeting", "Board meeting"
    CUT_OFF = "cut_off", "Updates for the board"
    REVIEW = "review", "Review by the Department"
    CHAIR_REPORT = "chair_report", "Chair’s report"
    LEADER_REPORT = "leader_report", "Leader’s report"
    REPORT = "report", "Report of somebody else"
    EVIDENCE = "evidence", "Evidence going out of date"
    VALUE = "value", "Value of an indicator"
    RECHECK = "recheck", "Action to be checked again"
    DATE_CHANGE = "date_change", "New date asked for"
    COMPLETION = "completion", "Completion to confirm"
    CADENCE = "cadence", "Meeting to be planned"
    CONSENT = "consent", "Consent asked of the Department"
    ANSWER = "answer", "Report that the Department has"
    VALIDATION = "validation", "Look from outside"
    INCIDENT = "incident", "Serious incident to acknowledge"
    FOLLOW_UP = "follow_up", "Correspondence to follow up"
    DEPARTMENT_FOLLOW_UP = "dfe_follow_up", "Correspondence for the Department to follow up"
    NO_UPDATE = "no_update", "Update owed"
    GIVEN = "given", "Action given to you"
    TAKEN = "taken", "Action taken from you"
    OWN = "own", "Reminder of your own"


# One time of a recurring clause, or what an event asks for: told apart by whom the clause binds.
DUTIES = (Kind.DUTY, Kind.CHAIR_DUTY, Kind.DEPARTMENT_DUTY)
# A meeting that is over is not overdue, and updates after the cut-off go to the next one.
NEVER_OVERDUE = (Kind.MEETING, Kind.CUT_OFF)
# An action changed hands: told once, due on no day.
NEWS = (Kind.GIVEN, Kind.TAKEN)
# Between a person and Noticeboard, no date of the council's: not in its list of what falls due, nor in calendars.
PERSONAL = (*NEWS, Kind.NO_UPDATE, Kind.OWN)
# Not told of before its day: the day itself is made by counting, or is the one that somebody asked for.
WITHOUT_LEADS = (Kind.NO_UPDATE, Kind.INCIDENT, Kind.OWN)
# Of correspondence with the Department, which not everybody of the council reads.
FORMAL = (Kind.INCIDENT, Kind.FOLLOW_UP, Kind.DEPARTMENT_FOLLOW_UP)
# What the instrument or the law asks for: no choice of a council or a person turns it off.
STATUTORY = (
    Kind.DEADLINE, *DUTIES, Kind.PLAN, Kind.REVIEW, Kind.CHAIR_REPORT, Kind.LEADER_REPORT, Kind.REPORT, Kind.CADENCE,
    Kind.CONSENT, Kind.ANSWER, Kind.INCIDENT,
)  # fmt: skip
# What belongs to an action, by the table whose rows a thing of the kind is (`object_id`). A title names its action.
OF_ACTION = {
    Kind.ACTION: "actions_action",
    Kind.NO_UPDATE: "actions_action",
    Kind.RECHECK: "actions_action",
    Kind.COMPLETION: "actions_action",
    Kind.DATE_CHANGE: "actions_datechange",
    Kind.EVIDENCE: "actions_evidence",
    Kind.GIVEN: "reminders_handover",
    Kind.TAKEN: "reminders_handover",
    Kind.OWN: "reminders_ownreminder",
}


def action_sql(row: str) -> str:
    """The action that a thing belongs to, as a PostgreSQL expression; `row` has council_id, kind and object_id."""
    parts = [
        f"WHEN {row}.kind = '{kind}' THEN "
        + (
            f"{row}.object_id"
            if table == "actions_action"
            else f"(SELECT o.action_id FROM {table} o WHERE o.council_id = {row}.council_id AND o.id = {row}.object_id)"
        )
        for kind, table in OF_ACTION.items()
    ]
    return f"CASE {' '.join(parts)} END"


def reads_correspondence(user: User) -> Q:
    """Rows of councils whose correspondence with the Department the person may read."""
    access = user.access
    if access.is_department:
        return Q(council__isnull=False)
    may = [pk for pk in sorted(access.council_ids) if access.may(Permission.VIEW_CORRESPONDENCE, pk)]
    return Q(council_id__in=may)


class DueItemQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> DueItemQuerySet:
        """Evidence for named people falls due for these alone, correspondence for those who may read it; actions and
        reminders of one's own are hidden by the database (the view asks as the person)."""
        seen = Evidence.objects.visible_to(user).order_by().values("pk")
        return (  # type: ignore[no-any-return]
            super()
            .visible_to(user)  # type: ignore[no-untyped-call]
            .filter(~Q(kind=Kind.EVIDENCE) | Q(object_id__in=seen))
            .filter(~Q(kind__in=FORMAL) | reads_correspondence(user))
        )

    def of_the_council(self, *, on: datetime.date) -> DueItemQuerySet:
        """Without what is between a person and Noticeboard, and without gaps between meetings that are over."""
        return self.exclude(kind__in=PERSONAL).exclude(kind=Kind.CADENCE, since_on__lt=on)

    def overdue(self, *, on: datetime.date) -> DueItemQuerySet:
        return self.filter(due_on__lt=on).exclude(kind__in=NEVER_OVERDUE)

    def overdue_or_within(self, *, days: int, on: datetime.date) -> DueItemQuerySet:
        until = on + datetime.timedelta(days=days)
        still = Q(due_on__gte=on) | ~Q(kind__in=NEVER_OVERDUE)
        return self.filter(still, due_on__lte=until)

    def soonest_first(self) -> DueItemQuerySet:
        return self.order_by("due_on", "kind", "object_id")


class DueItem(models.Model):
    """Everything that falls due, one row each: a read-only view over the floors below (its newest migration
    holds the SQL).

    Only what binds today is in it: rows of instruments that stand, plans that are not closed, and clauses that nobody
    has judged met. The view is security_invoker: each person sees through it what the tables show them.
    """

    id = models.CharField(primary_key=True, max_length=40)
    council = models.ForeignKey("councils.Council", on_delete=models.DO_NOTHING, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    object_id = models.BigIntegerField()
    title = models.TextField()
    due_on = models.DateField()
    owner = models.ForeignKey("councils.User", null=True, on_delete=models.DO_NOTHING, related_name="+")
    owner_organisation = models.ForeignKey(
        "councils.Organisation", null=True, on_delete=models.DO_NOTHING, related_name="+"
    )
    ref = models.CharField(max_length=20, help_text="Of an action, or of an indicator.")
    number = models.IntegerField(
        null=True, help_text="Of the notice, the meeting, the evidence, the request for a date."
    )
    seq = models.IntegerField(null=True, help_text="Of the requirement.")
    since_on = models.DateField(
        null=True, help_text="Of a cut-off: updates count from this day (the last meeting)."
    )
    at_once = models.BooleanField(help_text="The notice says “immediately”: it has an e-mail of its own.")

    objects = DueItemQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "reminders_dueitem"

    def __str__(self) -> str:
        return self.title

    def path(self, council_slug: str) -> str:
        """The thing's own page. Needs no query."""
        return path_of(self.kind, council_slug, ref=self.ref, number=self.number, seq=self.seq, to_do=False)


def path_of(
    kind: str, council_slug: str, *, ref: str, number: int | None, seq: int | None, to_do: bool
) -> str:
    """The page of a thing that falls due; with `to_do` the one where it is done (an action's update form, the grid of values that are due)."""
    page, more = "reviews:list", dict[str, str | int | None]()
    if kind in (Kind.ACTION, Kind.NO_UPDATE):
        page, more = "actions:update" if to_do else "actions:action", {"ref": ref}
    elif kind in NEWS:
        page, more = "actions:action", {"ref": ref}
    elif kind in (Kind.DEADLINE, *DUTIES):
        page, more = "notices:requirement", {"number": number, "seq": seq}
    elif kind == Kind.PLAN:
        page = "actions:plan"
    elif kind == Kind.MEETING:
        page = "boards:board"
    elif kind == Kind.CUT_OFF:
        page = "actions:mine"
    elif kind == Kind.EVIDENCE:
        page = "actions:evidence_version_add" if to_do else "actions:evidence"
        more = {"evidence_number": number}
    elif kind == Kind.VALUE:
        page = "actions:indicator_grid" if to_do else "actions:indicator"
        more = {} if to_do else {"indicator_ref": ref}
    elif kind in (Kind.RECHECK, Kind.COMPLETION):
        page = "actions:decide" if to_do else "actions:action"
        decision = "embed" if kind == Kind.RECHECK else "confirm"
        more = {"ref": ref, **({"decision": decision} if to_do else {})}
    elif kind == Kind.DATE_CHANGE:
        page, more = "actions:date_change", {"ref": ref, "change_number": number}
    elif kind == Kind.CADENCE:
        page = "boards:plan_meetings" if to_do else "boards:cadence"
    elif kind == Kind.CONSENT:
        page, more = "boards:cadence_answer" if to_do else "boards:cadence_change", {"cadence_number": number}
    elif kind == Kind.VALIDATION:
        page = "reviews:validation_done" if to_do else "reviews:validation"
        more = {"validation_number": number}
    elif kind == Kind.INCIDENT:
        page, more = "reviews:incident", {"incident_number": number}
    elif kind in (Kind.FOLLOW_UP, Kind.DEPARTMENT_FOLLOW_UP):
        page = "reviews:correspondence_follow_up" if to_do else "reviews:correspondence_entry"
        more = {"entry_number": number}
    elif kind == Kind.OWN:
        page, more = "reminders:own" if to_do else "actions:action", {"ref": ref}
    elif kind == Kind.ANSWER:
        page, more = "reviews:written", {"report_number": number}
    return reverse(page, kwargs={"council_slug": council_slug, **more})
