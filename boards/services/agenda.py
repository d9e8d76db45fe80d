"""The agenda: built from what needs the board, then put in order by whoever prepares the meeting."""

from __future__ import annotations

import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from councils.files import OFFICE, keep
from councils.models import User
from councils.refusal import Refused

from ..life import FROZEN, PREPARED
from ..models import AgendaItem, ItemKind, Meeting, MeetingPaper
from ..models.agenda import SUBJECTS
from ..needs import Need, needs_of
from .meeting import hold, next_number, plan_of, sign

PLACES = ("up", "down")


@transaction.atomic
def build_agenda(meeting: Meeting, *, by: User | None, on: datetime.date) -> list[AgendaItem]:
    """Add what needs the board and is not on the agenda yet; returns the new items. Safe to repeat: what somebody has
    dropped stays dropped, the order that somebody made stays, and what needs nobody any more is dropped while nothing
    was said of it."""
    hold(meeting, states=PREPARED)
    return _build(meeting, by=by, on=on)


def _build(meeting: Meeting, *, by: User | None, on: datetime.date) -> list[AgendaItem]:
    """`build_agenda` for a meeting that is held already."""
    carried = carry_into(meeting)
    needs = needs_of(meeting, plan_of(meeting), on=on)
    items = list(AgendaItem.objects.filter(council_id=meeting.council_id, meeting=meeting))
    there = {_key(item) for item in items}
    _drop_what_is_settled(meeting, {need.key for need in needs})
    new = _append(meeting, [need for need in needs if need.key not in there])
    if new or carried:
        sign("built the agenda of a meeting", meeting, by, items=len(new), carried=len(carried))
    return [*carried, *new]


def carry_into(meeting: Meeting) -> list[AgendaItem]:
    """What earlier meetings of the board left for the next one, and no meeting has taken up yet."""
    left = AgendaItem.objects.standing().filter(
        council_id=meeting.council_id,
        meeting__board_id=meeting.board_id,
        meeting__held_on__lt=meeting.held_on,
        meeting__state__in=FROZEN,
        carry=True,
        carried_to=None,
    )
    new = []
    for item in left.select_related("meeting").order_by("meeting__held_on", "position", "id"):
        about = {name: getattr(item, f"{name}_id") for name in dict.fromkeys(SUBJECTS.values())}
        new.append(
            _create(
                meeting,
                kind=item.kind,
                title=item.title,
                carried_from=item,
                **{f"{name}_id": pk for name, pk in about.items()},
            )
        )
    return new


@transaction.atomic
def add_item(meeting: Meeting, *, by: User, title: str) -> AgendaItem:
    """Something that no row of the plan asks for: a presentation, a visit, any other business."""
    hold(meeting, states=PREPARED)
    if not title.strip():
        raise Refused("Enter what the item is about")
    item = _create(meeting, kind=ItemKind.OTHER, title=title.strip())
    sign("added an agenda item", meeting, by, item=item.number, title=item.title)
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, by: User, place: str) -> None:
    """One place up or down among the items that stand."""
    assert place in PLACES
    hold(item.meeting, states=PREPARED)
    standing = AgendaItem.objects.standing().filter(council_id=item.council_id, meeting_id=item.meeting_id)
    order = list(standing.order_by("position", "id"))
    here = next((n for n, other in enumerate(order) if other.pk == item.pk), None)
    if here is None:
        raise Refused("This item is not on the agenda any more.")
    there = here + (-1 if place == "up" else 1)
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, other in enumerate(order, start=1):
        other.position = position
    AgendaItem.objects.bulk_update(order, ["position"])
    sign("moved an agenda item", item.meeting, by, item=item.number, place=place)


@transaction.atomic
def set_dropped(item: AgendaItem, *, by: User, dropped: bool) -> None:
    """Take an item off the agenda, or back onto it. What was decided of cannot be dropped."""
    hold(item.meeting, states=PREPARED)
    if dropped and item.decisions.standing().exists():
        raise Refused("The board has decided this item. Undo the decision first.")
    item.dropped = dropped
    item.save(update_fields=["dropped"])
    verb = "dropped an agenda item" if dropped else "put back an agenda item"
    sign(verb, item.meeting, by, item=item.number)


@transaction.atomic
def keep_notes(item: AgendaItem, *, by: User, notes: str, carry: bool) -> None:
    """What was said of an item, for the minutes, and whether the next meeting takes it up again."""
    hold(item.meeting, states=PREPARED)
    item.notes, item.carry = notes.strip(), carry
    item.save(update_fields=["notes", "carry"])
    sign("kept notes of an agenda item", item.meeting, by, item=item.number, carry=carry)


@transaction.atomic
def add_paper(
    meeting: Meeting,
    *,
    by: User,
    on: datetime.date,
    title: str,
    item: AgendaItem | None = None,
    upload: UploadedFile | None = None,
    link: str = "",
) -> MeetingPaper:
    """A file or a link to read before the meeting. The same twice (a double click) is one, returned again."""
    hold(meeting, states=PREPARED)
    if (upload is None) == (not link):
        raise Refused("Select a file or enter a link, one of the two")
    file = keep(upload, council=meeting.council, by=by, kinds=OFFICE) if upload is not None else None
    papers = MeetingPaper.objects.filter(council_id=meeting.council_id, meeting=meeting)
    same = {"file__sha256": file.sha256} if file else {"link": link}
    again = papers.current().filter(title=title, item=item, added_by=by, **same).first()
    if again is not None:
        return again
    paper = MeetingPaper.objects.create(
        council_id=meeting.council_id,
        meeting=meeting,
        item=item,
        number=next_number(papers),
        title=title,
        file=file,
        link=link,
        added_on=on,
        added_by=by,
    )
    sign("added a paper to a meeting", meeting, by, paper=paper.number, title=title)
    return paper


@transaction.atomic
def withdraw_paper(paper: MeetingPaper, *, by: User) -> None:
    """Only until the papers are issued: what was sent out stays."""
    hold(paper.meeting, states=["open"])
    paper.withdrawn = True
    paper.save(update_fields=["withdrawn"])
    sign("withdrew a paper of a meeting", paper.meeting, by, paper=paper.number)


def _key(item: AgendaItem) -> tuple[str, int | None]:
    column = SUBJECTS.get(ItemKind(item.kind))
    return item.kind, getattr(item, f"{column}_id") if column else None


def _drop_what_is_settled(meeting: Meeting, needed: set[tuple[str, int | None]]) -> None:
    """Confirmed, decided or withdrawn in the meantime, elsewhere: it needs the board no more."""
    untouched = AgendaItem.objects.standing().filter(
        council_id=meeting.council_id,
        meeting=meeting,
        notes="",
        decisions=None,
        papers=None,
        carried_from=None,
    )
    settled = [item.pk for item in untouched.exclude(kind=ItemKind.OTHER) if _key(item) not in needed]
    AgendaItem.objects.filter(council_id=meeting.council_id, pk__in=settled).update(dropped=True)


def _append(meeting: Meeting, needs: list[Need]) -> list[AgendaItem]:
    return [_create(meeting, kind=need.kind, title=need.title, **need.about) for need in needs]


def _create(meeting: Meeting, **facts: object) -> AgendaItem:
    rows = AgendaItem.objects.filter(council_id=meeting.council_id, meeting=meeting)
    last = rows.aggregate(number=Max("number"), position=Max("position"))
    return AgendaItem.objects.create(
        council_id=meeting.council_id,
        meeting=meeting,
        number=(last["number"] or 0) + 1,
        position=(last["position"] or 0) + 1,
        **facts,
    )
