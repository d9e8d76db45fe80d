from __future__ import annotations

from django.db import models
from django.db.models import Q

from actions.models import ActionUpdate, DateChange, Evidence
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet
from notices.models import ComplianceJudgement

from .agenda import AgendaItem
from .meeting import Meeting
from .minuted import refuse_when_minuted


class MeetingDecisionQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> MeetingDecisionQuerySet:
        """As far as what they are about."""
        items = AgendaItem.objects.visible_to(user).order_by().values("pk")
        return super().visible_to(user).filter(item__in=items)  # type: ignore[no-any-return, no-untyped-call]

    def standing(self) -> MeetingDecisionQuerySet:
        """Neither undone, nor the undoing itself."""
        return self.filter(reverses=None, reversals=None)


class MeetingDecision(CouncilOwned):
    """What the board decided of one item, with the row of the plan or the notice that it made. Rows are never edited:
    a decision is undone by another row (`reverses`) that puts back what was before."""

    append_only = True

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "Completion confirmed"
        RETURN = "return", "Returned to its owner"
        AGREE_DATE = "agree_date", "New date agreed"
        REFUSE_DATE = "refuse_date", "New date refused"
        ACCEPT = "accept", "Evidence accepted"
        SEND_BACK = "send_back", "Evidence returned"
        JUDGE = "judge", "Requirement judged"
        AGREE_PLAN = "agree_plan", "Plan agreed"
        RETURN_PLAN = "return_plan", "Plan returned for rework"
        NOTE = "note", "Noted"
        UNDO = "undo", "Decision undone"

    meeting = CouncilKey(Meeting, related_name="decisions")
    item = CouncilKey(AgendaItem, related_name="decisions")
    number = models.PositiveIntegerField(help_text="Counts the decisions of the meeting from 1: the minute.")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    about = models.CharField(max_length=300, help_text="What it is about, as it was called on the day.")
    words = models.CharField(max_length=300, help_text="What follows from it: “Due on 31 March 2027”.")
    why = models.TextField(blank=True)
    decided_on = models.DateField()
    decided_by = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    before = models.JSONField(default=dict, help_text="What undoing it has to put back.")
    reverses = CouncilKey("self", null=True, blank=True, related_name="reversals")
    update = CouncilKey(ActionUpdate, null=True, blank=True, related_name="+")
    date_change = CouncilKey(DateChange, null=True, blank=True, related_name="+")
    evidence = CouncilKey(Evidence, null=True, blank=True, related_name="+")
    judgement = CouncilKey(ComplianceJudgement, null=True, blank=True, related_name="+")

    objects = MeetingDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("meeting_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "meeting", "number"], name="boards_meetingdecision_number"
            ),
            models.UniqueConstraint(
                fields=["council", "reverses"],
                condition=Q(reverses__isnull=False),
                name="boards_meetingdecision_undone_once",
            ),
            models.CheckConstraint(
                name="boards_meetingdecision_undo_names_what",
                condition=Q(kind="undo", reverses__isnull=False) | (~Q(kind="undo") & Q(reverses=None)),
            ),
            *council_isolation(
                "boards_meetingdecision",
                meeting="boards_meeting",
                item="boards_agendaitem",
                reverses="boards_meetingdecision",
                update="actions_actionupdate",
                date_change="actions_datechange",
                evidence="actions_evidence",
                judgement="notices_compliancejudgement",
            ),
        )
        triggers = (refuse_when_minuted(),)

    def __str__(self) -> str:
        return f"Minute {self.number}: {self.get_kind_display().lower()}"
