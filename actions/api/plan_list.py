"""The list of the plan, filters, orders and days of the past included, as its page shows it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from councils.api import InCouncilScope
from councils.permissions import Permission
from councils.policy import policy

from ..plan_list import CHANGED, CONFIDENCES, DELIVERIES, MISSING
from ..views.lists import listed_in_full


def _named(name: str, *values: str) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, description=f"Such as {', '.join(values)}.")


class ListedActionSerializer(serializers.Serializer[Any]):
    ref = serializers.CharField()
    title = serializers.CharField()
    objective_id = serializers.IntegerField()
    due_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    delivery = serializers.CharField()
    confidence = serializers.CharField()
    reported_on = serializers.DateField(allow_null=True)


class ListedPlanSerializer(serializers.Serializer[Any]):
    """`on`: the day that it shows."""

    on = serializers.DateField()
    count = serializers.IntegerField()
    actions = ListedActionSerializer(many=True)


@policy(Permission.VIEW_COUNCIL)
class PlanListed(InCouncilScope, APIView):
    """The actions of the plan's page, all of them: the address takes the filters of the page, and `as_at` for a day of the
    past. A value that is no choice is no filter, as on the page."""

    serializer_class = ListedPlanSerializer

    @extend_schema(
        responses=ListedPlanSerializer,
        parameters=[
            OpenApiParameter(
                "as_at", OpenApiTypes.DATE, description="A day of the past; today when left out."
            ),
            OpenApiParameter("since", OpenApiTypes.DATE, description="For `changed` and `not_updated`."),
            _named("delivery", *DELIVERIES, "done"),
            _named("confidence", *CONFIDENCES, "off_track"),
            _named("missing", *MISSING),
            _named("changed", *CHANGED),
            _named("overdue", "on"),
        ],
    )
    def get(self, request: Request, council_slug: str) -> Response:
        found = listed_in_full(request)  # type: ignore[arg-type]
        if found is None:
            raise NotFound("This council has no plan yet.")
        on, rows = found
        return Response(ListedPlanSerializer({"on": on, "count": len(rows), "actions": rows}).data)
