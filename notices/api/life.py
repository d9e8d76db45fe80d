"""The life of an instrument and its versions: the verbs that the pages use."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404
from councils.api import OfCouncil, person
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused

from ..amending import verbs as amending
from ..life import table, verbs
from ..life.table import Made
from ..models import ClauseChange, Deadline, Notice, NoticeStep, NoticeVersion, Requirement

PERSONS = [transition.name for transition in table.LIFE if transition.made is Made.PERSON]
Kind = ClauseChange.Kind


class NoticeStepSerializer(serializers.ModelSerializer[NoticeStep]):
    step = serializers.SerializerMethodField()
    other = serializers.IntegerField(source="other.number", read_only=True, allow_null=True, default=None)

    class Meta:
        model = NoticeStep
        fields = (
            "number", "step", "from_state", "to_state", "taken_on", "decided_by", "reason", "other", "adviser",
            "support_until", "recorded_at",
        )  # fmt: skip

    def get_step(self, step: NoticeStep) -> str | None:
        return step.transition.name if step.transition else None


class PossibleSerializer(serializers.Serializer[Any]):
    step = serializers.CharField(source="name")
    title = serializers.CharField()
    meaning = serializers.CharField()
    is_final = serializers.BooleanField()


class LifeSerializer(serializers.ModelSerializer[Notice]):
    """`possible`: the steps that a case lead can record now. `version` is the one that holds today."""

    revises = serializers.IntegerField(source="revises.number", read_only=True, allow_null=True, default=None)
    version = serializers.SerializerMethodField()
    steps = NoticeStepSerializer(many=True, read_only=True)
    possible = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = ("number", "state", "is_standing", "issued_on", "period_ends_on", "ended_on", "revises", "version", "steps", "possible")  # fmt: skip

    def get_version(self, notice: Notice) -> int:
        confirmed = [version.number for version in notice.versions.all() if version.is_confirmed]
        return max(confirmed, default=1)

    @extend_schema_field(PossibleSerializer(many=True))
    def get_possible(self, notice: Notice) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = PossibleSerializer(verbs.possible(notice, on=today()), many=True).data  # type: ignore[assignment]
        return found


class NewStepSerializer(serializers.Serializer[Any]):
    """`other` is the number of the instrument that takes its place; `adviser` and `support_until` are of `support`."""

    step = serializers.ChoiceField(choices=PERSONS)
    taken_on = serializers.DateField()
    decided_by = serializers.CharField(max_length=200)
    reason = serializers.CharField(max_length=2000)
    other = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1)
    adviser = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    support_until = serializers.DateField(required=False, allow_null=True, default=None)


class ChangeSerializer(serializers.ModelSerializer[ClauseChange]):
    requirement = serializers.IntegerField(
        source="requirement.seq", read_only=True, allow_null=True, default=None
    )

    class Meta:
        model = ClauseChange
        fields = ("kind", "requirement", "deadline", "before", "after", "due_on_before", "due_on")


class VersionSerializer(serializers.ModelSerializer[NoticeVersion]):
    """A confirmed amendment. Version 1, the instrument as issued, is not in the list."""

    changes = ChangeSerializer(many=True, read_only=True)

    class Meta:
        model = NoticeVersion
        fields = ("number", "decided_on", "decided_by", "effective_on", "reason", "confirmed_at", "changes")


class NewChangeSerializer(serializers.Serializer[Any]):
    """`requirement` is the clause's number (not for `added` and `period_extended`); `text` its new words; `words` and
    `due_on` give a deadline; `deadline` is the id of the one that changes."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    requirement = serializers.IntegerField(required=False, min_value=1)
    text = serializers.CharField(required=False, max_length=20_000)
    label = serializers.CharField(  # type: ignore[assignment]  # its stubs know another `label`
        required=False, allow_blank=True, default="", max_length=20
    )
    section = serializers.CharField(required=False, allow_blank=True, default="", max_length=400)
    clause_kind = serializers.ChoiceField(
        choices=Requirement.Kind.choices, default=Requirement.Kind.MEASURE.value
    )
    binds = serializers.ChoiceField(
        choices=Requirement.Binds.choices, default=Requirement.Binds.COUNCIL.value
    )
    deadline = serializers.IntegerField(required=False, min_value=1)
    words = serializers.CharField(required=False, max_length=300)
    due_on = serializers.DateField(required=False)

    NEEDS = {
        Kind.ADDED: ("text",),
        Kind.REWORDED: ("requirement", "text"),
        Kind.REMOVED: ("requirement",),
        Kind.DEADLINE_ADDED: ("requirement", "words", "due_on"),
        Kind.DEADLINE_CHANGED: ("requirement", "deadline", "words", "due_on"),
        Kind.PERIOD_EXTENDED: ("due_on",),
    }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        missing = [name for name in self.NEEDS[attrs["kind"]] if name not in attrs]
        if missing:
            raise serializers.ValidationError(dict.fromkeys(missing, "This kind of change needs it."))
        return attrs


class NewVersionSerializer(serializers.Serializer[Any]):
    decided_on = serializers.DateField()
    decided_by = serializers.CharField(max_length=200)
    effective_on = serializers.DateField()
    reason = serializers.CharField(max_length=2000)
    changes = NewChangeSerializer(many=True, allow_empty=False)


@policy(Permission.VIEW_COUNCIL)
class Life(OfCouncil):
    """Where an instrument stands, what has happened to it, and what can happen next."""

    rows = Notice.objects.select_related("revises", "council").prefetch_related("steps__other", "versions")
    serializer_class = LifeSerializer
    lookup_field = "number"


class OfNotice(OfCouncil):
    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows
        return rows.filter(notice__number=self.kwargs["number"])

    def notice(self) -> Notice:
        rows = Notice.objects.select_related("council")
        found: Notice = get_visible_or_404(
            rows,
            person(self.request),
            council=self.request.council,  # type: ignore[attr-defined]
            number=self.kwargs["number"],
        )
        return found


@policy(Permission.VIEW_COUNCIL, writes=Permission.RECORD_INSTRUMENT)
class Steps(OfNotice):
    """The steps of an instrument, oldest first; POST records one. With a draft in its place the answer is 202: the
    instrument ends when that draft is put in force."""

    rows = NoticeStep.objects.select_related("other")
    serializer_class = NoticeStepSerializer

    @extend_schema(request=NewStepSerializer, responses={201: NoticeStepSerializer, 202: None})
    def create(self, request: Request, council_slug: str, number: int) -> Response:
        notice = self.notice()
        given = NewStepSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        name, wanted = values.pop("step"), values.pop("other")
        other = Notice.objects.filter(council_id=notice.council_id, number=wanted).first()
        if wanted is not None and other is None:
            raise serializers.ValidationError({"other": "There is no such instrument."})
        try:
            step = verbs.take_step(notice, name, by=person(request), on=today(), other=other, **values)
        except Refused as refusal:
            raise serializers.ValidationError({"detail": str(refusal)}) from refusal
        if step is None:
            return Response(status=status.HTTP_202_ACCEPTED)
        return Response(NoticeStepSerializer(step).data, status=status.HTTP_201_CREATED)


@policy(Permission.VIEW_COUNCIL, writes=Permission.RECORD_INSTRUMENT)
class Versions(OfNotice):
    """Confirmed amendments, oldest first; POST amends the instrument at once, all changes or none."""

    rows = NoticeVersion.objects.confirmed().prefetch_related("changes__requirement")
    serializer_class = VersionSerializer
    lookup_field = "number"
    lookup_url_kwarg = "version"

    @extend_schema(request=NewVersionSerializer, responses={201: VersionSerializer})
    def create(self, request: Request, council_slug: str, number: int) -> Response:
        notice = self.notice()
        given = NewVersionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        changes = values.pop("changes")
        try:
            with transaction.atomic():
                version = _amend(notice, changes, values, request)
        except Refused as refusal:
            raise serializers.ValidationError({"detail": str(refusal)}) from refusal
        return Response(VersionSerializer(version).data, status=status.HTTP_201_CREATED)


def _amend(
    notice: Notice, changes: list[dict[str, Any]], decision: dict[str, Any], request: Request
) -> NoticeVersion:
    if amending.draft_of(notice) is not None:
        raise Refused("An amendment is being drafted on the pages. Confirm it or give it up first.")
    by = person(request)
    for change in changes:
        _collect(notice, change, by)
    version = amending.draft_of(notice)
    assert version is not None
    amending.decide(version, by=by, **decision)
    amending.confirm(version, by=by, on=today())
    return version


def _collect(notice: Notice, change: dict[str, Any], by: Any) -> None:
    kind = change["kind"]
    if kind == Kind.ADDED:
        amending.add_clause(
            notice, by=by, text=change["text"], label=change["label"], section=change["section"],
            kind=change["clause_kind"], binds=change["binds"],
        )  # fmt: skip
    elif kind == Kind.PERIOD_EXTENDED:
        amending.extend_period(notice, by=by, until=change["due_on"])
    else:
        _collect_of_clause(_clause(notice, change["requirement"]), change, by)


def _collect_of_clause(clause: Requirement, change: dict[str, Any], by: Any) -> None:
    if change["kind"] == Kind.REWORDED:
        amending.reword(clause, by=by, text=change["text"])
    elif change["kind"] == Kind.REMOVED:
        amending.remove(clause, by=by)
    else:
        deadline = None
        if change["kind"] == Kind.DEADLINE_CHANGED:
            deadline = Deadline.objects.filter(requirement=clause, pk=change["deadline"]).first()
            if deadline is None:
                raise Refused(f"{clause.citation.capitalize()} has no such deadline.")
        amending.set_deadline(
            clause, by=by, words=change["words"], due_on=change["due_on"], deadline=deadline
        )


def _clause(notice: Notice, seq: int) -> Requirement:
    found = (
        Requirement.objects.select_related("notice")
        .filter(council_id=notice.council_id, notice=notice, seq=seq)
        .first()
    )
    if found is None:
        raise Refused(f"There is no clause number {seq}.")
    return found
