"""What the Department's observer keeps: councils to watch, views of the list of councils."""

from __future__ import annotations

from councils.models import Council, User
from reports.department.own import save_view, watch

VIEWS = {
    "Off track in the North": "confidence=off_track&region=North+West",
    "Late, worst first": "overdue=on&sort=-overdue&columns=overdue&columns=not_updated&columns=board&columns=stage",
}


def keep(councils: dict[str, Council], *, by: User) -> None:
    for slug in sorted(councils)[:2]:
        watch(councils[slug], by=by)
    for name, query in VIEWS.items():
        save_view(name, query, by=by)
