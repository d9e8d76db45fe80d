"""The words of the report that comes next, and the first council's own cover: the chair comments, prepares and issues."""

from __future__ import annotations

import datetime

from boards.models import Meeting
from councils.models import Council, User
from reports.report_words import word_reports, write_words

SAID = (
    "{off_track} of {open} open actions are off track and {overdue} are overdue; at the last board it was "
    "{overdue_before}.\n\n{requirements_answered} of {requirements} requirements of the notice have an action. The "
    "board is asked to look at the exceptions first."
)


def load_words(council: Council, *, lead: User, on: datetime.date) -> None:
    coming = Meeting.objects.filter(council=council).upcoming(on=on).filter(cut_off_on__lt=on)
    # after a cut-off the board's paper is of that day
    for day in sorted({on, *coming.values_list("cut_off_on", flat=True)}):
        write_words(council, as_at=day, voice="lead", text=SAID, by=lead, based_on=0)
    word_reports(
        council,
        by=lead,
        based_on=0,
        marking="OFFICIAL",
        cover="For members of the Improvement Board. Please do not pass it on before the board has met.",
        amber="At risk: it may miss its date",
    )
