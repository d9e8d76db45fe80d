"""The e-mail that goes at once when a council gives notice of a serious incident, at any hour: to the Department's case
leads, with the name of the council and a link, and nothing else."""

from __future__ import annotations

from councils import at_once
from councils.clock import today
from councils.models import Membership, User
from councils.permissions import Permission, Role

from .models import IncidentMail

NOBODY = "Nobody is the Department’s case lead today. Ring the Department."
WHY = "You get this email at once because you are a case lead of the Department in Noticeboard."


def send_waiting() -> int:
    return at_once.send_waiting(IncidentMail.objects.select_related("incident__council", "council"), _write)


def _write(row: IncidentMail) -> at_once.Note:
    people = Membership.objects.filter(council=None, role=Role.CASE_LEAD).current(on=today())
    to = at_once.addresses_of(User.objects.filter(pk__in=people.values("user_id")))
    return at_once.Note(
        to=to,
        subject=f"Notice of a serious incident: {row.council}",
        text=f"{row.council} has given notice of a serious incident.",
        link="Read the notice and acknowledge it",
        path=row.incident.get_absolute_url(),
        why=WHY,
        needs=Permission.VIEW_CORRESPONDENCE.name,
        if_nobody=NOBODY,
    )
