"""Labels in every style, bullets, and what only looks like a label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.reading.labels import alphabetic, read_start, roman, roman_value


@pytest.mark.parametrize(
    ("line", "label", "rest"),
    [
        ("1. Ensure that", "1", "Ensure that"),
        ("12) Ensure that", "12", "Ensure that"),
        ("(3) Ensure that", "3", "Ensure that"),
        ("[4] Ensure that", "4", "Ensure that"),
        ("1.1 Ensure that", "1.1", "Ensure that"),
        ("4.2.1. Ensure that", "4.2.1", "Ensure that"),
        ("(i) improve areas", "i", "improve areas"),
        ("ii) improving the", "ii", "improving the"),
        ("iv. put in place", "iv", "put in place"),
        ("a. To appoint", "a", "To appoint"),
        ("(b) to appoint", "b", "to appoint"),
        ("A. Leadership", "A", "Leadership"),
        ("5(a) To appoint", "5.a", "To appoint"),
        ("5.a. To appoint", "5.a", "To appoint"),
        ("5a. To appoint", "5.a", "To appoint"),
        ("4A. Complete the transfer", "4A", "Complete the transfer"),
        ("Requirement 7: Ensure that", "7", "Ensure that"),
        ("Measure 3 – Ensure that", "3", "Ensure that"),
        ("R12. Ensure that", "R12", "Ensure that"),
        ("12.Ensure that", "12", "Ensure that"),
    ],
)
def test_labels(line, label, rest):
    start = read_start(line)
    assert start.label is not None
    assert (start.label.text, start.rest, start.bullet) == (label, rest, False)


@pytest.mark.parametrize("bullet", ["•", "-", "–", "*", "o", "▪", "\uf0b7", "➢"])
def test_bullets(bullet):
    start = read_start(f"{bullet} Ensure that")
    assert (start.label, start.bullet, start.rest) == (None, True, "Ensure that")


def test_a_bullet_before_a_label_gives_both():
    start = read_start(" - (ii) put in place")
    assert start.label is not None
    assert (start.label.text, start.bullet, start.rest) == ("ii", True, "put in place")


@pytest.mark.parametrize(
    "line",
    [
        "50.8% of referrals are late",
        "31.03.2013 is the date",
        "e.g. a survey of staff",
        "i.e. the plan",
        "2012. The Council",
        "Ensure that",
        "the (a) and (b) above",
        "Children's services",
        "3 June 2013 is the date",
    ],
)
def test_what_is_no_label(line):
    start = read_start(line)
    assert start.label is None or start.label.weak
    assert not start.bullet


def test_a_label_alone_on_its_line():
    start = read_start("(iii)")
    assert start.label is not None
    assert (start.label.text, start.rest) == ("iii", "")


def test_an_ambiguous_letter_keeps_all_its_readings():
    label = read_start("i. The").label
    assert label is not None
    assert set(label.readings) == {("letter-a", 9), ("roman-a", 1)}


@given(st.integers(1, 60))
def test_roman_numerals_round_trip(number):
    assert roman_value(roman(number)) == number


def test_letters_go_on_after_z():
    assert [alphabetic(n) for n in (1, 26, 27, 28)] == ["a", "z", "aa", "bb"]
