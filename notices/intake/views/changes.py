"""The small pages on which a person changes what was read. Each saves one change at once, and goes back to the review."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from councils.access import name_for
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ...models import Intake, IntakeProposal
from .. import services
from ..forms import ClauseForm, FrontForm, NewClauseForm, ReviewForm, SplitForm, WhyForm
from ..part_forms import PART_FORMS
from ..proposal import Json, citation, find, find_clause, next_clause
from ..showing import FRONT_LABELS, Rows, clause_words, front_words, words_of
from .find import address, back_to, clause_or_404, entry_or_404, of_review

Arguments = Callable[[Json], Json]


@policy(Permission.PREPARE_INSTRUMENT)
@of_review
def change_front(request: CouncilRequest, found: Intake, latest: IntakeProposal) -> HttpResponse:
    initial = {**FrontForm.initial_of(latest.proposal), "based_on": latest.version}
    form = FrontForm(request.POST or None, initial=initial, front=latest.proposal)
    return change_page(
        request,
        found,
        form,
        do="change_front",
        arguments=lambda _: {"fields": form.as_contract()},
        number="front",
        page={"title": "Change the facts of the instrument"},
    )


@policy(Permission.PREPARE_INSTRUMENT)
@of_review
def change_clause(
    request: CouncilRequest, found: Intake, latest: IntakeProposal, item_id: int
) -> HttpResponse:
    item = find_clause(latest.proposal, item_id)
    if item is None:
        return gone(request, found, item_id)
    initial = {**ClauseForm.initial_of(item), "based_on": latest.version}
    form = ClauseForm(request.POST or None, initial=initial, proposal=latest.proposal, number=item_id)
    return change_page(
        request,
        found,
        form,
        do="change_clause",
        arguments=lambda _: {"number": item_id, "fields": form.as_contract()},
        number=item_id,
        page={"title": f"Change {citation(latest.proposal, item)}", "lines": item["lines"]},
    )


@policy(Permission.PREPARE_INSTRUMENT)
@of_review
def add_clause(request: CouncilRequest, found: Intake, latest: IntakeProposal) -> HttpResponse:
    """A clause that was not read, behind the one named in the address (?after=12); without one it is the first."""
    asked = request.GET.get("after", "")
    before = find_clause(latest.proposal, int(asked)) if asked.isascii() and asked.isdigit() else None
    after = before["id"] if before else 0
    same = {name: before[name] for name in ("kind", "binds", "section", "parent")} if before else {}
    form = NewClauseForm(
        request.POST or None,
        initial={**same, "based_on": latest.version},
        proposal=latest.proposal,
        number=after,
    )
    where = (
        f"It comes after {citation(latest.proposal, before)}." if before else "It becomes the first clause."
    )
    return change_page(
        request,
        found,
        form,
        do="add_clause",
        arguments=lambda _: {"after": after, "fields": form.as_contract()},
        number=after or "front",
        page={"title": "Add a clause", "text": where, "button": "Add clause"},
    )


@policy(Permission.PREPARE_INSTRUMENT)
@of_review
def split_clause(
    request: CouncilRequest, found: Intake, latest: IntakeProposal, item_id: int
) -> HttpResponse:
    item = find_clause(latest.proposal, item_id)
    if item is None:
        return gone(request, found, item_id)
    form = SplitForm(request.POST or None, initial={"based_on": latest.version}, text=item["text"])
    return change_page(
        request,
        found,
        form,
        do="split_clause",
        arguments=lambda _: {"number": item_id, "parts": form.texts()},
        number=item_id,
        page={
            "title": f"Split {citation(latest.proposal, item)}",
            "quote": item["text"],
            "text": "No word is lost. Deadlines and targets go with the part that holds their words.",
            "button": "Split",
        },
    )


@policy(Permission.PREPARE_INSTRUMENT)
@of_review
def join_clauses(
    request: CouncilRequest, found: Intake, latest: IntakeProposal, item_id: int
) -> HttpResponse:
    item = find_clause(latest.proposal, item_id)
    if item is None:
        return gone(request, found, item_id)
    other = next_clause(latest.proposal, item_id)
    if other is None:
        messages.info(request, "This is the last clause: there is none to join it with.")
        return back_to(found, item_id)
    form = ReviewForm(request.POST or None, initial={"based_on": latest.version})
    return change_page(
        request,
        found,
        form,
        do="join_clauses",
        arguments=lambda _: {"number": item_id},
        number=item_id,
        page={
            "title": f"Join {citation(latest.proposal, item)} with {citation(latest.proposal, other)}",
            "quote": f"{item['text']} {other['text']}",
            "text": "They become one clause with these words, and with the deadlines and targets of both.",
            "button": "Join",
        },
    )


@policy(Permission.PREPARE_INSTRUMENT)
@of_review
def change_part(
    request: CouncilRequest, found: Intake, latest: IntakeProposal, entry_id: int
) -> HttpResponse:
    """A deadline, a target, the board, a review, a report, an inspection; a clause has a page of its own."""
    entry = find(latest.proposal, entry_id)
    if entry is None:
        return gone(request, found, entry_id)
    kind, data = entry
    if kind == "requirement":
        return redirect(address(found, "intake_clause", item_id=entry_id))
    form_class = PART_FORMS[kind]
    form = form_class(
        request.POST or None, initial={**form_class.initial_of(data), "based_on": latest.version}
    )
    clause = find_clause(latest.proposal, data.get("requirement"))
    return change_page(
        request,
        found,
        form,
        do="change_part",
        arguments=lambda _: {"number": entry_id, "fields": form.as_contract()},
        number=entry_id,
        page={
            "title": f"Change the {form_class.noun}",
            "caption": citation(latest.proposal, clause).capitalize() if clause else "",
            "quote": clause["text"] if clause else "",
        },
    )


@policy(Permission.PREPARE_INSTRUMENT)
@of_review
def add_part(
    request: CouncilRequest, found: Intake, latest: IntakeProposal, kind: str, item_id: int | None = None
) -> HttpResponse:
    clause = clause_or_404(latest.proposal, item_id) if item_id is not None else None
    form_class = PART_FORMS[kind]
    form = form_class(request.POST or None, initial={"based_on": latest.version})
    article = "an" if form_class.noun[0] in "aeiou" else "a"
    return change_page(
        request,
        found,
        form,
        do="add_part",
        arguments=lambda _: {"what": kind, "fields": form.as_contract(), "requirement": item_id},
        number=item_id or "beside",
        page={
            "title": f"Add {article} {form_class.noun}",
            "caption": citation(latest.proposal, clause).capitalize() if clause else "",
            "quote": clause["text"] if clause else "",
            "button": f"Add {form_class.noun}",
        },
    )


@policy(Permission.PREPARE_INSTRUMENT)
@of_review
def drop(request: CouncilRequest, found: Intake, latest: IntakeProposal, entry_id: int) -> HttpResponse:
    entry = find(latest.proposal, entry_id)
    if entry is None:
        return gone(request, found, entry_id)
    kind, data = entry
    noun = citation(latest.proposal, data) if kind == "requirement" else f"the {PART_FORMS[kind].noun}"
    form = WhyForm(request.POST or None, initial={"based_on": latest.version})
    return change_page(
        request,
        found,
        form,
        do="drop",
        arguments=lambda cleaned: {"number": entry_id, "why": cleaned["why"]},
        number=entry_id,
        page={
            "title": f"Leave out {noun}",
            "quote": data["text"] if kind == "requirement" else words_of(kind, data),
            "button": "Leave out",
        },
    )


@policy(Permission.PREPARE_INSTRUMENT)
@require_POST
@of_review
def restore(request: CouncilRequest, found: Intake, latest: IntakeProposal, entry_id: int) -> HttpResponse:
    entry_or_404(latest.proposal, entry_id)
    try:
        services.change(
            found,
            "restore",
            {"number": entry_id},
            by=request.user,
            now=timezone.now(),
            based_on=latest.version,
        )
    except Refused as refusal:
        messages.info(request, str(refusal))
    return back_to(found, entry_id)


# -- what these pages have in common


def change_page(
    request: CouncilRequest,
    intake: Intake,
    form: ReviewForm,
    *,
    do: str,
    arguments: Arguments,
    number: int | str,
    page: Json,
) -> HttpResponse:
    """Show the form, or save and go back. Whatever is refused, what was typed stays in the form."""
    meanwhile: Json = {}
    if form.is_valid():
        try:
            services.change(
                intake,
                do,
                arguments(form.cleaned_data),
                by=request.user,
                now=timezone.now(),
                based_on=form.cleaned_data["based_on"] or 0,
            )
        except services.Stale as stale:
            meanwhile = _meanwhile(request, intake, stale, do, number)
            form = _again(form, stale)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return back_to(intake, number)
    context = {
        "intake": intake,
        "form": form,
        "page": page,
        "meanwhile": meanwhile,
        **_about(request, intake, number),
    }
    return render(request, "notices/intake_change.html", context, status=409 if meanwhile else 200)


def _again(form: ReviewForm, stale: services.Stale) -> ReviewForm:
    """The same form with what was typed, now based on the newest version: saving it again replaces the other's words."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed["based_on"] = str(stale.now.version)
    form.data = typed
    return form


def _meanwhile(
    request: CouncilRequest, intake: Intake, stale: services.Stale, do: str, number: int | str
) -> Json:
    """Who changed it while the person was typing, and how it stands now."""
    person = stale.by
    proposal = stale.now.proposal
    found = find(proposal, number) if isinstance(number, int) else None
    if do == "change_front":
        rows = [(label, front_words(name, proposal[name])) for name, label in FRONT_LABELS.items()]
    elif found is None:
        rows = []
    elif found[0] == "requirement":
        rows = [("Words", found[1]["text"]), *clause_words(found[1])]
        rows += [("Left out", found[1]["dropped"]["why"])] if found[1]["dropped"] else []
    else:
        rows = [("It says", words_of(*found)), ("Words of the document", found[1].get("span") or "")]
    return {"by": name_for(request.user, person, intake.council_id), "rows": rows}


def _about(request: CouncilRequest, intake: Intake, number: int | str) -> Json:
    """What the reader said of the entry, when a person changed it since."""
    latest = services.newest(intake)
    found = find(latest.proposal, number) if isinstance(number, int) else None
    if found is None:
        return {"row": None}
    rows = Rows(latest.proposal, services.reading_of(intake), viewer=request.user)
    return {"row": rows.clause(found[1]) if found[0] == "requirement" else rows.part(*found)}


def gone(request: CouncilRequest, intake: Intake, number: int) -> HttpResponse:
    """The entry was there when the person opened the page, and somebody joined it with another since. What was typed
    is shown, so that it can be copied. An id that never was is a 404."""
    latest = services.newest(intake)
    if number >= latest.proposal["next_id"]:
        entry_or_404(latest.proposal, number)
    typed = [
        (name.replace("_", " ").capitalize(), value)
        for name, value in request.POST.items()
        if value and name not in ("csrfmiddlewaretoken", "based_on")
    ]
    context = {"intake": intake, "typed": typed}
    return render(request, "notices/intake_gone.html", context, status=409 if typed else 404)
