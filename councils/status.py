"""The one map from a status to its word, colour, letter and meaning.

Pages, PDF, spreadsheets, e-mail and the API all read it, so that a word never differs between them. A colour never
stands alone: whoever prints the colour prints the word beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """One value of one judgement. `colour` is a GOV.UK tag colour; `letter` is the BRAG letter, if it has one."""

    value: str
    word: str
    colour: str
    meaning: str
    letter: str = ""


def _kind(*statuses: Status) -> dict[str, Status]:
    return {status.value: status for status in statuses}


# Green, yellow and red belong to confidence, blue to what the board has confirmed: other judgements of an action keep
# off them, so that a page with two tags side by side cannot be misread.
# The order inside a kind is the order of meaning: lists are sorted by it, never by the alphabet.
STATUSES: dict[str, dict[str, Status]] = {
    "delivery": _kind(
        Status("not_started", "Not started", "grey", "Work has not begun."),
        Status("in_progress", "In progress", "teal", "Work has begun and is not finished."),
        Status(
            "done",
            "Done, awaiting board",
            "purple",
            "The owner says it is done; the board has not confirmed it.",
        ),
        Status(
            "confirmed",
            "Confirmed by the board",
            "blue",
            "The board has seen evidence and agrees it is done.",
            "B",
        ),
        Status(
            "embedded",
            "Embedded",
            "blue",
            "Checked again later: the change has lasted.",
            "B",
        ),
        Status("paused", "Paused", "orange", "Stopped for now by a decision of the board."),
        Status(
            "cancelled",
            "Cancelled",
            "grey",
            "No longer needed, by a decision of the board.",
        ),
    ),
    "confidence": _kind(
        Status("on_track", "On track", "green", "Expected to be done by its date.", "G"),
        Status(
            "at_risk",
            "At risk",
            "yellow",
            "May miss its date; there is a step to recover it.",
            "A",
        ),
        Status(
            "off_track",
            "Off track",
            "red",
            "Will miss its date, or has missed it, without further help.",
            "R",
        ),
    ),
    "date_change": _kind(
        Status("asked", "Waiting for the board", "purple", "The owner has asked; the board has not decided."),
        Status("agreed", "Agreed by the board", "blue", "The action has the new date."),
        Status("refused", "Refused by the board", "orange", "The action keeps its date."),
        Status("withdrawn", "Withdrawn", "grey", "The owner no longer asks."),
    ),
    "plan_version": _kind(
        Status("proposed", "With the board", "purple", "The board has not decided yet."),
        Status("agreed", "Agreed by the board", "blue", "The board has agreed these words."),
        Status("returned", "Returned for rework", "orange", "The board wants something changed."),
    ),
    "compliance": _kind(
        Status(
            "not_assessed",
            "Not assessed",
            "grey",
            "Nobody has judged this requirement yet.",
        ),
        Status("not_met", "Not met", "red", "The requirement is not met."),
        Status(
            "partly_met",
            "Partly met",
            "yellow",
            "Some of the requirement is met, not all of it.",
        ),
        Status("met", "Met", "green", "The requirement is met."),
        Status(
            "sustained",
            "Sustained",
            "teal",
            "The requirement was met and has stayed met.",
        ),
    ),
    "evidence": _kind(
        Status("submitted", "Submitted", "purple", "Nobody has looked at it yet."),
        Status("accepted", "Accepted", "teal", "Somebody else agrees that it shows what it says."),
        Status("returned", "Returned", "orange", "Something is missing; it can be put right and sent again."),
        Status(
            "expired", "Out of date", "grey", "It was accepted, and the day until which it counts is over."
        ),
        Status("superseded", "Replaced", "grey", "Newer evidence took its place."),
    ),
    "notice": _kind(
        Status("draft", "Draft", "grey", "Being recorded; not in force."),
        Status(
            "in_force",
            "In force",
            "blue",
            "Issued, and the council must comply with it.",
        ),
        Status(
            "period_ended",
            "Period ended, still in force",
            "orange",
            "Its period is over but nobody has lifted it.",
        ),
        Status(
            "under_review",
            "Under review for lifting",
            "purple",
            "The Department is deciding whether to lift it.",
        ),
        Status(
            "lifted",
            "Lifted",
            "green",
            "The Department has ended it because the council improved.",
        ),
        Status(
            "revoked",
            "Revoked",
            "green",
            "The direction was withdrawn by a further direction.",
        ),
        Status(
            "superseded",
            "Superseded",
            "grey",
            "A later notice or direction took its place.",
        ),
        Status(
            "stepped_down",
            "Stepped down",
            "teal",
            "Replaced by a lighter form of oversight.",
        ),
        Status(
            "escalated",
            "Escalated",
            "red",
            "Replaced by a stronger form of intervention.",
        ),
        Status(
            "support",
            "Support period",
            "teal",
            "No longer in force; the Department still offers support.",
        ),
        Status("closed", "Closed", "grey", "Finished; kept for the record."),
        Status("withdrawn", "Withdrawn", "grey", "It was never issued; kept for the record."),
    ),
    "intake": _kind(
        Status("waiting", "Waiting to be read", "grey", "The document is kept and will be read in a moment."),
        Status("reading", "Being read", "blue", "The document is being read. This takes up to a minute."),
        Status("to_review", "To review", "yellow", "It was read. A person must check what was read."),
        Status("refused", "Not read", "red", "The document could not be read as a notice or a direction."),
        Status(
            "confirmed", "Recorded as a draft", "green", "A person confirmed it; a draft notice was recorded."
        ),
        Status("discarded", "Discarded", "grey", "It becomes no notice."),
    ),
    "cadence_change": _kind(
        Status(
            "waiting",
            "Waiting for consent",
            "purple",
            "The board has asked; the Department has not answered.",
        ),
        Status(
            "consented", "Consent given", "blue", "The Department consents: the board meets so from that day."
        ),
        Status(
            "free",
            "No consent needed",
            "blue",
            "The notice asks for nobody’s consent: it counts from that day.",
        ),
        Status("refused", "Consent refused", "orange", "The Department refused: the board meets as before."),
        Status("withdrawn", "Withdrawn", "grey", "The board took the request back."),
    ),
    "meeting": _kind(
        Status(
            "planned",
            "Planned",
            "blue",
            "The meeting has a date and has not taken place.",
        ),
        Status(
            "open", "Open for papers", "purple", "The agenda is prepared, and officers send their updates."
        ),
        Status("issued", "Papers issued", "teal", "The figures are frozen and the papers are out."),
        Status("in_progress", "In progress", "yellow", "The board is meeting."),
        Status(
            "drafted", "Minutes draft", "orange", "The meeting is over; the chair has not agreed the minutes."
        ),
        Status("agreed", "Minutes agreed", "green", "The minutes are agreed and cannot be changed."),
        Status("closed", "Closed", "grey", "Finished; kept for the record."),
        Status("held", "Held", "green", "The meeting took place."),
        Status("cancelled", "Cancelled", "grey", "The meeting did not take place."),
    ),
    "challenge": _kind(
        Status("open", "Waiting for an answer", "purple", "The board has asked and has no answer yet."),
        Status(
            "answered", "Answered", "teal", "There is an answer; the board has not said that it is content."
        ),
        Status("closed", "Closed", "grey", "The board is content, or has said why it asks no further."),
    ),
    "attendance": _kind(
        Status("present", "Present", "green", "The member came."),
        Status("substitute", "Sent somebody", "teal", "Somebody came in the member's place."),
        Status("apologies", "Apologies", "yellow", "The member said beforehand that they could not come."),
        Status("absent", "Absent", "orange", "The member did not come and had not said so."),
    ),
    "review": _kind(
        Status(
            "scheduled",
            "Scheduled",
            "blue",
            "The review has a date and has not taken place.",
        ),
        Status("held", "Held", "green", "The review took place."),
        Status("postponed", "Postponed", "yellow", "The review was moved to a later date."),
    ),
    "validation": _kind(
        Status("commissioned", "Commissioned", "purple", "Somebody from outside has been asked to look."),
        Status("done", "Done, not shared", "yellow", "It is done; the Department does not have it yet."),
        Status("shared", "Shared", "green", "It is done, and the Department has it."),
        Status("called_off", "Called off", "grey", "It does not take place; the reason stands beside it."),
    ),
    "incident": _kind(
        Status(
            "given",
            "Waiting for the Department",
            "orange",
            "The Department has been told and has not answered.",
        ),
        Status("acknowledged", "Acknowledged", "green", "The Department has said that it knows."),
    ),
    "concern": _kind(
        Status("open", "Open", "orange", "The Department looks into it; no formal step was taken."),
        Status("step_taken", "Formal step taken", "red", "Every check was made, and a formal step followed."),
        Status("closed", "Closed", "grey", "The Department is content, or has said why it looks no further."),
    ),
    "written_report": _kind(
        Status("draft", "Being written", "grey", "Its words are saved as they are written."),
        Status("to_check", "With a second person", "purple", "Somebody who did not write it reads it."),
        Status("checked", "Checked, to be signed", "teal", "A second person has read all of it."),
        Status("signed", "Signed, to be sent", "blue", "Nothing of it can be changed any more."),
        Status("sent", "Sent", "blue", "The Department can read it."),
        Status("received", "Received", "green", "The Department has confirmed that it arrived."),
        Status("changes_asked", "Changes asked for", "orange", "A new version has to be written and signed."),
        Status("being_revised", "Being revised", "orange", "A new version is being written."),
    ),
    "outcome": _kind(
        Status("on_target", "On target", "green", "The value is what is wanted for its period."),
        Status(
            "within_tolerance",
            "Within tolerance",
            "yellow",
            "Short of the target, by no more than was agreed to be acceptable.",
        ),
        Status(
            "off_target",
            "Off target",
            "red",
            "Further from the target than is acceptable: the value says why and what will be done.",
        ),
        Status("no_target", "No target", "grey", "Nothing is set for this period to compare the value with."),
        Status("no_value", "No value yet", "grey", "No value has been approved yet."),
    ),
    "travel": _kind(
        Status("improving", "Improving", "teal", "Better than the value before it."),
        Status("unchanged", "Unchanged", "grey", "The same as the value before it."),
        Status("worsening", "Worsening", "orange", "Worse than the value before it."),
        Status("unknown", "Not known", "grey", "There are no two values to compare yet."),
    ),
    "value": _kind(
        Status("draft", "Draft", "grey", "Entered; not handed in yet."),
        Status("submitted", "Awaiting approval", "purple", "Handed in; another person has to approve it."),
        Status(
            "returned",
            "Returned",
            "orange",
            "Handed back with a reason; to be corrected and handed in again.",
        ),
        Status(
            "approved", "Approved", "blue", "Approved by another person: boards and the Department see it."
        ),
        Status("locked", "Locked", "blue", "Approved, and closed to changes."),
    ),
    "target": _kind(
        Status("met", "Met", "green", "The latest approved value meets what the notice asks for."),
        Status("met_late", "Met late", "teal", "Met now; it was not met by its date."),
        Status(
            "not_met",
            "Not met yet",
            "yellow",
            "The latest approved value does not meet it; its date is to come.",
        ),
        Status("missed", "Missed", "red", "Its date has passed and it is not met."),
        Status(
            "breached",
            "In breach",
            "red",
            "It must hold at any time, and the latest approved value breaks it.",
        ),
        Status(
            "no_value", "No value yet", "grey", "An indicator watches it; no value has been approved yet."
        ),
        Status("unwatched", "Not measured", "grey", "No indicator watches it."),
    ),
    "report": _kind(
        Status(
            "preparing",
            "Preparing",
            "blue",
            "The report is being made. This takes up to a minute.",
        ),
        Status(
            "ready", "Ready", "green", "The report can be downloaded. It is a draft until somebody issues it."
        ),
        Status("issued", "Issued", "teal", "Another person than its author has approved it for good."),
        Status("failed", "Failed", "red", "The report could not be made. Try again."),
        Status("cancelled", "Cancelled", "grey", "Somebody stopped it before it was finished."),
    ),
    "reminder": _kind(
        Status("waiting", "Waiting", "grey", "It goes out with the person's next email."),
        Status("sending", "Being sent", "blue", "Its email is being handed to the mail server."),
        Status(
            "retry",
            "To be tried again",
            "yellow",
            "Its email could not be sent yet. The next try is on its way.",
        ),
        Status("sent", "Sent", "green", "Whoever delivers our email took it."),
        Status("delivered", "Delivered", "green", "It is in the person’s mailbox."),
        Status(
            "undelivered",
            "Did not arrive",
            "red",
            "It was taken and could not be delivered; the reason stands beside it.",
        ),
        Status(
            "held",
            "Held back",
            "red",
            "The person’s address does not work. Nothing is sent to it until an administrator says that it does.",
        ),
        Status(
            "failed",
            "Failed",
            "red",
            "Its email was given up for the day. It goes into the next day's email.",
        ),
        Status(
            "dropped",
            "Not needed",
            "grey",
            "Left out when the email was written; the reason stands beside it.",
        ),
    ),
}

# One BRAG letter for people who want one. A council may word its own legend over these defaults.
BRAG_COLOURS = {
    "B": Status("B", "Blue", "blue", "Confirmed by the board or embedded", "B"),
    "R": Status("R", "Red", "red", "Off track", "R"),
    "A": Status("A", "Amber", "yellow", "At risk", "A"),
    "G": Status("G", "Green", "green", "On track, or done and awaiting the board", "G"),
    "": Status("", "No colour", "grey", "Not started, paused or cancelled"),
}
_NO_COLOUR = {"", "not_started", "paused", "cancelled"}


def status(kind: str, value: str) -> Status:
    """The status, or one that says "Unknown": a page must not fail because a value is newer than the code."""
    try:
        return STATUSES[kind][value]
    except KeyError:
        return Status(
            value,
            "Unknown",
            "grey",
            "This status is not known to this version of Noticeboard.",
        )


def word(kind: str, value: str) -> str:
    return status(kind, value).word


def choices(kind: str) -> list[tuple[str, str]]:
    """Value and word, in order of meaning: for model fields and forms."""
    return [(s.value, s.word) for s in STATUSES[kind].values()]


def meanings(kind: str) -> dict[str, str]:
    """Value to one-line definition: the hints under radios and the lists of the help page."""
    return {s.value: s.meaning for s in STATUSES[kind].values()}


def order(kind: str, value: str) -> int:
    """Place of a value in the order of meaning; unknown values come last."""
    values = list(STATUSES[kind])
    return values.index(value) if value in values else len(values)


def brag(
    delivery: str,
    confidence: str | None = None,
    *,
    wording: Mapping[str, str] | None = None,
) -> Status:
    """One letter from two judgements: blue when the board has confirmed, else the owner's confidence.

    An action that is done and awaits the board, without a confidence, counts as green.
    `wording` is a council's own legend, letter to meaning.
    """
    if delivery in ("confirmed", "embedded"):
        letter = "B"
    elif delivery in _NO_COLOUR:
        letter = ""
    elif confidence in STATUSES["confidence"]:
        letter = STATUSES["confidence"][confidence].letter
    else:
        letter = "G" if delivery == "done" else ""
    return _worded(letter, wording)


def brag_legend(wording: Mapping[str, str] | None = None) -> list[Status]:
    """Every colour with its meaning, to be printed wherever a colour is printed."""
    return [_worded(letter, wording) for letter in BRAG_COLOURS]


def _worded(letter: str, wording: Mapping[str, str] | None) -> Status:
    base = BRAG_COLOURS[letter]
    meaning = (wording or {}).get(letter, base.meaning)
    return Status(base.value, base.word, base.colour, meaning, base.letter)
