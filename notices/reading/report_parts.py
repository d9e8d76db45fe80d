"""The words of one duty and the parts that names and verbs play in it: who does it, who gets it, what it is said of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .cadences import find_cadences
from .deadline_words import EVERY_MEETING
from .report_parties import PREPOSITIONS, PRONOUNS, Party, parties_in
from .report_words import AS_GOOD, AT_START, BODY, DATA, LETS, MODAL, MUST, THING, TO_DO

# What may stand between a preposition and the body: "to each meeting of the Board", "before every sitting of"
TO_WHOM = re.compile(
    r"\b(?:to|before|with|in\s+front\s+of|(?:hands|desks?|attention)\s+of|reach(?:es)?|(?:to|before|at)\s+(?:each|every|any|the|its|all)\s+(?:\w+\s+){0,2}(?:meetings?|sittings?)\s+of)\s+$",
    re.I,
)
BY_WHOM = re.compile(r"\b(?:by|from|(?<=report )of|(?<=reports )of)\s+$", re.I)


@dataclass(frozen=True)
class Duty:
    """The words of one duty, and what the duties before it have said."""

    plain: str  # with reports that it only mentions blanked
    wide: bool = False  # the clause is about reporting: a letter or a statement is as good as a report
    subject: str = ""  # who stands in the duty before
    earlier: tuple[str, ...] = ()  # who else was named
    just: bool = False  # the duty before was a report
    again: bool = False  # this speaks of a report that was named before
    parties: list[Party] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parties", parties_in(self.plain))

    @property
    def thing(self) -> re.Pattern[str]:
        return AS_GOOD if self.wide else THING

    def subject_before(self, place: int) -> Party | None:
        """The last name before a verb that hangs on no preposition."""
        return next(
            (
                p
                for p in reversed(self.parties)
                if p.end <= place and p.before not in PREPOSITIONS and not p.owns
            ),
            None,
        )

    def jointly(self, party: Party) -> str:
        """ "the Council and the Primary Care Trust are to make a joint report": both of them."""
        for other in self.parties:
            if (
                not other.owns
                and other.before not in PREPOSITIONS
                and self.plain[other.end : party.start].strip() == "and"
            ):
                return f"{other.text} and {party.text}"
        return party.text

    def after(self, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> Party | None:
        """The first name that stands after the words of a pattern, between two places."""
        return next(
            (
                p
                for p in self.parties
                if start <= p.start
                and (end is None or p.end <= end)
                and not p.owns
                and (pattern.search(self.plain[: p.start]) or (p.holds and pattern is TO_WHOM))
            ),
            None,
        )

    def recurs(self, start: int = 0) -> bool:
        return bool(find_cadences(self.plain[start:]) or EVERY_MEETING.search(self.plain, start))

    def doer(self, verb: re.Match[str]) -> str | None:
        """Who does what the verb says, "" when it is not said; None when nobody must do it."""
        before = self.plain[: verb.start()]
        let = LETS.search(before)
        beside = next(
            (p for p in self.parties if not before[p.end :].strip() and p.end <= verb.start()), None
        )
        finite = verb[0].lower().endswith("s")
        if (
            beside is not None
            and not beside.owns
            and (finite or re.search(r"\b(?:have|let|make)\s+$", before[: beside.start], re.I))
        ):
            if beside.text.lower() in PRONOUNS:
                beside = self.subject_before(beside.start) or beside
            return beside.text
        must = MUST.search(before)
        if must is not None:
            party = self.subject_before(must.start("modal"))
            if party is None:
                return self.subject
            return self.subject if party.text.lower() in PRONOUNS else self.jointly(party)
        to_do = TO_DO.search(before)
        if to_do is not None:
            party = next(
                (
                    p
                    for p in self.parties
                    if not before[p.end : to_do.start()].strip() and p.end <= to_do.start()
                ),
                None,
            )
            if party is not None and party.text.lower() in PRONOUNS:
                party = self.subject_before(party.start)  # "to appoint a chair and require her to report"
            return party.text if party else self.subject
        if (AT_START.search(before) and not finite) or let:
            return self.subject
        return None

    def thing_before(self, verb: re.Match[str]) -> re.Match[str] | None:
        """What the verb is said of: the last thing before it, with no other verb between."""
        before = self.plain[: verb.start()]
        things = list(self.thing.finditer(before)) or (list(DATA.finditer(before)) if self.recurs() else [])
        things = [m for m in things if len(MODAL.findall(before[m.end() :])) <= 1]
        return things[0] if things else None

    def sender(self, thing: re.Match[str] | None) -> str:
        """Who stands after "by" and "from", or whose it is ("the chair's report"); "" when it is not said."""
        by = self.after(BY_WHOM)
        if by is not None:
            return by.text
        owner = next((p for p in self.parties if p.owns and (thing is None or p.end <= thing.start())), None)
        return owner.text if owner else ""

    def named(self, party: Party | None, from_: str) -> tuple[str, ...]:
        """Who gets it: one or two by name, or who was named before ("reports to it")."""
        if party is None:
            return ()
        if party.text.lower() not in PRONOUNS:
            second = next(
                (p for p in self.parties if self.plain[party.end : p.start].strip() == "and" and not p.owns),
                None,
            )
            return (party.text, second.text) if second else (party.text,)
        here = [p.text for p in self.parties if p.end <= party.start]
        named = [text for text in (*self.earlier, *here) if text.lower() not in PRONOUNS and text != from_]
        fitting = [text for text in named if bool(BODY.search(text)) or party.text.lower() != "it"]
        return tuple(fitting[-1:])
