"""The board's terms, members, the bodies around it and its cadence: the verbs of the pages."""

from __future__ import annotations

import datetime
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404
from councils.api import OfCouncil, person
from councils.clock import today
from councils.models import Organisation
from councils.permissions import Permission
from councils.policy import policy

from ..cadence import every_on
from ..keeping import gap_in_words, rules_of
from ..models import (
    Board,
    BoardMember,
    Cadence,
    CadenceChange,
    GovernanceBody,
    ReportingLine,
    TermsOfReference,
)
from ..services.bodies import add_body, add_line, change_body, end_body, end_line
from ..services.cadence_change import answer_cadence_change, ask_cadence_change, withdraw_cadence_change
from ..services.members import Seat, add_member, agree_terms, change_member, end_member
from ..views.find import board_or_404


def board_of(request: Request) -> Board:
    return board_or_404(request)  # type: ignore[arg-type]


def _organisation(request: Request, name: str | None) -> Organisation | None:
    """By its name, as lists give it."""
    if not name:
        return None
    found = Organisation.objects.filter(council=request.council, name=name).first()  # type: ignore[attr-defined]
    if found is None:
        raise serializers.ValidationError(
            {"organisation": [f"No organisation of this council is called {name}."]}
        )
    return found


class OfBoard(OfCouncil):
    """Rows of the council's board."""

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows
        return rows.filter(board=board_of(self.request))

    def answer(self, row: Any, status: int = 200) -> Response:
        return Response(self.get_serializer(row).data, status=status)


class TermsSerializer(serializers.ModelSerializer[TermsOfReference]):
    class Meta:
        model = TermsOfReference
        fields = ("number", "text", "what_changed", "agreed_on", "recorded_on")
        read_only_fields = ("number", "recorded_on")


@policy(Permission.VIEW_COUNCIL, writes=Permission.KEEP_BOARD)
class BoardTerms(OfBoard):
    """Versions of the board's terms of reference, the newest first; POST records the next."""

    rows = TermsOfReference.objects.order_by("-number")
    serializer_class = TermsSerializer

    def create(self, request: Request, council_slug: str) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        row = agree_terms(board_of(request), by=person(request), on=today(), **given.validated_data)
        return self.answer(row, 201)


class MemberSerializer(serializers.ModelSerializer[BoardMember]):
    """`organisation` by its name. Names of members other than the chair are for the council's own people."""

    name = serializers.CharField(max_length=150)
    organisation = serializers.CharField(required=False, allow_null=True, allow_blank=True, default=None)
    is_independent = serializers.BooleanField(required=False, default=True)

    class Meta:
        model = BoardMember
        fields = (
            "id", "name", "role", "organisation", "valid_from", "valid_to", "ended_why", "is_independent",
            "not_independent_why", "exception_agreed_by",
        )  # fmt: skip
        read_only_fields = ("ended_why",)

    def to_representation(self, instance: BoardMember) -> dict[str, Any]:
        shown = super().to_representation(instance)
        shown["organisation"] = instance.organisation.name if instance.organisation else None
        if self.context["request"].user.access.is_department and instance.role != BoardMember.Role.CHAIR:
            shown["name"] = ""
        return shown


class EndMemberSerializer(serializers.Serializer[Any]):
    last_on = serializers.DateField()
    why = serializers.CharField(max_length=300)


@policy(Permission.VIEW_COUNCIL, writes=Permission.KEEP_BOARD)
class Members(OfBoard):
    """Everybody who is, was or will be a member; POST adds one, PUT changes one, `end/` ends the membership."""

    rows = BoardMember.objects.select_related("organisation", "board__council").order_by("id")
    serializer_class = MemberSerializer
    filterset_fields = ("role",)
    lookup_url_kwarg = "member_id"

    def create(self, request: Request, council_slug: str) -> Response:
        member = add_member(board_of(request), by=person(request), seat=self._seat(request))
        return self.answer(member, 201)

    def update(self, request: Request, council_slug: str, member_id: int) -> Response:
        member = self.get_object()
        return self.answer(
            change_member(member, by=person(request), seat=self._seat(request, user=member.user))
        )

    @extend_schema(request=EndMemberSerializer, responses={200: MemberSerializer})
    def end(self, request: Request, council_slug: str, member_id: int) -> Response:
        member, given = self.get_object(), EndMemberSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        end_member(member, by=person(request), **given.validated_data)
        return self.answer(member)

    def _seat(self, request: Request, **more: Any) -> Seat:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        facts = {**given.validated_data, **more}
        return Seat(organisation=_organisation(request, facts.pop("organisation")), **facts)


class BodySerializer(serializers.ModelSerializer[GovernanceBody]):
    organisation = serializers.CharField(required=False, allow_null=True, allow_blank=True, default=None)

    class Meta:
        model = GovernanceBody
        fields = (
            "number", "kind", "name", "remit", "chair_name", "organisation", "meets", "ended_on", "ended_why",
        )  # fmt: skip
        read_only_fields = ("number", "ended_on", "ended_why")


class EndBodySerializer(serializers.Serializer[Any]):
    ended_on = serializers.DateField()
    why = serializers.CharField(max_length=300)


@policy(Permission.VIEW_COUNCIL, writes=Permission.KEEP_BOARD)
class Bodies(OfBoard):
    """Sub-groups and the bodies beside the board, with their remits."""

    rows = GovernanceBody.objects.select_related("organisation", "council").order_by("number")
    serializer_class = BodySerializer
    filterset_fields = ("kind",)
    lookup_field, lookup_url_kwarg = "number", "body_number"

    def create(self, request: Request, council_slug: str) -> Response:
        return self.answer(add_body(board_of(request), by=person(request), **self._facts(request)), 201)

    def update(self, request: Request, council_slug: str, body_number: int) -> Response:
        body = self.get_object()
        change_body(body, by=person(request), **self._facts(request))
        return self.answer(body)

    @extend_schema(request=EndBodySerializer, responses={200: BodySerializer})
    def end(self, request: Request, council_slug: str, body_number: int) -> Response:
        body, given = self.get_object(), EndBodySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        end_body(body, by=person(request), on=today(), **given.validated_data)
        return self.answer(body)

    def _facts(self, request: Request) -> dict[str, Any]:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        facts = dict(given.validated_data)
        return {**facts, "organisation": _organisation(request, facts["organisation"])}


class LineSerializer(serializers.ModelSerializer[ReportingLine]):
    """`from_body` and `to_body` are numbers of bodies; null stands for the board itself."""

    from_body = serializers.IntegerField(source="from_body.number", allow_null=True, default=None)
    to_body = serializers.IntegerField(source="to_body.number", allow_null=True, default=None)

    class Meta:
        model = ReportingLine
        fields = ("number", "from_body", "to_body", "how_often", "about", "ended_on")
        read_only_fields = ("number", "ended_on")


@policy(Permission.VIEW_COUNCIL, writes=Permission.KEEP_BOARD)
class ReportingLines(OfBoard):
    """Who reports to whom, how often, about what; POST adds a line, `end/` ends it today."""

    rows = ReportingLine.objects.select_related("board__council", "from_body", "to_body").order_by("number")
    serializer_class = LineSerializer
    lookup_field, lookup_url_kwarg = "number", "line_number"

    def create(self, request: Request, council_slug: str) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        said, board = given.validated_data, board_of(request)
        ends = [self._body(request, board, said[key]["number"]) for key in ("from_body", "to_body")]
        line = add_line(
            board,
            by=person(request),
            from_body=ends[0],
            to_body=ends[1],
            how_often=said["how_often"],
            about=said["about"],
        )
        return self.answer(line, 201)

    @extend_schema(request=None, responses={200: LineSerializer})
    def end(self, request: Request, council_slug: str, line_number: int) -> Response:
        line = self.get_object()
        end_line(line, by=person(request), on=today())
        return self.answer(line)

    def _body(self, request: Request, board: Board, number: int | None) -> GovernanceBody | None:
        if number is None:
            return None
        rows = GovernanceBody.objects.all()
        found: GovernanceBody = get_visible_or_404(
            rows, person(request), council=board.council, board=board, number=number
        )
        return found


class RuleSerializer(serializers.Serializer[Any]):
    from_on = serializers.DateField(allow_null=True)
    every = serializers.ChoiceField(choices=Cadence.choices)


class CadenceSerializer(serializers.Serializer[Any]):
    """How often the board meets today, since when which rule holds, and the gap in words, if there is one."""

    every = serializers.ChoiceField(choices=Cadence.choices)
    rules = RuleSerializer(many=True)
    gap = serializers.CharField(allow_blank=True)


@policy(Permission.VIEW_COUNCIL)
class BoardCadence(OfCouncil):
    """How often the board meets, and whether it keeps to it."""

    rows = Board.objects.all()
    serializer_class = CadenceSerializer

    @extend_schema(responses={200: CadenceSerializer})
    def show(self, request: Request, council_slug: str) -> Response:
        board, on = board_of(request), today()
        rules = rules_of(board)
        listed = [
            {"from_on": None if rule.from_on == datetime.date.min else rule.from_on, "every": rule.every}
            for rule in rules
        ]
        gap = gap_in_words(board, on=on) if board.notice.is_standing else ""
        return Response(CadenceSerializer({"every": every_on(rules, on), "rules": listed, "gap": gap}).data)


class CadenceChangeSerializer(serializers.ModelSerializer[CadenceChange]):
    effective_on = serializers.DateField(read_only=True)

    class Meta:
        model = CadenceChange
        fields = (
            "number", "from_every", "to_every", "from_on", "effective_on", "reason", "needs_consent_of", "asked_on",
            "state", "decided_by", "answered_on", "answer",
        )  # fmt: skip
        read_only_fields = (
            "number", "from_every", "needs_consent_of", "asked_on", "state", "decided_by", "answered_on", "answer",
        )  # fmt: skip


class CadenceAnswerSerializer(serializers.Serializer[Any]):
    consents = serializers.BooleanField()
    decided_by = serializers.CharField(max_length=200)
    answered_on = serializers.DateField()
    answer = serializers.CharField(required=False, allow_blank=True, default="")


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
class CadenceChanges(OfBoard):
    """Requests to meet more or less often; POST asks, `withdraw/` takes a waiting request back."""

    rows = CadenceChange.objects.select_related("board__council").order_by("-number")
    serializer_class = CadenceChangeSerializer
    filterset_fields = ("state",)
    lookup_field, lookup_url_kwarg = "number", "cadence_number"

    def create(self, request: Request, council_slug: str) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        row = ask_cadence_change(board_of(request), by=person(request), on=today(), **given.validated_data)
        return self.answer(row, 201)

    @extend_schema(request=None, responses={200: CadenceChangeSerializer})
    def withdraw(self, request: Request, council_slug: str, cadence_number: int) -> Response:
        change = self.get_object()
        withdraw_cadence_change(change, by=person(request))
        return self.answer(change)


@policy(Permission.GIVE_CONSENT)
class CadenceAnswers(OfBoard):
    """The Department's consent to a request, or its refusal."""

    rows = CadenceChange.objects.select_related("board__council")
    serializer_class = CadenceChangeSerializer
    lookup_field, lookup_url_kwarg = "number", "cadence_number"

    @extend_schema(request=CadenceAnswerSerializer, responses={200: CadenceChangeSerializer})
    def create(self, request: Request, council_slug: str, cadence_number: int) -> Response:
        change, given = self.get_object(), CadenceAnswerSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        answer_cadence_change(change, by=person(request), on=today(), **given.validated_data)
        return self.answer(change)
