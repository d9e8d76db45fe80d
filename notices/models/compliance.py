from __future__ import annotations

from typing import ClassVar

from django.db import models

from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from .requirement import Requirement


class ComplianceJudgement(CouncilOwned):
    """Whether a clause is met, as the board or the Department judged it on a day. Rows are never edited.

    Kept apart from actions on purpose: every action can be done and the requirement still not met (design §3).
    """

    append_only = True

    class Body(models.TextChoices):
        BOARD = "board", "Improvement board"
        DEPARTMENT = "department", "Department for Education"

    class Value(models.TextChoices):
        NOT_MET = "not_met", "Not met"
        PARTLY_MET = "partly_met", "Partly met"
        MET = "met", "Met"
        SUSTAINED = "sustained", "Sustained"
        NOT_ASSESSED = "not_assessed", "Not assessed"  # the first judgement of a meeting, taken back in it

    JUDGED: ClassVar = [(v.value, v.label) for v in Value if v != "not_assessed"]  # what a person may say

    requirement = CouncilKey(Requirement, related_name="judgements")
    body = models.CharField(max_length=12, choices=Body.choices)
    value = models.CharField(max_length=12, choices=Value.choices)
    why = models.TextField()
    judged_on = models.DateField()
    judged_by = models.ForeignKey("councils.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("-judged_on", "-id")
        constraints = council_isolation("notices_compliancejudgement", requirement="notices_requirement")

    def __str__(self) -> str:
        return f"{self.get_body_display()}: {self.get_value_display()}"
