"""What came around the reviews: looks from outside."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from councils.models import Council, User
from notices import findings
from reviews import validation

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
