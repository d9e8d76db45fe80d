"""Documents on their way to a draft notice: the same verbs and the same forms as the pages.

Upload, wait until `stage` is `to_review`, settle each of `proposal.warnings`, change what is wrong, confirm. Every change
says in `based_on` which `version` it was made against; 409 means that somebody changed the same thing since.
"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from councils.api import OfCouncil, person
from councils.files import as_download
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused

from ..intake import confirming, services
from ..intake.forms import HOW, ClauseForm, ConfirmForm, EntryForm, FrontForm, NewClauseForm
from ..intake.part_forms import PART_FORMS
from ..intake.proposal import Json, find, find_clause
from ..models import Intake, IntakeProposal

CHANGES = [name for name in services.CHANGES if name != "settle"]


class ChangedMeanwhile(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = "Somebody changed this since the version that you named. Read the proposal again."
    default_code = "changed_meanwhile"


class IntakeSerializer(serializers.ModelSerializer[Intake]):
    stage = serializers.CharField(read_only=True)
    name = serializers.CharField(source="file.name", read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True)
    notice = serializers.IntegerField(source="notice.number", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Intake
        fields = (
            "number",
            "stage",
            "name",
            "sha256",
            "error",
            "created_at",
            "settled_at",
            "settled_why",
            "notice",
        )


class IntakeWithProposal(IntakeSerializer):
    """`proposal` is the object of `read_notice` with ids on its entries; null until the document has been read."""

    version = serializers.SerializerMethodField()
    proposal = serializers.SerializerMethodField()
    open = serializers.SerializerMethodField(help_text="What must be done before it can be confirmed.")

    class Meta(IntakeSerializer.Meta):
        fields = (*IntakeSerializer.Meta.fields, "version", "proposal", "open")  # type: ignore[assignment]

    def get_version(self, intake: Intake) -> int | None:
        latest = self._latest(intake)
        return latest.version if latest else None

    def get_proposal(self, intake: Intake) -> dict[str, Any] | None:
        latest = self._latest(intake)
        return latest.proposal if latest else None

    def get_open(self, intake: Intake) -> list[str]:
        latest = self._latest(intake)
        if latest is None or intake.stage != Intake.Outcome.TO_REVIEW:
            return []
        return [point.words for point in confirming.still_open(intake, latest.proposal)]

    def _latest(self, intake: Intake) -> IntakeProposal | None:
        versions = IntakeProposal.objects.filter(council_id=intake.council_id, intake=intake)
        return versions.order_by("-version").first()


class IntakeUploadSerializer(serializers.Serializer[Any]):
    document = serializers.FileField()


class IntakeChangeSerializer(serializers.Serializer[Any]):
    """`do` says what, the rest to what: `number` is an entry's id; `after` (0: at the beginning) the clause before a new
    one; `what` the kind of a new part, `requirement` the clause that it hangs on; `parts` the words of each part."""

    based_on = serializers.IntegerField()
    do = serializers.ChoiceField(choices=CHANGES)
    number = serializers.IntegerField(required=False)
    after = serializers.IntegerField(required=False)
    what = serializers.ChoiceField(choices=list(PART_FORMS), required=False)
    requirement = serializers.IntegerField(required=False)
    parts = serializers.ListField(child=serializers.CharField(), required=False)
    why = serializers.CharField(required=False)
    fields_ = serializers.DictField(required=False)

    def get_fields(self) -> Any:
        """`fields` is a name that serializers keep for themselves."""
        found = super().get_fields()
        found["fields"] = found.pop("fields_")
        return found


class IntakeWarningSerializer(serializers.Serializer[Any]):
    based_on = serializers.IntegerField()
    how = serializers.ChoiceField(choices=HOW)
    why = serializers.CharField(required=False, default="", allow_blank=True)


class IntakeDiscardSerializer(serializers.Serializer[Any]):
    why = serializers.CharField(max_length=1000)


class IntakeConfirmSerializer(serializers.Serializer[Any]):
    """Answers to the questions that the document leaves open; each is asked for only where it does."""

    based_on = serializers.IntegerField()
    replaces = serializers.IntegerField(
        required=False, help_text="Number of the earlier instrument; 0: none."
    )
    issue_date = serializers.ChoiceField(choices=["yes", "later"], required=False)
    is_for_us = serializers.ChoiceField(choices=["yes", "no"], required=False)


@policy(Permission.PREPARE_INSTRUMENT)
class Intakes(OfCouncil):
    """Uploaded documents, newest first; POST (multipart) uploads one to be read."""

    rows = Intake.objects.select_related("council", "file", "notice").defer("file__content").newest_first()
    serializer_class = IntakeSerializer
    lookup_field = "number"
    lookup_url_kwarg = "intake_number"

    @extend_schema(request={"multipart/form-data": IntakeUploadSerializer}, responses={202: IntakeSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given = IntakeUploadSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        council = request.council  # type: ignore[attr-defined]
        try:
            intake = services.receive(given.validated_data["document"], council=council, by=person(request))
        except Refused as refusal:
            raise serializers.ValidationError({"document": [str(refusal)]}) from None
        return Response(IntakeSerializer(intake).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses=IntakeWithProposal)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(IntakeWithProposal(self.get_object()).data)

    @extend_schema(responses={(200, "application/octet-stream"): bytes})
    def download(self, request: Request, council_slug: str, intake_number: int) -> HttpResponse:
        return as_download(self.get_object().file)

    @extend_schema(request=IntakeChangeSerializer, responses=IntakeWithProposal)
    def change(self, request: Request, council_slug: str, intake_number: int) -> Response:
        given = _checked(IntakeChangeSerializer(data=request.data))
        intake = self.get_object()
        do, based_on = given.pop("do"), given.pop("based_on")
        return _changed(request, intake, do, based_on, _arguments(_proposal(intake), do, given))

    @extend_schema(request=IntakeWarningSerializer, responses=IntakeWithProposal)
    def settle(
        self, request: Request, council_slug: str, intake_number: int, warning_number: int
    ) -> Response:
        given = _checked(IntakeWarningSerializer(data=request.data))
        arguments = {"number": warning_number, "how": given["how"], "why": given["why"]}
        return _changed(request, self.get_object(), "settle", given["based_on"], arguments)

    @extend_schema(request=None, responses=IntakeSerializer)
    def again(self, request: Request, council_slug: str, intake_number: int) -> Response:
        """Have a document read again that could not be read."""
        intake = self.get_object()
        services.try_again(intake, by=person(request), now=timezone.now())
        return Response(IntakeSerializer(intake).data)

    @extend_schema(request=IntakeDiscardSerializer, responses=IntakeSerializer)
    def discard(self, request: Request, council_slug: str, intake_number: int) -> Response:
        given = _checked(IntakeDiscardSerializer(data=request.data))
        intake = self.get_object()
        try:
            services.discard(intake, by=person(request), now=timezone.now(), why=given["why"])
        except Refused as refusal:
            raise _refused(refusal) from None
        intake.refresh_from_db()
        return Response(IntakeSerializer(intake).data)

    @extend_schema(request=IntakeConfirmSerializer, responses=IntakeWithProposal)
    def confirm(self, request: Request, council_slug: str, intake_number: int) -> Response:
        """Record the proposal as a draft notice. Twice is once."""
        given = _checked(IntakeConfirmSerializer(data=request.data))
        intake = self.get_object()
        proposal, earlier = _proposal(intake), confirming.earlier(intake)
        ask = confirming.addressed(proposal, intake.council).must_be_said
        form = ConfirmForm(given, intake=intake, proposal=proposal, ask_whom=ask, earlier=earlier)
        if intake.notice is None and not form.is_valid():
            raise serializers.ValidationError(_errors(form))
        answers = form.cleaned_data if intake.notice is None else {}
        number = answers.get("replaces") or 0
        try:
            confirming.confirm(
                intake,
                by=person(request),
                now=timezone.now(),
                based_on=given["based_on"],
                revises=next((notice for notice in earlier if notice.number == number), None),
                issue_date_is_right=answers.get("issue_date") == "yes",
                is_for_us=answers.get("is_for_us") == "yes",
            )
        except services.Stale:
            raise ChangedMeanwhile from None
        except Refused as refusal:
            raise _refused(refusal) from None
        intake.refresh_from_db()
        return Response(IntakeWithProposal(intake).data)


def _proposal(intake: Intake) -> Json:
    try:
        services.require_open(intake)
    except Refused as refusal:
        if intake.notice is None:
            raise _refused(refusal) from None
    found: Json = services.newest(intake).proposal
    return found


def _changed(request: Request, intake: Intake, do: str, based_on: int, arguments: Json) -> Response:
    try:
        services.change(intake, do, arguments, by=person(request), now=timezone.now(), based_on=based_on)
    except services.Stale:
        raise ChangedMeanwhile from None
    except Refused as refusal:
        raise _refused(refusal) from None
    return Response(IntakeWithProposal(intake).data)


# -- from what a program sends to the arguments of a verb


def _arguments(proposal: Json, do: str, given: Json) -> Json:
    number = _needed(given, "number") if services.CHANGES[do] else 0
    if do == "change_front":
        form: EntryForm = FrontForm(_data(FrontForm, proposal, given), front=proposal)
        return {"fields": _clean(form)}
    if do == "change_clause":
        item = find_clause(proposal, number)
        if item is None:
            raise exceptions.NotFound
        form = ClauseForm(_data(ClauseForm, item, given), proposal=proposal, number=number)
        return {"number": number, "fields": _clean(form)}
    if do == "add_clause":
        after = given.get("after", 0)
        before = find_clause(proposal, after) or {}
        same = {name: before.get(name) for name in ("kind", "binds", "section", "parent")}
        form = NewClauseForm(_data(NewClauseForm, same, given), proposal=proposal, number=after)
        return {"after": after, "fields": _clean(form)}
    if do == "change_part":
        found = find(proposal, number)
        if found is None or found[0] not in PART_FORMS:
            raise exceptions.NotFound
        form_class = PART_FORMS[found[0]]
        return {"number": number, "fields": _clean(form_class(_data(form_class, found[1], given)))}
    if do == "add_part":
        what = _needed(given, "what")
        fields = _clean(PART_FORMS[what](_data(PART_FORMS[what], {}, given)))
        return {"what": what, "fields": fields, "requirement": given.get("requirement")}
    if do == "split_clause":
        return {"number": number, "parts": _needed(given, "parts")}
    return {"number": number, "why": given.get("why", "")} if do == "drop" else {"number": number}


def _data(form_class: type[EntryForm], entry: Json, given: Json) -> Json:
    """What the form would hold on the page: the entry's values, and what the program wants in their place."""
    initial = form_class.initial_of(entry) if entry else {}
    fields = {
        ("author" if name == "from" else name): value for name, value in given.get("fields", {}).items()
    }
    return {name: _typed(value) for name, value in {**initial, **fields}.items()}


def _typed(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, list):  # the legal basis, as the contract has it
        return "\n".join(f"{basis.get('act', '')}, {basis.get('section', '')}" for basis in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _clean(form: EntryForm) -> Json:
    if not form.is_valid():
        raise serializers.ValidationError({"fields": _errors(form)})
    return form.as_contract()


def _errors(form: forms.Form) -> dict[str, list[str]]:
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


def _needed(given: Json, name: str) -> Any:
    if name not in given:
        raise serializers.ValidationError({name: ["This field is required."]})
    return given[name]


def _checked(given: serializers.Serializer[Any]) -> Json:
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def _refused(refusal: Refused) -> serializers.ValidationError:
    return serializers.ValidationError({"non_field_errors": [str(refusal)]})
