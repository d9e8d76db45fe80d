"""What a row says of the progress of an action: status, words, recovery. It becomes a report like any other."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..models import OPEN, Action
from ..models.action import FINISHED, Confidence, Delivery
from ..permissions import why_not_reportable
from .dates import read_date
from .lines import Line
from .plan_now import LastWords
from .texts import same, too_long, typed
from .words import UNDERSTOOD, Said, Unknown, only_the_board, read_status

NOT_STATED = "Not stated in the spreadsheet."


@dataclass(frozen=True)
class Report:
    """The columns of an ActionUpdate, and the day on which it was done."""

    delivery: str
    confidence: str
    narrative: str
    evidence_of_impact: str
    recovery: str
    done_on: datetime.date | None


def read_report(line: Line, action: Action | None, last: LastWords, *, on: datetime.date) -> Report | None:
    """None: the row says what is recorded already, or nothing."""
    said = _said(line)
    narrative = _narrative(line, said)
    recovery, impact = typed(line.text("recovery")), typed(line.text("impact"))
    for name, text in (("progress", narrative), ("recovery", recovery), ("impact", impact)):
        if problem := too_long(text):
            line.say(problem, name)
    delivery = _delivery(line, said, action, bool(narrative or impact))
    before = action.confidence if action and action.delivery in OPEN else str(Confidence.ON_TRACK)
    confidence = (said.confidence or before) if delivery in OPEN else str(Confidence.ON_TRACK)
    worried = confidence != Confidence.ON_TRACK
    judged_anew = (
        (delivery, confidence) != (action.delivery, before)
        if action
        else delivery != Delivery.NOT_STARTED or worried
    )
    new_words = any(
        text and not same(text, old)
        for text, old in (
            (narrative, last.narrative), (impact, last.impact), (recovery if worried else "", last.recovery),
        )
    )  # fmt: skip
    if not judged_anew and not new_words:
        return None
    if action and (reason := why_not_reportable(action, on=on)):
        line.say(f"{reason} The row's other columns can still be imported", "status", "delivery", "progress", kind="cell")  # fmt: skip
        return None
    if worried:
        narrative = narrative or ("" if judged_anew else last.narrative)
        recovery = recovery or last.recovery or ("" if "recovery" in line.cells else NOT_STATED)
        _must_explain(line, confidence, narrative, recovery)
    done_on = _done_on(line, on=on) if delivery in FINISHED else None
    return Report(delivery, confidence, narrative, impact, recovery if worried else "", done_on)


def _said(line: Line) -> Said:
    """Of up to three columns: status, delivery, confidence. What one leaves open another may say."""
    found = Said()
    for name in ("delivery", "confidence", "status"):
        text = typed(line.text(name))
        read = read_status(text)
        if isinstance(read, Unknown):
            short = text if len(text) <= 60 else f"{text[:57]}…"
            line.say(f"“{short}” is not a status that is understood. Understood are: {UNDERSTOOD}", name)
            continue
        found = Said(
            found.delivery or read.delivery, found.confidence or read.confidence, found.rest or read.rest
        )
    return found


def _narrative(line: Line, said: Said) -> str:
    """What stands behind the word of the status, the progress, and the evidence that the council names."""
    evidence = typed(line.text("evidence"))
    parts = [said.rest, typed(line.text("progress")), f"Evidence: {evidence}" if evidence else ""]
    return "\n".join(part for part in parts if part)


def _delivery(line: Line, said: Said, action: Action | None, has_words: bool) -> str:
    now = action.delivery if action else str(Delivery.NOT_STARTED)
    if said.delivery is None:
        if action is None and (said.confidence or has_words):
            return str(Delivery.IN_PROGRESS)
        worried = said.confidence in (Confidence.AT_RISK, Confidence.OFF_TRACK)
        return (
            str(Delivery.IN_PROGRESS) if worried and now not in OPEN else now
        )  # red again: not done after all
    if said.delivery == Delivery.DONE and now in FINISHED:
        return now  # blue stays what the board has made of it
    if not only_the_board(said.delivery) or said.delivery == now:
        return said.delivery
    if said.delivery in FINISHED:
        if now in FINISHED and now != Delivery.DONE:
            return now
        line.say(
            "Only the board confirms that an action is done. It is imported as “Done, awaiting board”.",
            "status", "delivery", kind="note",
        )  # fmt: skip
        return str(Delivery.DONE)
    line.say(
        "Only a decision of the board pauses or cancels an action. Its status stays as it is",
        "status", "delivery", kind="cell",
    )  # fmt: skip
    return now


def _must_explain(line: Line, confidence: str, narrative: str, recovery: str) -> None:
    word = "at risk" if confidence == Confidence.AT_RISK else "off track"
    if not narrative:
        where = f"in {line.cells['progress']}" if "progress" in line.cells else "in a column for progress"
        line.say(f"This action is {word}, so say why {where}", "status", "confidence", "delivery")
    if not recovery:
        line.say(f"This action is {word}, so say what will bring it back", "recovery")


def _done_on(line: Line, *, on: datetime.date) -> datetime.date | None:
    value = line.values.get("done_on")
    found = read_date(typed(value) if isinstance(value, str) else value)
    if found.problem:
        line.say(found.problem, "done_on")
    elif found.date and found.date > on:
        line.say("The day on which it was done is in the future", "done_on")
    return found.date
