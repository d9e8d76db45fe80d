"""Pages of one review by the Department: what it needs, when it was held, what was decided, the letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.access import get_visible_or_404
from councils.clock import today
from councils.files import as_attachment
from councils.lateness import long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest
from notices.models import Notice

from .. import letter, outcomes, services
from ..checklist import checklist, clauses_of
from ..forms import AskForReviewForm, HeldForm, MoveForm, OutcomeForm
from ..models import Outcome, OutcomeKind, Review, ReviewMove
from .find import find_review, may, month_or_day


@policy(Permission.VIEW_COUNCIL)
def review(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponse:
    found, on = find_review(request, review_id), today()
    moves = ReviewMove.objects.visible_to(request.user).filter(council=request.council, review=found)
    records = may(request, Permission.RECORD_INSTRUMENT)
    waits = found.held_on is None and found.notice.is_standing
    context = {
        "review": found,
        "when": month_or_day(found.due_on, found.precision),
        "needed": checklist(found, request.user, on=on),
        "clauses": clauses_of(found, on=on),
        "moves": list(moves.order_by("id")),
        "outcome": _outcome(request, found),
        "may_hold": records and waits,
        "may_decide": records and outcomes.why_not_decided(found) is None,
        "may_judge": may(request, Permission.JUDGE_COMPLIANCE) and found.notice.is_standing,
        "on": on,
    }
    return render(request, "reviews/review.html", context)


@policy(Permission.RECORD_INSTRUMENT)
def ask(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """A further review of an instrument, at the Department's request."""
    notice: Notice = get_visible_or_404(Notice, request.user, council=request.council, number=number)
    notice.council = request.council
    form = AskForReviewForm(request.POST or None)
    if form.is_valid():
        try:
            made = outcomes.ask_for_review(notice, by=request.user, on=today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("due_on", str(refusal))
        else:
            made.council = request.council
            messages.success(request, f"A review is due on {long_date(made.due_on)}")
            return redirect(made)
    return render(request, "reviews/ask.html", {"notice": notice, "form": form})


@policy(Permission.RECORD_INSTRUMENT)
def hold(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponse:
    found = find_review(request, review_id)
    form = HeldForm(request.POST or None, initial={"held_on": today()})
    if form.is_valid():
        try:
            services.hold_review(found, by=request.user, on=today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("held_on", str(refusal))
        else:
            messages.success(request, f"{found} recorded as held on {long_date(found.held_on)}")
            return redirect(found)
    return render(request, "reviews/hold.html", {"review": found, "form": form})


@policy(Permission.RECORD_INSTRUMENT)
def move(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponse:
    """Brought forward or postponed."""
    found = find_review(request, review_id)
    form = MoveForm(request.POST or None, initial={"decided_on": today()})
    if form.is_valid():
        try:
            moved = outcomes.move_review(found, by=request.user, on=today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("to_due_on", str(refusal))
        else:
            how = "put off" if moved.is_postponed else "brought forward"
            messages.success(request, f"The review is {how} to {long_date(moved.to_due_on)}")
            return redirect(found)
    return render(request, "reviews/move.html", {"review": found, "form": form})


@policy(Permission.RECORD_INSTRUMENT)
def outcome(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponse:
    """The questions, then the answers to check, then the button that does it. “Change” brings the questions back."""
    found = find_review(request, review_id)
    refusal = outcomes.why_not_decided(found)
    if refusal:
        messages.info(request, refusal)
        return redirect(found)
    form = OutcomeForm(
        request.POST or None,
        kinds=outcomes.choices(found.notice),
        followers=outcomes.followers(found.notice),
        initial={"decided_on": today()},
    )
    page: dict[str, Any] = {"review": found, "form": form}
    if "change" in request.POST or not form.is_valid():
        if "change" in request.POST:
            form.errors.clear()
        return render(request, "reviews/outcome.html", page)
    answers = form.answers()
    if "confirm" not in request.POST:
        words = dict(outcomes.choices(found.notice))[answers["kind"]]
        return render(request, "reviews/outcome_check.html", {**page, "answers": answers, "words": words})
    try:
        made = outcomes.decide(found, by=request.user, on=today(), **answers)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "reviews/outcome.html", page)
    messages.success(request, f"The outcome is recorded: {made.get_kind_display().lower()}")
    if made.kind == OutcomeKind.AMEND:
        return redirect("notices:amend", council_slug=council_slug, number=found.notice.number)
    return redirect(found)


@policy(Permission.VIEW_COUNCIL)
def outcome_letter(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponse:
    found = find_review(request, review_id)
    decided = _outcome(request, found)
    context = {"review": found, "outcome": decided, "letter": letter.paragraphs(decided) if decided else []}
    return render(request, "reviews/letter.html", context)


@policy(Permission.VIEW_COUNCIL)
def letter_file(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponse:
    found = find_review(request, review_id)
    decided = _outcome(request, found)
    if decided is None:
        messages.info(request, "The letter follows when the outcome of the review is recorded.")
        return redirect(found)
    response = HttpResponse(letter.as_word(letter.paragraphs(decided)), content_type=letter.WORD)
    as_attachment(response, f"{council_slug}-outcome-of-review-{decided.decided_on:%Y-%m-%d}.docx")
    return response


def _outcome(request: CouncilRequest, found: Review) -> Outcome | None:
    rows = Outcome.objects.visible_to(request.user).filter(council=request.council, review=found)
    decided: Outcome | None = rows.select_related("other", "version", "step").first()
    if decided is not None:
        decided.review = found
    return decided
