"""Values of indicators by period: read, enter, submit, decide."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404, require
from councils.api import OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from ..indicator_entry import Entry
from ..indicator_periods import Period, known, period_addressed
from ..indicator_permissions import may_enter, why_closed
from ..models import Indicator, Judgement, Observation
from ..services import observations as verbs
from .indicators import attempted
from .plan import NamesPeople


class ValueSerializer(NamesPeople, serializers.ModelSerializer[Observation]):
    period = serializers.SerializerMethodField()
    ends_on = serializers.SerializerMethodField()
    entered_by = serializers.SerializerMethodField()
    submitted_by = serializers.SerializerMethodField()
    approved_by = serializers.SerializerMethodField()

    class Meta:
        model = Observation
        fields = (
            "period_on", "ends_on", "period", "value", "numerator", "denominator", "narrative", "judgement", "neighbours",
            "england", "commentary", "recovery", "state", "entered_by", "submitted_by", "submitted_on", "returned_why",
            "approved_by", "approved_on", "unlocked_why", "version",
        )  # fmt: skip

    def get_period(self, row: Observation) -> str:
        return self._period(row).name

    def get_ends_on(self, row: Observation) -> str:
        return self._period(row).ends_on.isoformat()

    def get_entered_by(self, row: Observation) -> str | None:
        return self.named(row.entered_by, row.council_id)

    def get_submitted_by(self, row: Observation) -> str | None:
        return self.named(row.submitted_by, row.council_id)

    def get_approved_by(self, row: Observation) -> str | None:
        return self.named(row.approved_by, row.council_id)

    def _period(self, row: Observation) -> Period:
        return known(row.indicator, row.period_on)


class EntrySerializer(serializers.Serializer[Any]):
    """`version` is the version that you read; 0 where there was no value yet."""

    version = serializers.IntegerField(min_value=0)
    value = serializers.DecimalField(14, 4, required=False, allow_null=True, default=None)
    numerator = serializers.DecimalField(14, 4, required=False, allow_null=True, default=None)
    denominator = serializers.DecimalField(14, 4, required=False, allow_null=True, default=None)
    narrative = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    judgement = serializers.ChoiceField(
        choices=Judgement.choices, required=False, default="", allow_blank=True
    )
    neighbours = serializers.DecimalField(14, 4, required=False, allow_null=True, default=None)
    england = serializers.DecimalField(14, 4, required=False, allow_null=True, default=None)
    commentary = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    recovery = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


class ObservationStepSerializer(serializers.Serializer[Any]):
    """`version` is the version that you decide on; a return and an unlocking need `why`."""

    version = serializers.IntegerField(min_value=1)
    why = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


class _OfIndicator(OfCouncil):
    rows = Observation.objects.select_related("indicator", "entered_by", "submitted_by", "approved_by")
    serializer_class = ValueSerializer

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows
        return rows.filter(indicator__ref=self.kwargs["indicator_ref"]).order_by("-period_on")

    def indicator(self, request: Request) -> Indicator:
        found: Indicator = get_visible_or_404(
            Indicator.objects.prefetch_related("trajectory"),
            person(request),
            council=request.council,  # type: ignore[attr-defined]
            ref=self.kwargs["indicator_ref"],
        )
        found.council = request.council  # type: ignore[attr-defined]
        return found

    def period(self, indicator: Indicator) -> Period:
        found = period_addressed(indicator, self.kwargs["period"])
        if found is None:
            raise Http404
        return found

    def row(self, indicator: Indicator, request: Request) -> Observation:
        period = self.period(indicator)
        found: Observation = get_visible_or_404(
            self.rows.all(),
            person(request),
            council=indicator.council,
            indicator=indicator,
            period_on=period.starts_on,
        )
        found.council, found.indicator = indicator.council, indicator
        return found

    def step(self, request: Request, indicator: Indicator) -> tuple[Observation, str]:
        given = ObservationStepSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        row = self.row(indicator, request)
        row.version = given.validated_data["version"]
        return row, given.validated_data["why"]

    def get_object(self) -> Observation:
        return self.row(self.indicator(self.request), self.request)

    def answer(self, row: Observation) -> Response:
        return Response(ValueSerializer(row, context=self.get_serializer_context()).data)


@policy(Permission.VIEW_COUNCIL, writes=Permission.ENTER_VALUES)
class Values(_OfIndicator):
    """Values of one indicator, newest first; the Department reads those that are approved. PUT enters a draft."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.get_object())

    @extend_schema(request=EntrySerializer, responses=ValueSerializer)
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        indicator = self.indicator(request)
        require(may_enter(person(request), indicator))
        period = self.period(indicator)
        given = EntrySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        based_on = given.validated_data.pop("version")
        row = attempted(
            lambda: verbs.enter_value(
                indicator,
                period_on=period.starts_on,
                by=person(request),
                on=today(),
                based_on=based_on,
                entry=Entry(**given.validated_data),
            )
        )
        row.indicator = indicator
        return self.answer(row)

    @extend_schema(request=ObservationStepSerializer, responses=ValueSerializer)
    def submit(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Hand a draft in for approval. Off target it needs `commentary` and `recovery`."""
        row = self._own(request)
        attempted(lambda: verbs.submit_value(row, by=person(request), on=today()))
        return self.answer(row)

    @extend_schema(request=ObservationStepSerializer, responses=ValueSerializer)
    def take_back(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A submitted value becomes a draft again."""
        row = self._own(request)
        attempted(lambda: verbs.take_back(row, by=person(request)))
        return self.answer(row)

    def _own(self, request: Request) -> Observation:
        indicator = self.indicator(request)
        require(may_enter(person(request), indicator) and not why_closed(indicator.council, on=today()))
        return self.step(request, indicator)[0]


@policy(Permission.APPROVE_VALUES)
class ValueDecisions(_OfIndicator):
    """What becomes of a submitted or approved value. Nobody approves what they submitted."""

    @extend_schema(request=ObservationStepSerializer, responses=ValueSerializer)
    def approve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row, _ = self._decided(request)
        attempted(lambda: verbs.approve_value(row, by=person(request), on=today()))
        return self.answer(row)

    @extend_schema(request=ObservationStepSerializer, responses=ValueSerializer)
    def hand_back(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row, why = self._decided(request)
        attempted(lambda: verbs.return_value(row, by=person(request), why=why))
        return self.answer(row)

    @extend_schema(request=ObservationStepSerializer, responses=ValueSerializer)
    def lock(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row, _ = self._decided(request)
        attempted(lambda: verbs.lock_value(row, by=person(request)))
        return self.answer(row)

    @extend_schema(request=ObservationStepSerializer, responses=ValueSerializer)
    def unlock(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row, why = self._decided(request)
        attempted(lambda: verbs.unlock_value(row, by=person(request), why=why))
        return self.answer(row)

    def _decided(self, request: Request) -> tuple[Observation, str]:
        indicator = self.indicator(request)
        require(not why_closed(indicator.council, on=today()))
        return self.step(request, indicator)
