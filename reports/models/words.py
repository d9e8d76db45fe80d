"""What people write for a report: the words of its day, and how the council dresses its cover and its legend.

Both are only added to, never changed: the newest row counts, and who wrote what stays."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from councils.isolation import CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

WORDS = 1500  # characters: one page must hold them


class ReportWordsQuerySet(CouncilOwnedQuerySet):
    def newest(self) -> ReportWordsQuerySet:
        """Of each day and voice the last."""
        return self.order_by("as_at", "voice", "-number").distinct("as_at", "voice")


class ReportWords(CouncilOwned):
    """Key messages of the improvement lead, or the chair's commentary, for the reports as at one day. Figures stand in
    them as placeholders, such as {overdue}, and are filled in when the report is made (report_words.py)."""

    append_only = True

    class Voice(models.TextChoices):
        LEAD = "lead", "Key messages"
        CHAIR = "chair", "The chair’s commentary"

    as_at = models.DateField()
    voice = models.CharField(max_length=5, choices=Voice.choices)
    number = models.PositiveIntegerField(help_text="Counts the versions of this day and voice from 1.")
    text = models.TextField(blank=True, max_length=WORDS)
    written_by = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = ReportWordsQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "as_at", "voice", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "as_at", "voice", "number"], name="reports_reportwords_number"
            ),
            *council_isolation("reports_reportwords"),
        )

    def __str__(self) -> str:
        return f"{self.get_voice_display()}, version {self.number}"


class ReportWordingQuerySet(CouncilOwnedQuerySet):
    pass


class ReportWording(CouncilOwned):
    """The council's own words on the cover of its reports, and its own legend of the colours. Empty: ours."""

    append_only = True

    number = models.PositiveIntegerField(help_text="Counts the council's versions from 1; the newest counts.")
    marking = models.CharField(max_length=80, blank=True, help_text="Over the title: “OFFICIAL – SENSITIVE”.")
    cover = models.TextField(max_length=600, blank=True, help_text="Under the title.")
    blue = models.CharField(max_length=150, blank=True)
    red = models.CharField(max_length=150, blank=True)
    amber = models.CharField(max_length=150, blank=True)
    green = models.CharField(max_length=150, blank=True)
    no_colour = models.CharField(max_length=150, blank=True)
    written_by = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = ReportWordingQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="reports_reportwording_number"),
            models.CheckConstraint(name="reports_reportwording_counts_from_1", condition=Q(number__gte=1)),
            *council_isolation("reports_reportwording"),
        )

    def __str__(self) -> str:
        return f"Wording of reports, version {self.number}"

    def legend(self) -> dict[str, str]:
        """Letter to meaning, as councils/status.py takes it; without those that the council left to us."""
        own = {"B": self.blue, "R": self.red, "A": self.amber, "G": self.green, "": self.no_colour}
        return {letter: words for letter, words in own.items() if words}
