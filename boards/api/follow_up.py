"""Papers of a meeting, the challenge log, the board's own actions: the verbs of the pages."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404, require
from councils.api import OfCouncil, person
from councils.audit import record_nobody_identified
from councils.child_data_api import ChecksForChildren
from councils.clock import today
from councils.models import Organisation
from councils.permissions import Permission
from councils.policy import policy

from .. import services, views
from ..minutes import name_of
from ..models import AgendaItem, BoardAction, BoardMember, Challenge, MeetingPaper
from .meetings import OfMeeting, meeting_of


class MeetingPaperSerializer(serializers.ModelSerializer[MeetingPaper]):
    """Send `file` (multipart) or `link`, one of the two; `item` is the number of an agenda item."""

    item = serializers.IntegerField(source="item.number", required=False, allow_null=True)
    file = serializers.FileField(required=False, write_only=True)
    file_name = serializers.CharField(source="file.name", read_only=True, default="")

    class Meta:
        model = MeetingPaper
        fields = ("number", "title", "item", "link", "file", "file_name", "added_on")
        read_only_fields = ("number", "added_on")


class NewMeetingPaperSerializer(ChecksForChildren, MeetingPaperSerializer):
    class Meta(MeetingPaperSerializer.Meta):
        fields = (*MeetingPaperSerializer.Meta.fields, "nobody_identified")  # type: ignore[assignment]


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
class MeetingPapers(OfMeeting):
    """Papers of a meeting; POST adds one, `download/` gives a file."""

    rows = (
        MeetingPaper.objects.current()
        .select_related("item", "file")
        .defer("file__content")
        .order_by("number")
    )
    serializer_class = MeetingPaperSerializer

    @extend_schema(request=NewMeetingPaperSerializer, responses={201: MeetingPaperSerializer})
    def create(self, request: Request, council_slug: str, number: int) -> Response:
        given = NewMeetingPaperSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said, meeting = given.validated_data, meeting_of(request, number)
        about = (said.get("item") or {}).get("number")
        items = AgendaItem.objects.all()
        item = get_visible_or_404(items, person(request), meeting=meeting, number=about) if about else None
        paper = services.add_paper(
            meeting, by=person(request), on=today(), title=said["title"], item=item, upload=said.get("file"),
            link=said.get("link", ""),
        )  # fmt: skip
        record_nobody_identified(said["checked"], about=meeting, by=person(request))
        return Response(MeetingPaperSerializer(paper).data, status=201)

    @extend_schema(responses={(200, "application/octet-stream"): bytes})
    def download(self, request: Request, council_slug: str, number: int, paper_number: int) -> HttpResponse:
        """The file of a paper, as it was uploaded."""
        found: HttpResponse = views.paper_download(request, council_slug, number, paper_number)  # type: ignore[arg-type]
        return found


class ChallengeSerializer(serializers.ModelSerializer[Challenge]):
    """`asked_by`: the id of a member of the board."""

    meeting = serializers.IntegerField(source="meeting.number")
    asked_by = serializers.IntegerField(source="asked_by_id")
    asked_by_name = serializers.SerializerMethodField()
    state = serializers.CharField(read_only=True)

    class Meta:
        model = Challenge
        fields = (
            "number", "meeting", "text", "asked_by", "asked_by_name", "asked_of", "asked_on", "state", "answer",
            "answered_on", "closed_on", "closing_note",
        )  # fmt: skip
        read_only_fields = ("number", "asked_on", "answer", "answered_on", "closed_on", "closing_note")

    def get_asked_by_name(self, challenge: Challenge) -> str:
        return name_of(challenge.asked_by, self.context["request"].user)


class ChallengeChangeSerializer(ChecksForChildren):
    """An answer, or `close` with what the board said; the chair alone closes."""

    answer = serializers.CharField(required=False, max_length=5000)
    close = serializers.BooleanField(required=False, default=False)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


class NewChallengeSerializer(ChecksForChildren, ChallengeSerializer):
    class Meta(ChallengeSerializer.Meta):
        fields = (*ChallengeSerializer.Meta.fields, "nobody_identified")  # type: ignore[assignment]


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
class Challenges(OfCouncil):
    """The challenge log, newest first; POST logs one of a meeting in progress, PUT answers or closes one."""

    rows = Challenge.objects.select_related("asked_by__organisation", "meeting", "council").order_by(
        "-number"
    )
    serializer_class = ChallengeSerializer
    lookup_field = "number"
    lookup_url_kwarg = "challenge_number"

    @extend_schema(request=NewChallengeSerializer, responses={201: ChallengeSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given = NewChallengeSerializer(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        said = given.validated_data
        meeting = meeting_of(request, said["meeting"]["number"])
        members = BoardMember.objects.select_related("organisation")
        member = get_visible_or_404(
            members, person(request), council_id=meeting.council_id, pk=said["asked_by_id"]
        )
        challenge = services.add_challenge(
            meeting,
            by=person(request),
            on=today(),
            text=said["text"],
            asked_by=member,
            asked_of=said["asked_of"],
        )
        record_nobody_identified(said["checked"], about=challenge, by=person(request))
        return Response(self.get_serializer(challenge).data, status=201)

    @extend_schema(request=ChallengeChangeSerializer, responses={200: ChallengeSerializer})
    def update(self, request: Request, council_slug: str, challenge_number: int) -> Response:
        given = ChallengeChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said, challenge = given.validated_data, self.get_object()
        if said.get("answer"):
            services.answer_challenge(challenge, by=person(request), on=today(), answer=said["answer"])
        if said["close"]:
            require(person(request).access.may(Permission.DECIDE_FOR_BOARD, challenge.council_id))
            services.close_challenge(challenge, by=person(request), on=today(), note=said["note"])
        record_nobody_identified(said["checked"], about=challenge, by=person(request))
        return Response(self.get_serializer(self.get_object()).data)


class BoardActionSerializer(serializers.ModelSerializer[BoardAction]):
    """`organisation`: the id of a partner agency, where it is theirs to do."""

    meeting = serializers.IntegerField(source="meeting.number")
    organisation = serializers.IntegerField(source="organisation_id", required=False, allow_null=True)

    class Meta:
        model = BoardAction
        fields = ("number", "meeting", "text", "who", "organisation", "due_on", "done_on", "outcome")
        read_only_fields = ("number", "done_on", "outcome")


class NewBoardActionSerializer(ChecksForChildren, BoardActionSerializer):
    class Meta(BoardActionSerializer.Meta):
        fields = (*BoardActionSerializer.Meta.fields, "nobody_identified")  # type: ignore[assignment]


class DoneSerializer(ChecksForChildren):
    done_on = serializers.DateField()
    outcome = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


@policy(Permission.VIEW_COUNCIL, writes=Permission.PLAN_MEETINGS)
class BoardActions(OfCouncil):
    """What the board asked to be done; POST records one of a meeting in progress, PUT says that one is done."""

    rows = BoardAction.objects.select_related("meeting", "council").order_by("-number")
    serializer_class = BoardActionSerializer
    lookup_field = "number"
    lookup_url_kwarg = "board_action_number"

    @extend_schema(request=NewBoardActionSerializer, responses={201: BoardActionSerializer})
    def create(self, request: Request, council_slug: str) -> Response:
        given = NewBoardActionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said = given.validated_data
        meeting, agency = meeting_of(request, said["meeting"]["number"]), said.get("organisation_id")
        found = (
            get_visible_or_404(Organisation, person(request), council_id=meeting.council_id, pk=agency)
            if agency
            else None
        )
        action = services.add_board_action(
            meeting,
            by=person(request),
            text=said["text"],
            who=said["who"],
            due_on=said["due_on"],
            organisation=found,
        )
        record_nobody_identified(said["checked"], about=action, by=person(request))
        return Response(self.get_serializer(action).data, status=201)

    @extend_schema(request=DoneSerializer, responses={200: BoardActionSerializer})
    def update(self, request: Request, council_slug: str, board_action_number: int) -> Response:
        given = DoneSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said, action = given.validated_data, self.get_object()
        checked = said.pop("checked")
        services.finish_board_action(action, by=person(request), on=today(), **said)
        record_nobody_identified(checked, about=action, by=person(request))
        return Response(self.get_serializer(action).data)
