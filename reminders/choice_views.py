"""Pages: a person's tasks and choices, who stands in for them, and the rules of a council."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from councils.access import require
from councils.asking import ask
from councils.clock import today
from councils.forms import GovForm
from councils.models import Council, Membership, User
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from . import alerts, choices, escalations
from .choice_forms import AwayForm, PreferenceForm, RulesForm, kinds_in_words
from .models import Absence, OwnReminder
from .telling import tasks_of
from .todo import Line, lines


@policy()
def tasks(request: HttpRequest) -> HttpResponse:
    """All that the signed-in person is to do, in every council of theirs: what their e-mails say, at any time."""
    user, on = _person(request), today()
    told = tasks_of(user.pk, on=on)
    councils = {c.pk: c for c in Council.objects.filter(id__in={item.council_id for item in told})}
    found = lines(told, councils, on=on)
    user.open_tasks = len(found)  # type: ignore[attr-defined]  # the number beside the link agrees with its page
    late = [
        (line.told.council_id, line.told.object_id, line.told.due_on) for line in found if _is_late(line, on)
    ]
    return render(
        request,
        "reminders/tasks.html",
        {
            "places": _by_council(found, councils),
            "escalated": escalations.of_actions(late, user),
            "found": len(found),
            "overdue": sum(line.told.due_on < on and not line.told.is_news for line in found),
            "away": _away(user),
            "to_come": _to_come(user, on=on),
        },
    )


def _is_late(line: Line, on: Any) -> bool:
    return line.told.kind == "action" and line.told.due_on < on


def _by_council(found: list[Line], councils: dict[int, Council]) -> list[dict[str, Any]]:
    """Councils by name, each with its groups in order."""
    return [
        {
            "council": council,
            "groups": [
                {"heading": group, "lines": [line for line in here if line.group == group]}
                for group in dict.fromkeys(line.group for line in here)
            ],
        }
        for council in sorted(councils.values(), key=str)
        if (here := [line for line in found if line.told.council_id == council.pk])
    ]


def _to_come(user: User, *, on: datetime.date) -> list[OwnReminder]:
    """Their own reminders of later days, which are no task yet."""
    rows = OwnReminder.objects.visible_to(user).open().filter(on__gt=on)
    return list(rows.select_related("action", "council"))


def _away(user: User) -> list[Absence]:
    """Where the person is away, or is going to be."""
    own = Absence.objects.visible_to(user).filter(user=user).not_over(on=today())
    return list(own.select_related("council", "deputy"))


@policy()
def preferences(request: HttpRequest) -> HttpResponse:
    """When the person's e-mails come, and what they hold."""
    user = _person(request)
    now = choices.preference_of(user)
    form = PreferenceForm(
        request.POST or None,
        initial={"hour": now.hour, "quiet_days": now.quiet_days, "email": now.email},
    )
    if form.is_valid():
        try:
            choices.choose(user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("quiet_days", str(refusal))
        else:
            messages.success(request, "Your choices were saved. They hold from the next email")
            return redirect("reminders:preferences")
    return render(
        request,
        "reminders/preferences.html",
        {"form": form, "councils": _councils(user), "followed": alerts.followed(user)},
    )


@policy(Permission.BE_AWAY)
def away(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Who gets the person's reminders of this council while they are away."""
    own = _membership(request)
    on = today()
    absence = Absence.objects.filter(council=request.council, user=request.user).first()
    form = AwayForm(
        request.POST or None,
        initial=AwayForm.initial_of(absence),
        deputies=choices.deputies_of(own, on=on),
    )
    if request.method == "POST" and request.POST.get("do") == "end":
        choices.come_back(own, by=request.user)
        messages.success(request, "Your reminders come to you again")
        return redirect("reminders:away", council_slug=council_slug)
    if form.is_valid():
        try:
            choices.go_away(own, by=request.user, on=on, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your reminders go to your deputy while you are away")
            return redirect("reminders:away", council_slug=council_slug)
    shown = absence if absence and absence.until_on >= on else None
    return render(
        request, "reminders/away.html", {"form": form, "absence": shown, "has_deputies": bool(form.people)}
    )


@policy(Permission.VIEW_COUNCIL)
def rules(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """When the people of this council are reminded."""
    found = choices.rules_of(request.council)
    may_set = request.user.access.may(Permission.SET_REMINDER_RULES, request.council.pk)
    return render(
        request,
        "reminders/rules.html",
        {"rules": found, "without": kinds_in_words(found.without), "may_set": may_set},
    )


@policy(Permission.SET_REMINDER_RULES)
def rules_change(request: CouncilRequest, council_slug: str) -> HttpResponse:
    initial = RulesForm.initial_of(choices.rules_of(request.council))
    form: GovForm = RulesForm(request.POST or None, initial=initial)
    return ask(
        request,
        form,
        lambda: choices.set_rules(request.council, by=request.user, **form.cleaned_data),
        caption="Reminders",
        title="Change when people are reminded",
        button="Save the rules",
        said="The rules were saved. They hold from the next email",
        back=reverse("reminders:rules", kwargs={"council_slug": council_slug}),
    )


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _councils(user: User) -> list[Council]:
    return [m.council for m in user.access.memberships if m.council is not None]


def _membership(request: CouncilRequest) -> Membership:
    """The person's own; the policy lets in nobody without one."""
    membership = request.user.access.membership_in(request.council.pk)
    require(membership is not None)
    assert membership is not None
    return membership
