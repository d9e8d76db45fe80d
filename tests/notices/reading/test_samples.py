"""The four made-up notices of the demonstration, on several days: read without losing anything."""

from __future__ import annotations

import datetime
import re
from collections import Counter

import pytest

from notices.reading import Reading, read_text
from notices.samples import MARK, SAMPLES, render_sample

DAYS = [
    datetime.date(2026, 11, 22),
    datetime.date(2027, 2, 28),
    datetime.date(2028, 2, 29),
    datetime.date(2027, 12, 31),
]
BORCHESTER, FELPERSHAM, AMBRIDGE, PENNY_HASSETT = (sample.name for sample in SAMPLES)


def read(name: str, on: datetime.date = DAYS[0]) -> Reading:
    return read_text(render_sample(name, on), councils=[sample.council for sample in SAMPLES])


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_front_and_end_are_whole(sample, on):
    reading = read(sample.name, on)
    assert reading.importable
    assert [council.gss_code for council in reading.councils] == [sample.council.gss_code]
    assert reading.issue_date.certain and reading.issue_date.date is not None and reading.issue_date.date < on
    assert reading.signatory.name and reading.signatory.role
    assert reading.service_area and reading.evidence and reading.legal_basis and reading.board
    assert not MARK.search(reading.source_text)


@pytest.mark.parametrize(
    ("name", "kinds", "deadlines", "targets", "reviews", "reports", "footnotes"),
    [
        (BORCHESTER, {"overarching": 2, "measure": 27, "support": 2, "reporting": 2, "assessment": 3, "consequence": 1}, 25, 5, 3, 4, 5),
        (FELPERSHAM, {"overarching": 2, "measure": 15, "support": 2, "reporting": 1, "assessment": 1, "consequence": 1}, 14, 0, 3, 4, 4),
        (AMBRIDGE, {"overarching": 3, "measure": 19, "assessment": 4, "consequence": 1}, 17, 6, 2, 1, 0),
        (PENNY_HASSETT, {"recital": 4, "overarching": 2, "measure": 12, "assessment": 1}, 13, 1, 2, 3, 0),
    ],
)  # fmt: skip
@pytest.mark.parametrize("on", DAYS)
def test_counts(name, kinds, deadlines, targets, reviews, reports, footnotes, on):
    reading = read(name, on)
    assert dict(Counter(item.kind for item in reading.requirements)) == kinds
    counts = (reading.deadlines, reading.targets, reading.reviews, reading.reports, reading.footnotes)
    assert [len(found) for found in counts] == [deadlines, targets, reviews, reports, footnotes]
    assert not any(deadline.kind == "absolute" and deadline.date is None for deadline in reading.deadlines)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_no_word_is_lost_between_the_first_clause_and_the_signature(sample):
    reading = read(sample.name)
    source = reading.source_text
    body = source[
        source.index(reading.requirements[0].text[:30]) : re.search(r"^Signed", source, re.M).start()
    ]  # type: ignore[union-attr]
    kept = " ".join(
        [item.text for item in reading.requirements]
        + [text for item in reading.requirements for text in (item.section, item.lead_in) if text]
        + [note.text for note in reading.footnotes]
    )
    missing = set(_words(body)) - set(_words(kept))
    labels = {str(n) for n in range(1, 35)} | {"ii", "iii"} | set("abcdefghijkl")
    leading = set(
        _words(
            "In respect of the above, working with its identified partner agencies must demonstrate clear evidence outcomes by following"
        )
    )
    assert missing <= labels | leading


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:['’][a-z]+)?", re.sub(r"[¹²³⁴⁵⁶⁷⁸⁹]", " ", text).lower())


def test_borchester_is_numbered_from_1_to_34_through_all_sections():
    labels = [item.label for item in read(BORCHESTER).requirements]
    numbers = [str(n) for n in range(1, 35)]
    assert labels == ["i", "ii", *numbers[:23], None, *numbers[23:]]


def test_ambridge_nests_numerals_under_its_bullets():
    reading = read(AMBRIDGE)
    nested = [(item.label, item.parent) for item in reading.requirements if item.parent]
    assert [label for label, _ in nested] == ["i", "ii", "iii", "i", "ii", "iii"]
    assert len({parent for _, parent in nested}) == 2
    assert [(t.baseline, t.comparator, t.target, t.target_high) for t in reading.targets] == [
        (340, ">=", 520, None),
        (48.5, ">=", 68, None),
        (57, ">=", 80, None),
        (None, "<=", 10, None),
        (34, "<=", 15, None),
        (None, "between", 15, 18),
    ]


def test_penny_hassett_has_recitals_letters_and_reviews():
    reading = read(PENNY_HASSETT)
    assert [item.label for item in reading.requirements] == [
        "1", "2", "3", "4", "5", *(f"5.{letter}" for letter in "abcdefghijkl"), "6", "7",
    ]  # fmt: skip
    assert [(review.offset, review.anchor) for review in reading.reviews] == [
        ("P6M", "issue"),
        ("P12M", "issue"),
    ]


def test_dates_are_written_as_officials_write_them():
    text = render_sample(PENNY_HASSETT, datetime.date(2026, 6, 16))
    assert "Dated this 2nd day of January 2026" in text
