"""The reports that the instrument asks for."""

from __future__ import annotations

from rest_framework import serializers

from councils.api import OfCouncil
from councils.permissions import Permission
from councils.policy import policy

from ..models import ReportDue


class ReportDueSerializer(serializers.ModelSerializer[ReportDue]):
    notice = serializers.IntegerField(source="notice.number", read_only=True)

    class Meta:
        model = ReportDue
        fields = ("id", "notice", "author", "recipient", "due_on", "precision", "sent_on")


@policy(Permission.VIEW_COUNCIL)
class ReportsDue(OfCouncil):
    """Reports that the instrument asks of the board's chair or the Leader, due and sent."""

    rows = ReportDue.objects.select_related("notice")
    serializer_class = ReportDueSerializer
