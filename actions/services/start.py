"""A plan begins: with its instrument (reviews.services.take_up), or before it is signed."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction

from councils import audit
from councils.models import User
from councils.refusal import Refused
from notices.models import Notice

from ..models import Plan


@transaction.atomic
def start_plan(notice: Notice, *, by: User | None, on: datetime.date) -> Plan:
    """Begin the plan that answers a draft notice: councils start when they know what the notice will ask for, weeks
    before a minister signs it. When the notice is put in force its work goes on in this plan."""
    notice.refresh_from_db(from_queryset=Notice.objects.select_for_update())
    if notice.state != Notice.State.DRAFT and not notice.is_standing:
        raise Refused(f"{notice} is {notice.get_state_display().lower()}: it needs no plan any more.")
    if notice.council.is_abolished(on=on):
        raise Refused(f"{notice.council} was abolished. It starts no plan.")
    try:
        with transaction.atomic():
            plan = Plan.objects.create(council_id=notice.council_id, notice=notice, title="Improvement plan")
    except IntegrityError as error:
        raise Refused(f"{notice} has an improvement plan already.") from error
    audit.record(
        "started an improvement plan",
        council_id=notice.council_id,
        about=notice,
        by=by,
        link=plan.get_absolute_url(),
        notice=notice.number,
        state=notice.state,
    )
    return plan
