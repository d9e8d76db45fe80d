"""Adding evidence, changing it, accepting or returning it, and saying who may see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.access import require
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..evidence_forms import EditEvidenceForm, EvidenceForm, JudgeForm, VersionForm, facts_now
from ..evidence_permissions import may_change, why_not_changeable, why_not_judgeable
from ..models import Action, ActionRequirement, Evidence
from ..readers_forms import EvidenceReadersForm
from ..services import evidence as services
from .evidence import find_evidence


@policy(Permission.ADD_EVIDENCE)
def evidence_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """`?action=A12` and `?round=2` come from the page that led here; `?replaces=7` puts it in the place of other evidence."""
    on = today()
    require(not request.council.is_abolished(on=on))
    replaces = _replaced(request)
    initial = facts_now(replaces) if replaces else _first(request)
    form = EvidenceForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        council=request.council,
        on=on,
        initial=initial,
    )
    if form.is_valid():
        try:
            added = services.add_evidence(
                request.council, by=request.user, on=on, replaces=replaces, **form.verb_arguments()
            )
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, f"Evidence {added.number} is submitted. Somebody else will look at it.")
            if "another" in request.POST:
                return redirect(f"{_add(request)}{f'?action={added.action.ref}' if added.action else ''}")
            return redirect(added)
    back = replaces or form.actions.get(request.GET.get("action", ""))
    context = {"form": form, "replaces": replaces, "back": back, "cancel": _cancel(request, back)}
    return render(request, "actions/evidence_add.html", context)


@policy(Permission.ADD_EVIDENCE)
def evidence_edit(request: CouncilRequest, council_slug: str, evidence_number: int) -> HttpResponse:
    found, on = find_evidence(request, evidence_number), today()
    require(may_change(request.user, found))
    why_not = why_not_changeable(found, on=on)
    if not why_not and found.state == Evidence.State.ACCEPTED:
        why_not = "This evidence was accepted as it stands. Add a new version instead."
    if why_not:
        return _not_now(request, found, why_not)
    form = EditEvidenceForm(request.POST or None, evidence=found, user=request.user, council=request.council)
    if form.is_valid():
        try:
            services.edit_evidence(
                found,
                by=request.user,
                on=on,
                based_on=form.cleaned_data["based_on"],
                **form.verb_arguments(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The changes to {found} are saved.")
            return redirect(found)
    return render(request, "actions/evidence_edit.html", {"evidence": found, "form": form})


@policy(Permission.ADD_EVIDENCE)
def evidence_version_add(request: CouncilRequest, council_slug: str, evidence_number: int) -> HttpResponse:
    found, on = find_evidence(request, evidence_number), today()
    require(may_change(request.user, found))
    if why_not := why_not_changeable(found, on=on):
        return _not_now(request, found, why_not)
    form = VersionForm(request.POST or None, request.FILES or None, evidence=found)
    if form.is_valid():
        try:
            version = services.add_version(found, by=request.user, on=on, **form.verb_arguments())
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(
                request, f"Version {version.number} is submitted. Somebody else will look at it."
            )
            return redirect(found)
    return render(request, "actions/evidence_version_add.html", {"evidence": found, "form": form})


@policy(Permission.ACCEPT_EVIDENCE)
def evidence_judge(request: CouncilRequest, council_slug: str, evidence_number: int) -> HttpResponse:
    found, on = find_evidence(request, evidence_number), today()
    if why_not := why_not_judgeable(request.user, found):
        return _not_now(request, found, why_not)
    version = found.versions.select_related("file").defer("file__content").get(number=found.version)
    form = JudgeForm(request.POST or None, initial={"based_on": found.version})
    if form.is_valid():
        given = form.cleaned_data
        verb: Any = services.accept_evidence if given["outcome"] == "accept" else services.return_evidence
        more = {} if given["outcome"] == "accept" else {"why": given["why"]}
        try:
            verb(found, by=request.user, on=on, based_on=given["based_on"], **more)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            word = "accepted" if given["outcome"] == "accept" else "returned"
            messages.success(request, f"{found} is {word}.")
            return redirect("actions:evidence_waiting", council_slug=council_slug)
    context = {"evidence": found, "form": form, "version": version}
    return render(request, "actions/evidence_judge.html", context)


@policy(Permission.ADD_EVIDENCE)
def evidence_readers(request: CouncilRequest, council_slug: str, evidence_number: int) -> HttpResponse:
    """Who may see it, and who else shall."""
    found, on = find_evidence(request, evidence_number), today()
    require(may_change(request.user, found))
    form = EvidenceReadersForm(request.POST or None, row=found, council=request.council, on=on)
    if form.is_valid():
        try:
            services.set_readers(found, by=request.user, **form.verb_arguments())
        except Refused as refusal:
            form.add_error("restricted", str(refusal))
        else:
            messages.success(request, f"Who may see {found} is saved.")
            return redirect(found)
    return render(request, "actions/evidence_readers.html", {"evidence": found, "form": form})


def _replaced(request: CouncilRequest) -> Evidence | None:
    number = request.GET.get("replaces", "")
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        return None
    found = find_evidence(request, int(number))
    require(may_change(request.user, found))
    return found


def _first(request: CouncilRequest) -> dict[str, Any]:
    """The action that the person came from, with the clauses that it serves."""
    ref = request.GET.get("action", "")
    links = ActionRequirement.objects.filter(council=request.council, action__ref=ref)
    served = links.filter(action__in=Action.objects.visible_to(request.user).values("pk"))
    return {
        "action": ref,
        "audit_round": request.GET.get("round", ""),
        "requirements": [str(pk) for pk in served.values_list("requirement_id", flat=True)],
    }


def _refuse(form: Any, refusal: Refused) -> None:
    """At the field that it is about."""
    about_file = str(refusal).startswith(("The selected file", "Select a file", "Give a file"))
    form.add_error("upload" if about_file else None, str(refusal))


def _not_now(request: CouncilRequest, found: Evidence, why_not: str) -> HttpResponse:
    context = {"evidence": found, "why_not": why_not}
    return render(
        request, "actions/evidence_not_now.html", context, status=409 if request.method == "POST" else 200
    )


def _add(request: CouncilRequest) -> str:
    return reverse("actions:evidence_add", kwargs={"council_slug": request.council.slug})


def _cancel(request: CouncilRequest, back: Evidence | Action | None) -> str:
    if back is not None:
        back.council = request.council
        return back.get_absolute_url()
    return reverse("actions:evidence_list", kwargs={"council_slug": request.council.slug})
