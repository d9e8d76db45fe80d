"""An administrator's page: who may sign in for this council, as what, and until when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from .. import services
from ..access import get_visible_or_404
from ..clock import today
from ..forms import DateInputField, GovForm
from ..models import Council, Membership, Organisation
from ..permissions import DEPARTMENT_ROLES, Permission, Role
from ..policy import policy
from ..refusal import Refused


class PersonForm(GovForm):
    name = forms.CharField(label="Full name", max_length=150)
    email = forms.EmailField(label="Email address", max_length=250)
    role = forms.ChoiceField(
        label="Role", choices=[choice for choice in Role.choices if choice[0] not in DEPARTMENT_ROLES]
    )
    organisation = forms.ModelChoiceField(
        label="Partner agency", queryset=Organisation.objects.none(), required=False, empty_label="None"
    )
    valid_to = DateInputField(label="Last day of the role", required=False)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(council=council)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("organisation") and given.get("role") != Role.BOARD_MEMBER:
            self.add_error("organisation", "Only a board member acts for a partner agency. Choose “None”.")
        if given.get("valid_to") and given["valid_to"] < today():
            self.add_error("valid_to", "The last day of the role must be today or later")
        return given


@policy(Permission.MANAGE_PEOPLE)
def people(request: HttpRequest, council_slug: str) -> HttpResponse:
    rows = Membership.objects.filter(council=request.council).visible_to(request.user)  # type: ignore[attr-defined]
    rows = rows.select_related("user", "organisation").order_by("user__name")
    on = today()
    current = [row for row in rows if row.is_current(on=on)]
    return render(
        request,
        "councils/people.html",
        {"current": current, "ended": [row for row in rows if not row.is_current(on=on)]},
    )


@policy(Permission.MANAGE_PEOPLE)
def person_add(request: HttpRequest, council_slug: str) -> HttpResponse:
    council: Council = request.council  # type: ignore[attr-defined]
    form = PersonForm(request.POST or None, council=council)
    if form.is_valid():
        try:
            added = services.add_member(council, by=request.user, on=today(), **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as error:
            form.add_error("email", str(error))
        else:
            transaction.on_commit(lambda: invite(added, council))
            messages.success(request, f"{form.cleaned_data['email']} has been added and told by email.")
            return redirect("people", council_slug=council.slug)
    return render(request, "councils/person_add.html", {"form": form})


@policy(Permission.MANAGE_PEOPLE)
def membership_end(request: HttpRequest, council_slug: str, membership_id: int) -> HttpResponse:
    membership = get_visible_or_404(
        Membership.objects.select_related("user"),
        request.user,  # type: ignore[arg-type]
        council=request.council,  # type: ignore[attr-defined]
        pk=membership_id,
    )
    refused = ""
    if request.method == "POST":
        try:
            services.end_membership(membership, by=request.user, on=today())  # type: ignore[arg-type]
            messages.success(request, f"{membership.user.name} can no longer open this council's pages.")
            return redirect("people", council_slug=council_slug)
        except Refused as error:
            refused = str(error)
    return render(request, "councils/membership_end.html", {"membership": membership, "refused": refused})


def invite(added: services.Added, council: Council) -> None:
    """Tell them. A new person gets the link where they set their password; nobody's password is ever sent."""
    path = reverse("home")
    if added.is_new_person:
        uid, key = services.password_link(added.membership.user)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    role = added.membership.get_role_display()
    ask = "Set your password" if added.is_new_person else "Open Noticeboard"
    context = {
        "subject": f"You have been added to Noticeboard for {council}",
        "blocks": [
            {"text": f"You have been added to Noticeboard for {council}, as: {role}."},
            {"action": {"text": ask, "href": settings.BASE_URL + path}},
        ],
        "why": "You get this email because an administrator of this council added you.",
    }
    mail = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string("email/base.txt", context),
        to=[added.membership.user.email],
    )
    mail.attach_alternative(render_to_string("email/base.html", context), "text/html")
    mail.send(fail_silently=False)
