"""What the Department's observer keeps: councils to watch, views of the list of councils, one of which tells of changes."""

from __future__ import annotations

import datetime

from councils.models import Council, User
from reports.department.own import save_view, watch
from reports.department.view_alerts import follow

VIEWS = {
    "Off track in the North": "confidence=off_track&region=North+West",
    "Late, worst first": "overdue=on&sort=-overdue&columns=overdue&columns=not_updated&columns=board&columns=stage",
}


def keep(councils: dict[str, Council], *, by: User, on: datetime.date) -> None:
    for slug in sorted(councils)[:2]:
        watch(councils[slug], by=by)
    views = [save_view(name, query, by=by) for name, query in VIEWS.items()]
    follow(views[0], by=by, on=on)
