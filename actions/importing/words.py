"""The words and letters that councils write for a status or a priority, in the judgements of this product (design §3).

Blue means finished: the owner says that it is done, and the board confirms it here. What only the board decides is
never taken from a spreadsheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from councils import status

from ..models.action import Action, Confidence, Delivery
from .grids import squeezed


@dataclass(frozen=True)
class Said:
    """None: the word says nothing about it, so what is recorded stays. `rest` is what stands behind the word."""

    delivery: str | None = None
    confidence: str | None = None
    rest: str = ""


@dataclass(frozen=True)
class Unknown:
    text: str


_DONE, _OPEN, _NOT = str(Delivery.DONE), str(Delivery.IN_PROGRESS), str(Delivery.NOT_STARTED)
_WORDS: dict[tuple[str | None, str | None], tuple[str, ...]] = {
    (_DONE, None): (
        "b", "blue", "complete", "completed", "done", "closed", "finished", "achieved", "implemented", "delivered",
        "done awaiting board", "complete awaiting sign off", "completed awaiting sign off", "awaiting sign off",
        "complete awaiting board", "complete and evidenced", "action complete", "fully complete", "100%", "yes",
    ),
    (str(Delivery.CONFIRMED), None): ("confirmed by the board", "confirmed", "signed off", "complete and signed off"),
    (str(Delivery.EMBEDDED), None): ("embedded", "sustained", "complete and embedded"),
    (str(Delivery.PAUSED), None): ("paused", "suspended", "on hold", "deferred"),
    (str(Delivery.CANCELLED), None): ("cancelled", "canceled", "withdrawn", "superseded", "no longer required",
                                      "no longer needed", "deleted", "removed"),
    (None, str(Confidence.ON_TRACK)): ("g", "green", "on track", "on target", "on schedule", "on course"),
    (None, str(Confidence.AT_RISK)): ("a", "amber", "yellow", "at risk", "some risk", "some delay", "slight delay",
                                      "slipping", "minor delay", "amber green", "red amber"),
    (None, str(Confidence.OFF_TRACK)): ("r", "red", "off track", "overdue", "delayed", "late", "behind",
                                        "behind schedule", "not on track", "missed", "off target", "major delay"),
    (_OPEN, None): ("in progress", "ongoing", "on going", "underway", "under way", "started", "continuing",
                    "progressing", "commenced", "begun", "partially complete", "partly complete", "wip", "active",
                    "work in progress", "in development", "open"),
    (_NOT, None): ("not started", "grey", "gray", "white", "not yet started", "yet to start", "to start", "planned",
                   "not due", "not yet due", "not begun", "not commenced", "0%", "future", "pending", "to do"),
}  # fmt: skip
_BY_WORD = {word: said for said, words in _WORDS.items() for word in words}
_LONGEST_FIRST = sorted((w for w in _BY_WORD if len(w) > 2), key=len, reverse=True)
UNDERSTOOD = (
    "Blue, Complete, Done; Green, On track; Amber, At risk; Red, Off track, Overdue; In progress, Ongoing; "
    "Not started, Grey"
)
_HIGH = (
    "high",
    "h",
    "urgent",
    "critical",
    "must",
    "must do",
    "1",
    "top",
    "very high",
    "p1",
    "priority",
    "yes",
)
_NORMAL = ("normal", "medium", "m", "low", "l", "standard", "routine", "2", "3", "4", "p2", "p3", "should", "could",
           "no", "n")  # fmt: skip


def read_status(text: str) -> Said | Unknown:
    """A letter, a word, or a text that begins with one: "COMPLETE – new panel since June". Empty says nothing."""
    plain = squeezed(text)
    if not plain:
        return Said()
    if plain in _BY_WORD:
        return Said(*_BY_WORD[plain])
    both = _both(text)
    if both:
        return both
    percent = re.fullmatch(r"(\d{1,3}) ?%( complete)?", plain)
    if percent and int(percent[1]) <= 100:
        return Said(_OPEN) if 0 < int(percent[1]) < 100 else Said(_DONE if percent[1] == "100" else _NOT)
    for word in _LONGEST_FIRST:
        match = re.match(rf"\W*{_spaced(word)}\b\s*[-–—:;.,(/\n]\s*(.+)", text, re.IGNORECASE | re.DOTALL)
        if match and squeezed(match[1]) not in _BY_WORD:  # "Complete, not started" is neither
            return Said(*_BY_WORD[word], rest=match[1].strip(" )\n"))
    return Unknown(text)


def _both(text: str) -> Said | None:
    """ "In progress, at risk", "Ongoing (Green)"."""
    parts = [squeezed(part) for part in re.split(r"[,;/()\n–—|]| - ", text) if squeezed(part)]
    if len(parts) < 2 or any(part not in _BY_WORD for part in parts):
        return None
    said = [_BY_WORD[part] for part in parts]
    deliveries, confidences = {d for d, _ in said if d}, {c for _, c in said if c}
    if len(deliveries) > 1 or len(confidences) > 1:
        return None
    return Said(next(iter(deliveries), None), next(iter(confidences), None))


def _spaced(word: str) -> str:
    return r"[\s\-–—,:]+".join(re.escape(part) for part in word.split())


def read_confidence(text: str) -> Said | Unknown:
    """A column of our own exports: only how sure the owner is."""
    said = read_status(text)
    return said if isinstance(said, Unknown) or said.delivery is None else Unknown(text)


def read_priority(text: str) -> str | None:
    plain = squeezed(text)
    if plain in _HIGH:
        return str(Action.Priority.HIGH)
    return str(Action.Priority.NORMAL) if plain in _NORMAL else None


def only_the_board(delivery: str) -> bool:
    return delivery in (Delivery.CONFIRMED, Delivery.EMBEDDED, Delivery.PAUSED, Delivery.CANCELLED)


def in_words(delivery: str, confidence: str) -> str:
    """As pages say it: "In progress, at risk"."""
    words = status.word("delivery", delivery)
    if delivery in (_NOT, _OPEN):
        words = f"{words}, {status.word('confidence', confidence).lower()}"
    return words
