"""Every step of a written report, in one table: verbs, pages, the API and the database's triggers read it.

The order is the order on the page. A report is written by some, looked through by a second person, signed by the one
whose report it is, sent, and received by the Department, which may ask for changes: then a new version is written,
and signed again. What was signed stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

DRAFT, TO_CHECK, CHECKED, SIGNED, SENT, RECEIVED, CHANGES_ASKED = (
    "draft", "to_check", "checked", "signed", "sent", "received", "changes_asked",
)  # fmt: skip


class Who(StrEnum):
    WRITER = "writer"  # who may write reports
    SECOND = "second"  # one of them who wrote nothing of this version, nor put it forward
    SIGNER = "signer"  # the chair, or the Lead Member for the Leader
    SENDER = "sender"  # who may record that a report was sent
    DEPARTMENT = "department"  # the case lead


@dataclass(frozen=True)
class Step:
    """`name` is its address; `title` the heading and button of its page, `meaning` the line under it."""

    name: str
    froms: tuple[str, ...]
    to: str
    who: Who
    title: str
    meaning: str
    past: str  # for a timeline
    needs_note: bool = False
    tells: tuple[Who, ...] = ()  # who acts next and hears of it; a writer: whoever wrote this version
    asks: str = ""  # what they are asked to do, as the link of the e-mail

    @property
    def begins_a_version(self) -> bool:
        return self.name == "revise"


STEPS = (
    Step(
        "put-to-check", (DRAFT,), TO_CHECK, Who.WRITER, "Put it to a second person",
        "Nobody can change it while it is looked through.", "was put to a second person",
        tells=(Who.SECOND,), asks="Read it and check it",
    ),
    Step(
        "check", (TO_CHECK,), CHECKED, Who.SECOND, "Confirm that you have checked it",
        "You have read all of it, and the figures are right as far as you know.", "was checked by a second person",
        tells=(Who.SIGNER,), asks="Read it and sign it",
    ),
    Step(
        "return", (TO_CHECK,), DRAFT, Who.SECOND, "Return it to be rewritten",
        "Say what should be put right.", "was returned to be rewritten", needs_note=True,
        tells=(Who.WRITER,), asks="See what should be put right",
    ),
    Step(
        "sign", (CHECKED,), SIGNED, Who.SIGNER, "Sign it",
        "It is kept with its number and its fingerprint. Nothing of it can be changed after this.", "was signed",
        tells=(Who.SENDER,), asks="Send it to the Department",
    ),
    Step(
        "rework", (CHECKED,), DRAFT, Who.WRITER, "Write on",
        "It has to be checked again before it can be signed.", "was taken up again",
    ),
    Step(
        "send", (SIGNED,), SENT, Who.SENDER, "Send it to the Department",
        "The Department can read it from now on.", "was sent",
        tells=(Who.DEPARTMENT,), asks="Read it and confirm that it has been received",
    ),
    Step(
        "receive", (SENT,), RECEIVED, Who.DEPARTMENT, "Confirm that it has been received",
        "The council sees that it has arrived.", "was received",
        tells=(Who.SIGNER,), asks="See where it stands",
    ),
    Step(
        "ask-changes", (SENT, RECEIVED), CHANGES_ASKED, Who.DEPARTMENT, "Ask for changes",
        "A new version is written and signed. This one stays on record.", "came back: changes were asked for",
        needs_note=True, tells=(Who.SIGNER, Who.WRITER), asks="See what is asked for",
    ),
    Step(
        "revise", (SIGNED, CHANGES_ASKED), DRAFT, Who.WRITER, "Begin a new version",
        "It starts from the words that were signed; the signed version stays on record.", "began anew",
    ),
)  # fmt: skip
BY_NAME = {step.name: step for step in STEPS}
PAIRS = tuple(dict.fromkeys((state, step.to) for step in STEPS for state in step.froms))
OF_DEPARTMENT = ("send", "receive", "ask-changes")  # the steps that the Department sees


def names_and_pairs() -> Iterator[str]:
    """ "check to_check checked": what the database accepts."""
    return (f"{step.name} {state} {step.to}" for step in STEPS for state in step.froms)
