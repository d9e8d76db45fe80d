"""Every step that an instrument can take, in one table: pages, verbs, the database's triggers and the tests read it.

The order is the order on the page. It follows the instruments themselves and the practice of the Department: a notice
stands after its period until somebody lifts it (Cambridgeshire 2014, 1.6), a direction until it is revoked (Cumbria
2015, section 6); a council leaves intervention into a support period; a notice that did not help is followed by a later
notice or by a direction (Cumbria 2012, 2014, 2015), a direction that did by a notice ("step-down").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

NOTICE, DIRECTION = "improvement_notice", "statutory_direction"
STANDING = ("in_force", "period_ended", "under_review")
REPLACED = ("superseded", "stepped_down", "escalated")  # a later instrument stands in its place
ENDS = ("lifted", "revoked", *REPLACED)


class Made(StrEnum):
    """What makes a step."""

    PERSON = "person"  # a case lead records what was decided
    ISSUE = "issue"  # the page that puts a draft in force
    CLOCK = "clock"  # the daily tick
    AMENDMENT = "amendment"  # a confirmed amendment that extends the period


@dataclass(frozen=True)
class Transition:
    """One kind of step. `name` is its address; `title` the heading of its page, `meaning` the line under it."""

    name: str
    froms: tuple[str, ...]
    to: str
    title: str
    meaning: str
    past: str  # for a timeline: "… was lifted"
    kinds: tuple[str, ...] = (NOTICE, DIRECTION)
    made: Made = Made.PERSON
    follower: tuple[tuple[str, str], ...] = ()  # (its own kind, kind of the instrument that takes its place)
    period_over: bool | None = None  # only while the planned period is over (or is not)

    @property
    def is_final(self) -> bool:
        """There is no step back: the instrument does not stand any more."""
        return self.to not in STANDING

    @property
    def is_decided(self) -> bool:
        """Somebody decided it and must be named: a minister or an official."""
        return self.made in (Made.PERSON, Made.AMENDMENT)

    def pairs(self) -> Iterator[tuple[str, str]]:
        return ((state, self.to) for state in self.froms)

    def follower_of(self, kind: str) -> str | None:
        """The kind that the instrument in its place must have; None where nothing takes its place."""
        return dict(self.follower).get(kind)


LIFE = (
    Transition(
        "put-in-force", ("draft",), "in_force", "Put it in force",
        "From its date of issue it binds the council.",
        "was issued", made=Made.ISSUE,
    ),
    Transition(
        "withdraw", ("draft",), "withdrawn", "Withdraw the draft",
        "It will not be issued. The draft is kept for the record.",
        "was withdrawn before it was issued",
    ),
    Transition(
        "end-period", ("in_force",), "period_ended", "The planned period has ended",
        "It stays in force until it is formally lifted or revoked.",
        "reached the end of its planned period and stays in force", made=Made.CLOCK,
    ),
    Transition(
        "extend-period", ("period_ended",), "in_force", "The period was extended",
        "An amendment has given it a later end.",
        "had its period extended", made=Made.AMENDMENT,
    ),
    Transition(
        "begin-review", ("in_force", "period_ended"), "under_review", "Begin a review for lifting",
        "The Department looks at whether it can end. It binds the council meanwhile.",
        "went under review for lifting",
    ),
    Transition(
        "end-review", ("under_review",), "in_force", "End the review: it stays in force",
        "The review found that it is still needed.",
        "stays in force after a review", period_over=False,
    ),
    Transition(
        "end-review-after-period", ("under_review",), "period_ended", "End the review: it stays in force",
        "The review found that it is still needed, past its planned period.",
        "stays in force after a review, past its planned period", period_over=True,
    ),
    Transition(
        "lift", STANDING, "lifted", "Lift it",
        "It ends because progress satisfies the Secretary of State.",
        "was lifted",
    ),
    Transition(
        "revoke", STANDING, "revoked", "Revoke the direction",
        "The direction ends by a formal revocation.",
        "was revoked", kinds=(DIRECTION,),
    ),
    Transition(
        "supersede", STANDING, "superseded", "Replace it by a later one of the same kind",
        "A later instrument takes its place.",
        "was superseded", follower=((NOTICE, NOTICE), (DIRECTION, DIRECTION)),
    ),
    Transition(
        "escalate", STANDING, "escalated", "Escalate to a statutory direction",
        "A direction takes the place of the notice.",
        "was escalated to a direction", kinds=(NOTICE,), follower=((NOTICE, DIRECTION),),
    ),
    Transition(
        "step-down", STANDING, "stepped_down", "Step down to an improvement notice",
        "A notice takes the place of the direction.",
        "was stepped down to a notice", kinds=(DIRECTION,), follower=((DIRECTION, NOTICE),),
    ),
    Transition(
        "support", ("lifted", "revoked"), "support", "Begin a support period",
        "An adviser stays with the council until a date.",
        "was followed by a support period",
    ),
    Transition(
        "close", (*ENDS, "support"), "closed", "Close the record",
        "Nothing more will happen to it. It is kept for the record.",
        "was closed",
    ),
)  # fmt: skip
BY_NAME = {transition.name: transition for transition in LIFE}
PAIRS = tuple(dict.fromkeys(pair for transition in LIFE for pair in transition.pairs()))
DECIDED = tuple(dict.fromkeys(pair for t in LIFE if t.is_decided for pair in t.pairs()))


def of_pair(before: str, after: str) -> Transition | None:
    return next((t for t in LIFE if before in t.froms and t.to == after), None)


def replacing(old_kind: str, new_kind: str) -> Transition:
    """The step by which an instrument of one kind ends when one of the other (or the same) kind takes its place."""
    return next(t for t in LIFE if t.follower_of(old_kind) == new_kind)
