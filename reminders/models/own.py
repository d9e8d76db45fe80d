from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.models import Action
from actions.models.named_people import hides
from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOnly, CouncilOwned, HiddenRows, OwnRows, SameCouncil
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet


class OwnReminderQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> OwnReminderQuerySet:
        """The person's own, while they have a role in the council and may see the action; the database hides them from
        everybody else too."""
        seen = Action.objects.visible_to(user).order_by().values("pk")
        return self.filter(user=user, council_id__in=user.access.council_ids, action_id__in=seen)

    def open(self) -> OwnReminderQuerySet:
        return self.filter(done_on=None).order_by("on", "id")


def _private(table: str) -> list[HiddenRows | OwnRows]:
    return [*hides()(table), OwnRows(name=f"{table}_own")]


@tracked("reminders_ownreminder", CouncilOnly, hidden=_private)  # type: ignore[arg-type]
class OwnReminder(CouncilOwned):
    """What a person wants to be reminded of about an action, on a day of their choice. Nobody else reads it: no page, no
    e-mail to a deputy, no line of the send log, no download."""

    action = CouncilKey(Action, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    note = models.CharField(max_length=200)
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Goes up by one when it changes.")

    objects = OwnReminderQuerySet.as_manager()

    class Meta:
        ordering = ("on", "id")
        indexes = (
            models.Index(fields=["user", "on"], condition=Q(done_on=None), name="reminders_ownreminder_open"),
        )
        constraints = (
            CouncilOnly(name="reminders_ownreminder_of_council"),
            *_private("reminders_ownreminder"),
            SameCouncil(  # an import that is undone takes its actions back, and what was noted of them
                name="reminders_ownreminder_action_same_council",
                column="action_id",
                to="actions_action",
                cascade=True,
            ),
        )

    def __str__(self) -> str:
        return "A reminder of their own"

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.council.slug, "ref": self.action.ref}
        return reverse("reminders:own", kwargs=kwargs)
