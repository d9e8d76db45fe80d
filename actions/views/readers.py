"""Who may see an action, and who else shall."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from ..readers_forms import ActionReadersForm
from ..services.named_people import restrict_action
from .find import find_action


@policy(Permission.RESTRICT_ACTION)
def action_readers(request: CouncilRequest, council_slug: str, ref: str) -> HttpResponse:
    action, on = find_action(request, ref), today()
    form = ActionReadersForm(request.POST or None, row=action, council=request.council, on=on)
    if form.is_valid():
        restrict_action(action, by=request.user, **form.verb_arguments())
        messages.success(request, f"Who may see {action.ref} is saved.")
        return redirect(action)
    return render(request, "actions/action_readers.html", {"action": action, "form": form})
