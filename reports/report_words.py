"""The words that people write for the reports of a day, with figures filled in from placeholders such as {overdue}; and
how the council words its cover and its legend."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Max

from councils import audit
from councils.models import Council, Membership, User
from councils.refusal import Refused

from .models import ReportWording, ReportWords
from .report_requirements import shortened

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

# Placeholders, and what they become. The first eight also as at the last board: {overdue_before}.
NUMBERS = {
    "open": "open actions",
    "off_track": "open actions off track",
    "at_risk": "open actions at risk",
    "on_track": "open actions on track",
    "overdue": "open actions overdue",
    "done": "actions done, awaiting the board",
    "complete": "actions confirmed or embedded",
    "actions": "all actions in the plan",
    "updated": "open actions updated since the last board",
    "exceptions": "actions off plan",
    "requirements": "requirements that bind the council",
    "requirements_answered": "of these, with an action",
    "requirements_met": "of these, judged met or sustained",
    "challenges_open": "challenges of the board that are not closed",
    "evidence_accepted": "pieces of evidence accepted since the last board",
}
COMPARED = list(NUMBERS)[:8]
PLACEHOLDERS = [*NUMBERS, *(f"{name}_before" for name in COMPARED)]


@dataclass(frozen=True)
class Words:
    """What somebody wrote for a report, its figures filled in: paragraphs, and by whom."""

    heading: str
    by: str
    by_role: str
    paragraphs: list[str]

    def without_name(self) -> Words:
        return replace(self, by=self.by_role)

    def shortened(self, length: int) -> Words:
        """Whole paragraphs as far as they fit; the first one that does not is cut at a word."""
        kept: list[str] = []
        for paragraph in self.paragraphs:
            left = length - sum(len(text) for text in kept)
            kept.append(shortened(paragraph, left))
            if len(paragraph) > left:
                break
        return replace(self, paragraphs=kept)


def unknown_placeholders(text: str) -> list[str]:
    return sorted({name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS})


def filled(text: str, numbers: Mapping[str, int]) -> str:
    """A figure that there is not yet (as at the last board, before there was one) is said so."""

    def figure(found: re.Match[str]) -> str:
        if found[1] not in PLACEHOLDERS:
            return found[0]
        return str(numbers[found[1]]) if found[1] in numbers else "(no figure)"

    return _PLACEHOLDER.sub(figure, text)


def newest_words(council: Council, *, as_at: datetime.date) -> dict[str, ReportWords]:
    """By voice."""
    rows = ReportWords.objects.filter(council=council, as_at=as_at).newest().select_related("written_by")
    return {row.voice: row for row in rows if row.text}


def words_of(council: Council, numbers: Mapping[str, int], *, as_at: datetime.date) -> list[Words]:
    """What the reports as at this day say, the key messages first."""
    found = newest_words(council, as_at=as_at)
    roles = roles_of(council, (row.written_by_id for row in found.values()))
    return [
        Words(
            heading=row.get_voice_display(),
            by=row.written_by.name,
            by_role=roles.get(row.written_by_id, "Somebody who has left"),
            paragraphs=[filled(part, numbers) for part in re.split(r"\n\s*\n", row.text.strip())],
        )
        for voice in ReportWords.Voice
        if (row := found.get(voice))
    ]


def roles_of(council: Council, user_ids: Iterable[int]) -> dict[int, str]:
    people = Membership.objects.filter(council=council, user_id__in=set(user_ids))
    return {person.user_id: person.get_role_display() for person in people}


@transaction.atomic
def write_words(
    council: Council, *, as_at: datetime.date, voice: str, text: str, by: User, based_on: int
) -> ReportWords:
    """A new version of the words of a day. `based_on`: the version that the writer saw (0: none). Raises Refused."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    if names := unknown_placeholders(text):
        raise Refused(f"There is no figure called {', '.join(f'{{{name}}}' for name in names)}.")
    rows = ReportWords.objects.filter(council=council, as_at=as_at, voice=voice)
    last = rows.order_by("-number").first()
    if (last.number if last else 0) != based_on:
        raise Refused(
            "Somebody has saved other words meanwhile. They are shown below yours: put both together."
        )
    if last is not None and last.text == text:
        return last
    row = ReportWords.objects.create(
        council=council, as_at=as_at, voice=voice, number=based_on + 1, text=text, written_by=by
    )
    audit.record(
        "words of a report written", council_id=council.pk, about=row, by=by, as_at=str(as_at), voice=voice
    )
    return row


def wording_of(council: Council) -> ReportWording:
    """The newest; one that is not saved where the council uses ours."""
    rows = ReportWording.objects.filter(council=council).order_by("-number")
    return rows.first() or ReportWording(council=council, number=0)


@transaction.atomic
def word_reports(council: Council, *, by: User, based_on: int, **words: str) -> ReportWording:
    """`words`: the fields of ReportWording. Raises Refused when somebody was faster."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    last = ReportWording.objects.filter(council=council).aggregate(last=Max("number"))["last"] or 0
    if last != based_on:
        raise Refused("Somebody has saved another wording meanwhile. Look at it, then save yours again.")
    row = ReportWording.objects.create(council=council, number=last + 1, written_by=by, **words)
    audit.record("wording of reports changed", council_id=council.pk, about=row, by=by)
    return row
