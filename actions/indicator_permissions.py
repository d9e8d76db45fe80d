"""Who may define an indicator, enter its values and approve them; and when nobody may, in words for the page."""

from __future__ import annotations

import datetime

from councils.models import Council, User
from councils.permissions import Permission

from .models import Indicator


def may_define(user: User, council_id: int) -> bool:
    return user.access.may(Permission.EDIT_INDICATORS, council_id)


def may_approve(user: User, council_id: int) -> bool:
    return user.access.may(Permission.APPROVE_VALUES, council_id)


def may_enter(user: User, indicator: Indicator) -> bool:
    """Those who approve may enter any; an officer their own, a board member their own and their agency's."""
    access = user.access
    if not access.may(Permission.ENTER_VALUES, indicator.council_id):
        return False
    if may_approve(user, indicator.council_id) or indicator.owner_id == user.pk:
        return True
    membership = access.membership_in(indicator.council_id)
    return (
        indicator.owner_organisation_id is not None
        and membership is not None
        and membership.organisation_id == indicator.owner_organisation_id
    )


def why_closed(council: Council, *, on: datetime.date) -> str:
    """Why nothing of this council's indicators can change any more, as a sentence; empty while it can."""
    if council.is_abolished(on=on):
        return f"{council} was abolished. Its indicators are kept for the record and cannot be changed."
    return ""


def why_no_values(indicator: Indicator, council: Council, *, on: datetime.date) -> str:
    """Why no value of this indicator can be entered any more; empty while it can."""
    if not indicator.is_active:
        return f"{indicator.ref} is no longer measured. Take it back into use before you enter a value."
    return why_closed(council, on=on)
