"""The first line of each view of indicators: the one of the address, its period, and those that this person enters."""

from __future__ import annotations

import datetime
import re

from django.http import Http404

from councils.access import get_visible_or_404
from councils.lateness import long_date
from councils.requests import CouncilRequest

from ..indicator_periods import Period, period_addressed
from ..indicator_permissions import may_approve
from ..models import Indicator, Observation
from ..models.indicator import INDICATOR_REF, IndicatorQuerySet


def find_indicator(request: CouncilRequest, ref: str) -> Indicator:
    if not re.match(INDICATOR_REF.regex, ref):
        raise Http404
    rows = Indicator.objects.select_related("owner", "owner_organisation", "objective")
    indicator: Indicator = get_visible_or_404(
        rows.prefetch_related("trajectory"), request.user, council=request.council, ref=ref
    )
    indicator.council = request.council
    return indicator


def find_period(indicator: Indicator, text: str) -> Period:
    found = period_addressed(indicator, text)
    if found is None:
        raise Http404
    return found


def find_value(request: CouncilRequest, indicator: Indicator, period: Period) -> Observation | None:
    rows = Observation.objects.visible_to(request.user).filter(
        council=request.council, indicator=indicator, period_on=period.starts_on
    )
    found: Observation | None = rows.select_related("submitted_by", "approved_by", "entered_by").first()
    if found is not None:
        found.council, found.indicator = request.council, indicator
    return found


def entered_by(request: CouncilRequest) -> list[Indicator]:
    """The indicators in use whose values this person may enter, as people count: I2 before I10."""
    rows: IndicatorQuerySet = Indicator.objects.visible_to(request.user).filter(council=request.council)
    if not may_approve(request.user, request.council.pk):
        rows = rows.owned_by(request.user)
    found = in_order(list(rows.active().prefetch_related("trajectory")))
    for indicator in found:
        indicator.council = request.council
    return found


def in_order(indicators: list[Indicator]) -> list[Indicator]:
    return sorted(indicators, key=lambda row: (len(row.ref), row.ref))


def not_over(period: Period, on: datetime.date) -> str:
    """Why nothing can be entered for this period yet; empty once it is over."""
    if period.ends_on < on:
        return ""
    return f"{period.name} is not over. Its value can be entered after {long_date(period.ends_on)}."
