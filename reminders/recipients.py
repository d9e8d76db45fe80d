"""Who is told of what: one table to read.

Each row is a kind of thing that falls due. The first column says who is told; where that finds nobody who has a role
today (an action without an owner, an owner who has left), the next column does.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from councils.permissions import ROLES_WITH, Permission, Role

from .models.due import Kind


class Source(StrEnum):
    """People who are found by the thing itself; every other word of the table is a role."""

    OWNER = "owner"
    ORGANISATION = "organisation"  # board members of the agency that owns the action
    SILENT_OWNERS = "silent_owners"  # owners of open actions without an update since the last meeting


_TABLE = """
                first                       else            else
action          owner                       organisation    lead
deadline        lead,director               .               .
duty            lead,director               .               .
chair_duty      chair                       lead            .
department_duty case_lead                   .               .
plan            lead,director               .               .
meeting         chair,lead                  .               .
cut_off         silent_owners               .               .
review          lead,director,case_lead     .               .
chair_report    chair                       lead            .
leader_report   lead                        .               .
report          lead                        .               .
evidence        owner                       lead            .
value           owner                       organisation    lead
recheck         chair                       .               .
date_change     chair                       .               .
completion      chair                       .               .
cadence         chair,lead                  .               .
consent         case_lead                   .               .
answer          case_lead                   .               .
validation      lead,director               .               .
incident        case_lead                   lead,director   .
follow_up       owner                       lead            .
dfe_follow_up   case_lead                   .               .
no_update       owner                       organisation    lead
given           owner                       organisation    .
taken           owner                       organisation    .
own             owner                       .               .
"""

# What somebody must be able to do to stand in for a person of this role. A board member who acts for an agency can be
# replaced by another of the same agency too.
_MUST_BE_ABLE: dict[Role, Permission] = {
    Role.OFFICER: Permission.UPDATE_ANY_ACTION,
    Role.BOARD_MEMBER: Permission.UPDATE_ANY_ACTION,
    Role.LEAD: Permission.EDIT_PLAN,
    Role.DIRECTOR: Permission.EDIT_PLAN,
    Role.CHAIR: Permission.DECIDE_FOR_BOARD,
    Role.LEAD_MEMBER: Permission.SIGN_LEADER_REPORT,
    Role.ADMINISTRATOR: Permission.MANAGE_PEOPLE,
}


def _read_table(text: str) -> dict[Kind, list[list[Source | Role]]]:
    _, *rows = [line.split() for line in text.strip().splitlines()]
    return {
        Kind(kind): [[_who(word) for word in step.split(",")] for step in steps if step != "."]
        for kind, *steps in rows
    }


def _who(word: str) -> Source | Role:
    return Source(word) if word in set(Source) else Role(word)


TOLD: dict[Kind, list[list[Source | Role]]] = _read_table(_TABLE)


def told_values(kinds: Collection[Kind]) -> str:
    """The rows of these kinds as SQL: kind, step, who. The words are ours, never anybody's input."""
    return ", ".join(
        f"('{kind}', {step}, '{who.value}')"
        for kind, steps in TOLD.items()
        if kind in kinds
        for step, people in enumerate(steps, 1)
        for who in people
    )


def may_stand_in(
    role: str, organisation_id: int | None, deputy: str, deputys_organisation_id: int | None
) -> bool:
    """Whether somebody of one role may do what falls to a person of another, in one council."""
    of_one_agency = organisation_id is not None and organisation_id == deputys_organisation_id
    if role == deputy == Role.BOARD_MEMBER:
        return of_one_agency
    return (role, deputy) in DEPUTIES


DEPUTIES = frozenset(
    (role.value, deputy.value)
    for role, permission in _MUST_BE_ABLE.items()
    for deputy in ROLES_WITH[permission]
)


def stands_in_sql(person: str, deputy: str) -> str:
    """`may_stand_in` for two rows of memberships."""
    pairs = ", ".join(f"('{role}', '{other}')" for role, other in sorted(DEPUTIES))
    return (
        f"(({person}.role, {deputy}.role) IN ({pairs}) OR {person}.role = '{Role.BOARD_MEMBER}' "
        f"AND {deputy}.role = '{Role.BOARD_MEMBER}' AND {person}.organisation_id = {deputy}.organisation_id)"
    )
