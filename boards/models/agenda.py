from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.models import Action, DateChange, Evidence, PlanVersion
from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import StoredFile, User
from councils.models.organisation import CouncilOwnedQuerySet
from notices.models import Requirement

from .challenge import Challenge
from .meeting import Meeting
from .minuted import refuse_when_minuted


class ItemKind(models.TextChoices):
    """Why something stands on the agenda; the order is the order in which an agenda is built."""

    COMPLETION = "completion", "Completion to confirm"
    DATE_CHANGE = "date_change", "New date asked for"
    EXCEPTION = "exception", "Off plan"
    EVIDENCE = "evidence", "Evidence to accept"
    REQUIREMENT = "requirement", "Requirement to judge"
    CONSENT = "consent", "Plan to agree"
    CHALLENGE = "challenge", "Open challenge"
    OTHER = "other", "Other"


# The column that holds what an item of each kind is about.
SUBJECTS = {
    ItemKind.COMPLETION: "action",
    ItemKind.DATE_CHANGE: "date_change",
    ItemKind.EXCEPTION: "action",
    ItemKind.EVIDENCE: "evidence",
    ItemKind.REQUIREMENT: "requirement",
    ItemKind.CONSENT: "plan_version",
    ItemKind.CHALLENGE: "challenge",
}


class AgendaItemQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> AgendaItemQuerySet:
        """An item about an action goes no further than the action does."""
        actions = Action.objects.visible_to(user).order_by().values("pk")
        return (  # type: ignore[no-any-return]
            super()
            .visible_to(user)  # type: ignore[no-untyped-call]
            .filter(
                Q(action=None) | Q(action__in=actions),
                Q(date_change=None) | Q(date_change__action__in=actions),
            )
        )

    def standing(self) -> AgendaItemQuerySet:
        """On the agenda: not dropped from it."""
        return self.filter(dropped=False)


@tracked("boards_agendaitem")
class AgendaItem(CouncilOwned):
    """One thing that the board talks about: what it is about is a row of the plan or the notice, or words only.

    Evidence is named by its number alone: restricted evidence has readers of its own (actions).
    """

    meeting = CouncilKey(Meeting, related_name="items")
    number = models.PositiveIntegerField(
        help_text="Counts the items of the meeting from 1; used in addresses."
    )
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=ItemKind.choices, default=ItemKind.OTHER)
    title = models.CharField(max_length=300)
    action = CouncilKey(Action, null=True, blank=True, related_name="agenda_items")
    date_change = CouncilKey(DateChange, null=True, blank=True, related_name="agenda_items")
    evidence = CouncilKey(Evidence, null=True, blank=True, related_name="agenda_items")
    requirement = CouncilKey(Requirement, null=True, blank=True, related_name="agenda_items")
    plan_version = CouncilKey(PlanVersion, null=True, blank=True, related_name="agenda_items")
    challenge = CouncilKey(Challenge, null=True, blank=True, related_name="agenda_items")
    carried_from = CouncilKey("self", null=True, blank=True, related_name="carried_to")
    carry = models.BooleanField(default=False, help_text="To be taken up again at the next meeting.")
    dropped = models.BooleanField(default=False, help_text="Taken off the agenda.")
    notes = models.TextField(blank=True, help_text="What was said; part of the minutes.")

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ("meeting_id", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=["council", "meeting", "number"], name="boards_agendaitem_number"),
            models.CheckConstraint(
                name="boards_agendaitem_is_about_its_kind",
                condition=models.Q(
                    *[
                        Q(kind=kind.value)
                        & models.Q(
                            *[
                                Q(**{f"{name}__isnull": SUBJECTS.get(kind) != name})
                                for name in dict.fromkeys(SUBJECTS.values())
                            ]
                        )
                        for kind in ItemKind
                    ],
                    _connector=Q.OR,
                ),
            ),
            *council_isolation(
                "boards_agendaitem",
                meeting="boards_meeting",
                action="actions_action",
                date_change="actions_datechange",
                evidence="actions_evidence",
                requirement="notices_requirement",
                plan_version="actions_planversion",
                challenge="boards_challenge",
                carried_from="boards_agendaitem",
            ),
        )
        triggers = (refuse_when_minuted(),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        agenda = reverse(
            "boards:agenda", kwargs={"council_slug": self.council.slug, "number": self.meeting.number}
        )
        return f"{agenda}#item-{self.number}"


class MeetingPaperQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> MeetingPaperQuerySet:
        """As far as the item that they belong to; papers of the meeting as a whole, as far as the meeting."""
        items = AgendaItem.objects.visible_to(user).order_by().values("pk")
        return super().visible_to(user).filter(Q(item=None) | Q(item__in=items))  # type: ignore[no-any-return, no-untyped-call]

    def current(self) -> MeetingPaperQuerySet:
        return self.filter(withdrawn=False)


@tracked("boards_meetingpaper")
class MeetingPaper(CouncilOwned):
    """A file or a link that is read before the meeting; of one item, or of the meeting as a whole."""

    meeting = CouncilKey(Meeting, related_name="papers")
    item = CouncilKey(AgendaItem, null=True, blank=True, related_name="papers")
    number = models.PositiveIntegerField(
        help_text="Counts the papers of the meeting from 1; used in addresses."
    )
    title = models.CharField(max_length=200)
    file = CouncilKey(StoredFile, null=True, blank=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    added_on = models.DateField()
    added_by = models.ForeignKey("councils.User", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn = models.BooleanField(default=False)

    objects = MeetingPaperQuerySet.as_manager()

    class Meta:
        ordering = ("meeting_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "meeting", "number"], name="boards_meetingpaper_number"
            ),
            models.CheckConstraint(
                name="boards_meetingpaper_file_or_link",
                condition=Q(file__isnull=False, link="") | (Q(file=None) & ~Q(link="")),
            ),
            *council_isolation(
                "boards_meetingpaper",
                meeting="boards_meeting",
                item="boards_agendaitem",
                file="councils_storedfile",
            ),
        )
        triggers = (refuse_when_minuted(),)

    def __str__(self) -> str:
        return self.title
