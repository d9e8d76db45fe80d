"""Comments on an action, by the verbs of the pages. The Department reads none of them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils.access import get_visible_or_404
from councils.api import OfCouncil, person
from councils.child_data_api import ChecksForChildren
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy

from ..forms import LONGEST
from ..models import Comment
from ..services import comments as services
from .milestones import action_of
from .plan import NamesPeople


class CommentSerializer(NamesPeople, serializers.ModelSerializer[Comment]):
    """Write @ and a full name in `text` to mention somebody. One that was taken back has no text."""

    action = serializers.CharField(source="action.ref", read_only=True)
    author = serializers.SerializerMethodField()
    mentions = serializers.SerializerMethodField()
    text = serializers.CharField(max_length=LONGEST)

    class Meta:
        model = Comment
        fields = ("action", "number", "author", "text", "mentions", "written_at", "taken_back_at")
        read_only_fields = ("number", "written_at", "taken_back_at")

    def get_author(self, comment: Comment) -> str | None:
        return self.named(comment.author, comment.council_id)

    def get_mentions(self, comment: Comment) -> list[str]:
        return [] if comment.taken_back_at else sorted(person.name for person in comment.mentioned.all())

    def to_representation(self, instance: Comment) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        return shown | ({"text": ""} if instance.taken_back_at else {})


class NewCommentSerializer(ChecksForChildren):
    text = serializers.CharField(max_length=LONGEST)


@policy(Permission.VIEW_COUNCIL, writes=Permission.COMMENT)
class Comments(OfCouncil):
    """What people of the council said about one action, newest first; POST adds a comment."""

    rows = Comment.objects.select_related("action", "author").prefetch_related("mentioned")
    serializer_class = CommentSerializer

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return (
            rows if getattr(self, "swagger_fake_view", False) else rows.filter(action__ref=self.kwargs["ref"])
        )

    @extend_schema(request=NewCommentSerializer, responses={201: CommentSerializer})
    def create(self, request: Request, council_slug: str, ref: str) -> Response:
        action = action_of(request, ref)
        given = NewCommentSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        comment = services.write(action, by=person(request), on=today(), **given.validated_data)
        return Response(CommentSerializer(comment, context={"request": request}).data, status=201)


@policy(Permission.COMMENT)
class CommentsTakenBack(OfCouncil):
    """POST takes back a comment of your own."""

    rows = Comment.objects.select_related("action", "author")
    serializer_class = CommentSerializer

    @extend_schema(request=None, responses={200: CommentSerializer})
    def create(self, request: Request, council_slug: str, ref: str, comment_number: int) -> Response:
        action = action_of(request, ref)
        comment: Comment = get_visible_or_404(
            self.rows, person(request), action=action, number=comment_number
        )
        comment.action = action
        services.take_back(comment, by=person(request), on=today())
        comment.refresh_from_db(fields=["taken_back_at"])
        return Response(CommentSerializer(comment, context={"request": request}).data)
