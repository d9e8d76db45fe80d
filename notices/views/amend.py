"""Amending an instrument: changes are collected in a draft, looked at side by side, confirmed as a version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from councils import files
from councils.clock import today
from councils.forms import GovForm
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..amending import forms, verbs
from ..amending.showing import Shown, shown
from ..models import ClauseChange, Notice, NoticeVersion, Requirement
from .find import find_notice, find_requirement

Kind = ClauseChange.Kind


@policy(Permission.RECORD_INSTRUMENT)
def amend(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """What the draft amendment holds so far, and what else can be changed. Its only button takes a change back."""
    notice, on = find_notice(request, number), today()
    draft = verbs.draft_of(notice)
    if request.method == "POST":
        change = _change(request, draft, request.POST.get("take_back", ""))
        if change is None:
            messages.info(request, "That change is not in the draft any more")
        else:
            verbs.take_back(change, by=request.user)
            messages.success(request, "The change was taken back")
        return redirect("notices:amend", council_slug=council_slug, number=number)
    context = {
        "notice": notice,
        "draft": draft,
        "changes": _shown(draft),
        "not_ready": verbs.not_ready(draft, on=on) if draft else None,
        "clauses": Requirement.objects.filter(council=request.council, notice=notice).in_force(),
    }
    return render(request, "notices/amend.html", context)


@policy(Permission.RECORD_INSTRUMENT)
def amend_clause(
    request: CouncilRequest, council_slug: str, number: int, what: str, seq: int
) -> HttpResponse:
    """New words of a clause, a deadline of it, or its removal."""
    clause = find_requirement(request, number, seq, "deadlines")
    draft, data, by = verbs.draft_of(clause.notice), request.POST or None, request.user
    if what == "words":
        before = _collected(draft, clause, Kind.REWORDED)
        form: Any = forms.WordsForm(data, initial={"text": before.after if before else clause.text})
        return _collect(
            request, clause.notice, form, lambda given: verbs.reword(clause, by=by, **given), what, clause
        )
    if what == "deadline":
        form = forms.DeadlineForm(data, requirement=clause)
        return _collect(
            request,
            clause.notice,
            form,
            lambda given: verbs.set_deadline(clause, by=by, **given),
            what,
            clause,
        )
    if what == "remove":
        form = forms.RemoveForm(request.POST if request.method == "POST" else None)
        return _collect(request, clause.notice, form, lambda given: verbs.remove(clause, by=by), what, clause)
    raise Http404


@policy(Permission.RECORD_INSTRUMENT)
def amend_whole(request: CouncilRequest, council_slug: str, number: int, what: str) -> HttpResponse:
    """A clause that is added, or a period that is extended. `?change=` opens an added clause again."""
    notice = find_notice(request, number)
    draft, data, by = verbs.draft_of(notice), request.POST or None, request.user
    if what == "add":
        change = _change(request, draft, request.GET.get("change", ""))
        form: Any = forms.AddClauseForm(
            data, initial={"text": change.after, **change.clause} if change else None
        )
        return _collect(
            request, notice, form, lambda given: verbs.add_clause(notice, by=by, change=change, **given), what
        )
    if what == "period":
        form = forms.PeriodForm(data)
        return _collect(
            request, notice, form, lambda given: verbs.extend_period(notice, by=by, **given), what
        )
    raise Http404


@policy(Permission.RECORD_INSTRUMENT)
def amend_decision(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    notice = find_notice(request, number)
    draft = verbs.draft_of(notice)
    if draft is None:
        return redirect("notices:amend", council_slug=council_slug, number=number)
    kept = {name: getattr(draft, name) for name in ("decided_on", "decided_by", "effective_on", "reason")}
    form = forms.DecisionForm(request.POST or None, request.FILES or None, initial=kept)
    if form.is_valid():
        try:
            with transaction.atomic():
                _decide(request, draft, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("notices:amend_check", council_slug=council_slug, number=number)
    return render(request, "notices/amend_decision.html", {"notice": notice, "draft": draft, "form": form})


@policy(Permission.RECORD_INSTRUMENT)
def amend_check(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """Before and after of every change side by side; the button makes it the next version, for good."""
    notice, on = find_notice(request, number), today()
    draft = verbs.draft_of(notice)
    if draft is None:
        return redirect("notices:amend", council_slug=council_slug, number=number)
    refusal = verbs.not_ready(draft, on=on)
    if request.method == "POST":
        try:
            verbs.confirm(draft, by=request.user, on=on)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"{notice} was amended: this is version {draft.number}")
            return redirect(draft)
    context = {"notice": notice, "draft": draft, "changes": _shown(draft), "refusal": refusal}
    return render(request, "notices/amend_check.html", context)


@policy(Permission.RECORD_INSTRUMENT)
def amend_abandon(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    notice = find_notice(request, number)
    draft = verbs.draft_of(notice)
    if draft is not None and request.method != "POST":
        return render(request, "notices/amend_abandon.html", {"notice": notice, "draft": draft})
    if draft is not None:
        verbs.abandon(draft, by=request.user)
        messages.success(request, "The draft amendment was given up")
    return redirect(notice)


def _collect(
    request: CouncilRequest,
    notice: Notice,
    form: GovForm,
    save: Callable[[dict[str, Any]], object],
    what: str,
    clause: Requirement | None = None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        given = form.answers() if isinstance(form, forms.DeadlineForm) else form.cleaned_data
        try:
            with transaction.atomic():
                save(given)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Kept in the draft amendment. Nothing changes until it is confirmed")
            return redirect("notices:amend", council_slug=request.council.slug, number=notice.number)
    page = {"notice": notice, "clause": clause, "form": form, "what": what}
    return render(request, "notices/amend_change.html", page)


def _decide(request: CouncilRequest, draft: NoticeVersion, form: forms.DecisionForm) -> None:
    given = dict(form.cleaned_data)
    upload = given.pop("document")
    kept = files.keep(upload, council=request.council, by=request.user) if upload else None
    verbs.decide(draft, by=request.user, document=kept, **given)


def _change(request: CouncilRequest, draft: NoticeVersion | None, wanted: str) -> ClauseChange | None:
    """A change of the draft by its id; None when there is no such change (any more)."""
    if draft is None or not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        return None
    rows: Any = ClauseChange.objects.select_related("version__notice").visible_to(request.user)
    found: ClauseChange | None = rows.filter(council=request.council, version=draft, pk=int(wanted)).first()
    return found


def _collected(draft: NoticeVersion | None, clause: Requirement, kind: str) -> ClauseChange | None:
    return draft.changes.filter(requirement=clause, kind=kind).first() if draft else None


def _shown(draft: NoticeVersion | None) -> list[Shown]:
    if draft is None:
        return []
    return shown(draft.changes.select_related("requirement").order_by("id"))
