"""What people set: the rules of a council, their own e-mails, and who stands in while they are away."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from django.db import transaction
from django.urls import reverse

from councils import audit
from councils.lateness import long_date
from councils.models import Council, Membership, User
from councils.refusal import Refused

from .models import Absence, CouncilRules, Kind, Preference
from .models.due import STATUTORY
from .recipients import may_stand_in
from .rules import LONGEST

MAY_BE_LEFT_OUT = tuple(kind for kind in Kind if kind not in (*STATUTORY, Kind.ACTION, Kind.OWN))
_PLAIN = (
    "leads", "working_days", "overdue_every", "silent_after", "lead_after", "director_after", "chair_after", "without",
)  # fmt: skip


def rules_of(council: Council) -> CouncilRules:
    """Those of the council, or the defaults (a row that is not saved)."""
    return CouncilRules.objects.filter(council=council).first() or CouncilRules(council=council)


@transaction.atomic
def set_rules(
    council: Council,
    *,
    by: User,
    leads: Collection[int],
    working_days: bool,
    overdue_every: int,
    silent_after: int | None,
    lead_after: int | None,
    director_after: int | None,
    chair_after: int | None,
    without: Collection[str],
) -> CouncilRules:
    """From the next tick on. What the notice or the law asks for cannot be left out."""
    if not leads or not all(1 <= lead <= LONGEST for lead in leads):
        raise Refused(f"Enter days before from 1 to {LONGEST}, such as 14, 7, 1")
    steps = (lead_after, director_after, chair_after)
    said = [overdue_every, *(days for days in (silent_after, *steps) if days is not None)]
    if not all(1 <= days <= LONGEST for days in said):
        raise Refused(f"Enter numbers of days from 1 to {LONGEST}")
    if (director_after and not lead_after) or (chair_after and not director_after):
        raise Refused(
            "A step of the ladder needs the one before it: first the accountable lead, then the director, then the chair"
        )
    if kept := [Kind(kind).label for kind in without if kind not in MAY_BE_LEFT_OUT]:
        raise Refused(f"These reminders cannot be left out: {', '.join(kept)}")
    rules, _ = CouncilRules.objects.select_for_update().get_or_create(council=council)
    before = {name: getattr(rules, name) for name in _PLAIN}
    rules.leads = sorted(set(leads), reverse=True)
    rules.working_days, rules.overdue_every, rules.silent_after = working_days, overdue_every, silent_after
    rules.lead_after, rules.director_after, rules.chair_after = lead_after, director_after, chair_after
    rules.without = [kind.value for kind in MAY_BE_LEFT_OUT if kind.value in without]
    rules.save()
    changed = {
        name: [old, getattr(rules, name)] for name, old in before.items() if old != getattr(rules, name)
    }
    if changed:
        audit.record(
            "changed the rules of the reminders", council_id=council.pk, about="Reminders", by=by,
            link=reverse("reminders:rules", kwargs={"council_slug": council.slug}), **changed,
        )  # fmt: skip
    return rules


def preference_of(user: User) -> Preference:
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def choose(
    user: User, *, hour: int, quiet_days: Sequence[int], email: str, at: datetime.datetime
) -> Preference:
    """How a person wants their e-mails."""
    if len(set(quiet_days)) > 6:
        raise Refused("Leave at least one day on which an email can come")
    wanted = {"hour": hour, "quiet_days": sorted(set(quiet_days)), "email": email, "changed_at": at}
    preference, _ = Preference.objects.update_or_create(user=user, defaults=wanted)
    return preference


def deputies_of(membership: Membership, *, on: datetime.date) -> list[User]:
    """Who of the same council may do what falls to this person, by name."""
    others = Membership.objects.filter(council=membership.council_id, user__is_active=True).current(on=on)
    return sorted(
        (
            other.user
            for other in others.exclude(user=membership.user_id).select_related("user")
            if may_stand_in(membership.role, membership.organisation_id, other.role, other.organisation_id)
        ),
        key=lambda user: (user.name, user.pk),
    )


@transaction.atomic
def go_away(
    membership: Membership,
    *,
    by: User,
    deputy: User,
    from_on: datetime.date,
    until_on: datetime.date,
    on: datetime.date,
) -> Absence:
    """From then until then the deputy gets this person's reminders of the council, with "For …" before each. An absence
    that is there already is changed."""
    if until_on < max(from_on, on):
        raise Refused("The last day away must be today or later, and not before the first")
    if deputy not in deputies_of(membership, on=on):
        raise Refused(f"{deputy} cannot do what falls to you. Choose somebody who can")
    assert membership.council_id is not None
    absence, _ = Absence.objects.update_or_create(
        council_id=membership.council_id,
        user_id=membership.user_id,
        defaults={"deputy": deputy, "from_on": from_on, "until_on": until_on},
    )
    _sign("went away", membership, by, until=long_date(until_on), deputy=deputy.name)
    return absence


@transaction.atomic
def come_back(membership: Membership, *, by: User) -> None:
    assert membership.council_id is not None
    gone, _ = Absence.objects.filter(council_id=membership.council_id, user_id=membership.user_id).delete()
    if gone:
        _sign("came back", membership, by)


def _sign(verb: str, membership: Membership, by: User, **detail: str) -> None:
    assert membership.council_id is not None
    audit.record(verb, council_id=membership.council_id, about=membership.user, by=by, **detail)
