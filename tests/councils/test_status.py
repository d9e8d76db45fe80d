"""The one map from status to word and colour."""

import pytest

from councils import status

GOVUK_TAG_COLOURS = {"grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow"}


@pytest.mark.parametrize("kind", status.STATUSES)
def test_every_status_has_a_word_of_its_own_a_real_colour_and_a_meaning(kind):
    found = list(status.STATUSES[kind].values())

    assert len({s.word for s in found}) == len(found)
    assert {s.colour for s in found} <= GOVUK_TAG_COLOURS
    assert all(s.meaning.endswith(".") for s in found)
    assert [value for value, _ in status.choices(kind)] == [s.value for s in found]


def test_the_words_of_delivery_and_confidence():
    assert [word for _, word in status.choices("delivery")] == [
        "Not started", "In progress", "Done, awaiting board", "Confirmed by the board", "Embedded", "Paused", "Cancelled",
    ]  # fmt: skip
    assert [(s.word, s.colour) for s in status.STATUSES["confidence"].values()] == [
        ("On track", "green"), ("At risk", "yellow"), ("Off track", "red"),
    ]  # fmt: skip


def test_tags_of_delivery_never_wear_a_colour_of_confidence():
    confidence = {s.colour for s in status.STATUSES["confidence"].values()}

    assert not confidence & {s.colour for s in status.STATUSES["delivery"].values()}


@pytest.mark.parametrize(
    ("delivery", "confidence", "word"),
    [
        ("not_started", "off_track", "No colour"),
        ("paused", "at_risk", "No colour"),
        ("cancelled", None, "No colour"),
        ("in_progress", "on_track", "Green"),
        ("in_progress", "at_risk", "Amber"),
        ("in_progress", "off_track", "Red"),
        ("in_progress", None, "No colour"),
        ("in_progress", "", "No colour"),
        ("done", None, "Green"),
        ("done", "off_track", "Red"),
        ("confirmed", "off_track", "Blue"),
        ("embedded", None, "Blue"),
    ],
)
def test_brag_is_blue_when_confirmed_else_the_owners_confidence(delivery, confidence, word):
    assert status.brag(delivery, confidence).word == word


def test_a_council_may_word_its_own_legend():
    wording = {"B": "Signed off"}

    assert status.brag("confirmed", wording=wording).meaning == "Signed off"
    assert [s.meaning for s in status.brag_legend(wording)][:2] == ["Signed off", "Off track"]
    assert [s.letter for s in status.brag_legend()] == ["B", "R", "A", "G", ""]


def test_a_value_newer_than_the_code_does_not_break_the_page():
    assert status.status("delivery", "teleported").word == "Unknown"
    assert status.status("no such kind", "x").colour == "grey"


def test_lists_sort_by_meaning_and_unknown_comes_last():
    values = ["off_track", "mystery", "on_track", "at_risk"]

    assert sorted(values, key=lambda v: status.order("confidence", v)) == [
        "on_track",
        "at_risk",
        "off_track",
        "mystery",
    ]
