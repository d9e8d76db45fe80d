"""Pages: whether e-mail arrives, and sending again what did not."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from councils import addresses
from councils.access import get_visible_or_404
from councils.models import BouncedAddress, EmailAtOnce, Invitation, Membership
from councils.models.mail import Delivery
from councils.outbox import OutboxState
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from . import schedules
from .delivery import again
from .models import Reminder
from .models.reminder import FAILED
from .promptness import in_words, promptness

DAYS = 30
ROWS = 50
PROVIDERS = {
    "smtp": "a mail server",
    "notify": "GOV.UK Notify",
    "console": "nobody: emails are printed on the console",
    "mailbox": "the demonstration’s mailbox",
}


@policy(Permission.VIEW_SEND_LOG)
def delivery(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """How many e-mails of the council arrived, how soon, and whether what must run does."""
    now = timezone.now()
    since = now - datetime.timedelta(days=DAYS)
    prompt = promptness(since=since, council_id=request.council.pk)
    own = Membership.objects.all().visible_to(request.user).filter(council=request.council)
    members = list(own.select_related("user"))
    invitations = Invitation.objects.filter(council=request.council, created_at__gte=since)
    return render(
        request,
        "reminders/delivery.html",
        {
            "days": DAYS,
            "provider": PROVIDERS[settings.MAIL_PROVIDER],
            "counts": again.counts(request.council, user=request.user, since=since),
            "prompt": prompt,
            "spans": [in_words(span) for span in (prompt.p95, prompt.p99, prompt.longest)],
            "schedules": schedules.schedules(now=now),
            "bounced": _bounced(members),
            "invitations": invitations.exclude(state=OutboxState.DONE, delivery__in=("", Delivery.DELIVERED))
            .exclude(state=OutboxState.DROPPED)
            .select_related("membership__user")
            .order_by("-id"),
            "may_clear": request.user.access.may(Permission.MANAGE_PEOPLE, request.council.pk),
        },
    )


@policy(Permission.VIEW_SEND_LOG)
def log_at_once(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """The e-mails that waited for no hour: notices of incidents, steps of reports, reports that are ready."""
    rows = EmailAtOnce.objects.visible_to(request.user).filter(council=request.council).with_ours()
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "reminders/log_at_once.html", {"page": page, "failed": FAILED})


@policy(Permission.VIEW_SEND_LOG, writes=Permission.SEND_AGAIN)
def send_at_once_again(request: CouncilRequest, council_slug: str, email_id: int) -> HttpResponse:
    emails = EmailAtOnce.objects.with_ours()
    email = get_visible_or_404(emails, request.user, council=request.council, pk=email_id)
    if request.method == "POST":
        try:
            again.send_at_once_again(email, by=request.user, now=timezone.now())
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, "The email is sent again within minutes")
        return redirect("reminders:log_at_once", council_slug=council_slug)
    context = {"email": email, "why_not": again.why_not_at_once(email)}
    return render(request, "reminders/send_at_once_again.html", context)


@policy(Permission.VIEW_SEND_LOG, writes=Permission.SEND_AGAIN)
def send_again(request: CouncilRequest, council_slug: str, reminder_id: int) -> HttpResponse:
    reminders = Reminder.objects.with_state().with_ours().select_related("recipient")
    reminder = get_visible_or_404(reminders, request.user, council=request.council, pk=reminder_id)
    if request.method == "POST":
        try:
            again.send_again(reminder, by=request.user, now=timezone.now())
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, "The email is sent again within minutes")
        return redirect("reminders:log", council_slug=council_slug)
    seen = Reminder.objects.visible_to(request.user)
    others = seen.filter(council=request.council, digest=reminder.digest, dropped_why="")
    return render(
        request,
        "reminders/send_again.html",
        {
            "reminder": reminder,
            "person": str(reminder.recipient) if reminder.is_ours else "Department for Education",
            "others": others.order_by("due_on", "id") if reminder.digest else [],
            "why_not": again.why_not(reminder),
        },
    )


def _bounced(members: list[Membership]) -> list[tuple[Membership, BouncedAddress]]:
    """The people whose addresses bounce, by name."""
    flagged = addresses.flagged_of(member.user for member in members)
    found = [(m, flagged[m.user.email.lower()]) for m in members if m.user.email.lower() in flagged]
    return sorted(found, key=lambda pair: str(pair[0].user).lower())
