"""What is missing between the clauses, the findings, the actions, the evidence and the indicators of a council: lists that
should be empty. Each names the form that closes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from actions.models import Action, Evidence, Indicator, Plan
from actions.models.action import FINISHED, Delivery
from councils.models import Council, User
from councils.permissions import Permission
from notices.models import Deadline, Finding, Notice, Requirement, Target

COLUMNS = ("Gap", "What", "In full", "Link")


@dataclass(frozen=True)
class Item:
    title: str
    text: str
    href: str
    close_href: str


@dataclass(frozen=True)
class Gap:
    """`close` is what the link to the form says, `needs` who may open it."""

    key: str
    title: str
    meaning: str
    close: str
    needs: Permission
    items: list[Item]


@dataclass(frozen=True)
class _Kind:
    title: str
    meaning: str
    close: str
    needs: Permission
    find: Callable[[Council, User], Iterator[Item]]


def gaps(council: Council, *, user: User) -> list[Gap]:
    """Of the instruments that stand and the plans that are open; the same number of queries for any number of rows."""
    return [
        Gap(key, kind.title, kind.meaning, kind.close, kind.needs, list(kind.find(council, user)))
        for key, kind in KINDS.items()
    ]


def _clauses(council: Council, user: User) -> Any:
    rows = Requirement.objects.visible_to(user).filter(council=council, notice__state__in=Notice.STANDING)
    return (
        rows.select_related("notice")
        .defer("notice__source_text", "notice__reading")
        .order_by("notice_id", "seq")
    )


def _actions(council: Council, user: User) -> Any:
    rows = Action.objects.visible_to(user).filter(council=council, plan__state__in=Plan.OPEN)
    return rows.exclude(delivery=Delivery.CANCELLED).order_by("objective__number", "id")


def _clause_item(council: Council, clause: Requirement, close: str, more: str = "") -> Item:
    kwargs = {"council_slug": council.slug, "number": clause.notice.number, "seq": clause.seq}
    title = f"{clause.citation.capitalize()} of the {clause.notice.get_kind_display().lower()}"
    return Item(title, more or clause.text, reverse("notices:requirement", kwargs=kwargs), close)


def _action_item(council: Council, action: Action, name: str) -> Item:
    kwargs = {"council_slug": council.slug, "ref": action.ref}
    return Item(
        str(action), action.detail, reverse("actions:action", kwargs=kwargs), reverse(name, kwargs=kwargs)
    )


def _of(name: str, council: Council, query: str = "") -> str:
    return reverse(name, kwargs={"council_slug": council.slug}) + query


def clauses_without_action(council: Council, user: User) -> Iterator[Item]:
    for clause in _clauses(council, user).unanswered():
        yield _clause_item(council, clause, _of("actions:add", council, f"?requirement={clause.pk}"))


def actions_without_source(council: Council, user: User) -> Iterator[Item]:
    for action in _actions(council, user).filter(requirement_links=None, finding_links=None):
        yield _action_item(council, action, "actions:edit")


def findings_without_action(council: Council, user: User) -> Iterator[Item]:
    rows = Finding.objects.visible_to(user).filter(council=council, action_links=None)
    for finding in rows.select_related("inspection").order_by("inspection_id", "id"):
        kwargs = {
            "council_slug": council.slug, "inspection_id": finding.inspection_id, "finding_id": finding.pk,
        }  # fmt: skip
        yield Item(
            f"{finding.citation}, {finding.inspection}",
            finding.text,
            reverse("notices:finding", kwargs=kwargs),
            _of("actions:add", council, f"?finding={finding.pk}"),
        )


def done_without_evidence(council: Council, user: User) -> Iterator[Item]:
    """Whether evidence was accepted is asked of all evidence, restricted or not: the answer tells nothing of it."""
    accepted = Evidence.objects.filter(
        council_id=OuterRef("council_id"), action_id=OuterRef("pk"), state=Evidence.State.ACCEPTED
    )
    for action in _actions(council, user).filter(~Exists(accepted), delivery__in=FINISHED):
        add = _of("actions:evidence_add", council, f"?action={action.ref}")
        yield replace(_action_item(council, action, "actions:action"), close_href=add)


def standing_without_indicator(council: Council, user: User) -> Iterator[Item]:
    """Clauses that hold at all times, and numbers that the instrument prints, which no indicator in use watches."""
    watching = Indicator.objects.active().filter(council_id=OuterRef("council_id"))
    measured = Exists(watching.filter(requirements=OuterRef("pk")))
    by_target = Exists(watching.filter(watches__requirement=OuterRef("pk")))
    standing = Deadline.objects.filter(
        council_id=OuterRef("council_id"), requirement_id=OuterRef("pk"), kind=Deadline.Kind.STANDING
    )
    add = _of("actions:indicator_add", council)
    clauses = _clauses(council, user).demanding()
    for clause in clauses.filter(Exists(standing), ~measured, ~by_target):
        yield _clause_item(council, clause, add)
    targets = Target.objects.visible_to(user).filter(
        ~Exists(watching.filter(watches=OuterRef("pk"))), requirement__in=clauses.order_by().values("pk")
    )
    for target in targets.select_related("requirement__notice").order_by("requirement__seq", "id"):
        words = f"Target: {target.metric}. “{target.span}”"
        yield _clause_item(council, target.requirement, f"{add}?target={target.pk}", words)


def without_deadline(council: Council, user: User) -> Iterator[Item]:
    """For whoever plans: the instrument sets no time, so the council must. Nothing closes it here."""
    rows = _clauses(council, user).binding_council().filter(Q(deadlines=None), children=None)
    for clause in rows:
        yield _clause_item(council, clause, "")


KINDS = {
    "clause-no-action": _Kind(
        "Requirements with no action",
        "The council must act, and nothing in the plan says how.",
        "Add an action",
        Permission.EDIT_PLAN,
        clauses_without_action,
    ),
    "finding-no-action": _Kind(
        "Findings with no action",
        "An inspection found it, and nothing in the plan answers it.",
        "Add an action",
        Permission.EDIT_PLAN,
        findings_without_action,
    ),
    "action-no-source": _Kind(
        "Actions with no requirement and no finding",
        "Nobody can say what it is for.",
        "Say what it serves",
        Permission.EDIT_PLAN,
        actions_without_source,
    ),
    "done-no-evidence": _Kind(
        "Done, with no accepted evidence",
        "Said to be done, or confirmed, and no evidence of it has been accepted.",
        "Add evidence",
        Permission.ADD_EVIDENCE,
        done_without_evidence,
    ),
    "standing-no-indicator": _Kind(
        "Duties at all times, and targets, that no indicator watches",
        "Nobody would see when it stops being kept.",
        "Add an indicator",
        Permission.EDIT_INDICATORS,
        standing_without_indicator,
    ),
    "no-deadline": _Kind(
        "Requirements with no deadline",
        "The instrument names no time for them: the dates of the actions are all there is.",
        "",
        Permission.EDIT_PLAN,
        without_deadline,
    ),
}


def cells(found: list[Gap], base_url: str) -> Iterator[tuple[str, str, str, str]]:
    for gap in found:
        for item in gap.items:
            yield gap.title, item.title, item.text, f"{base_url}{item.href}"
