"""Status words and dates, as councils write them."""

from __future__ import annotations

import datetime

import pytest

from actions.importing.dates import read_date
from actions.importing.words import Said, Unknown, read_priority, read_status

DONE, OPEN, NOT = "done", "in_progress", "not_started"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *[(word, Said(DONE)) for word in ("B", "Blue", "Complete", "COMPLETED", "Done", "Complete – awaiting sign off", "100%")],
        *[(word, Said(None, "on_track")) for word in ("G", "green", "On track", "on-track", "On Target")],
        *[(word, Said(None, "at_risk")) for word in ("A", "Amber", "At risk")],
        *[(word, Said(None, "off_track")) for word in ("R", "RED", "Off track", "Overdue", "Delayed")],
        *[(word, Said(OPEN)) for word in ("Ongoing", "In progress", "Underway", "50%", "Partially complete")],
        *[(word, Said(NOT)) for word in ("Not started", "Grey", "Not yet due", "0%")],
        ("In progress, at risk", Said(OPEN, "at_risk")),
        ("Ongoing (Green)", Said(OPEN, "on_track")),
        ("COMPLETE: new panel since June", Said(DONE, rest="new panel since June")),
        ("Red – two trainers left", Said(None, "off_track", rest="two trainers left")),
        ("", Said()),
    ],
)  # fmt: skip
def test_the_words_of_councils_are_our_judgements(text, wanted) -> None:
    assert read_status(text) == wanted


@pytest.mark.parametrize(
    "text", ["Purple", "Green Amber Red", "Complete, Not started", "see below", "Blueprint drafted"]
)
def test_what_is_no_status_is_not_guessed(text) -> None:
    assert read_status(text) == Unknown(text)


def test_priorities() -> None:
    assert [read_priority(t) for t in ("High", "medium", "Low", "1", "Front door")] == [
        "high",
        "normal",
        "normal",
        "high",
        None,
    ]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        *[(text, (2026, 3, 31)) for text in (
            "31/03/2026", "31/3/26", "31 March 2026", "31-Mar-26", "2026-03-31", "31.03.2026", "Mar-26", "March 2026",
            "end of March 2026", "03/2026", "by 31st March 2026", datetime.date(2026, 3, 31), 46112.0,
        )],
        ("Q2 2026", (2026, 6, 30)),
        ("Phase 1: 31/03/2026; phase 2: 30/06/2026", (2026, 6, 30)),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(value, wanted) -> None:
    assert read_date(value).date == datetime.date(*wanted)


@pytest.mark.parametrize("value", ["Ongoing", "n/a", "", None, "TBC"])
def test_a_cell_may_say_that_there_is_no_date(value) -> None:
    assert (read_date(value).date, read_date(value).problem) == (None, "")


@pytest.mark.parametrize(
    "value", ["30/02/2026", "03/31/2026", "soon", "31st April 2026", 12.0, True, "01/01/1066", "13/2026"]
)
def test_an_impossible_date_is_said_to_be_one(value) -> None:
    found = read_date(value)
    assert found.date is None
    assert found.problem
