"""What a person of the Department keeps for themselves: councils to watch, and views of the list of councils.

No rows of a council: each says which register entry or which filters a person likes to look at, and shows nothing by
itself. What a view shows is worked out anew each time, from what the person may see that day.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from councils.models import Council, User


class WatchedCouncil(models.Model):
    """A council on a person's watchlist."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("user_id", "council_id")
        constraints = (
            models.UniqueConstraint(fields=["user", "council"], name="reports_watchedcouncil_once"),
        )

    def __str__(self) -> str:
        return f"Council {self.council_id}, watched by person {self.user_id}"


class SavedView(models.Model):
    """Filters, order and columns of the list of councils, under a name."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(
        max_length=1000, blank=True, help_text="What stands behind the ? of the list's address."
    )
    known = ArrayField(
        models.BigIntegerField(), null=True,
        help_text="Councils that were on its list when the person was last told; null: they do not want to be told.",
    )  # fmt: skip
    looked_on = models.DateField(null=True, help_text="When their e-mail last looked for changes.")

    class Meta:
        ordering = ("user_id", "name", "id")
        constraints = (models.UniqueConstraint(fields=["user", "name"], name="reports_savedview_name"),)

    def __str__(self) -> str:
        return self.name
