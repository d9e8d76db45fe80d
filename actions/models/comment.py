from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOnly, CouncilOwned, SameCouncil
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet

from .action import Action
from .named_people import hides


class CommentQuerySet(CouncilOwnedQuerySet):
    action_in = "action__in"

    def visible_to(self, user: User) -> Any:
        """For people of the council alone: its working talk is not part of what the Department reads."""
        of_council = self.filter(council_id__in=user.access.council_ids)
        return of_council.filter(**{self.action_in: Action.objects.visible_to(user).order_by().values("pk")})


class MentionQuerySet(CommentQuerySet):
    action_in = "comment__action__in"


@tracked("actions_comment", CouncilOnly, hidden=hides())
class Comment(CouncilOwned):
    """What somebody of the council said about an action. It is never rewritten; its author may take it back, and that
    it was said stays to be seen."""

    action = CouncilKey(Action, related_name="comments")
    number = models.PositiveIntegerField(help_text="Counts this action's comments from 1; used in addresses.")
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    mentioned = models.ManyToManyField(User, through="Mention", related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("action_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "action", "number"], name="actions_comment_number"),
            models.CheckConstraint(name="actions_comment_says_something", condition=~models.Q(text="")),
            CouncilOnly(name="actions_comment_of_council"),
            SameCouncil(name="actions_comment_action_same_council", column="action_id", to="actions_action"),
            *hides()("actions_comment"),
        )
        triggers = (
            pgtrigger.Protect(name="nothing_said_is_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_said_stays", fields=["action", "number", "author", "text", "written_at"]
            ),
            pgtrigger.Protect(
                name="taken_back_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__taken_back_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"Comment {self.number}"

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.council.slug, "ref": self.action.ref}
        return reverse("actions:comments", kwargs=kwargs)


class Mention(CouncilOwned):
    """Somebody of the council whom a comment names: they find it on their list of mentions."""

    append_only = True

    comment = CouncilKey(Comment, related_name="mentions")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ("-comment_id", "person_id")
        constraints = (
            models.UniqueConstraint(fields=["council", "comment", "person"], name="actions_mention_once"),
            CouncilOnly(name="actions_mention_of_council"),
            SameCouncil(
                name="actions_mention_comment_same_council", column="comment_id", to="actions_comment"
            ),
        )
        indexes = (models.Index(fields=["council", "person"], name="actions_mention_of_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} in comment {self.comment_id}"
