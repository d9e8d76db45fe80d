"""Spreadsheets of the council's own that the improvement lead has uploaded and not yet imported: actions, and values."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.importing import services
from actions.models import Plan, PlanImport
from councils.models import Council, User

ROWS = (
    ("Ref", "Action", "Lead", "Due", "BRAG", "Progress", "Impact"),
    ("N1", "Ask care leavers how they want to be kept in touch with", "Sam Hollis", "31/03/2027", "Green",
     "Questions agreed with the care leavers’ forum", ""),
    ("N2", "Give every team a monthly list of visits that are due", "Police", "30/04/2027", "Not started", "", ""),
    ("N3", "Check ten closed referrals each week", "Jo Nobody", "soon", "Amber", "", ""),
)  # fmt: skip


def load_import(council: Council, *, by: User, on: datetime.date) -> None:
    """Two rows can go in, one has to be corrected first."""
    plan = Plan.objects.filter(council=council).order_by("-id")[0]
    plan.council = council
    text = "\r\n".join(",".join(row) for row in ROWS)
    upload = SimpleUploadedFile("improvement-tracker.csv", text.encode("utf-8-sig"))
    planned = services.begin(plan, upload, by=by, on=on)
    services.choose_columns(planned, by=by, on=on, mapping=services.mapping_of(planned))
    _values(plan, by=by, on=on)


def _values(plan: Plan, *, by: User, on: datetime.date) -> None:
    """Case file audits of two months that nobody had entered; one cell cannot be read."""
    months = [f"{on + relativedelta(day=1, months=-back):%b-%y}" for back in (4, 3)]
    rows = (("Ref", "Indicator", *months), ("I4", "Case file audits completed each month", "31", "about 30"))
    text = "\r\n".join(",".join(row) for row in rows)
    upload = SimpleUploadedFile("scorecard.csv", text.encode("utf-8-sig"))
    planned = services.begin(plan, upload, by=by, on=on, holds=PlanImport.Holds.VALUES)
    services.choose_columns(planned, by=by, on=on, mapping=services.mapping_of(planned))
