"""Pages: how often the board meets, whether it keeps to it, and requests to change it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.access import get_visible_or_404
from councils.asking import ask
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest

from ..cadence import every_on
from ..keeping import gap_in_words, in_words, rules_of
from ..meeting_forms import NoForm
from ..models import CadenceChange, Meeting
from ..services.cadence_change import answer_cadence_change, ask_cadence_change, withdraw_cadence_change
from ..sittings import sittings
from ..structure_forms import AnswerCadenceForm, AskCadenceForm
from .find import board_or_404, may


@policy(Permission.VIEW_COUNCIL)
def cadence(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """How often the board meets, since when; the gaps between its meetings; and every request to change it."""
    found, on = board_or_404(request), today()
    rules = rules_of(found)
    changes = CadenceChange.objects.visible_to(request.user).filter(council=request.council, board=found)
    return render(
        request,
        "boards/cadence.html",
        {
            "board": found,
            "now": in_words(every_on(rules, on)),
            "first": in_words(found.meets_every),
            "later": [(rule.from_on, in_words(rule.every)) for rule in rules[1:]],
            "gap": gap_in_words(found, on=on) if found.notice.is_standing else "",
            "gaps": [sitting for sitting in reversed(sittings(found, on=on)) if sitting.gap],
            "changes": list(changes.order_by("-number")),
            "waits": changes.waiting().exists(),
            "may_ask": may(request, Permission.PLAN_MEETINGS) and found.notice.is_standing,
        },
    )


@policy(Permission.VIEW_COUNCIL)
def cadence_change(request: CouncilRequest, council_slug: str, cadence_number: int) -> HttpResponse:
    change, on = _change(request, cadence_number), today()
    waits = change.state == CadenceChange.State.WAITING
    planned = Meeting.objects.visible_to(request.user).filter(council=request.council, board=change.board)
    return render(
        request,
        "boards/cadence_change.html",
        {
            "change": change,
            "before": in_words(change.from_every),
            "after": in_words(change.to_every),
            "asked_by": _whose(request, change),
            "stands": change.state in CadenceChange.STANDING,
            "planned": list(
                planned.filter(state=Meeting.State.PLANNED, held_on__gt=max(on, change.effective_on))
                .select_related("council")
                .order_by("held_on")
            ),
            "may_answer": waits and may(request, Permission.GIVE_CONSENT),
            "may_withdraw": waits and may(request, Permission.PLAN_MEETINGS),
        },
    )


@policy(Permission.PLAN_MEETINGS)
def cadence_ask(request: CouncilRequest, council_slug: str) -> HttpResponse:
    found, on = board_or_404(request), today()
    form = AskCadenceForm(request.POST or None)
    whom = found.change_needs_consent_of
    return ask(
        request,
        form,
        lambda: ask_cadence_change(found, by=request.user, on=on, **form.cleaned_data),
        caption=found.name,
        title="Ask to change how often the board meets",
        button="Ask for consent" if whom else "Change it",
        said="The request waits for consent" if whom else "How often the board meets was changed",
        back=reverse("boards:cadence", kwargs={"council_slug": council_slug}),
        intro=f"It needs the consent of {whom}. Nothing changes before that is recorded."
        if whom
        else "The notice asks for nobody’s consent.",
    )


@policy(Permission.GIVE_CONSENT)
def cadence_answer(request: CouncilRequest, council_slug: str, cadence_number: int) -> HttpResponse:
    change, on = _change(request, cadence_number), today()
    form = AnswerCadenceForm(request.POST or None, initial={"answered_on": on})
    return ask(
        request,
        form,
        lambda: answer_cadence_change(change, by=request.user, on=on, **form.cleaned_data),
        caption=change.board.name,
        title=f"Consent to meet {in_words(change.to_every)}",
        button="Record the decision",
        said="The decision was recorded",
        back=change.get_absolute_url(),
        intro="Consent counts from the day that was asked for, or from its own day where that is later.",
    )


@policy(Permission.PLAN_MEETINGS)
def cadence_withdraw(request: CouncilRequest, council_slug: str, cadence_number: int) -> HttpResponse:
    change = _change(request, cadence_number)
    form = NoForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        form,
        lambda: withdraw_cadence_change(change, by=request.user),
        caption=change.board.name,
        title=f"Withdraw the request to meet {in_words(change.to_every)}",
        button="Withdraw it",
        said="The request was withdrawn",
        back=change.get_absolute_url(),
        intro="It stays on record as withdrawn.",
        warning=True,
    )


def _change(request: CouncilRequest, number: int) -> CadenceChange:
    rows = CadenceChange.objects.select_related("board__council", "board__notice", "council", "asked_by")
    change: CadenceChange = get_visible_or_404(
        rows, request.user, council=request.council, board=board_or_404(request), number=number
    )
    return change


def _whose(request: CouncilRequest, change: CadenceChange) -> str:
    """People's names are for their own council."""
    return "The council" if request.user.access.is_department else change.asked_by.name
