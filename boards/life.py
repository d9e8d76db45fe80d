"""Every step that a meeting can take, in one table: verbs, pages, the API, the database's trigger and the tests read it.

planned → open for papers → papers issued → in progress → minutes draft → minutes agreed → closed; cancelled with reason.
"""

from __future__ import annotations

from dataclasses import dataclass

FROZEN = ("agreed", "closed")  # the minutes are agreed: nothing under the meeting changes any more
RUNNING = ("in_progress", "drafted")  # decisions are taken, and can be undone
PREPARED = ("open", "issued", "in_progress", "drafted")  # there is an agenda that can be worked on


@dataclass(frozen=True)
class Step:
    """One kind of step: `name` is its address, `title` its page and button, `meaning` what it does."""

    name: str
    froms: tuple[str, ...]
    to: str
    title: str
    meaning: str
    signed: str  # in the audit log
    by_chair: bool = False  # the chair alone; the others are for whoever plans meetings
    needs_why: bool = False


LIFE = (
    Step(
        "open", ("planned",), "open", "Open for papers",
        "The agenda is built from what needs the board. Papers can be added, and officers send their updates.",
        "opened a meeting for papers",
    ),
    Step(
        "issue", ("open",), "issued", "Issue the papers",
        "The figures are frozen as at the cut-off: later updates change the plan, not the papers of this meeting.",
        "issued the papers of a meeting",
    ),
    Step(
        "start", ("issued",), "in_progress", "Start the meeting",
        "The chair works through the agenda. Decisions take effect at once.",
        "started a meeting",
    ),
    Step(
        "end", ("in_progress",), "drafted", "End the meeting",
        "The minutes are drafted from the decisions, the attendance and the notes. Decisions can still be put right.",
        "ended a meeting",
    ),
    Step(
        "agree", ("drafted",), "agreed", "Agree the minutes",
        "The minutes are kept as they are and cannot be changed any more. Carried items go to the next meeting.",
        "agreed the minutes of a meeting", by_chair=True,
    ),
    Step(
        "close", ("agreed",), "closed", "Close the meeting",
        "Nothing more will happen to it. It is kept for the record.",
        "closed a meeting",
    ),
    Step(
        "cancel", ("planned", "open", "issued"), "cancelled", "Cancel the meeting",
        "It stays in the list as cancelled, with the reason.",
        "cancelled a meeting", needs_why=True,
    ),
)  # fmt: skip
BY_NAME = {step.name: step for step in LIFE}
TRANSITIONS = [(state, step.to) for step in LIFE for state in step.froms]


def possible(state: str) -> list[Step]:
    """The steps from this state, in the order of the page."""
    return [step for step in LIFE if state in step.froms]
