"""Which evidence a review relies on. Once the review has been held, the database freezes both the list and the evidence."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from actions.models import Evidence
from councils import audit
from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused

from .models import Citation, Review


@transaction.atomic
def cite(review: Review, *, by: User, evidence: Iterable[Evidence]) -> None:
    """Make this the list, at the versions that are accepted now. What the person may not see stays as it is."""
    review.refresh_from_db(from_queryset=Review.objects.select_for_update())
    if review.held_on is not None:
        raise Refused(
            f"This review was held on {long_date(review.held_on)}. What it relies on cannot change."
        )
    wanted = {row.pk: row for row in evidence}
    for row in wanted.values():
        if row.accepted_version is None:
            raise Refused(f"{row} has not been accepted yet")
    seen = Evidence.objects.visible_to(by).filter(council_id=review.council_id).order_by().values("pk")
    cited = {c.evidence_id: c for c in review.citations.filter(evidence__in=seen)}
    removed = sorted(cited.keys() - wanted.keys())
    review.citations.filter(evidence_id__in=removed).delete()
    added = sorted(wanted.keys() - cited.keys())
    Citation.objects.bulk_create(
        [
            Citation(
                council_id=review.council_id,
                review=review,
                evidence=wanted[pk],
                version=wanted[pk].accepted_version or 1,
            )
            for pk in added
        ]
    )
    renewed = [pk for pk, c in cited.items() if pk in wanted and c.version != wanted[pk].accepted_version]
    for pk in renewed:
        review.citations.filter(evidence_id=pk).update(version=wanted[pk].accepted_version)
    if added or removed or renewed:
        audit.record(
            "chose the evidence of a review",
            council_id=review.council_id,
            about=review,
            by=by,
            link=review.get_absolute_url(),
            added=added,
            removed=removed,
            renewed=renewed,
        )
