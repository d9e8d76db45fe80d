"""The Department's pages over all councils, for programs: the same filters in the address, the same rows."""

from __future__ import annotations

import datetime
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from councils.access import get_visible_or_404
from councils.api import InCouncilScope, person
from councils.models import Council
from councils.permissions import Permission
from councils.policy import policy

from . import own
from .actions import LOOKS, PAGE, actions_now, actions_past
from .asked import asked
from .changes import CHANGES, DAYS, changes_since
from .dates import DATES, dates_of
from .forms import ChangesFilter, PartFilter

AS_AT = OpenApiParameter("as_at", datetime.date, description="A past day: the answer as it stood at its end.")
REGION = OpenApiParameter("region", str, description="Every filter of the page is one here.")
COUNCIL = OpenApiParameter("council", str, description="One council, by its slug.")


def _show(names: Any) -> OpenApiParameter:
    return OpenApiParameter("show", str, enum=list(names), description="Which part of the list.")


class CouncilStandingSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    region = serializers.CharField()
    notice_number = serializers.IntegerField()
    kind = serializers.CharField()
    stage = serializers.CharField()
    issued_on = serializers.DateField()
    review_on = serializers.DateField(allow_null=True)
    last_board = serializers.DateField(allow_null=True)
    open = serializers.IntegerField()
    off_track = serializers.IntegerField()
    at_risk = serializers.IntegerField()
    on_track = serializers.IntegerField()
    overdue = serializers.IntegerField()
    updated = serializers.IntegerField()
    not_updated = serializers.IntegerField()
    late_reports = serializers.IntegerField()
    board_gap = serializers.CharField(allow_blank=True)
    watched = serializers.BooleanField()


@policy(Permission.VIEW_ALL_COUNCILS)
class DepartmentCouncils(InCouncilScope, APIView):
    """All councils with an instrument in force, worst first."""

    serializer_class = CouncilStandingSerializer

    @extend_schema(parameters=[AS_AT, REGION], responses=CouncilStandingSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(CouncilStandingSerializer(asked(request).councils, many=True).data)  # type: ignore[arg-type]


class AcrossActionSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(help_text="Of the council.")
    council = serializers.CharField()
    ref = serializers.CharField(help_text="Empty: a restricted action, of which nothing else is told.")
    title = serializers.CharField()
    delivery = serializers.CharField()
    confidence = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    reported_on = serializers.DateField(allow_null=True)
    why = serializers.CharField()
    recovery = serializers.CharField()
    asked = serializers.DateField(allow_null=True, help_text="The new date that waits for the board.")
    moved = serializers.IntegerField(help_text="How often the board has agreed a new date.")


class AcrossActionsSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    results = AcrossActionSerializer(many=True)


@policy(Permission.VIEW_ALL_COUNCILS)
class DepartmentActions(InCouncilScope, APIView):
    """Actions of all councils: those off plan, or the part asked for by `show`. Fifty a page."""

    serializer_class = AcrossActionsSerializer

    @extend_schema(parameters=[_show(LOOKS), COUNCIL, AS_AT, OpenApiParameter("page", int)])
    def get(self, request: Request) -> Response:
        found = asked(request, PartFilter, looks=[(name, look.words) for name, look in LOOKS.items()])  # type: ignore[arg-type]
        text = request.query_params.get("page", "")
        page = max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 7 else 1
        if found.past_day:
            every = actions_past(found.councils, found.show, on=found.on)
            rows, total = every[(page - 1) * PAGE : page * PAGE], len(every)
        else:
            rows, total = actions_now(found.councils, found.show, on=found.on, page=page)
        return Response(AcrossActionsSerializer({"count": total, "results": rows}).data)


class AcrossDateSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(help_text="Of the council.")
    council = serializers.CharField()
    kind = serializers.ChoiceField(choices=("review", "report"))
    what = serializers.CharField()
    due_on = serializers.DateField()
    days = serializers.IntegerField(help_text="Until it is due; below 0 it is late.")


@policy(Permission.VIEW_ALL_COUNCILS)
class DepartmentDates(InCouncilScope, APIView):
    """Reviews and reports to come, and late ones."""

    serializer_class = AcrossDateSerializer

    @extend_schema(
        parameters=[_show(DATES.by_name), COUNCIL, AS_AT], responses=AcrossDateSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        found = asked(request, PartFilter, looks=DATES.choices())  # type: ignore[arg-type]
        rows = DATES.kept(dates_of(found.councils, on=found.on), found.show)
        return Response(AcrossDateSerializer(rows, many=True).data)


class AcrossChangeSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=list(CHANGES.by_name))
    on = serializers.DateField()
    slug = serializers.CharField(help_text="Of the council.")
    council = serializers.CharField()
    what = serializers.CharField()
    words = serializers.CharField()


@policy(Permission.VIEW_ALL_COUNCILS)
class DepartmentChanges(InCouncilScope, APIView):
    """What changed since a day; without one, in the last four weeks."""

    serializer_class = AcrossChangeSerializer

    @extend_schema(
        parameters=[OpenApiParameter("since", datetime.date), _show(CHANGES.by_name), COUNCIL],
        responses=AcrossChangeSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        found = asked(request, ChangesFilter, looks=CHANGES.choices(), leave_out=("as_at",))  # type: ignore[arg-type]
        since = found.form.cleaned_data.get("since") or found.on - datetime.timedelta(days=DAYS)
        rows = changes_since(found.councils, person(request), since=since, on=found.on)
        return Response(AcrossChangeSerializer(CHANGES.kept(rows, found.show), many=True).data)


class WatchSerializer(serializers.Serializer[Any]):
    council = serializers.CharField(help_text="Its slug.")
    watched = serializers.BooleanField()


@policy(Permission.VIEW_ALL_COUNCILS)
class Watchlist(InCouncilScope, APIView):
    """Puts a council on your watchlist, or takes it off. What is on it, the list of councils says (`watched`)."""

    serializer_class = WatchSerializer

    def post(self, request: Request) -> Response:
        given = WatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = person(request)
        council = get_visible_or_404(Council.objects.all(), user, slug=given.validated_data["council"])
        (own.watch if given.validated_data["watched"] else own.stop_watching)(council, by=user)
        return Response(given.data)
