"""What stands beside an item on the screen: its live facts, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.models import Action, ActionUpdate, DateChange, Evidence, PlanVersion
from councils.models import User
from notices.models import ComplianceJudgement, Requirement

from .models import AgendaItem, Challenge, ItemKind, MeetingDecision
from .services.deciding import options_of

_MODELS: dict[str, Any] = {
    "action": Action.objects.select_related("objective", "owner", "owner_organisation"),
    "date_change": DateChange.objects.select_related("action"),
    "evidence": Evidence.objects.all(),
    "requirement": Requirement.objects.select_related("notice"),
    "plan_version": PlanVersion.objects.select_related("plan"),
    "challenge": Challenge.objects.select_related("asked_by__organisation"),
}


def subjects(items: Sequence[AgendaItem], user: User) -> dict[int, Any]:
    """By item what it is about, as far as this person may see it: one statement for each kind."""
    found: dict[int, Any] = {}
    for column, rows in _MODELS.items():
        wanted = {getattr(item, f"{column}_id"): item for item in items if getattr(item, f"{column}_id")}
        if not wanted:
            continue
        for row in rows.visible_to(user).filter(pk__in=wanted):
            row.council = items[0].council
            if column == "date_change":
                row.action.council = items[0].council
            found[wanted[row.pk].pk] = row
    return found


def subject_links(items: Sequence[AgendaItem], user: User) -> dict[int, str]:
    """By item the address of what it is about."""
    return {pk: _address(row) for pk, row in subjects(items, user).items()}


def _address(row: Any) -> str:
    if isinstance(row, PlanVersion):
        row.plan.council = row.council
    if isinstance(row, Requirement):
        row.notice.council = row.council
    address: str = row.get_absolute_url()
    return address


@dataclass
class Shown:
    """One item of the meeting's screen."""

    item: AgendaItem
    subject: Any
    link: str
    options: tuple[MeetingDecision.Kind, ...]
    decisions: list[dict[str, Any]] = field(default_factory=list)
    newest: ActionUpdate | None = None
    judged: str = "not_assessed"
    based_on: int = 0
    form: Any = None
    notes: Any = None

    @property
    def action(self) -> Action | None:
        if isinstance(self.subject, Action):
            return self.subject
        return self.subject.action if isinstance(self.subject, DateChange) else None

    @property
    def is_decided(self) -> bool:
        return any(row["stands"] and row["decision"].kind != "note" for row in self.decisions)


def items_of(items: Sequence[AgendaItem], user: User) -> list[Shown]:
    """The items with what the board looks at when it decides. As many statements for one item as for fifty."""
    found = subjects(items, user)
    rows = [
        Shown(
            item=item,
            subject=found.get(item.pk),
            link=_address(found[item.pk]) if item.pk in found else "",
            options=options_of(item)
            if item.pk in found or item.kind == ItemKind.OTHER
            else (MeetingDecision.Kind.NOTE,),
        )
        for item in items
    ]
    _with_words(rows)
    _with_judgements(rows)
    _with_decisions(rows, user)
    for row in rows:
        if isinstance(row.subject, Action | Evidence):
            row.based_on = row.subject.version
    return rows


def _with_words(rows: Sequence[Shown]) -> None:
    """The owner's newest words on each action."""
    actions = {row.action.pk for row in rows if row.action}
    said = (
        ActionUpdate.objects.filter(action_id__in=actions, no_change=False)
        .order_by("action_id", "-version")
        .distinct("action_id")
    )
    newest = {update.action_id: update for update in said} if actions else {}
    for row in rows:
        row.newest = newest.get(row.action.pk) if row.action else None


def _with_judgements(rows: Sequence[Shown]) -> None:
    clauses = {row.subject.pk for row in rows if isinstance(row.subject, Requirement)}
    judged = (
        ComplianceJudgement.objects.filter(requirement_id__in=clauses, body="board")
        .order_by("requirement_id", "-judged_on", "-id")
        .distinct("requirement_id")
    )
    latest = {row.requirement_id: row.value for row in judged} if clauses else {}
    for row in rows:
        if isinstance(row.subject, Requirement):
            row.judged = latest.get(row.subject.pk, "not_assessed")


def _with_decisions(rows: Sequence[Shown], user: User) -> None:
    by_item = {row.item.pk: row for row in rows}
    decided = MeetingDecision.objects.visible_to(user).filter(item_id__in=by_item).order_by("number")
    undone = {row.reverses_id for row in decided}
    for decision in decided:
        stands = decision.kind != "undo" and decision.pk not in undone
        by_item[decision.item_id].decisions.append({"decision": decision, "stands": stands})
