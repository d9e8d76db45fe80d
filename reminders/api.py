"""What falls due, over all the floors below."""

from __future__ import annotations

from rest_framework import serializers

from councils.api import OfCouncil
from councils.clock import today
from councils.lateness import lateness
from councils.permissions import Permission
from councils.policy import policy

from .models import DueItem


class DueItemSerializer(serializers.ModelSerializer[DueItem]):
    lateness = serializers.SerializerMethodField()

    class Meta:
        model = DueItem
        fields = ("kind", "title", "due_on", "lateness", "ref")

    def get_lateness(self, item: DueItem) -> str:
        return lateness(item.due_on, on=today())


@policy(Permission.VIEW_COUNCIL)
class DueItems(OfCouncil):
    """Actions, deadlines of the notice, meetings, cut-offs, reviews and reports that fall due, soonest first."""

    rows = DueItem.objects.order_by("due_on", "kind", "object_id")
    serializer_class = DueItemSerializer
    filterset_fields = ("kind",)
