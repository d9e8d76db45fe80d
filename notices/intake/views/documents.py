"""Pages of an uploaded document: the list with the upload, how far the reading is, the review, what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from councils.access import get_visible_or_404, name_for
from councils.files import as_download
from councils.permissions import ROLES_WITH, Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ...models import Intake
from .. import services
from ..forms import DiscardForm, UploadForm
from .find import find_intake, intakes, may
from .review import review_page

REFRESH_SECONDS = 3


@policy(Permission.PREPARE_INSTRUMENT)
def intake_list(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Upload a document to be read; and every document of the council that was uploaded."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            intake = services.receive(form.cleaned_data["document"], council=request.council, by=request.user)
        except Refused as refusal:
            form.add_error("document", str(refusal))
        else:
            return redirect(intake)
    rows = [
        {"intake": found, "by": name_for(request.user, found.uploaded_by, found.council_id)}
        for found in intakes(request).newest_first()
    ]
    return render(request, "notices/intake_list.html", {"form": form, "rows": rows})


@policy(Permission.PREPARE_INSTRUMENT)
def intake(request: CouncilRequest, council_slug: str, intake_number: int) -> HttpResponse:
    """One address for the whole way of a document. While it is read the page looks again by itself, unless told not to."""
    found = find_intake(request, intake_number)
    if found.stage == Intake.Outcome.TO_REVIEW:
        return review_page(request, found)
    waits = found.stage in ("waiting", "reading")
    refreshes = waits and request.GET.get("refresh") != "off"
    context = {
        "intake": found,
        "waits": waits,
        "refreshes": refreshes,
        "waits_unusually": found.waits_unusually(now=timezone.now()),
        "uploaded_by": name_for(request.user, found.uploaded_by, found.council_id),
        "settled_by": name_for(request.user, found.settled_by, found.council_id) if found.settled_by else "",
        "may_put_in_force": may(request, Permission.PUT_IN_FORCE),
        "who_can": sorted(role.label for role in ROLES_WITH[Permission.PUT_IN_FORCE]),
    }
    response = render(request, "notices/intake.html", context)
    if refreshes:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@policy(Permission.PREPARE_INSTRUMENT)
def intake_file(request: CouncilRequest, council_slug: str, intake_number: int) -> HttpResponse:
    """The document as it was uploaded."""
    return as_download(find_intake(request, intake_number).file)


@policy(Permission.VIEW_COUNCIL)
def notice_file(request: CouncilRequest, council_slug: str, number: int) -> HttpResponse:
    """The document that a notice was recorded from, for everybody who may read the notice."""
    rows = Intake.objects.select_related("file").filter(council=request.council)
    found: Intake = get_visible_or_404(rows, request.user, notice__number=number)
    return as_download(found.file)


@policy(Permission.PREPARE_INSTRUMENT)
@require_POST
def try_again(request: CouncilRequest, council_slug: str, intake_number: int) -> HttpResponse:
    found = find_intake(request, intake_number)
    services.try_again(found, by=request.user, now=timezone.now())
    return redirect(found)


@policy(Permission.PREPARE_INSTRUMENT)
def discard(request: CouncilRequest, council_slug: str, intake_number: int) -> HttpResponse:
    found = find_intake(request, intake_number)
    form = DiscardForm(request.POST or None)
    if form.is_valid():
        try:
            services.discard(found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{found.file.name} was discarded")
            return redirect("notices:intakes", council_slug=council_slug)
    return render(request, "notices/intake_discard.html", {"intake": found, "form": form})
