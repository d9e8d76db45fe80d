"""Search over clauses: `?q=` words, “quoted words” or a label such as `paragraph 12`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets

from councils.api import InCouncilScope, OfCouncil
from councils.permissions import Permission
from councils.policy import policy

from .. import search as searching
from ..models import Requirement
from ..search_forms import ClauseSearch

PARAMETERS = [
    OpenApiParameter("q", OpenApiTypes.STR, description="Words, or a label as people cite it."),
    OpenApiParameter("instrument", OpenApiTypes.STR, description="Kind of the instrument."),
    OpenApiParameter("kind", OpenApiTypes.STR, description="Kind of the clause."),
    OpenApiParameter("binds", OpenApiTypes.STR, description="Whom it binds."),
    OpenApiParameter("standing", OpenApiTypes.BOOL, description="Only instruments that are in force."),
]


class ClauseSerializer(serializers.ModelSerializer[Requirement]):
    council = serializers.CharField(source="council.slug", read_only=True)
    notice = serializers.IntegerField(source="notice.number", read_only=True)
    state = serializers.CharField(source="notice.state", read_only=True)

    class Meta:
        model = Requirement
        fields = (
            "council",
            "notice",
            "state",
            "seq",
            "label",
            "section",
            "kind",
            "binds",
            "bound_name",
            "text",
        )


def _found(rows: Any, query: Any) -> Any:
    form = ClauseSearch(query)
    rows = rows.select_related("notice", "council").defer("notice__source_text", "notice__reading")
    return searching.search(form.narrow(rows), form.query)


@policy(Permission.VIEW_COUNCIL)
@extend_schema(parameters=PARAMETERS)
class Clauses(OfCouncil):
    """The clauses of the council's instruments, best match first."""

    rows = Requirement.objects.all()
    serializer_class = ClauseSerializer
    filter_backends = ()

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        drawing = getattr(self, "swagger_fake_view", False)
        return rows if drawing else _found(rows, self.request.query_params)


@policy(Permission.VIEW_ALL_COUNCILS)
@extend_schema(parameters=PARAMETERS)
class AllClauses(InCouncilScope, viewsets.ReadOnlyModelViewSet):  # type: ignore[type-arg]
    """The clauses of all councils' instruments, best match first: for the Department."""

    serializer_class = ClauseSerializer
    filter_backends = ()
    queryset = Requirement.objects.all()

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Requirement.objects.none()
        return _found(Requirement.objects.visible_to(self.request.user), self.request.query_params)  # type: ignore[arg-type]
