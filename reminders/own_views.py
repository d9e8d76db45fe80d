"""Pages: a person's own reminders of an action, which nobody else sees."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from actions.models import Action
from councils.access import get_visible_or_404
from councils.asking import ask
from councils.clock import today
from councils.forms import DateInputField, GovForm
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from . import own
from .models import OwnReminder


class OwnReminderForm(GovForm):
    note = forms.CharField(
        label="What do you want to be reminded of?",
        help_text="It comes by email: no name of a child, and nothing by which one could be known.",
        max_length=own.LONGEST,
    )
    on = DateInputField(label="On which day?", help_text="For example, 4 1 2027")
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


@policy(Permission.REMIND_ONESELF)
def own_reminders(request: CouncilRequest, council_slug: str, ref: str) -> HttpResponse:
    """The person's reminders of one action, each with its button, and the form for another."""
    action = get_visible_or_404(Action, request.user, council=request.council, ref=ref)
    if "done" in request.POST:
        return _done(request, action, request.POST["done"])
    form = OwnReminderForm(request.POST or None)
    if form.is_valid():
        try:
            own.set_reminder(action, by=request.user, today=today(), **_facts(form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "You will be reminded on that day")
            return redirect("reminders:own", council_slug=council_slug, ref=ref)
    found = OwnReminder.objects.visible_to(request.user).filter(action=action).open()
    return render(
        request, "reminders/own.html", {"action": action, "form": form, "reminders": found, "on": today()}
    )


def _done(request: CouncilRequest, action: Action, own_id: str) -> HttpResponse:
    if not (own_id.isascii() and own_id.isdigit()):
        raise Http404
    reminder = get_visible_or_404(OwnReminder, request.user, action=action, pk=int(own_id))
    try:
        own.finish(reminder, by=request.user, today=today())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, "You are not reminded of it again")
    return redirect("reminders:own", council_slug=request.council.slug, ref=action.ref)


@policy(Permission.REMIND_ONESELF)
def own_reminder_change(request: CouncilRequest, council_slug: str, own_reminder_id: int) -> HttpResponse:
    rows = OwnReminder.objects.select_related("action", "council")
    reminder: OwnReminder = get_visible_or_404(
        rows, request.user, council=request.council, pk=own_reminder_id, done_on=None
    )
    now = {"note": reminder.note, "on": reminder.on, "based_on": reminder.version}
    form = OwnReminderForm(request.POST or None, initial=now)
    return ask(
        request,
        form,
        lambda: own.change(
            reminder,
            by=request.user,
            today=today(),
            based_on=form.cleaned_data["based_on"] or 0,
            **_facts(form),
        ),
        caption=f"{reminder.action.ref} {reminder.action.title}",
        title="Change your reminder",
        button="Save reminder",
        said="Your reminder is saved",
        back=reminder.get_absolute_url(),
    )


def _facts(form: OwnReminderForm) -> dict[str, Any]:
    return {"on": form.cleaned_data["on"], "note": form.cleaned_data["note"]}
