"""One action: its page, and reporting progress on it."""

from __future__ import annotations

import datetime
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils import status
from councils.access import name_for, require
from councils.clock import today
from councils.lateness import london_date, long_date
from councils.models import User
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest
from notices.models import Requirement

from .. import services
from ..evidence_list import evidence_of
from ..forms import ProgressForm
from ..history import TIES, Change, Edit, edits
from ..in_a_row import after, round_of
from ..models import OPEN, Action, ActionUpdate, DateChange, Decision, Delivery, possible
from ..permissions import (
    may_edit_plan,
    may_update,
    why_no_date_change,
    why_not_reportable,
    why_read_only,
)
from ..waiting import blocked_by
from . import comments, milestones
from .find import find_action


@policy(Permission.VIEW_COUNCIL)
def action(request: CouncilRequest, council_slug: str, ref: str) -> HttpResponse:
    found = find_action(request, ref)
    on = today()
    reported = ActionUpdate.objects.visible_to(request.user).filter(council=request.council, action=found)
    updates = list(reported.select_related("reported_by").order_by("-version"))
    changes = edits(found)
    changes_asked = list(found.date_changes.order_by("-number"))
    waiting = [change for change in changes_asked if change.state == DateChange.State.ASKED]
    context = {
        "action": found,
        "on": on,
        "owner": name_for(request.user, found.owner, found.council_id) if found.owner else found.owner_name(),
        "accountable": name_for(request.user, found.accountable_lead, found.council_id)
        if found.accountable_lead
        else "",
        "agencies": found.partner_agencies.all(),
        "blocked": blocked_by(found, viewer=request.user),
        "waits_for": found.waits_for.order_by("id"),
        "waited_for_by": found.waited_for_by.order_by("id"),
        "newest": updates[0] if updates else None,
        "requirements": _requirements(found),
        "findings": found.findings.select_related("inspection"),
        "history": _timeline(updates, changes, request.user, found.council_id),
        "dates": _dates(found, changes, request.user),
        "why_not": why_not_reportable(found, on=on),
        "may_update": may_update(request.user, found),
        "evidence": evidence_of(found, request.user, on=on),
        "may_add_evidence": request.user.access.may(Permission.ADD_EVIDENCE, found.council_id)
        and not why_read_only(found.plan, found.council, on=on),
        "date_changes": changes_asked,
        "may_ask_date": may_update(request.user, found)
        and not why_no_date_change(found, on=on, waiting=next(iter(waiting), None)),
        "decisions": possible(found.delivery)
        if request.user.access.may(Permission.DECIDE_FOR_BOARD, found.council_id)
        and not why_read_only(found.plan, found.council, on=on)
        else [],
        "readers": [
            name_for(request.user, person.user, found.council_id)
            for person in found.people.select_related("user")
        ]
        if found.restricted
        else [],
        "may_restrict": request.user.access.may(Permission.RESTRICT_ACTION, found.council_id),
        "may_edit": may_edit_plan(request.user, found.council_id)
        and not why_read_only(found.plan, found.council, on=on),
        **milestones.shown(request, found),
        **comments.shown(request, found),
    }
    return render(request, "actions/action.html", context)


@policy(Permission.UPDATE_OWN_ACTION)
def update(request: CouncilRequest, council_slug: str, ref: str) -> HttpResponse:
    found = find_action(request, ref, joined=["plan"])
    require(may_update(request.user, found))
    on = today()
    if why_not := why_not_reportable(found, on=on):
        return _update_refused(request, found, why_not)
    if request.method != "POST":
        last = _last_words(found)
        return _update_page(request, found, ProgressForm(action=found, recovery=_recovery(found, last)), last)
    no_change = "no_change" in request.POST
    last = _last_words(found) if no_change else None
    form = ProgressForm(request.POST, action=found, recovery=_recovery(found, last))
    if not form.is_valid():
        return _update_page(request, found, form)
    if no_change and form.cleaned_data["based_on"] == found.version and form.says_something():
        form.add_error(None, "You changed something in the form. Select “Save” to keep it")
        return _update_page(request, found, form, last)
    follow = "next" in request.POST or (no_change and "round" in request.GET)
    refs = round_of(request.user, request.council, on=on, beside=found) if follow else []
    try:
        saved = services.report_progress(
            found, by=request.user, on=on, no_change=no_change, **form.verb_arguments()
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _update_page(request, found, form)
    except services.Stale as stale:
        return _update_stale(request, stale, on)
    messages.success(request, f"Saved: {found.ref} is {_in_words(saved)}.")
    return _onwards(found, refs) if refs else redirect(found)


def _onwards(found: Action, refs: list[str]) -> HttpResponse:
    """To the next action of the round; from the last one back to the list."""
    following = after(found.ref, refs)
    slug = found.council.slug
    if following is None:
        return redirect("actions:mine", council_slug=slug)
    return redirect(reverse("actions:update", kwargs={"council_slug": slug, "ref": following}) + "?round=1")


def _update_page(
    request: CouncilRequest, found: Action, form: ProgressForm, last: ActionUpdate | None = None, **more: Any
) -> HttpResponse:
    last = last or _last_words(found)
    on = today()
    refs = round_of(request.user, request.council, on=on, beside=found)
    context = {
        "others": max(len(refs) - 1, 0),
        "skip_to": after(found.ref, refs) if refs and "round" in request.GET else None,
        "action": found,
        "on": on,
        "form": form,
        "last": last,
        "last_by": name_for(request.user, last.reported_by, found.council_id) if last else "",
        "requirements": _requirements(found),
    }
    return render(request, "actions/action_update.html", {**context, **more}, status=more.get("status", 200))


def _update_refused(request: CouncilRequest, found: Action, why_not: str) -> HttpResponse:
    typed = _typed(request) if request.method == "POST" else []
    context = {"action": found, "why_not": why_not, "typed": typed}
    return render(request, "actions/action_update_not.html", context, status=409 if typed else 200)


def _update_stale(request: CouncilRequest, stale: services.Stale, on: datetime.date) -> HttpResponse:
    """Both versions side by side, and the form again with what was typed, now based on the newest version."""
    if why_not := why_not_reportable(stale.action, on=on):
        return _update_refused(request, stale.action, why_not)
    data = request.POST.copy()
    data["based_on"] = str(stale.action.version)
    viewer, council_id = request.user, stale.action.council_id
    return _update_page(
        request,
        stale.action,
        ProgressForm(data, action=stale.action),
        status=409,
        page_has_errors=True,
        typed=_typed(request),
        meanwhile=[
            {
                "by": name_for(viewer, update.reported_by, council_id),
                "on": long_date(update.reported_on),
                "rows": _said(update),
            }
            for update in stale.updates
        ],
        meanwhile_edits=[
            {"by": name_for(viewer, edit.by, council_id), "changes": sentences(edit, viewer, council_id)}
            for edit in stale.edits
        ],
    )


def _last_words(found: Action) -> ActionUpdate | None:
    """The newest report that said something."""
    if found.reported_on is None:
        return None
    said = ActionUpdate.objects.filter(council_id=found.council_id, action=found, no_change=False)
    return said.select_related("reported_by").order_by("-version").first()


def _recovery(found: Action, last: ActionUpdate | None) -> str:
    """The recovery step so far: it stands until it is changed."""
    return last.recovery if last and found.is_open else ""


def _requirements(found: Action) -> list[Requirement]:
    linked = Requirement.objects.filter(council_id=found.council_id, action_links__action=found)
    return list(
        linked.select_related("notice").only("seq", "label", "text", "notice__number").order_by("seq")
    )


def _in_words(update: ActionUpdate) -> str:
    words = status.word("delivery", update.delivery).lower()
    return (
        f"{words}, {status.word('confidence', update.confidence).lower()}"
        if update.delivery in OPEN
        else words
    )


LABELS = {
    "narrative": "What has happened",
    "recovery": "What will bring it back",
    "evidence_of_impact": "What it changed for children",
}


def _said(update: ActionUpdate) -> list[dict[str, str]]:
    """A report as rows of a summary list."""
    judged = _in_words(update)
    words = [{"key": label, "value": getattr(update, name)} for name, label in LABELS.items()]
    return [{"key": "Status", "value": judged[:1].upper() + judged[1:]}, *words]


def _typed(request: CouncilRequest) -> list[dict[str, str]]:
    """What the person sent, in the same rows, whatever it was."""
    sent = {name: request.POST.get(name, "") for name in ("delivery", "confidence", *LABELS)}
    judged = [status.word(kind, sent[kind]) for kind in ("delivery", "confidence") if sent[kind]]
    if sent["delivery"] == Delivery.DONE:
        judged = judged[:1]
    words = [{"key": label, "value": sent[name]} for name, label in LABELS.items()]
    return [{"key": "Status", "value": ", ".join(judged).capitalize()}, *words]


# -- the history of an action, in words


def _timeline(
    updates: list[ActionUpdate], changes: list[Edit], viewer: User, council_id: int
) -> list[dict[str, Any]]:
    """Reports and edits together, newest first. A report stands at the day that it is about."""
    items: list[tuple[tuple[datetime.date, int], dict[str, Any]]] = []
    for update, before in zip_longest(updates, updates[1:]):
        title = "No change since last time" if update.no_change else "Progress reported"
        item = {
            "title": Decision(update.decision).label if update.decision else title,
            "by": name_for(viewer, update.reported_by, council_id),
            "at": update.reported_on,
            "update_row": update,
            "changes": _turns(before, update),
        }
        items.append(((update.reported_on, update.version), item))
    for edit in changes:
        item = {
            "title": "Plan edited",
            "by": name_for(viewer, edit.by, council_id),
            "at": edit.at,
            "changes": sentences(edit, viewer, council_id),
        }
        items.append(((london_date(edit.at), edit.version), item))
    return [item for _, item in sorted(items, key=lambda pair: pair[0], reverse=True)]


def _turns(before: ActionUpdate | None, after: ActionUpdate) -> list[str]:
    """Which judgement moved, from what to what."""
    if before is None:
        return []
    kinds = ["delivery", *(["confidence"] if before.delivery in OPEN and after.delivery in OPEN else [])]
    return [
        f"{kind.capitalize()} was “{status.word(kind, getattr(before, kind))}”."
        for kind in kinds
        if getattr(before, kind) != getattr(after, kind)
    ]


def sentences(edit: Edit, viewer: User, council_id: int) -> list[str]:
    return [_sentence(change, viewer, council_id) for change in edit.changes]


def _sentence(change: Change, viewer: User, council_id: int) -> str:
    def text(value: Any) -> str:
        if isinstance(value, User):
            return name_for(viewer, value, council_id)
        return long_date(value) if isinstance(value, datetime.date) else str(value)

    if change.field in TIES:
        parts = [
            f"{change.after} added" if change.after else "",
            f"{change.before} removed" if change.before else "",
        ]
        return f"{change.label}: {', '.join(filter(None, parts))}."
    if change.field in ("detail", "success_measure"):
        return f"“{change.label}” was rewritten."
    if change.field == "restricted":
        return "Restricted to named people." if change.after else "No longer restricted to named people."
    if not change.before:
        return f"{change.label} set to “{text(change.after)}”."
    if not change.after:
        return f"{change.label} “{text(change.before)}” taken away."
    return f"{change.label} changed from “{text(change.before)}” to “{text(change.after)}”."


def _dates(found: Action, changes: list[Edit], viewer: User) -> list[list[str]]:
    """Every due date that the action had, newest first, when it had more than one."""
    moves = [(edit, change) for edit in changes for change in edit.changes if change.field == "due_on"]
    rows = [
        [long_date(change.after), long_date(edit.at), name_for(viewer, edit.by, found.council_id)]
        for edit, change in moves
        if change.before
    ]
    return [*rows, [long_date(found.original_due_on), "At first", ""]] if rows else []
