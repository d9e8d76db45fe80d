"""Reviews: asked for, moved, held, decided, by the verbs that the pages use."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from councils.api import OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from notices.models import Notice

from .. import outcomes, services
from ..checklist import checklist, clauses_of
from ..models import Outcome, OutcomeKind, Review, ReviewMove


class ReviewSerializer(serializers.ModelSerializer[Review]):
    notice = serializers.IntegerField(source="notice.number", read_only=True)

    class Meta:
        model = Review
        fields = (
            "id", "notice", "kind", "due_on", "precision", "source", "words", "held_on", "held_by", "summary",
        )  # fmt: skip


class MoveSerializer(serializers.ModelSerializer[ReviewMove]):
    class Meta:
        model = ReviewMove
        fields = ("from_due_on", "to_due_on", "why", "decided_by", "decided_on")
        read_only_fields = ("from_due_on",)


class ReviewOutcomeSerializer(serializers.ModelSerializer[Outcome]):
    """`until` goes with `extend`; `other`, the number of the instrument that takes its place, with a step up or down."""

    kind = serializers.ChoiceField(choices=OutcomeKind.choices)
    other = serializers.IntegerField(source="other.number", required=False, allow_null=True, default=None)
    version = serializers.IntegerField(source="version.number", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Outcome
        fields = ("kind", "decided_by", "decided_on", "reason", "until", "other", "version")


class NeededSerializer(serializers.Serializer[Any]):
    what = serializers.CharField()
    words = serializers.CharField()
    done = serializers.BooleanField()
    late = serializers.BooleanField()


class ReviewedClauseSerializer(serializers.Serializer[Any]):
    requirement = serializers.IntegerField(source="requirement.seq")
    board = serializers.CharField()
    department = serializers.CharField()


class WholeReviewSerializer(ReviewSerializer):
    """With what it needs, how each requirement is judged on its day, its moves and its outcome."""

    needed = serializers.SerializerMethodField()
    clauses = serializers.SerializerMethodField()
    moves = MoveSerializer(many=True, read_only=True)
    outcome = serializers.SerializerMethodField()

    class Meta(ReviewSerializer.Meta):
        fields = (*ReviewSerializer.Meta.fields, "needed", "clauses", "moves", "outcome")  # type: ignore[assignment]

    @extend_schema_field(NeededSerializer(many=True))
    def get_needed(self, review: Review) -> Any:
        return NeededSerializer(
            checklist(review, person(self.context["request"]), on=today()), many=True
        ).data

    @extend_schema_field(ReviewedClauseSerializer(many=True))
    def get_clauses(self, review: Review) -> Any:
        return ReviewedClauseSerializer(clauses_of(review, on=today()), many=True).data

    @extend_schema_field(ReviewOutcomeSerializer(allow_null=True))
    def get_outcome(self, review: Review) -> Any:
        found = review.outcomes.first()  # type: ignore[attr-defined]
        return ReviewOutcomeSerializer(found).data if found else None


class HeldSerializer(serializers.Serializer[Any]):
    held_on = serializers.DateField()
    held_by = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    summary = serializers.CharField(max_length=10_000, required=False, allow_blank=True, default="")


class AskSerializer(serializers.Serializer[Any]):
    """`notice` is the number of the instrument."""

    notice = serializers.IntegerField(min_value=1)
    due_on = serializers.DateField()
    words = serializers.CharField(max_length=400)


@policy(Permission.VIEW_COUNCIL, writes=Permission.RECORD_INSTRUMENT)
class Reviews(OfCouncil):
    """Reviews by the Department, due and held; POST asks for a further one."""

    rows = Review.objects.select_related("notice", "council")
    serializer_class = ReviewSerializer
    lookup_url_kwarg = "review_id"

    def get_serializer_class(self) -> Any:
        return ReviewSerializer if self.action == "list" else WholeReviewSerializer

    @extend_schema(request=AskSerializer, responses={201: WholeReviewSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given = AskSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        review = outcomes.ask_for_review(
            self._notice(values.pop("notice"), "notice"), by=person(request), on=today(), **values
        )
        return Response(self.get_serializer(review).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=HeldSerializer)
    def hold(self, request: Request, council_slug: str, review_id: int) -> Response:
        """Record that it was held."""
        review, given = self.get_object(), HeldSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        services.hold_review(review, by=person(request), on=today(), **given.validated_data)
        return Response(self.get_serializer(review).data)

    @extend_schema(request=MoveSerializer)
    def move(self, request: Request, council_slug: str, review_id: int) -> Response:
        """Bring it forward or put it off."""
        review, given = self.get_object(), MoveSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        outcomes.move_review(review, by=person(request), on=today(), **given.validated_data)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=ReviewOutcomeSerializer)
    def decide(self, request: Request, council_slug: str, review_id: int) -> Response:
        """Record the outcome; the instrument follows."""
        review, given = self.get_object(), ReviewOutcomeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        number = (values.pop("other", None) or {}).get("number")
        other = self._notice(number, "other") if number is not None else None
        outcomes.decide(review, by=person(request), on=today(), other=other, **values)
        return Response(self.get_serializer(self.get_object()).data, status=status.HTTP_201_CREATED)

    def _notice(self, number: int, field: str) -> Notice:
        rows = Notice.objects.all().visible_to(person(self.request)).filter(council=self.request.council)  # type: ignore[attr-defined]
        found: Notice | None = rows.select_related("council").filter(number=number).first()
        if found is None:
            raise serializers.ValidationError({field: "There is no such instrument."})
        return found
