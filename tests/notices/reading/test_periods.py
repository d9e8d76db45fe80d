"""Periods, what they count from, and cadences, as ISO 8601."""

from __future__ import annotations

import pytest

from notices.reading.cadences import find_cadences
from notices.reading.periods import find_anchor, find_periods


@pytest.mark.parametrize(
    ("text", "periods", "anchor"),
    [
        ("within one month of the issue of this Notice", ["P1M"], "issue"),
        ("within one month of this Notice", ["P1M"], "issue"),
        ("within 28 days of receipt of this notice", ["P28D"], "issue"),
        ("within six (6) weeks of the date of this direction", ["P6W"], "issue"),
        ("within a fortnight of this direction being made", ["P2W"], "issue"),
        ("no later than three months after this Notice is issued", ["P3M"], "issue"),
        ("by 18 months from the start of this Notice", ["P18M"], "start"),
        ("after 6, 12 and 18 months from the start of this Notice", ["P6M", "P12M", "P18M"], "start"),
        ("2 months after the commencement of this Notice", ["P2M"], "commencement"),
        ("within one year of the coming into force of this direction", ["P1Y"], "commencement"),
        ("one month before the end of this Notice", ["P1M"], "end"),
        ("within 10 working days of the meeting", ["P10D"], None),
        ("within twenty-one days of the appointment", ["P21D"], None),
    ],
)
def test_periods_and_anchors(text, periods, anchor):
    found = find_periods(text)
    assert [period.iso for period in found] == periods
    counted = find_anchor(text, found[-1].end)
    assert (counted[0] if counted else None) == anchor


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("meet once every 4 weeks initially", "P4W"),
        ("meets every four weeks", "P4W"),
        ("on a monthly basis", "P1M"),
        ("once a month", "P1M"),
        ("at least once a quarter", "P3M"),
        ("monthly contact with officials", "P1M"),
        ("a written 6 monthly report", "P6M"),
        ("a six-monthly report", "P6M"),
        ("at intervals of not more than six months", "P6M"),
        ("at 6 week intervals", "P6W"),
        ("at monthly intervals", "P1M"),
        ("at least every six months", "P6M"),
        ("twice a year", "P6M"),
        ("three times a year", "P4M"),
        ("every other month", "P2M"),
        ("every fortnight", "P2W"),
        ("meeting fortnightly", "P2W"),
        ("reviewed quarterly", "P3M"),
        ("reported annually", "P1Y"),
        ("on the first working day of each month", "P1M"),
    ],
)
def test_cadences(text, every):
    assert [(cadence.every, cadence.unsure) for cadence in find_cadences(text)] == [(every, False)]


@pytest.mark.parametrize(
    "text", ["each meeting of the board", "every case file", "each child", "every year group"]
)
def test_what_is_no_cadence(text):
    assert find_cadences(text) == []


@pytest.mark.parametrize("text", ["a bi-monthly report", "once a term", "termly", "biannual"])
def test_words_with_two_meanings_are_unsure(text):
    assert [cadence.unsure for cadence in find_cadences(text)] == [True]
