"""The words of a report, and the council's own cover and legend."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.clock import today
from councils.permissions import Permission, Role
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .. import services
from ..board_report import build_board_report
from ..forms import AsAtForm
from ..models import ReportWords
from ..report_words import COMPARED, NUMBERS, newest_words, word_reports, wording_of, write_words
from ..reportable import NoReport, first_day
from ..words_forms import WordingForm, WordsForm

Voice = ReportWords.Voice


def voices_of(request: CouncilRequest) -> list[str]:
    """The chair comments; the council's own lead and director write the key messages."""
    return [Voice.CHAIR if request.user.access.role_in(request.council.pk) == Role.CHAIR else Voice.LEAD]


@policy(Permission.VIEW_COUNCIL, writes=Permission.REQUEST_REPORT)
def words(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """What is written for the reports as at a day. Saving it asks for the progress report with it, so that who comes to
    write needs no other page."""
    council, on = request.council, today()
    day = AsAtForm(request.GET or {"as_at": on}, first=first_day(council) or on, on=on)
    as_at = day.cleaned_data["as_at"] if day.is_valid() else on
    there = newest_words(council, as_at=as_at)
    may_write = services.may_request(request.user, council)
    voices = voices_of(request) if may_write else []
    shown = {voice: there[voice].text for voice in voices if voice in there}
    based_on = {f"based_on_{voice}": there[voice].number if voice in there else 0 for voice in voices}
    form = WordsForm(request.POST or None, voices=voices, initial={**shown, **based_on})
    problem, numbers = "", {}
    try:
        numbers = build_board_report(council, as_at=as_at).numbers
    except NoReport as why:
        problem = str(why)
    if request.method == "POST" and not problem and form.is_valid():
        try:
            for voice in voices:
                write_words(
                    council, as_at=as_at, voice=voice, text=form.cleaned_data[voice].strip(), by=request.user,
                    based_on=form.cleaned_data[f"based_on_{voice}"],
                )  # fmt: skip
            return redirect(services.request_report(council, by=request.user, as_at=as_at))
        except Refused as why:
            form.add_error(voices[0], str(why))
    context = {
        "council": council,
        "form": form,
        "as_at": as_at,
        "problem": problem,
        "others": [row for voice, row in there.items() if voice not in voices or form.is_bound],
        "numbers": [(name, what, numbers.get(name)) for name, what in NUMBERS.items()],
        "compared": COMPARED,
        "may_write": may_write,
    }
    return render(request, "reports/words.html", context)


@policy(Permission.WORD_REPORTS)
def wording(request: CouncilRequest, council_slug: str) -> HttpResponse:
    council = request.council
    now = wording_of(council)
    names = [name for name in WordingForm().fields if name != "based_on"]
    initial = {name: getattr(now, name) for name in names} | {"based_on": now.number}
    form = WordingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            word_reports(council, by=request.user, **form.cleaned_data)
            messages.success(request, "The wording is saved. Reports that are made from now on have it.")
            return redirect("reports:list", council_slug=council_slug)
        except Refused as why:
            form.add_error(None, str(why))
    return render(request, "reports/wording.html", {"council": council, "form": form, "now": now})


def may_word(request: CouncilRequest) -> bool:
    return request.user.access.may(Permission.WORD_REPORTS, request.council.pk)
