"""The reports that somebody owes to somebody, and when.

A clause is cut into duties, and each duty is read by its parts: the verb by which a report goes (gives, must be sent,
is due, expects), what goes, who stands before the verb or after "by" and "from", who stands after it or after "to".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .deadlines import FoundDeadline
from .report_dates import dates_of
from .report_duties import Owed, read_duty, subject_of
from .report_parties import INSIDE, parties_in, recipient_name, sender_name
from .report_words import AGAIN, BODY, MODAL, NEXT_DUTY, NOT_OURS, PROGRESS, THE_REPORT
from .result import Item, ReportTerm
from .reviews import REVIEWER
from .wording import sentences, starts_as_order

BOUND = {"council": "council", "board_chair": "board chair"}
# What the council's own staff owe to one another is no report.
STAFF = re.compile(r"\b(?:social workers?|managers|staff|teams|practitioners|officers|workers)$", re.I)
PRONOUN = re.compile(r"^\W*(?:and\s+)?(?:it|they|he|she)\b", re.I)
WIDE = ("support", "reporting", "assessment")
NEAR = 3  # clauses: "The Director must prepare a report." "It must cover …" "The Board must have it by May."


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    goes_on: bool  # the subject stands in the duty before


def duties(text: str) -> Iterator[_Span]:
    for start, end in sentences(text):
        goes_on = bool(PRONOUN.match(text[start:end]))
        for turn in NEXT_DUTY.finditer(text, start, end):
            if not (MODAL.search(text, start, turn.start()) or starts_as_order(text[start:end])):
                continue  # "the Council and the Trust are to report": two who owe one
            yield _Span(start, turn.start(), goes_on)
            start, goes_on = turn.end(), True
        yield _Span(start, end, goes_on)


class ReportsOwed:
    """Gathers the reports of an instrument, clause by clause: what a clause leaves unsaid the one before has said."""

    def __init__(self, *, meets_every: str | None) -> None:
        self.meets_every = meets_every
        self.found: list[ReportTerm] = []
        self.named: ReportTerm | None = None  # the last that was spoken of, whether or not it counts
        self.just = False  # whether the duty before this one was a report

    def read(self, item: Item, deadlines: Sequence[FoundDeadline]) -> None:
        if item.kind in ("recital", "consequence"):
            return
        subject, count = "", len(self.found)
        earlier: list[str] = []
        for duty in duties(item.text):
            words = item.text[duty.start : duty.end]
            if not duty.goes_on:
                subject = ""
            last = self._last(item)
            owed = read_duty(
                words,
                wide=item.kind in ("reporting", "assessment"),
                subject=subject,
                earlier=earlier,
                just=self.just,
                named=last is not None,
            )
            subject = subject_of(words) or subject
            earlier += [party.text for party in parties_in(words)]
            self.just = owed is not None
            if owed is None:
                continue
            dates = dates_of(item.text, duty.start, duty.end, deadlines, self.meets_every)
            if owed.data:
                dates = [d for d in dates if d.kind == "recurring"]
                if not dates:
                    continue  # figures without a rhythm that is understood are no report
            if any(STAFF.search(one) for one in owed.from_):
                continue
            terms = self._named(item, owed, words, last, goes_on=duty.goes_on)
            self.named = terms[-1] if dates == [] else _due(terms[-1], dates[-1])
            terms = [
                term
                for term in terms
                if self._counts(
                    item,
                    words,
                    term,
                    dated=bool(dates) or any(duty.start <= d.start < duty.end for d in deadlines),
                )
            ]
            undated = last is not None and not (last.date or last.offset or last.every)
            if (
                last in self.found
                and terms
                and dates
                and undated
                and (owed.again or THE_REPORT.search(words))
            ):
                self.found.remove(last)
            owed_now = [_due(term, d) for term in terms for d in dates] or terms
            self.found += [term for term in dict.fromkeys(owed_now) if term not in self.found]
        if len(self.found) == count:
            self._dates_of_parent(item, deadlines)

    def finished(self, items: Sequence[Item]) -> list[ReportTerm]:
        """Without those of which the parts of the clause say when they are owed."""
        parents = {item.seq: item.parent for item in items}
        dated = {parents.get(r.requirement or 0) for r in self.found if r.date or r.offset or r.every}
        return [r for r in self.found if r.requirement not in dated or r.date or r.offset or r.every]

    def _last(self, item: Item) -> ReportTerm | None:
        last = self.named
        return last if last and item.seq - (last.requirement or 0) <= NEAR else None

    def _named(
        self, item: Item, owed: Owed, words: str, last: ReportTerm | None, *, goes_on: bool
    ) -> list[ReportTerm]:
        senders = [sender_name(one) for one in owed.from_]
        to = [recipient_name(one) for one in owed.to]
        same = last is not None and (owed.again or bool(THE_REPORT.search(words)))
        if last is not None and not senders and same:
            senders = [last.from_]
        if (
            last is not None
            and not to
            and (same or AGAIN.search(words) or (goes_on and last.requirement == item.seq))
        ):
            to = [last.to] if last.to else []
        senders = senders or [BOUND.get(item.binds, "council")]
        recipients: list[str | None] = [*to] or [None]
        return [ReportTerm(one, who, requirement=item.seq) for one in senders for who in recipients]

    def _counts(self, item: Item, words: str, term: ReportTerm, *, dated: bool) -> bool:
        """Inside measures only reports of progress, to the Department, or dated ones to a body count."""
        to = term.to or ""
        above = bool(REVIEWER.search(to))
        if NOT_OURS.search(words) or (INSIDE.search(to) and not above and not BODY.search(to)):
            return False  # what councillors and managers hear is the council's own affair
        if to.lower() == term.from_.lower() or (to.lower() == "council" and term.from_ == "council"):
            return False
        if item.kind in WIDE:
            return True
        return above or bool(PROGRESS.search(words)) or (dated and bool(BODY.search(to)))

    def _dates_of_parent(self, item: Item, deadlines: Sequence[FoundDeadline]) -> None:
        """ "The Council must report … – (a) six months after …; and (b) annually": the parts say when the whole is owed."""
        owed = [r for r in self.found if r.requirement == item.parent and not (r.date or r.offset or r.every)]
        if owed and len(item.text.split()) <= 20:
            self.found += [
                replace(_due(owed[0], d), requirement=item.seq)
                for d in deadlines
                if d.kind in ("absolute", "relative", "recurring")
            ]


def _due(term: ReportTerm, d: FoundDeadline) -> ReportTerm:
    return replace(term, date=d.date, precision=d.precision, offset=d.offset, every=d.every, anchor=d.anchor)
