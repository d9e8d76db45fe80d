"""The store of evidence: its filters, its figures, its rows on the page and in a spreadsheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from councils import status
from councils.forms import FilterForm
from councils.models import Council, User
from notices.models import Requirement

from .around import OFFICER
from .models import Action, Evidence, EvidenceClass, EvidenceRequirement, EvidenceVersion

SOON = 30  # days
PAGE = 50
HEADER = [
    "Number", "Title", "What it shows", "Class", "Source", "People heard", "Action", "Requirements", "As at",
    "Counts until", "Status", "Version", "Accepted version", "File or link", "SHA-256", "Submitted by", "Submitted on",
    "Judged on", "Why it was returned", "Restricted", "Frozen on",
]  # fmt: skip
_ORDERS = {"number": "number", "as_at": "as_at_on", "until": "expires_on"}


class EvidenceFilters(FilterForm):
    """Which evidence, from the address. A value that is no choice is no filter."""

    standing = forms.ChoiceField(label="Status")
    evidence_class = forms.ChoiceField(label="Class")
    action = forms.ChoiceField()
    requirement = forms.ChoiceField()
    by = forms.ChoiceField(label="Submitted by")
    expiring = forms.BooleanField(label=f"Counts for {SOON} days or less")

    def __init__(self, data: QueryDict, *, rows: QuerySet[Evidence], user: User, names: bool) -> None:
        super().__init__(data)
        actions = Action.objects.visible_to(user).filter(pk__in=rows.order_by().values("action_id"))
        links = EvidenceRequirement.objects.filter(evidence__in=rows.order_by().values("pk"))
        clauses = Requirement.objects.filter(pk__in=links.values("requirement_id")).select_related("notice")
        people = User.objects.filter(pk__in=rows.order_by().values("submitted_by_id")) if names else []
        choices: dict[str, list[tuple[str, str]]] = {
            "standing": status.choices("evidence"),
            "evidence_class": list(EvidenceClass.choices),
            "action": [(a.ref, str(a)) for a in actions.order_by("id")],
            "requirement": [
                (str(r.pk), f"{r.citation}: {r.text[:60]}") for r in clauses.order_by("notice_id", "seq")
            ],
            "by": [("me", "Me"), *((str(p.pk), p.name) for p in people if p != user)] if names else [],
        }
        for name, options in choices.items():
            field: Any = self.fields[name]
            field.choices = [("", "All"), *options]
            if not options:
                del self.fields[name]

    def condition(self, user: User, *, on: datetime.date) -> Q:
        self.is_valid()
        chosen, found = self.cleaned_data, Q()
        for name, lookup in {
            "standing": "standing", "evidence_class": "evidence_class", "action": "action__ref",
        }.items():  # fmt: skip
            if chosen.get(name):
                found &= Q(**{lookup: chosen[name]})
        if chosen.get("requirement"):
            found &= Q(requirement_links__requirement=chosen["requirement"])
        if chosen.get("by"):
            found &= Q(submitted_by=user.pk if chosen["by"] == "me" else chosen["by"])
        if chosen.get("expiring"):
            found &= Q(expires_on__range=(on, on + datetime.timedelta(days=SOON)))
        return found


@dataclass(frozen=True)
class Store:
    """What the address asks for. `rows` are the evidence that the person may see and the filters leave."""

    filters: EvidenceFilters
    rows: QuerySet[Evidence]
    sort: str
    figures: list[dict[str, Any]]
    has_any: bool


def store(user: User, council: Council, query: QueryDict, *, on: datetime.date, names: bool) -> Store:
    """`names` false: people appear as their role. The number of statements does not grow with the rows."""
    every = Evidence.objects.visible_to(user).filter(council=council).with_standing(on=on)
    filters = EvidenceFilters(query, rows=every, user=user, names=names)
    sort = query.get("sort", "")
    order = _ORDERS.get(sort.lstrip("-"), "")
    rows = every.filter(filters.condition(user, on=on)).select_related("action", "submitted_by")
    if order:
        by = F(order).desc(nulls_last=True) if sort.startswith("-") else F(order).asc(nulls_last=True)
        rows = rows.order_by(by, "-number")
    counts = _counts(every, on=on)
    return Store(filters, rows, sort if order else "", _figures(counts), bool(counts["all"]))


def _counts(rows: QuerySet[Evidence], *, on: datetime.date) -> dict[str, int]:
    soon = Q(expires_on__range=(on, on + datetime.timedelta(days=SOON)), standing="accepted")
    standings = {name: Count("id", filter=Q(standing=name)) for name in status.STATUSES["evidence"]}
    return rows.order_by().aggregate(all=Count("id"), expiring=Count("id", filter=soon), **standings)


def _figures(counts: dict[str, int]) -> list[dict[str, Any]]:
    shown = [
        ("all", "pieces of evidence in all", ""),
        ("submitted", "waiting to be accepted", "standing=submitted"),
        ("accepted", "accepted", "standing=accepted"),
        ("returned", "returned", "standing=returned"),
        ("expiring", f"accepted, and out of date in {SOON} days", "standing=accepted&expiring=on"),
        ("expired", "out of date", "standing=expired"),
    ]
    return [
        {"number": counts[name], "label": label, "href": f"?{query}" if query and counts[name] else ""}
        for name, label, query in shown
    ]


def evidence_of(action: Action, user: User, *, on: datetime.date) -> QuerySet[Evidence]:
    """For the action's own page."""
    rows = Evidence.objects.visible_to(user).filter(council_id=action.council_id, action=action)
    return rows.with_standing(on=on).order_by("-number")


def newest_versions(rows: Iterable[Evidence]) -> dict[int, EvidenceVersion]:
    """The newest version of each, without the bytes of its file."""
    ids = [row.pk for row in rows]
    newest = (
        EvidenceVersion.objects.filter(evidence=OuterRef("evidence")).order_by("-number").values("number")
    )
    versions = EvidenceVersion.objects.filter(evidence__in=ids, number=Subquery(newest[:1]))
    return {v.evidence_id: v for v in versions.select_related("file").defer("file__content")}


def sheet_rows(rows: QuerySet[Evidence], *, names: bool) -> list[list[Any]]:
    """As HEADER says."""
    found = list(rows)
    versions, clauses = newest_versions(found), _citations(found)
    return [_sheet_row(row, versions.get(row.pk), clauses.get(row.pk, []), names=names) for row in found]


def _sheet_row(
    row: Evidence, version: EvidenceVersion | None, clauses: list[str], *, names: bool
) -> list[Any]:
    by = (row.submitted_by.name if names else OFFICER) if row.submitted_by else "Noticeboard"
    given = (version.file.name if version.file else version.link) if version else ""
    return [
        row.number, row.title, row.shows, row.get_evidence_class_display(), row.get_source_display(), row.responses,
        row.action.ref if row.action else "", "; ".join(clauses), row.as_at_on, row.expires_on,
        status.word("evidence", row.standing), row.version, row.accepted_version, given,
        version.sha256 if version else "", by, row.submitted_on, row.judged_on, row.returned_why, row.restricted,
        row.frozen_on,
    ]  # fmt: skip


def _citations(rows: list[Evidence]) -> dict[int, list[str]]:
    """Clauses by evidence: one statement for the list."""
    found: dict[int, list[str]] = {}
    links = EvidenceRequirement.objects.filter(evidence__in=[row.pk for row in rows])
    for link in links.select_related("requirement").order_by("requirement__seq"):
        found.setdefault(link.evidence_id, []).append(link.requirement.citation)
    return found
