"""Indicators, their values and the notice's targets: the same verbs as the pages use."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import require
from councils.api import Conflict, OfCouncil, person
from councils.clock import today
from councils.models import Council, Organisation, User
from councils.permissions import Permission
from councils.policy import policy
from notices.models import Notice, Requirement, Target

from ..forms import people_of
from ..indicator_definition import Definition
from ..indicator_permissions import why_closed
from ..indicator_standing import standings
from ..indicator_targets import targets_of
from ..models import Action, Direction, Frequency, Indicator, Objective, Unit
from ..models.indicator import INDICATOR_REF
from ..services import indicators as verbs
from ..services.indicators import Overtaken, Serves
from .plan import NamesPeople

Result = TypeVar("Result")


def attempted(verb: Callable[[], Result]) -> Result:
    """An indicator that somebody else saved meanwhile is a 409 that says at which version it is."""
    try:
        return verb()
    except Overtaken as overtaken:
        raise Conflict(
            f"Somebody else saved this after you read it: it is at version {overtaken.now.version} by now. Read it, "
            "then send yours with that version."
        ) from overtaken


class LatestSerializer(serializers.Serializer[Any]):
    """The latest approved value, and what it means."""

    period_on = serializers.DateField(source="period.starts_on")
    period = serializers.CharField(source="period.name")
    value = serializers.DecimalField(
        source="observation.value", max_digits=14, decimal_places=4, allow_null=True
    )
    outcome = serializers.CharField()
    distance = serializers.CharField(source="gap")
    travel = serializers.CharField()


class PointSerializer(serializers.Serializer[Any]):
    period_on = serializers.DateField()
    target = serializers.DecimalField(max_digits=14, decimal_places=4)
    target_high = serializers.DecimalField(max_digits=14, decimal_places=4, allow_null=True, required=False)


class IndicatorSerializer(NamesPeople, serializers.ModelSerializer[Indicator]):
    """`standings` in the context: each indicator's place, read for the whole list at once."""

    objective = serializers.IntegerField(source="objective.number", read_only=True, default=None)
    owner = serializers.SerializerMethodField()
    owner_organisation = serializers.StringRelatedField[Any]()
    trajectory = PointSerializer(many=True, read_only=True)
    watches = serializers.SerializerMethodField()
    latest = serializers.SerializerMethodField()
    stale_since = serializers.SerializerMethodField()

    class Meta:
        model = Indicator
        fields = (
            "ref", "title", "definition", "unit", "direction", "from_parts", "numerator", "denominator", "baseline",
            "baseline_period", "target", "target_high", "target_words", "target_by", "tolerance", "frequency",
            "first_period_on", "stale_after", "objective", "owner", "owner_organisation", "source", "state", "retired_on",
            "retired_why", "version", "trajectory", "watches", "latest", "stale_since",
        )  # fmt: skip

    def get_owner(self, indicator: Indicator) -> str | None:
        return self.named(indicator.owner, indicator.council_id)

    def get_watches(self, indicator: Indicator) -> list[int]:
        return [target.pk for target in indicator.watches.all()]

    @extend_schema_field(LatestSerializer(allow_null=True))
    def get_latest(self, indicator: Indicator) -> dict[str, Any] | None:
        latest = self.context["standings"][indicator.pk].latest
        return dict(LatestSerializer(latest).data) if latest else None

    def get_stale_since(self, indicator: Indicator) -> str | None:
        since = self.context["standings"][indicator.pk].stale_since
        return since.isoformat() if since else None


class DefinitionSerializer(serializers.Serializer[Any]):
    """What is said of an indicator; what is left out is empty. `version` is needed to change one that exists."""

    version = serializers.IntegerField(required=False, min_value=1)
    title = serializers.CharField(max_length=300)
    definition = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    unit = serializers.ChoiceField(choices=Unit.choices)
    direction = serializers.ChoiceField(choices=Direction.choices, default=Direction.HIGHER)
    from_parts = serializers.BooleanField(default=False)
    numerator = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)
    denominator = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)
    baseline = serializers.DecimalField(14, 4, required=False, allow_null=True, default=None)
    baseline_period = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)
    target = serializers.DecimalField(14, 4, required=False, allow_null=True, default=None)
    target_high = serializers.DecimalField(14, 4, required=False, allow_null=True, default=None)
    target_words = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    target_by = serializers.DateField(required=False, allow_null=True, default=None)
    tolerance = serializers.DecimalField(14, 4, default=Decimal(0), min_value=0)
    frequency = serializers.ChoiceField(choices=Frequency.choices, default=Frequency.MONTHLY)
    first_period_on = serializers.DateField()
    stale_after = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0, max_value=1000
    )
    source = serializers.CharField(  # type: ignore[assignment]
        required=False, default="", allow_blank=True, max_length=200
    )
    objective = serializers.IntegerField(
        required=False, allow_null=True, default=None, help_text="Its number in the newest plan."
    )
    owner = serializers.EmailField(required=False, allow_blank=True, default="")
    owner_organisation = serializers.CharField(required=False, allow_blank=True, default="", max_length=150)
    actions = serializers.ListField(
        child=serializers.CharField(max_length=20), required=False, default=list, max_length=200
    )
    notice = serializers.IntegerField(
        required=False, allow_null=True, default=None, help_text="Which notice `requirements` count in."
    )
    requirements = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, default=list, max_length=200
    )
    watches = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, default=list, max_length=200
    )


class NewIndicatorSerializer(DefinitionSerializer):
    ref = serializers.CharField(max_length=20, validators=[INDICATOR_REF])


@policy(Permission.VIEW_COUNCIL, writes=Permission.EDIT_INDICATORS)
class Indicators(OfCouncil):
    """What is measured, and where each stands by its approved values. POST defines one, PUT changes one."""

    rows = Indicator.objects.select_related("objective", "owner", "owner_organisation").prefetch_related(
        "trajectory", "watches"
    )
    serializer_class = IndicatorSerializer
    lookup_field = "ref"
    lookup_url_kwarg = "indicator_ref"
    filterset_fields = ("state", "unit", "frequency")

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return IndicatorSerializer(*args, **kwargs)
        found = args[0] if args else []
        rows = [found] if isinstance(found, Indicator) else list(found)
        for row in rows:
            row.council = self.request.council  # type: ignore[attr-defined]
        read = standings(rows, person(self.request), on=today())
        context = {**self.get_serializer_context(), "standings": {one.indicator.pk: one for one in read}}
        return IndicatorSerializer(*args, **{**kwargs, "context": context})

    @extend_schema(request=NewIndicatorSerializer, responses={201: IndicatorSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given = _valid(NewIndicatorSerializer, request)
        council: Council = request.council  # type: ignore[attr-defined]
        arguments = _arguments(given, council, person(request))
        made = attempted(
            lambda: verbs.add_indicator(
                council, by=person(request), on=today(), ref=given["ref"], **arguments
            )
        )
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=DefinitionSerializer, responses=IndicatorSerializer)
    def update(self, request: Request, council_slug: str, indicator_ref: str) -> Response:
        indicator: Indicator = self.get_object()
        indicator.council = request.council  # type: ignore[attr-defined]
        given = _valid(DefinitionSerializer, request)
        arguments = _arguments(given, indicator.council, person(request))
        changed = attempted(
            lambda: verbs.edit_indicator(
                indicator, by=person(request), on=today(), based_on=given.get("version", 0), **arguments
            )
        )
        return Response(self.get_serializer(changed).data)


def _valid(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def _arguments(given: dict[str, Any], council: Council, viewer: User) -> dict[str, Any]:
    """Names of this council's rows become the rows; a name that is none of them is said, by field."""
    require(not why_closed(council, on=today()))
    of = {"council": council}
    objective = owner = agency = None
    if given["objective"] is not None:
        rows = Objective.objects.visible_to(viewer).filter(number=given["objective"], **of)
        objective = _or_wrong(rows.order_by("-plan_id").first(), "objective", given["objective"])
    if given["owner"]:
        people = {row.email.lower(): row for row in people_of(council, on=today())}
        owner = _or_wrong(people.get(given["owner"].lower()), "owner", given["owner"])
    if given["owner_organisation"]:
        agencies = Organisation.objects.visible_to(viewer).filter(name=given["owner_organisation"], **of)
        agency = _or_wrong(agencies.first(), "owner_organisation", given["owner_organisation"])
    actions = Action.objects.visible_to(viewer).filter(ref__in=given["actions"], **of)
    clauses = Requirement.objects.visible_to(viewer).filter(
        notice__number=given["notice"], seq__in=given["requirements"], **of
    )
    targets = Target.objects.visible_to(viewer).filter(pk__in=given["watches"], **of)
    serves = Serves(actions=list(actions), requirements=list(clauses), watches=list(targets))
    for name in ("actions", "requirements", "watches"):
        if len(list(getattr(serves, name))) != len(set(given[name])):
            raise serializers.ValidationError({name: ["One of these is not in this council."]})
    words = {
        name: given[name]
        for name in given
        if name
        not in (
            "version",
            "ref",
            "objective",
            "owner",
            "owner_organisation",
            "notice",
            "actions",
            "requirements",
            "watches",
        )
    }
    return {
        "definition": Definition(**words, objective=objective, owner=owner, owner_organisation=agency),
        "serves": serves,
    }


def _or_wrong(row: Result | None, name: str, said: object) -> Result:
    if row is None:
        raise serializers.ValidationError({name: [f"“{said}” is not in this council."]})
    return row


class WatchedTargetSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="target.pk")
    requirement = serializers.IntegerField(source="target.requirement.seq")
    metric = serializers.CharField(source="target.metric")
    asks = serializers.CharField(help_text="Such as “at least 85%”.")
    by = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    indicator = serializers.CharField(source="indicator.ref", allow_null=True, default=None)
    value = serializers.DecimalField(
        14, 4, source="latest.value", allow_null=True, default=None, help_text="The latest approved one."
    )
    period_on = serializers.DateField(source="period.starts_on", allow_null=True, default=None)
    outcome = serializers.CharField()
    distance = serializers.CharField(source="gap")
    breaches = serializers.SerializerMethodField()

    def get_breaches(self, one: Any) -> list[str]:
        return [f"{breach.period.name}: {breach.figure}" for breach in one.breaches]


class TargetSetSerializer(serializers.Serializer[Any]):
    notice = serializers.IntegerField(source="notice.number")
    met = serializers.IntegerField()
    of = serializers.SerializerMethodField()
    ends_on = serializers.DateField(allow_null=True)
    share = serializers.CharField(help_text="Such as “3 of 7 targets are met.”")
    targets = WatchedTargetSerializer(many=True)

    def get_of(self, found: Any) -> int:
        return len(found.targets)


@policy(Permission.VIEW_COUNCIL)
class Targets(OfCouncil):
    """The numbers that one notice sets, held against the latest approved values."""

    rows = Notice.objects.exclude(state__in=[Notice.State.DRAFT, Notice.State.WITHDRAWN])
    serializer_class = TargetSetSerializer
    lookup_field = "number"

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        notice: Notice = self.get_object()
        notice.council = request.council  # type: ignore[attr-defined]
        return Response(TargetSetSerializer(targets_of(notice, person(request), on=today())).data)
