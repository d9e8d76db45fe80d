"""What came around the reviews: looks from outside, notices of serious incidents, correspondence,
the Department's concerns."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from councils.models import Council, EmailAtOnce, User
from councils.permissions import Permission
from notices import findings
from reviews import concerns, correspondence, incidents, validation
from reviews.letter_templates import BY_NAME, begun
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
    _letters(council, cast, on=on)
    if badly:
        _incidents(council, cast, on=on)
        _concern(council, cast, on=on)


def _concern(council: Council, cast: Cast, *, on: datetime.date) -> None:
    """Two lines of its checklist are done: no formal step yet."""
    raised = concerns.raise_concern(
        council, by=cast.case_lead, on=on - Day(days=25), kind="reports",
        what="The chair’s report is late for the second time, and nobody answered the reminder of last month.",
    )  # fmt: skip
    for item, note in (
        ("put_to_council", "The chaser in the log of correspondence."),
        ("chair_heard", "By telephone. She waits for data too."),
    ):
        concerns.check(raised, by=cast.case_lead, on=on, item=item, note=note, done_on=on - Day(days=8))


def _letters(council: Council, cast: Cast, *, on: datetime.date) -> None:
    """A chaser that waits for its answer, and a call that is done with."""
    chaser = begun(BY_NAME["chaser"], council, on=on)
    correspondence.enter(
        council, by=cast.case_lead, on=on, on_date=on - Day(days=9), follow_up_on=on - Day(days=2),
        with_whom=f"{cast.director.name}, Director of Children’s Services", link="", **chaser,
    )  # fmt: skip
    call = correspondence.enter(
        council, by=cast.lead, on=on, direction="from_council", means="call", on_date=on - Day(days=30), link="",
        follow_up_on=on - Day(days=25), with_whom=f"{cast.case_lead.name}, case lead", subject="Data for October",
        text="The data team moves to the new case system. The figures of October come a week late.",
    )  # fmt: skip
    correspondence.follow_up(call, by=cast.lead, on=on, done_on=on - Day(days=26))


def _incidents(council: Council, cast: Cast, *, on: datetime.date) -> None:
    """One that the Department knows of, and one that waits for it. The e-mail of the first was sent long ago."""
    noon = timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
    contact = f"{cast.director.name}, Director of Children’s Services, 01632 960 172"
    told = incidents.give_notice(
        council, by=cast.director, now=noon - Day(days=70), happened_on=on - Day(days=70), contact=contact,
        what="A serious injury that the safeguarding partnership reviews. Social care and health are concerned.",
    )  # fmt: skip
    IncidentMail.objects.filter(incident=told).update(state="done", finished_at=noon - Day(days=70))
    for mail in IncidentMail.objects.filter(incident=told):
        EmailAtOnce.objects.create(
            council=council, reference=mail.reference, recipient=cast.case_lead, state="done",
            subject=f"Notice of a serious incident: {council}", needs=Permission.VIEW_CORRESPONDENCE.name,
            first_tried_at=noon - Day(days=70), sent_at=noon - Day(days=70),
        )  # fmt: skip
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
