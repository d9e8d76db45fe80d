"""How a person is named to whoever reads: by name in their own council, by what they are to everybody else."""

from __future__ import annotations

from councils.access import name_for
from councils.models import Membership, User

from ..models import ComplianceJudgement


def by_whom(viewer: User, person: User | None, council_id: int) -> str:
    """People of the Department are named to the Department only, those of a council to that council only."""
    if person is None:
        return "Noticeboard"
    if viewer == person:
        return person.name
    if not Membership.objects.filter(user=person, council_id=council_id).exists():
        return person.name if viewer.access.is_department else "Department for Education"
    return name_for(viewer, person, council_id)


def judge_of(viewer: User, judgement: ComplianceJudgement) -> str:
    """Who judged: the name where the reader may know it, else whose judgement it is."""
    person, council_id = judgement.judged_by, judgement.council_id
    if judgement.body == ComplianceJudgement.Body.DEPARTMENT:
        return person.name if viewer.access.is_department else "DfE case lead"
    return person.name if council_id in viewer.access.council_ids else "Chair of the board"
