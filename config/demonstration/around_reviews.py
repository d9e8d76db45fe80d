"""What came around the reviews: looks from outside, notices of serious incidents."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from councils.models import Council, User
from notices import findings
from reviews import incidents, validation
from reviews.models import IncidentMail

Day = datetime.timedelta
FOUND = (
    ("improvement", "Managers agree decisions at the front door without saying why on the child's file."),
    ("recommendation", "Let partners see within a day what became of their referral."),
)


@dataclass(frozen=True)
class Cast:
    lead: User
    director: User
    case_lead: User


def tell(council: Council, cast: Cast, *, on: datetime.date, badly: bool) -> None:
    """Through the verbs, as people of the council and of the Department would."""
    _looks_from_outside(council, cast, on=on, badly=badly)
    if badly:
        _incidents(council, cast, on=on)


def _incidents(council: Council, cast: Cast, *, on: datetime.date) -> None:
    """One that the Department knows of, and one that waits for it. The e-mail of the first was sent long ago."""
    noon = timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
    contact = f"{cast.director.name}, Director of Children’s Services, 01632 960 172"
    told = incidents.give_notice(
        council, by=cast.director, now=noon - Day(days=70), happened_on=on - Day(days=70), contact=contact,
        what="A serious injury that the safeguarding partnership reviews. Social care and health are concerned.",
    )  # fmt: skip
    IncidentMail.objects.filter(incident=told).update(state="done", finished_at=noon - Day(days=70))
    incidents.acknowledge(
        told, by=cast.case_lead, now=noon - Day(days=69), answer="Thank you. We ring you this morning."
    )
    incidents.give_notice(
        council, by=cast.director, now=noon - Day(days=1), happened_on=on - Day(days=1), contact=contact,
        what="A fire in a children’s home. Nobody was hurt; the home is closed for now.",
    )  # fmt: skip


def _looks_from_outside(council: Council, cast: Cast, *, on: datetime.date, badly: bool) -> None:
    """A peer review was done and shared; a diagnostic is under way, and late where things go badly."""
    done = validation.commission(
        council, by=cast.lead, on=on, kind="peer_review", provider="Local Government Association",
        commissioned_by="The Improvement Board", scope="Decisions at the front door, and what partners hear of them.",
        commissioned_on=on - Day(days=100), due_on=on - Day(days=35),
    )  # fmt: skip
    validation.record_done(done, by=cast.lead, on=on, done_on=on - Day(days=40))
    assert done.inspection is not None
    for number, (kind, text) in enumerate(FOUND, start=1):
        findings.record_finding(done.inspection, by=cast.lead, kind=kind, text=text, label=str(number))
    validation.share(done, by=cast.lead, on=on, shared_on=on - Day(days=30))
    validation.commission(
        council, by=cast.director, on=on, kind="diagnostic", provider="A partner in practice from Felpersham",
        commissioned_by="The Director of Children’s Services", scope="Supervision of social workers in two teams.",
        commissioned_on=on - Day(days=50), due_on=on + Day(days=-4 if badly else 45),
    )  # fmt: skip
