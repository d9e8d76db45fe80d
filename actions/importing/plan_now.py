"""The plan as it is: everything that a spreadsheet is compared with, in a handful of statements."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from councils.models import Membership, Organisation, User
from councils.permissions import ROLES_WITH, Permission, Role
from notices.models import Requirement

from ..models import Action, ActionDependency, ActionPartner, ActionRequirement, ActionUpdate, Objective, Plan
from .grids import squeezed

NEAR = 88  # of 100


@dataclass(frozen=True)
class LastWords:
    narrative: str = ""
    recovery: str = ""
    impact: str = ""


@dataclass(frozen=True)
class Owner:
    """Whom the words mean. `near`: the name was not the same, so people should look."""

    person: User | None = None
    organisation: Organisation | None = None
    near: bool = False


@dataclass
class PlanNow:
    plan: Plan
    on: datetime.date
    by_ref: dict[str, Action] = field(default_factory=dict)  # of every plan of the council
    hidden: set[int] = field(default_factory=set)  # restricted actions that the person may not see
    actions: list[Action] = field(default_factory=list)
    said: dict[int, LastWords] = field(default_factory=dict)
    serves: dict[int, set[int]] = field(default_factory=dict)
    helped: dict[int, set[int]] = field(default_factory=dict)  # by partner agencies
    waits: dict[str, set[str]] = field(default_factory=dict)  # by reference
    objectives: list[Objective] = field(default_factory=list)

    @cached_property
    def by_title(self) -> dict[str, list[Action]]:
        found: dict[str, list[Action]] = {}
        for action in self.actions:
            found.setdefault(squeezed(action.title), []).append(action)
        return found

    @cached_property
    def requirements(self) -> list[Requirement]:
        of_notice = Requirement.objects.filter(council_id=self.plan.council_id, notice_id=self.plan.notice_id)
        return list(of_notice.only("id", "label", "seq", "kind", "removed_in").order_by("seq"))

    @cached_property
    def _by_citation(self) -> dict[str, list[Requirement]]:
        found: dict[str, list[Requirement]] = {}
        for requirement in self.requirements:
            for words in {requirement.citation, requirement.label} - {""}:
                found.setdefault(_citation(words), []).append(requirement)
        return found

    def requirement(self, words: str, *, linked: set[int]) -> Requirement | None:
        """The clause that the words cite; of several with the same label one that is linked already, or the first."""
        found = self._by_citation.get(_citation(words), [])
        usable = [
            r for r in found if r.pk in linked or (r.removed_in is None and r.kind not in r.ASKS_NOTHING)
        ]
        return next((r for r in usable if r.pk in linked), usable[0] if usable else None)

    # -- whom a name means

    @cached_property
    def _members(self) -> list[Membership]:
        may = ROLES_WITH[Permission.UPDATE_OWN_ACTION]
        rows = Membership.objects.filter(council_id=self.plan.council_id, role__in=may, user__is_active=True)
        return list(rows.current(on=self.on).select_related("user"))

    @cached_property
    def people(self) -> list[User]:
        """Who may own an action or answer for it: current members, and whoever does now."""
        theirs = [person for a in self.actions for person in (a.owner, a.accountable_lead) if person]
        found = {person.pk: person for person in theirs}
        found.update({member.user_id: member.user for member in self._members})
        return list(found.values())

    @cached_property
    def organisations(self) -> list[Organisation]:
        return list(Organisation.objects.filter(council_id=self.plan.council_id))

    @cached_property
    def _owners(self) -> dict[str, Owner | None]:
        """Exact words to whom they mean: names, e-mail addresses, agencies, titles that one person has. None: several."""
        found: dict[str, Owner | None] = {}

        def add(words: str, owner: Owner) -> None:
            found[words] = None if words in found and found[words] != owner else owner

        for organisation in self.organisations:
            add(squeezed(organisation.name), Owner(organisation=organisation))
        for person in self.people:
            add(squeezed(person.name), Owner(person=person))
            add(squeezed(person.email), Owner(person=person))
        by_role: dict[str, list[User]] = {}
        for member in self._members:
            by_role.setdefault(member.role, []).append(member.user)
        for role, holders in by_role.items():
            if len(holders) == 1 and role in (Role.DIRECTOR, Role.LEAD):
                words = [Role(role).label, *({"DCS"} if role == Role.DIRECTOR else ())]
                for word in words:
                    found.setdefault(squeezed(word), Owner(person=holders[0], near=True))
        return found

    def names(self) -> Sequence[str]:
        return [*(p.name for p in self.people), *(o.name for o in self.organisations)]

    def owner(self, words: str, *, now: Owner) -> Owner | None:
        """E-mail address, exact name, then near name. `now` wins where several have the name."""
        key = squeezed(words)
        for standing in (now.person and Owner(person=now.person), now.organisation and Owner(organisation=now.organisation)):  # fmt: skip
            if standing and key == squeezed(
                str((standing.person and standing.person.name) or standing.organisation)
            ):
                return standing
        if key in self._owners:
            return self._owners[key]
        if len(key) < 5:
            return None
        best = process.extract(
            key, list(self._owners), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=2
        )
        if not best or (len(best) == 2 and best[0][1] - best[1][1] < 4 and self._owners[best[0][0]] != self._owners[best[1][0]]):  # fmt: skip
            return None
        owner = self._owners[best[0][0]]
        return owner and Owner(owner.person, owner.organisation, near=True)


def _citation(words: str) -> str:
    """ "Paragraph 5 (a)", "para 5(a)" and "5a" are the same clause."""
    plain = re.sub(r"^(paragraphs?|paras?|clause|section|requirement)\b\.?", "", words.strip().casefold())
    return re.sub(r"[^\w]", "", plain)


def plan_now(plan: Plan, *, by: User | None, on: datetime.date, lock: bool = False) -> PlanNow:
    """As `by` may see it (None: all of it). `lock`: nobody else changes these actions until the transaction ends."""
    council_id = plan.council_id
    rows = Action.objects.filter(council_id=council_id)
    if lock:
        list(rows.filter(plan=plan).order_by("id").select_for_update().values_list("id", flat=True))
    everything = list(
        rows.select_related("objective", "owner", "owner_organisation", "accountable_lead").order_by("id")
    )
    now = PlanNow(plan, on, objectives=list(Objective.objects.filter(council_id=council_id, plan=plan)))
    if by is not None:
        now.hidden = {a.pk for a in everything} - set(rows.visible_to(by).values_list("pk", flat=True))
    for action in everything:
        action.council = plan.council
        now.by_ref[action.ref.casefold()] = action
        if action.plan_id == plan.pk and action.pk not in now.hidden:
            action.plan = plan
            now.actions.append(action)
    words = ActionUpdate.objects.filter(council_id=council_id, action__plan=plan, no_change=False)
    for action_id, *texts in (
        words.order_by("action_id", "-version").distinct("action_id")
        .values_list("action_id", "narrative", "recovery", "evidence_of_impact")
    ):  # fmt: skip
        now.said[action_id] = LastWords(*texts)
    links = ActionRequirement.objects.filter(council_id=council_id, action__plan=plan)
    for action_id, requirement_id in links.values_list("action_id", "requirement_id"):
        now.serves.setdefault(action_id, set()).add(requirement_id)
    helped = ActionPartner.objects.filter(council_id=council_id, action__plan=plan)
    for action_id, organisation_id in helped.values_list("action_id", "organisation_id"):
        now.helped.setdefault(action_id, set()).add(organisation_id)
    waits = ActionDependency.objects.filter(council_id=council_id, action__plan=plan)
    for ref, other in waits.values_list("action__ref", "waits_for__ref"):
        now.waits.setdefault(ref, set()).add(other)
    return now
