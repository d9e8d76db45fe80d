"""Pages of duties: every deadline of an instrument, what is recorded of each, the dates they count from, who is bound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.access import get_visible_or_404, require
from councils.clock import today
from councils.exports import Sheet, list_notes, table_response
from councils.forms import GovForm
from councils.lateness import long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import counting, duties, obligations
from ..models import AnchorDate, Deadline, Occurrence
from ..obligation_forms import (
    AnchorForm,
    BoundForm,
    DutyFilter,
    EventForm,
    MetForm,
    MetOrMissedForm,
    TakeBackForm,
)
from .find import find_notice, find_requirement, may
from .who import by_whom

COLUMNS = (
    "Paragraph", "Item", "Binds", "Who it is", "Requirement", "Words of the notice", "Kind", "Due on", "State", "Met on",
    "Time", "Time due on", "Time met on", "Missed because",
)  # fmt: skip


@policy(Permission.VIEW_COUNCIL)
def deadlines(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """Everything that the instrument wants by some time, by kind."""
    on, notice, form = today(), find_notice(request, number), DutyFilter(request.GET)
    found = duties.duties_of(notice, user=request.user, on=on, kinds=form.kinds())
    groups = [
        (Deadline.Kind(kind), [duty for duty in found if duty.deadline.kind == kind])
        for kind in ("absolute", "relative", "recurring", "event", "standing")
    ]
    context = {
        "notice": notice,
        "form": form,
        "found": found,
        "groups": groups,
        "waiting": sum(bool(duty.waits_for) for duty in found),
        "overdue": sum(len(duty.overdue) for duty in found)
        + sum(duty.deadline.is_past(on=on) and not duty.is_kept for duty in found),
        "may_record": may(request, Permission.RECORD_DUTY) and notice.is_standing,
        "may_prepare": may(request, Permission.PREPARE_INSTRUMENT) and notice.is_standing,
        "on": on,
    }
    return render(request, "notices/deadline_list.html", context)


@policy(Permission.VIEW_COUNCIL)
def deadlines_spreadsheet(request: CouncilRequest, council_slug: str, number: int, kind: str) -> HttpResponse:
    """A row for each deadline, and for one that recurs a row for each of its times."""
    on, notice, form = today(), find_notice(request, number), DutyFilter(request.GET)
    found = duties.duties_of(notice, user=request.user, on=on, kinds=form.kinds())
    rows = [row for duty in found for row in _rows(duty)]
    notes = list_notes(on=on, form=form, query=request.GET)
    sheet = Sheet(f"Deadlines of {notice.title}", COLUMNS, rows, notes)
    return table_response(kind, f"{council_slug}-notice-{number}-deadlines-{on:%Y-%m-%d}", [sheet])


def _rows(duty: duties.Duty) -> list[tuple[Any, ...]]:
    deadline, clause = duty.deadline, duty.deadline.requirement
    start = (
        clause.label, clause.seq, clause.get_binds_display(), clause.bound_name, clause.text, deadline.span,
        deadline.get_kind_display(), deadline.due_on, duty.state, deadline.met_on,
    )  # fmt: skip
    times = [(*start, o.number, o.due_on, o.met_on, o.missed_reason) for o in duty.occurrences]
    return times or [(*start, None, None, None, "")]


@policy(Permission.RECORD_DUTY)
def deadline_record(
    request: CouncilRequest, council_slug: str, number: int, deadline_id: int
) -> HttpResponse:
    """Record that a deadline was met; where it is recorded already, take that back."""
    deadline = _deadline(request, number, deadline_id)
    return _record(request, deadline, deadline, MetForm)


@policy(Permission.RECORD_DUTY)
def occurrence_record(
    request: CouncilRequest, council_slug: str, number: int, occurrence_id: int
) -> HttpResponse:
    """Record that one time of a recurring clause, or what an event asks for, was met, or missed for good."""
    rows = Occurrence.objects.select_related("deadline__requirement__notice__council", "met_by", "missed_by")
    occurrence: Occurrence = get_visible_or_404(
        rows,
        request.user,
        council=request.council,
        deadline__requirement__notice__number=number,
        pk=occurrence_id,
    )
    form = MetOrMissedForm if occurrence.due_on < today() else MetForm
    return _record(request, occurrence, occurrence.deadline, form)


def _record(
    request: CouncilRequest,
    duty: Deadline | Occurrence,
    deadline: Deadline,
    form_class: type[MetForm | MetOrMissedForm],
) -> HttpResponse:
    on, clause = today(), deadline.requirement
    settled = obligations.is_settled(duty)
    form = TakeBackForm(request.POST or None) if settled else form_class(request.POST or None)

    def save(given: dict[str, Any]) -> str:
        if settled:
            obligations.take_back(duty, by=request.user, why=given["why"])
            return f"{clause.citation.capitalize()} is open again"
        if given.get("outcome") == "missed":
            assert isinstance(duty, Occurrence)
            obligations.miss(duty, by=request.user, on=on, reason=given["reason"])
            return f"{clause.citation.capitalize()} is recorded as missed"
        obligations.meet(duty, by=request.user, on=on, met_on=given["met_on"], note=given["note"])
        return f"{clause.citation.capitalize()} is recorded as met on {long_date(given['met_on'])}"

    if done := _save(request, form, save):
        return done(clause)
    by = duty.met_by or (duty.missed_by if isinstance(duty, Occurrence) else None)
    context = {
        "duty": duty,
        "deadline": deadline,
        "requirement": clause,
        "is_occurrence": isinstance(duty, Occurrence),
        "settled": settled,
        "by": by_whom(request.user, by, clause.council_id),
        "form": form,
        "on": on,
    }
    return render(request, "notices/deadline_record.html", context)


@policy(Permission.RECORD_DUTY)
def event_record(request: CouncilRequest, council_slug: str, number: int, event_id: int) -> HttpResponse:
    """Record that the event of a clause happened, so that its duty falls due."""
    deadline = _deadline(request, number, event_id)
    if deadline.kind != Deadline.Kind.EVENT:
        raise Http404
    on = today()
    form = EventForm(request.POST or None)
    counts = obligations.event_due_on(deadline.span, on) is not None
    form.fields["due_on"].help_text = (
        f"Leave it empty to count it by the words of the notice: “{deadline.span}”."
        if counts
        else f"The words of the notice give no time that could be counted: “{deadline.span}”."
    )

    def save(given: dict[str, Any]) -> str:
        made = obligations.happened(deadline, by=request.user, on=on, **given)
        return f"Recorded. It is due on {long_date(made.due_on)}"

    if done := _save(request, form, save):
        return done(deadline.requirement)
    context = {"deadline": deadline, "requirement": deadline.requirement, "form": form}
    return render(request, "notices/deadline_event.html", context)


@policy(Permission.VIEW_COUNCIL, writes=Permission.PREPARE_INSTRUMENT)
def dates(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """The days that deadlines count from. A date that is known already is the Department's to change."""
    on, notice = today(), find_notice(request, number)
    known = counting.anchors_of(notice)
    form = AnchorForm(request.POST or None, initial={"anchor": _first_unknown(known)})

    def save(given: dict[str, Any]) -> str:
        require(known[given["anchor"]] is None or may(request, Permission.RECORD_INSTRUMENT))
        counting.record_anchor(notice, by=request.user, on=on, **given)
        return (
            f"The date is recorded as {long_date(given['falls_on'])}. Deadlines that hang on it were counted"
        )

    if request.method == "POST" and (done := _save(request, form, save)):
        return done(reverse("notices:dates", kwargs={"council_slug": council_slug, "number": number}))
    hanging = Deadline.objects.filter(council_id=notice.council_id, requirement__notice=notice)
    counted = [(d.anchor or "start") for d in hanging if d.anchor or d.counts_from]
    recorded = AnchorDate.objects.visible_to(request.user).filter(council_id=notice.council_id, notice=notice)
    context = {
        "notice": notice,
        "form": form,
        "rows": [
            {"anchor": AnchorDate.Anchor(name), "date": date, "counted": counted.count(name)}
            for name, date in known.items()
        ],
        "history": [
            {"row": row, "by": by_whom(request.user, row.recorded_by, notice.council_id)}
            for row in recorded.select_related("recorded_by")
        ],
        "may_record": may(request, Permission.PREPARE_INSTRUMENT) and notice.is_standing,
        "may_change": may(request, Permission.RECORD_INSTRUMENT),
    }
    return render(request, "notices/deadline_dates.html", context)


def _first_unknown(known: counting.Anchors) -> str:
    return next((name for name, date in known.items() if date is None), "")


@policy(Permission.PREPARE_INSTRUMENT)
def whom(request: CouncilRequest, council_slug: str, number: int, seq: int) -> HttpResponse:
    """Who it is that a clause binds, where it is a partner or somebody else."""
    found = find_requirement(request, number, seq)
    form = BoundForm(request.POST or None, initial={"name": found.bound_name})

    def save(given: dict[str, Any]) -> str:
        obligations.name_bound(found, by=request.user, name=given["name"])
        return f"{found.citation.capitalize()}: saved"

    if done := _save(request, form, save):
        return done(found)
    needed = found.binds in obligations.NAMED
    return render(
        request, "notices/requirement_whom.html", {"requirement": found, "form": form, "needed": needed}
    )


def _save(
    request: CouncilRequest, form: GovForm, save: Callable[[dict[str, Any]], str]
) -> Callable[[Any], HttpResponse] | None:
    """Run the verb with what was typed; a refusal is an error of the form. Returns what redirects, or None."""
    if not form.is_valid():
        return None
    try:
        message = save(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, message)
    return redirect


def _deadline(request: CouncilRequest, number: int, deadline_id: int) -> Deadline:
    rows = Deadline.objects.select_related("requirement__notice__council", "met_by")
    found: Deadline = get_visible_or_404(
        rows, request.user, council=request.council, requirement__notice__number=number, pk=deadline_id
    )
    return found
