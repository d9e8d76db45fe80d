"""A review is moved, held, and decided: what the Department decides is done to the instrument in the same breath."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from councils import audit
from councils.lateness import long_date
from councils.models import User
from councils.refusal import Refused
from notices.amending import verbs as amending
from notices.life import table as life_table
from notices.life import verbs as life
from notices.models import Notice, NoticeStep, NoticeVersion

from .models import Outcome, OutcomeKind, Review, ReviewMove

OF_NOTICES = (
    OutcomeKind.CONTINUE,
    OutcomeKind.AMEND,
    OutcomeKind.EXTEND,
    OutcomeKind.STEP_UP,
    OutcomeKind.LIFT,
)
OF_DIRECTIONS = (
    OutcomeKind.CONTINUE, OutcomeKind.AMEND, OutcomeKind.EXTEND, OutcomeKind.STEP_DOWN, OutcomeKind.LIFT,
)  # fmt: skip
REPLACES = {OutcomeKind.STEP_UP: "escalate", OutcomeKind.STEP_DOWN: "step-down"}


@transaction.atomic
def ask_for_review(
    notice: Notice, *, by: User, on: datetime.date, due_on: datetime.date, words: str
) -> Review:
    """A further review at the Department's request, beside those of the notice (Herefordshire notice 2013, 33)."""
    notice.refresh_from_db(from_queryset=Notice.objects.select_for_update())
    if not notice.is_standing:
        raise Refused(f"{notice} is not in force, so there is nothing to review.")
    if due_on < on:
        raise Refused("The day of the review must be today or in the future.")
    _check_free(notice, due_on)
    review = Review.objects.create(
        council_id=notice.council_id, notice=notice, kind=Review.Kind.ON_REQUEST, source=Review.Source.REQUEST,
        due_on=due_on, words=words.strip(),
    )  # fmt: skip
    _sign("asked for a review", review, by, due_on=due_on.isoformat())
    return review


@transaction.atomic
def move_review(
    review: Review,
    *,
    by: User,
    on: datetime.date,
    to_due_on: datetime.date,
    why: str,
    decided_by: str,
    decided_on: datetime.date,
) -> ReviewMove:
    """Bring a review forward or put it off. The date before stays on record with the reason."""
    _lock(review)
    _check_waits(review)
    if to_due_on == review.due_on:
        raise Refused(f"The review is due on {long_date(review.due_on)} already.")
    if decided_on > on:
        raise Refused("The day of the decision must be today or in the past.")
    if not why.strip() or not decided_by.strip():
        raise Refused("Say why the review is moved, and who decided it.")
    _check_free(review.notice, to_due_on)
    move = ReviewMove.objects.create(
        council_id=review.council_id, review=review, from_due_on=review.due_on, to_due_on=to_due_on, why=why.strip(),
        decided_by=decided_by.strip(), decided_on=decided_on, recorded_by=by,
    )  # fmt: skip
    review.due_on, review.precision = to_due_on, "day"
    review.save(update_fields=["due_on", "precision"])
    _sign("moved a review", review, by, before=move.from_due_on.isoformat(), after=to_due_on.isoformat())
    return move


def choices(notice: Notice) -> list[tuple[str, str]]:
    """The outcomes that an instrument of its kind can have."""
    kinds = OF_NOTICES if notice.kind == Notice.Kind.IMPROVEMENT_NOTICE else OF_DIRECTIONS
    return [(kind.value, _label(kind, notice)) for kind in kinds]


def followers(notice: Notice) -> list[Notice]:
    """What can take its place when it is stepped up or down; drafts too."""
    names = [name for name in REPLACES.values() if notice.kind in life_table.BY_NAME[name].kinds]
    return [row for name in names for row in life.followers(notice, life_table.BY_NAME[name])]


def why_not_decided(review: Review) -> str | None:
    """One sentence if no outcome can be recorded now."""
    if review.held_on is None:
        return "Record the review as held first."
    if Outcome.objects.filter(council_id=review.council_id, review=review).exists():
        return "The outcome of this review is recorded already."
    if not review.notice.is_standing:
        return f"{review.notice} is {review.notice.get_state_display().lower()}: there is nothing to decide of it."
    return None


@transaction.atomic
def decide(
    review: Review,
    *,
    by: User,
    on: datetime.date,
    kind: str,
    decided_by: str,
    decided_on: datetime.date,
    reason: str,
    until: datetime.date | None = None,
    other: Notice | None = None,
) -> Outcome:
    """Record the outcome of a review that was held, and let the instrument follow: an extension is its next version, a
    lifting its last step, a step up or down names what takes its place. All of it happens, or nothing."""
    _lock(review)
    notice = review.notice
    refusal = why_not_decided(review)
    if refusal:
        raise Refused(refusal)
    assert review.held_on is not None
    wanted = OutcomeKind(kind)
    if kind not in dict(choices(notice)):
        raise Refused(f"{notice} is of another kind: it cannot have this outcome.")
    if decided_on > on:
        raise Refused("The day of the decision must be today or in the past.")
    if decided_on < review.held_on:
        raise Refused(
            f"The review was held on {long_date(review.held_on)}. The decision is of that day or later."
        )
    if not decided_by.strip() or not reason.strip():
        raise Refused("Say who authorised the outcome, and why.")
    if (wanted == OutcomeKind.EXTEND) != (until is not None):
        raise Refused("Say until when the period is extended, where it is.")
    if other is not None and wanted not in REPLACES:
        raise Refused("Nothing takes the place of an instrument by this outcome.")
    step: NoticeStep | None = None
    version: NoticeVersion | None = None
    told: dict[str, Any] = {"decided_by": decided_by, "reason": reason}
    if wanted == OutcomeKind.EXTEND:
        assert until is not None
        version = _extend(notice, by=by, on=on, until=until, decided_on=decided_on, **told)
    elif wanted == OutcomeKind.LIFT:
        name = "lift" if notice.kind == Notice.Kind.IMPROVEMENT_NOTICE else "revoke"
        step = life.take_step(notice, name, by=by, on=on, taken_on=decided_on, **told)
    elif wanted in REPLACES and other is not None:
        step = life.take_step(
            notice, REPLACES[wanted], by=by, on=on, taken_on=decided_on, other=other, **told
        )
    if wanted in (OutcomeKind.CONTINUE, OutcomeKind.AMEND, OutcomeKind.EXTEND):
        step = _end_review_for_lifting(notice, by=by, on=on, taken_on=decided_on, **told)
    outcome = Outcome.objects.create(
        council_id=review.council_id, review=review, kind=wanted, decided_by=decided_by.strip(), decided_on=decided_on,
        reason=reason.strip(), until=until, other=other, step=step, version=version, recorded_by=by,
    )  # fmt: skip
    _sign(
        "recorded the outcome of a review",
        review,
        by,
        outcome=wanted.value,
        decided_on=decided_on.isoformat(),
    )
    return outcome


def _extend(
    notice: Notice,
    *,
    by: User,
    on: datetime.date,
    until: datetime.date,
    decided_on: datetime.date,
    decided_by: str,
    reason: str,
) -> NoticeVersion:
    """The instrument's next version, which changes nothing but the end of its period."""
    if amending.draft_of(notice) is not None:
        raise Refused("An amendment is being drafted. Confirm it or give it up first.")
    change = amending.extend_period(notice, by=by, until=until)
    version = change.version
    amending.decide(
        version, by=by, decided_on=decided_on, decided_by=decided_by, effective_on=decided_on, reason=reason
    )
    amending.confirm(version, by=by, on=on)
    notice.refresh_from_db()
    return version


def _end_review_for_lifting(
    notice: Notice, *, by: User, on: datetime.date, taken_on: datetime.date, decided_by: str, reason: str
) -> NoticeStep | None:
    """An instrument that was under review for lifting stays in force."""
    if notice.state != Notice.State.UNDER_REVIEW:
        return None
    over = life.is_period_over(notice, on=on)
    name = "end-review-after-period" if over else "end-review"
    return life.take_step(notice, name, by=by, on=on, taken_on=taken_on, decided_by=decided_by, reason=reason)


def _label(kind: OutcomeKind, notice: Notice) -> str:
    if kind == OutcomeKind.LIFT:
        return "Lift it" if notice.kind == Notice.Kind.IMPROVEMENT_NOTICE else "Revoke it"
    return kind.label


def _check_free(notice: Notice, due_on: datetime.date) -> None:
    if Review.objects.filter(council_id=notice.council_id, notice=notice, due_on=due_on).exists():
        raise Refused(f"Another review of {notice} is due on {long_date(due_on)}. Choose another day.")


def _check_waits(review: Review) -> None:
    if review.held_on is not None:
        raise Refused(f"This review was held on {long_date(review.held_on)}. It cannot be moved.")
    if not review.notice.is_standing:
        raise Refused(f"{review.notice} is not in force any more, so its review is not moved.")


def _lock(review: Review) -> None:
    council = review.council
    review.refresh_from_db(from_queryset=Review.objects.select_for_update())
    review.notice.refresh_from_db(from_queryset=Notice.objects.select_for_update())
    review.council = review.notice.council = council


def _sign(verb: str, review: Review, by: User, **detail: object) -> None:
    audit.record(
        verb,
        council_id=review.council_id,
        about=f"{review} of {review.notice}",
        by=by,
        link=review.get_absolute_url(),
        **detail,
    )
