"""Page and API: who has not signed in yet, and the button that invites them again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from councils import addresses
from councils.access import get_visible_or_404
from councils.api import OfCouncil, person
from councils.clock import today
from councils.models import Membership
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .delivery import inviting


@policy(Permission.SEND_AGAIN)
def not_signed_in(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """People who were invited and never came, each with a button."""
    rows = inviting.not_signed_in(request.council, user=request.user, on=today())
    if "membership" in request.POST:
        _invite_again(request, request.POST["membership"])
        return redirect("reminders:not_signed_in", council_slug=council_slug)
    people = list(rows)
    return render(
        request,
        "reminders/not_signed_in.html",
        {"people": people, "bounced": addresses.flagged_of(row.user for row in people)},
    )


def _invite_again(request: CouncilRequest, membership_id: str) -> None:
    if not (membership_id.isascii() and membership_id.isdigit()):
        raise Http404
    membership = get_visible_or_404(Membership, request.user, council=request.council, pk=int(membership_id))
    try:
        inviting.invite_again(membership, by=request.user, now=timezone.now(), on=today())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, f"An invitation is on its way to {membership.user}")


class InvitedPersonSerializer(serializers.ModelSerializer[Membership]):
    name = serializers.CharField(source="user.name", read_only=True)
    email = serializers.EmailField(source="user.email", read_only=True)
    invited_at = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = Membership
        fields = ("id", "name", "email", "role", "invited_at")


@policy(Permission.SEND_AGAIN)
class NotSignedIn(OfCouncil):
    """People with a role who have never signed in; POST invites one of them again, at most once an hour."""

    rows = Membership.objects.all()
    serializer_class = InvitedPersonSerializer
    filterset_fields = ()
    lookup_url_kwarg = "membership_id"

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return self.rows.none()
        return inviting.not_signed_in(self.request.council, user=person(self.request), on=today())  # type: ignore[attr-defined]

    @extend_schema(request=None, responses=InvitedPersonSerializer)
    def invite_again(self, request: Request, council_slug: str, membership_id: int) -> Response:
        mine = {"council": request.council, "pk": membership_id}  # type: ignore[attr-defined]
        membership = get_visible_or_404(Membership, person(request), **mine)
        invitation = inviting.invite_again(membership, by=person(request), now=timezone.now(), on=today())
        membership.invited_at = invitation.created_at
        return Response(self.get_serializer(membership).data)
