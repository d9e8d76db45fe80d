"""Comments on an action: the council's own working talk, with the people whom it names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from councils import audit
from councils.models import Membership, User
from councils.permissions import ROLES_WITH, Permission
from councils.refusal import Refused

from ..models import Action, Comment, Mention
from ..permissions import why_read_only
from ..restricted import may_see

NOT_YOURS = "Only its author can take a comment back."


def people_to_mention(action: Action, *, on: datetime.date) -> list[User]:
    """Those who may comment in this council now and may see the action: nobody else is ever named by a comment of it."""
    held = Membership.objects.filter(council_id=action.council_id, role__in=ROLES_WITH[Permission.COMMENT])
    people = User.objects.filter(pk__in=held.current(on=on).values("user_id"), is_active=True)
    return may_see(list(people), action)


def named_in(text: str, people: Iterable[User]) -> list[User]:
    """Whom a text names as @Full Name. The longest name wins; two people of one name are both meant."""
    names: dict[str, list[User]] = {}
    for person in people:
        names.setdefault(" ".join(person.name.split()).casefold(), []).append(person)
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    if not longest_first:
        return []
    pattern = r"(?<!\w)@(" + "|".join(map(re.escape, longest_first)) + r")(?!\w)"
    found = dict.fromkeys(re.findall(pattern, " ".join(text.split()).casefold()))
    return [person for name in found for person in names[name]]


@transaction.atomic
def write(
    action: Action,
    *,
    by: User,
    on: datetime.date,
    text: str,
    mention: Sequence[User] = (),
    checked: Sequence[str] = (),
) -> Comment:
    """Say something about an action. `mention`: whom it is for, besides those whom the text names. `checked`: kinds of
    clues to a child that the person was warned of and confirmed (councils/child_data.py).

    The same words by the same person as the newest comment (a double click) are that comment.
    """
    if reason := why_read_only(action.plan, action.council, on=on):
        raise Refused(reason)
    text = text.strip()
    if not text:
        raise ValidationError({"text": "Enter your comment"})
    people = people_to_mention(action, on=on)
    if any(person not in people for person in mention):
        raise ValueError("Somebody is not of this council, or may not see the action.")
    Action.objects.select_for_update(no_key=True).get(pk=action.pk, council_id=action.council_id)
    newest = action.comments.first()
    if newest and (newest.text, newest.author_id, newest.taken_back_at) == (text, by.pk, None):
        return newest
    last: int | None = action.comments.aggregate(last=Max("number"))["last"]
    comment = Comment.objects.create(
        council_id=action.council_id, action=action, number=(last or 0) + 1, author=by, text=text
    )
    meant = dict.fromkeys([*mention, *named_in(text, people)])
    Mention.objects.bulk_create(
        Mention(council_id=action.council_id, comment=comment, person=person) for person in meant
    )
    confirmed = {"confirmed_that_nobody_can_be_identified": list(checked)} if checked else {}
    _sign("commented on an action", comment, by, **confirmed)
    return comment


@transaction.atomic
def take_back(comment: Comment, *, by: User, on: datetime.date) -> None:
    """Its author strikes it out: nobody reads its words any more, and that it was said stays. Twice is once."""
    if comment.author_id != by.pk:
        raise Refused(NOT_YOURS)
    if reason := why_read_only(comment.action.plan, comment.action.council, on=on):
        raise Refused(reason)
    rows = Comment.objects.filter(pk=comment.pk, council_id=comment.council_id, taken_back_at=None)
    if rows.update(taken_back_at=timezone.now()):
        _sign("took a comment back", comment, by)


def _sign(verb: str, comment: Comment, by: User, **detail: list[str]) -> None:
    """Without its words: the audit log is read by people who do not read comments."""
    audit.record(
        verb,
        council_id=comment.council_id,
        about=comment,
        by=by,
        link=comment.get_absolute_url(),
        action=comment.action.ref,
        **detail,
    )
