"""Pages of the correspondence: the log, one entry, new ones (from a template if there is one), and its Word file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.access import get_visible_or_404, require
from councils.asking import ask
from councils.clock import today
from councils.files import as_attachment, as_download
from councils.lateness import long_date
from councils.permissions import Permission
from councils.policy import policy
from councils.requests import CouncilRequest
from notices.views.who import by_whom

from .. import correspondence as verbs
from .. import letter, letter_templates
from ..correspondence_forms import CorrespondenceFilter, CorrespondenceForm, FollowedUpForm
from ..models import Correspondence
from .find import may


@policy(Permission.VIEW_CORRESPONDENCE)
def correspondence(request: CouncilRequest, council_slug: str) -> HttpResponse:
    form = CorrespondenceFilter(request.GET)
    rows = Correspondence.objects.all().visible_to(request.user).filter(council=request.council)
    context = {
        "form": form,
        "found": list(form.narrow(rows).newest_first()),
        "templates": _templates(request),
        "may_keep": may(request, Permission.KEEP_CORRESPONDENCE),
        "on": today(),
    }
    return render(request, "reviews/correspondence_list.html", context)


@policy(Permission.VIEW_CORRESPONDENCE)
def entry(request: CouncilRequest, council_slug: str, entry_number: int) -> HttpResponse:
    found = _find(request, entry_number)
    context = {
        "entry": found,
        "entered_by": by_whom(request.user, found.entered_by, found.council_id),
        "may_change": verbs.may_change(found, request.user),
        "on": today(),
    }
    return render(request, "reviews/correspondence.html", context)


@policy(Permission.KEEP_CORRESPONDENCE)
def entry_add(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """`?template=chaser` begins it with the words of a template and the facts of the council."""
    template = _templates(request).get(request.GET.get("template", ""))
    first = letter_templates.begun(template, request.council, on=today()) if template else {}
    form = CorrespondenceForm(
        request.POST or None, request.FILES or None, initial={"on_date": today(), **first}
    )
    return ask(
        request,
        form,
        lambda: verbs.enter(request.council, by=request.user, on=today(), **form.facts()),
        title=template.title if template else "Enter correspondence",
        button="Save",
        said="It is in the log. Nothing was sent",
        back=reverse("reviews:correspondence", kwargs={"council_slug": council_slug}),
        intro="Nothing is sent from here. Save it, then send it as you do your letters." if template else "",
        opens=lambda made: made.get_absolute_url(),
    )


@policy(Permission.KEEP_CORRESPONDENCE)
def entry_edit(request: CouncilRequest, council_slug: str, entry_number: int) -> HttpResponse:
    found = _mine(request, entry_number)
    form = CorrespondenceForm(request.POST or None, request.FILES or None, entry=found)

    def save() -> None:
        based_on = form.cleaned_data["based_on"] or 0
        verbs.edit(found, by=request.user, on=today(), based_on=based_on, **form.facts())

    return ask(
        request,
        form,
        save,
        caption=str(found),
        title="Edit this entry",
        button="Save changes",
        said="The changes are saved",
        back=found.get_absolute_url(),
    )


@policy(Permission.KEEP_CORRESPONDENCE)
def entry_follow_up(request: CouncilRequest, council_slug: str, entry_number: int) -> HttpResponse:
    found = _mine(request, entry_number)
    form = FollowedUpForm(request.POST or None, initial={"done_on": today()})
    return ask(
        request,
        form,
        lambda: verbs.follow_up(found, by=request.user, on=today(), **form.cleaned_data),
        caption=str(found),
        title="Record that it was followed up",
        button="Record as followed up",
        said="It is recorded as followed up",
        back=found.get_absolute_url(),
    )


@policy(Permission.VIEW_CORRESPONDENCE)
def entry_file(request: CouncilRequest, council_slug: str, entry_number: int) -> HttpResponse:
    found = _find(request, entry_number)
    if found.file is None:
        raise Http404
    return as_download(found.file)


@policy(Permission.VIEW_CORRESPONDENCE)
def entry_word(request: CouncilRequest, council_slug: str, entry_number: int) -> HttpResponse:
    """Its words as a Word file, to be put on a letterhead."""
    found = _find(request, entry_number)
    heads = [long_date(found.on), f"With: {found.with_whom}", found.subject]
    response = HttpResponse(letter.as_word([*heads, *found.text.split("\n\n")]), content_type=letter.WORD)
    as_attachment(response, f"{council_slug}-correspondence-{found.number}.docx")
    return response


def _templates(request: CouncilRequest) -> dict[str, letter_templates.Template]:
    """Those of the person's own side."""
    directions = Correspondence.Direction
    own = directions.TO_COUNCIL if request.user.access.is_department else directions.FROM_COUNCIL
    return {name: each for name, each in letter_templates.BY_NAME.items() if each.direction == own}


def _find(request: CouncilRequest, number: int) -> Correspondence:
    rows: Any = Correspondence.objects.select_related("entered_by", "file").defer("file__content")
    found: Correspondence = get_visible_or_404(rows, request.user, council=request.council, number=number)
    found.council = request.council
    return found


def _mine(request: CouncilRequest, number: int) -> Correspondence:
    found = _find(request, number)
    require(verbs.may_change(found, request.user))
    return found
